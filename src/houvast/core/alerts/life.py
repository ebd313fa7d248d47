"""The life of an alert: who may do what in which state, when it climbs, and what repeated outreach makes possible."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from houvast.core.alerts.words import AnswerKind, Outcome, State
from houvast.core.calendar import WorkingDays

ATTEMPTS_BEFORE_NO_RESPONSE = 3
"""Tries on different days before an alert can end because nobody answers. A suggestion of ours."""

LONGEST_WAIT = 10
"""Working days that an alert may wait for room in the capacity before the coordinator sees it. A suggestion of ours."""


class Act(StrEnum):
    """What happens to an alert. Every act is kept as a step."""

    RAISED = "raised"
    OFFERED = "offered"
    TAKEN = "taken"
    HANDED_ON = "handed_on"
    REACHED_OUT = "reached_out"
    VISIT_ASKED = "visit_asked"
    VISITED = "visited"
    ANSWERED = "answered"
    CLOSED = "closed"
    CLIMBED = "climbed"
    ADDED = "added"
    CONTESTED = "contested"


_FROM: dict[Act, frozenset[State]] = {
    Act.RAISED: frozenset(),
    Act.OFFERED: frozenset({State.RAISED}),
    Act.TAKEN: frozenset({State.RAISED, State.OWNED}),
    Act.HANDED_ON: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
    Act.REACHED_OUT: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
    Act.VISIT_ASKED: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
    Act.VISITED: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
    Act.ANSWERED: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
    Act.CLOSED: frozenset({State.ANSWERED}),
    Act.CLIMBED: frozenset({State.RAISED, State.OWNED}),
    Act.ADDED: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
    Act.CONTESTED: frozenset({State.RAISED, State.OWNED, State.ANSWERED}),
}

_TO: dict[Act, State] = {
    Act.OFFERED: State.OWNED,
    Act.TAKEN: State.OWNED,
    Act.ANSWERED: State.ANSWERED,
    Act.CLOSED: State.CLOSED,
}


class Refusal(StrEnum):
    """Why something cannot be done now; the page has the words."""

    CLOSED_ALREADY = "closed_already"
    NOT_ANSWERED_YET = "not_answered_yet"
    TAKEN_ALREADY = "taken_already"
    TOO_FEW_ATTEMPTS = "too_few_attempts"
    REASON_NEEDED = "reason_needed"


def may(act: Act, state: State) -> Refusal | None:
    """None when this can be done to an alert in this state, else why not."""
    if state in _FROM[act]:
        return None
    if state is State.CLOSED:
        return Refusal.CLOSED_ALREADY
    return Refusal.NOT_ANSWERED_YET if act is Act.CLOSED else Refusal.TAKEN_ALREADY


def after(act: Act, state: State) -> State:
    """The state that follows an act that could be done; most acts leave it as it is."""
    return _TO.get(act, state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try to reach the student on a day, and whether there was contact."""

    on: date
    reached: bool


def tries_without_response(attempts: Iterable[Attempt]) -> int:
    """Days with a try since there was last contact. Two tries on one day count once; the order does not matter."""
    known = tuple(attempts)
    latest_contact = max((one.on for one in known if one.reached), default=date.min)
    return len({one.on for one in known if not one.reached and one.on > latest_contact})


def may_close(outcome: Outcome, attempts: Iterable[Attempt]) -> Refusal | None:
    """None when an answered alert can end like this. "No response" takes repeated, recorded outreach (S-526)."""
    if outcome is Outcome.NO_RESPONSE and tries_without_response(attempts) < ATTEMPTS_BEFORE_NO_RESPONSE:
        return Refusal.TOO_FEW_ATTEMPTS
    return None


def may_answer(kind: AnswerKind, words: str) -> Refusal | None:
    """Doing nothing takes a reason that the student reads too; the other answers may speak for themselves."""
    return Refusal.REASON_NEEDED if kind is AnswerKind.NO_ACTION and not words.strip() else None


def answer_by(offered_on: date, working_days: int) -> date:
    """The last day for an answer; the day it is offered does not count."""
    return WorkingDays().after(offered_on, working_days)


def has_climbed(state: State, answer_by_day: date | None, on: date) -> bool:
    """Whether the coordinator sees it: still unanswered after the last day."""
    return state is State.OWNED and answer_by_day is not None and on > answer_by_day


def waits_too_long(state: State, raised_on: date, on: date) -> bool:
    """Whether an alert has waited for room so long that the coordinator sees it."""
    return state is State.RAISED and on > answer_by(raised_on, LONGEST_WAIT)
