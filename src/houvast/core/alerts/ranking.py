"""Who comes first when more alerts are raised than a coach can answer: an order that can be said in words.

What is ranked is a student with everything raised about that student together. The order uses what stands in
`Waiting` and nothing else: no number of the student, nothing of who the student is. Where the reasons are equal the
places are equal, and it is said so: then a person chooses.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from houvast.core.alerts.words import Pace


class RaisedBy(StrEnum):
    STUDENT = "student"
    STAFF = "staff"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is known of a place in the queue. `place` names it and takes no part in the order."""

    place: uuid.UUID
    raised_by: RaisedBy = RaisedBy.RULE  # the nearest: the student, then staff, then a rule
    pace: Pace = Pace.SOON  # of the most pressing rule
    near: int = 0  # by a learned ranking that a person turned on: higher is earlier; 0 for all while it is off
    concerns: int = 1
    times_over: int = 1  # how many whole thresholds the highest value holds
    raised_on: date  # of the oldest


class Why(StrEnum):
    """The reasons of the order, in the order in which they count."""

    STUDENT_ASKS = "student_asks"
    SOMEBODY_ASKS = "somebody_asks"
    PRESSING = "pressing"
    LEARNED = "learned"
    SEVERAL = "several"
    FAR_OVER = "far_over"
    WAITS = "waits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A position (from 1; equal places share one) and the places that stand on it, with the reasons that hold."""

    position: int
    places: tuple[uuid.UUID, ...]
    why: tuple[Why, ...]

    @property
    def is_tie(self) -> bool:
        return len(self.places) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Who fits, the tie at the edge of which only `room_in_tie` fit, and who waits."""

    fits: tuple[uuid.UUID, ...]
    tied: tuple[uuid.UUID, ...] = ()
    room_in_tie: int = 0
    waits: tuple[uuid.UUID, ...] = ()


_BY = (RaisedBy.STUDENT, RaisedBy.STAFF, RaisedBy.RULE)
_PACE = (Pace.FIRST, Pace.SOON, Pace.CALM)

_Key = tuple[int, int, int, int, int, date]


def _key(one: Waiting) -> _Key:
    return (_BY.index(one.raised_by), _PACE.index(one.pace), -one.near, -one.concerns, -one.times_over, one.raised_on)


def rank(waiting: Iterable[Waiting]) -> tuple[Rank, ...]:
    """Positions, the first to answer on top. The order in which they are given does not matter."""
    ordered = sorted(waiting, key=lambda one: (_key(one), one.place.hex))  # the place only keeps the output steady
    ranks, position = [], 1
    for _, group in groupby(ordered, key=_key):
        equals = tuple(group)
        ranks.append(Rank(position=position, places=tuple(one.place for one in equals), why=why(equals[0])))
        position += len(equals)
    return tuple(ranks)


def why(one: Waiting) -> tuple[Why, ...]:
    """The reasons that hold for a place, those that count most first; how long it waits always holds."""
    found = (
        (Why.STUDENT_ASKS, one.raised_by is RaisedBy.STUDENT),
        (Why.SOMEBODY_ASKS, one.raised_by is RaisedBy.STAFF),
        (Why.PRESSING, one.pace is Pace.FIRST),
        (Why.LEARNED, one.near > 0),
        (Why.SEVERAL, one.concerns > 1),
        (Why.FAR_OVER, one.times_over > 1),
        (Why.WAITS, True),
    )
    return tuple(reason for reason, holds in found if holds)


def divide(ranks: Iterable[Rank], room: int) -> Division:
    """The places that fit in this much room. A tie that fits only in part is not cut by chance: a person chooses."""
    fits: list[uuid.UUID] = []
    tied: tuple[uuid.UUID, ...] = ()
    waits: list[uuid.UUID] = []
    room_in_tie = 0
    for one in ranks:
        left = max(0, room - len(fits))
        if tied or left == 0:
            waits += one.places
        elif len(one.places) <= left:
            fits += one.places
        else:
            tied, room_in_tie = one.places, left
    return Division(fits=tuple(fits), tied=tied, room_in_tie=room_in_tie, waits=tuple(waits))
