"""The life of an alert: every state has a way out, and the end needs what it needs."""

from datetime import date

import pytest

from houvast.core.alerts.life import (
    Act,
    Attempt,
    Refusal,
    after,
    answer_by,
    has_climbed,
    may,
    may_answer,
    may_close,
    tries_without_response,
    waits_too_long,
)
from houvast.core.alerts.setting import Setting, as_set
from houvast.core.alerts.words import AnswerKind, Outcome, State
from houvast.packbook.alerts import rule, rules
from houvast.people.ids import new_id

pytestmark = pytest.mark.no_database

FRIDAY = date(2026, 11, 20)


def test_from_every_state_but_the_last_the_end_can_be_reached() -> None:
    for state in (State.RAISED, State.OWNED, State.ANSWERED):
        reached, frontier = {state}, [state]
        while frontier:
            here = frontier.pop()
            for act in Act:
                if may(act, here) is None and (there := after(act, here)) not in reached:
                    reached.add(there)
                    frontier.append(there)
        assert State.CLOSED in reached


def test_nothing_happens_to_what_is_closed_and_nothing_closes_without_an_answer() -> None:
    assert {may(act, State.CLOSED) for act in Act} == {Refusal.CLOSED_ALREADY}
    assert may(Act.CLOSED, State.OWNED) is Refusal.NOT_ANSWERED_YET
    assert may(Act.OFFERED, State.OWNED) is Refusal.TAKEN_ALREADY


def test_an_answer_is_due_in_working_days_and_climbs_the_day_after() -> None:
    last = answer_by(FRIDAY, 3)
    assert last == date(2026, 11, 25)
    assert not has_climbed(State.OWNED, last, last)
    assert has_climbed(State.OWNED, last, date(2026, 11, 26))
    assert not has_climbed(State.ANSWERED, last, date(2026, 12, 26))


def test_what_waits_for_room_two_weeks_is_seen_by_the_coordinator() -> None:
    assert not waits_too_long(State.RAISED, FRIDAY, date(2026, 12, 4))
    assert waits_too_long(State.RAISED, FRIDAY, date(2026, 12, 5))


def test_no_response_takes_tries_on_three_days_since_the_latest_contact() -> None:
    tries = [
        Attempt(on=date(2026, 11, 2), reached=False),
        Attempt(on=date(2026, 11, 4), reached=True),
        Attempt(on=date(2026, 11, 9), reached=False),
        Attempt(on=date(2026, 11, 9), reached=False),
        Attempt(on=date(2026, 11, 11), reached=False),
    ]
    assert tries_without_response(tries) == 2
    assert may_close(Outcome.NO_RESPONSE, tries) is Refusal.TOO_FEW_ATTEMPTS
    assert may_close(Outcome.NO_RESPONSE, [*reversed(tries), Attempt(on=FRIDAY, reached=False)]) is None
    assert may_close(Outcome.BETTER, []) is None


def test_doing_nothing_takes_a_reason() -> None:
    assert may_answer(AnswerKind.NO_ACTION, " ") is Refusal.REASON_NEEDED
    assert may_answer(AnswerKind.NO_ACTION, "De cijfers klopten niet.") is None
    assert may_answer(AnswerKind.TALK, "") is None


def test_a_setting_holds_from_its_day_on_and_the_latest_of_a_day_counts() -> None:
    def setting(day: int, threshold: int, *, speaks: bool = True) -> Setting:
        return Setting(
            rule="no-talk", valid_from=date(2026, 11, day), speaks=speaks, threshold=threshold, order=new_id()
        )

    found = (setting(10, 28), setting(10, 42), setting(20, 42, speaks=False))
    assert threshold_on(found, 9) == rule("no-talk").threshold
    assert threshold_on(found, 10) == 42
    assert threshold_on(found, 20) is None


def threshold_on(found: tuple[Setting, ...], day: int) -> int | None:
    held = {one.id: one for one in as_set(rules(), found, date(2026, 11, day))}
    return held["no-talk"].threshold if "no-talk" in held else None
