"""Shares with intervals, invitations with ties, and a learned model that can be explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.alerts.evaluation.figures import Share, invited_shares, worth_at, worth_of
from houvast.alerts.evaluation.learned import NothingToLearn, learn

pytestmark = pytest.mark.no_database
SCORES = st.lists(st.integers(0, 5), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)]
)
def test_an_interval_is_that_of_wilson(hits: int, of: int, low: float, high: float) -> None:
    share = Share(hits=hits, of=of)
    assert share.low == pytest.approx(low, abs=1e-3)
    assert share.high == pytest.approx(high, abs=1e-3)


def test_a_share_of_nothing_is_unknown_and_says_nothing() -> None:
    assert Share(hits=0, of=0).value is None
    assert worth_of([False, False], [True, False]).says_nothing


@given(SCORES, st.floats(0.01, 1))
def test_as_many_are_invited_as_there_is_room_and_a_tie_is_shared(scores: list[int], share: float) -> None:
    chances = invited_shares(scores, share)
    assert sum(chances) == pytest.approx(share * len(scores))
    for one, chance in zip(scores, chances, strict=True):
        assert {c for s, c in zip(scores, chances, strict=True) if s == one} == {chance}


@given(SCORES)
def test_the_order_in_which_students_stand_does_not_matter(scores: list[int]) -> None:
    outcomes = [score > 2 for score in scores]
    there = worth_at(scores, outcomes, 0.2)
    back = worth_at(scores[::-1], outcomes[::-1], 0.2)
    assert there.precision.hits == pytest.approx(back.precision.hits)


def test_a_perfect_order_finds_all_and_lots_say_nothing() -> None:
    outcomes = [number % 5 == 0 for number in range(500)]
    assert worth_at([float(one) for one in outcomes], outcomes, 0.2).precision.value == 1
    assert worth_at([0.0] * 500, outcomes, 0.2).says_nothing


def test_a_learned_model_says_why_and_treats_unknown_as_unknown() -> None:
    rows = [{"late": float(number % 10), "noise": None if number % 3 else 1.0} for number in range(400)]
    outcomes = [row["late"] > 6 for row in rows]  # type: ignore[operator]
    model = learn(["late", "noise"], rows, outcomes, strength=1.0)
    assert model.score({"late": 9.0, "noise": None}) > model.score({"late": 1.0, "noise": None})
    assert model.because({"late": 9.0, "noise": None})[0].column == "late"
    assert learn(["late", "noise"], rows, outcomes, strength=1.0) == model


def test_from_students_who_all_ended_alike_nothing_is_learned() -> None:
    with pytest.raises(NothingToLearn):
        learn(["a"], [{"a": 1.0}, {"a": 2.0}], [False, False])
