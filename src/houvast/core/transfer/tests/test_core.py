"""Standing, phases, reasons and matching as plain values."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.core.transfer.matching import Likeness, MatchReason, reasons_to_match
from houvast.core.transfer.phases import Phase, followed_by_municipality, phase_on, spans, year_on
from houvast.core.transfer.reasons import Glance, ReasonToLook, reasons_to_look
from houvast.core.transfer.standing import Standing, Way, standing_of, standing_of_way

BORN = date(2010, 5, 1)


@pytest.mark.parametrize(
    ("status", "events", "stands"),
    [
        ("received", (), Standing.APPLIED),
        ("received", ("introduction_held", "intake_held"), Standing.INTAKE),
        ("received", ("intake_held", "introduction_held"), Standing.INTRODUCED),
        ("agreement_offered", ("intake_held",), Standing.PLACED),
        ("agreement_offered", ("placed", "started"), Standing.STARTED),
        ("enrolled", ("placed", "no_show"), Standing.NO_SHOW),
        ("enrolled", ("placed", "started", "broke_off"), Standing.STOPPED),
        ("no_enrolment", (), Standing.REJECTED),
        ("withdrawn", ("intake_held",), Standing.WITHDRAWN),
        ("agreement_offered", ("placed", "introduction_held"), Standing.PLACED),
    ],
)
def test_where_one_application_stands(status: str, events: tuple[str, ...], stands: Standing) -> None:
    assert standing_of_way(Way(status=status, events=events)) is stands


def test_the_application_with_most_hold_leads_and_a_no_show_is_not_hidden_by_an_old_application() -> None:
    applied, refused = Way(status="received"), Way(status="no_enrolment")
    missed = Way(status="enrolled", events=("placed", "no_show"))
    assert standing_of((refused, applied)) is Standing.APPLIED
    assert standing_of((applied, missed)) is Standing.NO_SHOW
    assert standing_of((missed, Way(status="enrolled", events=("started",)))) is Standing.STARTED
    assert standing_of((), "work") is Standing.ELSEWHERE
    assert standing_of((), "") is Standing.NO_APPLICATION


@given(
    st.lists(st.sampled_from(["received", "agreement_offered", "no_enrolment", "withdrawn", "enrolled"]), max_size=5)
)
def test_the_order_of_applications_does_not_matter(statuses: list[str]) -> None:
    ways = [Way(status=status) for status in statuses]
    assert standing_of(ways) is standing_of(list(reversed(ways)))


def test_the_phases_follow_each_other_without_a_gap() -> None:
    found = spans(2026)
    assert [span.phase for span in found] == list(Phase)
    assert all(after.begins - before.ends == timedelta(days=1) for before, after in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2026, 12, 31), Phase.DOSSIER),
        (date(2027, 1, 1), Phase.APPLICATIONS),
        (date(2027, 3, 31), Phase.APPLICATIONS),
        (date(2027, 4, 1), Phase.PLACEMENT),
        (date(2027, 7, 1), Phase.SUMMER),
        (date(2027, 9, 30), Phase.SUMMER),
        (date(2027, 10, 1), Phase.START),
    ],
)
def test_the_phase_of_a_day(day: date, phase: Phase) -> None:
    assert phase_on(day, 2026).phase is phase


def test_the_board_shows_the_year_before_until_its_october_is_over() -> None:
    assert year_on(date(2027, 10, 31)) == 2026
    assert year_on(date(2027, 11, 1)) == 2027


def test_a_municipality_follows_who_stepped_down_always_and_others_by_season() -> None:
    assert Standing.APPLIED not in followed_by_municipality(Phase.PLACEMENT)
    assert Standing.REJECTED in followed_by_municipality(Phase.PLACEMENT)
    assert Standing.PLACED not in followed_by_municipality(Phase.SUMMER)
    assert Standing.NO_APPLICATION in followed_by_municipality(Phase.SUMMER)
    assert Standing.PLACED in followed_by_municipality(Phase.START)
    assert all(Standing.STARTED not in followed_by_municipality(phase) for phase in Phase)


def glance(school_type: str, level: int, **more: object) -> tuple[ReasonToLook, ...]:
    way = Way(status="received", level=level, name="x", applied_on=date(2027, 2, 1))
    fields: dict[str, object] = {"ways": (way,), "has_oriented": True, **more}
    return reasons_to_look(
        Glance(school_type=school_type, apply_before=date(2027, 4, 1), day=date(2027, 2, 10), **fields)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        (glance("vmbo-kb", 4), {ReasonToLook.KADER_TO_FOUR}),
        (glance("vmbo-kb", 3), set()),
        (glance("mbo-2", 4), {ReasonToLook.TWO_TO_FOUR, ReasonToLook.LEVEL_ABOVE}),
        (glance("entree", 2, second_language=True), {ReasonToLook.SECOND_LANGUAGE_TO_TWO}),
        (glance("entree", 2), set()),
        (glance("pro", 1, exit_profile="work"), {ReasonToLook.WORK_PROFILE_TO_ENTREE, ReasonToLook.BIG_CHANGE}),
        (glance("havo", 4, expects_support="yes"), {ReasonToLook.SUPPORT_EXPECTED}),
        (glance("havo", 4, expects_support="rather_not_say"), set()),
        (glance("havo", 4, has_oriented=False), {ReasonToLook.NO_ORIENTATION}),
        (glance("vmbo-bb", 3), {ReasonToLook.LEVEL_ABOVE}),
        (glance("havo", 4, ways=()), {ReasonToLook.NO_APPLICATION}),
        (glance("havo", 4, ways=(), wish="work"), set()),
    ],
)
def test_reasons_to_look(found: tuple[ReasonToLook, ...], reasons: set[ReasonToLook]) -> None:
    assert set(found) == reasons


def like(given: str, family: str, number: str = "", born: date | None = BORN) -> Likeness:
    return Likeness(given_name=given, family_name=family, birth_date=born, number=number)


@pytest.mark.parametrize(
    ("one", "other", "matches"),
    [
        (like("Ada", "Jansen"), like("Ada", "Janssen"), True),
        (like("Ada", "Jansen"), like("A", "Jansne"), True),
        (like("Ada", "Jansen"), like("Bo", "Jansen"), False),
        (like("Ada", "Jansen"), like("Ada", "Jansen", born=date(2010, 5, 2)), False),
        (like("Ada", "Bos", "1"), like("Ada", "Bos", "2"), False),
        (like("Ada", "Bos", "1"), like("Zoë", "Vos", "1", born=None), True),
        (like("José", "Özil"), like("Jose", "Ozil"), True),
        (like("Ada", "Li", born=None), like("Ada", "Li", born=None), False),
    ],
)
def test_when_two_rows_may_be_one_pupil(one: Likeness, other: Likeness, matches: bool) -> None:
    assert bool(reasons_to_match(one, other)) is matches
    assert reasons_to_match(one, other) == reasons_to_match(other, one)


def test_a_reason_says_what_is_shared_and_what_is_missing() -> None:
    found = reasons_to_match(like("Ada", "Bos"), like("ada", "BOS", "1"))
    assert found == (MatchReason.SAME_BIRTH_DATE, MatchReason.SAME_NAME, MatchReason.NUMBER_MISSING)
