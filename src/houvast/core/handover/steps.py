"""A warm handover goes from asked to done, and is only done when the receiving side confirms that it has hold.

S-598 (privacy makes a warm handover harder: so the pupil agrees per item), S-441 (agreements on and follow-up of young
people). Who refuses says why, and who revokes takes access away. To refuse after it was done is to give back: then the
giving side has hold again.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a handover stands."""

    ASKED = "asked"
    CONSENTED = "consented"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TALKED = "talked"
    DONE = "done"
    REVOKED = "revoked"


class Party(StrEnum):
    """On whose side somebody stands."""

    GIVER = "giver"
    STUDENT = "student"
    RECEIVER = "receiver"


class Step(StrEnum):
    """What a party can do with it."""

    CONSENT = "consent"
    ACCEPT = "accept"
    REFUSE = "refuse"
    TALK = "talk"
    CONFIRM = "confirm"
    REVOKE = "revoke"


class Ground(StrEnum):
    """Why something may be told at all: the student agrees, or the law asks it (a report to a desk that has a duty)."""

    CONSENT = "consent"
    LAW = "law"


OPEN = frozenset({State.ASKED, State.CONSENTED, State.ACCEPTED, State.TALKED})
"""A handover that still waits for somebody; done comes after it, refused and revoked end it."""
SHARES = frozenset({State.CONSENTED, State.ACCEPTED, State.TALKED, State.DONE})
"""The states in which the receiving side may read what was agreed to be told."""
WITH_REASON = frozenset({Step.REFUSE, Step.REVOKE})
"""Steps that take a reason."""
FOLLOW_UP_WEEKS = (2, 6, 12)
"""Weeks after it was done on which it is asked whether the receiving side still has hold."""

_TO: dict[tuple[State, Step], tuple[State, frozenset[Party]]] = {
    (State.ASKED, Step.CONSENT): (State.CONSENTED, frozenset({Party.STUDENT})),
    (State.ASKED, Step.REVOKE): (State.REVOKED, frozenset({Party.GIVER, Party.STUDENT})),
    (State.CONSENTED, Step.ACCEPT): (State.ACCEPTED, frozenset({Party.RECEIVER})),
    (State.CONSENTED, Step.REFUSE): (State.REFUSED, frozenset({Party.RECEIVER})),
    (State.CONSENTED, Step.REVOKE): (State.REVOKED, frozenset({Party.GIVER, Party.STUDENT})),
    (State.ACCEPTED, Step.TALK): (State.TALKED, frozenset({Party.GIVER, Party.RECEIVER})),
    (State.ACCEPTED, Step.REFUSE): (State.REFUSED, frozenset({Party.RECEIVER})),
    (State.ACCEPTED, Step.REVOKE): (State.REVOKED, frozenset({Party.GIVER, Party.STUDENT})),
    (State.TALKED, Step.CONFIRM): (State.DONE, frozenset({Party.RECEIVER})),
    (State.TALKED, Step.REFUSE): (State.REFUSED, frozenset({Party.RECEIVER})),
    (State.TALKED, Step.REVOKE): (State.REVOKED, frozenset({Party.GIVER, Party.STUDENT})),
    (State.DONE, Step.REFUSE): (State.REFUSED, frozenset({Party.RECEIVER})),
    (State.DONE, Step.REVOKE): (State.REVOKED, frozenset({Party.STUDENT})),
}


def first_state(ground: Ground) -> State:
    """Where a new handover begins: what the law asks waits for no consent, and the student is told."""
    return State.CONSENTED if ground is Ground.LAW else State.ASKED


def after(state: State, step: Step, *, by: Party, ground: Ground = Ground.CONSENT) -> State | None:
    """The state after this step; None when it cannot be done now or not by this party.

    A student revokes a consent; a report that the law asks is not taken back by the student.
    """
    to, parties = _TO.get((state, step), (None, frozenset[Party]()))
    if by not in parties or (ground is Ground.LAW and by is Party.STUDENT):
        return None
    return to


STEP_TO: dict[State, Step] = {
    State.CONSENTED: Step.CONSENT,
    State.ACCEPTED: Step.ACCEPT,
    State.REFUSED: Step.REFUSE,
    State.TALKED: Step.TALK,
    State.DONE: Step.CONFIRM,
    State.REVOKED: Step.REVOKE,
}
"""By which step a state is reached; what the other side tells is the state."""


def steps_of(state: State, *, by: Party, ground: Ground = Ground.CONSENT) -> tuple[Step, ...]:
    """What this party can do now, in the order of Step."""
    return tuple(step for step in Step if after(state, step, by=by, ground=ground) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment to look back: so many weeks after it was done."""

    weeks: int
    due_on: date


def follow_ups(done_on: date) -> tuple[Moment, ...]:
    """After two, six and twelve weeks, earliest first."""
    return tuple(Moment(weeks=weeks, due_on=done_on + timedelta(weeks=weeks)) for weeks in FOLLOW_UP_WEEKS)


def still_shares(state: State, *, until: date, on: date) -> bool:
    """Whether the receiving side may still read it on this day; the last day counts."""
    return state in SHARES and on <= until
