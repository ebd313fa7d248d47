"""A handover's states: who may do what when, what may be told, when it is looked back upon."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.core.handover.items import Item, guardian_agrees_too, may_be_told, too_much
from houvast.core.handover.steps import (
    OPEN,
    SHARES,
    Ground,
    Party,
    State,
    Step,
    after,
    first_state,
    follow_ups,
    steps_of,
    still_shares,
)

DAY = date(2026, 11, 22)


def test_the_whole_way_takes_the_student_and_both_sides() -> None:
    state: State | None = first_state(Ground.CONSENT)
    for step, party in (
        (Step.CONSENT, Party.STUDENT),
        (Step.ACCEPT, Party.RECEIVER),
        (Step.TALK, Party.GIVER),
        (Step.CONFIRM, Party.RECEIVER),
    ):
        assert state is not None
        state = after(state, step, by=party)
    assert state is State.DONE


@pytest.mark.parametrize("party", [Party.GIVER, Party.STUDENT])
@pytest.mark.parametrize("state", list(State))
def test_only_the_receiving_side_says_that_it_has_hold(state: State, party: Party) -> None:
    assert after(state, Step.CONFIRM, by=party) is None
    assert after(state, Step.ACCEPT, by=party) is None


@pytest.mark.parametrize("party", [Party.GIVER, Party.RECEIVER])
def test_nobody_agrees_for_the_student(party: Party) -> None:
    assert all(after(state, Step.CONSENT, by=party) is None for state in State)


def test_no_handover_is_done_without_a_talk() -> None:
    assert after(State.ACCEPTED, Step.CONFIRM, by=Party.RECEIVER) is None


@given(st.lists(st.tuples(st.sampled_from(Step), st.sampled_from(Party)), max_size=12))
def test_nothing_is_shared_before_the_student_agreed_and_never_after_it_ended(walk: list[tuple[Step, Party]]) -> None:
    state, agreed, ended = first_state(Ground.CONSENT), False, False
    for step, party in walk:
        to = after(state, step, by=party)
        if to is None:
            continue
        assert not ended
        state = to
        agreed = agreed or (step is Step.CONSENT and party is Party.STUDENT)
        ended = state in {State.REFUSED, State.REVOKED}
        assert (state in SHARES) <= agreed


def test_the_student_can_stop_the_sharing_as_long_as_it_lasts() -> None:
    for state in OPEN | {State.DONE}:
        assert after(state, Step.REVOKE, by=Party.STUDENT) is State.REVOKED


def test_what_the_law_asks_waits_for_no_consent_and_tells_only_what_it_asks() -> None:
    assert first_state(Ground.LAW) is State.CONSENTED
    assert Step.REVOKE not in steps_of(State.CONSENTED, by=Party.STUDENT, ground=Ground.LAW)
    assert too_much([Item.WHY, Item.NEEDS, Item.OWN_WORDS], ground=Ground.LAW) == (Item.NEEDS, Item.OWN_WORDS)
    assert not may_be_told(Item.AGREEMENTS, ground=Ground.LAW, agreed=True)


@pytest.mark.parametrize("agreed", [None, False])
def test_an_item_without_a_yes_is_not_told(agreed: bool | None) -> None:
    assert not may_be_told(Item.NEEDS, ground=Ground.CONSENT, agreed=agreed)


def test_it_is_looked_back_upon_after_two_six_and_twelve_weeks() -> None:
    assert [one.due_on - DAY for one in follow_ups(DAY)] == [timedelta(weeks=weeks) for weeks in (2, 6, 12)]


def test_the_last_day_of_sharing_counts() -> None:
    assert still_shares(State.DONE, until=DAY, on=DAY)
    assert not still_shares(State.DONE, until=DAY, on=DAY + timedelta(days=1))
    assert not still_shares(State.REVOKED, until=DAY, on=DAY)


def test_a_guardian_agrees_too_until_the_sixteenth_birthday() -> None:
    assert guardian_agrees_too(date(2010, 11, 23), on=DAY)
    assert not guardian_agrees_too(date(2010, 11, 22), on=DAY)
    assert not guardian_agrees_too(None, on=DAY)
