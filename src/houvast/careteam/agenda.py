"""Why a student stands on an agenda, and who comes first: values in, values out.

What somebody asked weighs most, so that no rule pushes a question away; then what was promised and not done, then
alerts nobody answered, then how long nobody spoke to the student (S-537, S-605).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

MOST = 60
"""As many students as one care team meeting can take (S-543: nobody may fall between two services unseen)."""


class Why(StrEnum):
    """A reason to talk about a student, the weightiest first."""

    STUDENT_ASKS = "student_asks"
    COLLEAGUE_ASKS = "colleague_asks"
    TASK_OVERDUE = "task_overdue"
    ALERT_LATE = "alert_late"
    ALERT = "alert"
    AGREEMENT_OVERDUE = "agreement_overdue"
    UNSEEN = "unseen"
    PUT_ON = "put_on"
    EVERYBODY = "everybody"


WEIGHTS = {
    Why.STUDENT_ASKS: 1000,
    Why.COLLEAGUE_ASKS: 800,
    Why.PUT_ON: 700,
    Why.TASK_OVERDUE: 200,
    Why.ALERT_LATE: 120,
    Why.ALERT: 80,
    Why.AGREEMENT_OVERDUE: 60,
    Why.UNSEEN: 40,
    Why.EVERYBODY: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: how many of it (alerts, agreements, ...) and since which day; unknown when None."""

    why: Why
    count: int = 1
    since: date | None = None

    def stored(self) -> list[object]:
        """As a row of JSON; `reason_from` reads it back."""
        return [self.why.value, self.count, self.since.isoformat() if self.since else ""]


def reason_from(stored: list[object]) -> Reason:
    """A reason from the row of JSON it was stored as."""
    return _reason(*map(str, stored))


@lru_cache(maxsize=4096)
def _reason(why: str, count: str, since: str) -> Reason:
    """The same reason stands with many students of an agenda."""
    return Reason(why=Why(why), count=int(count), since=date.fromisoformat(since) if since else None)


def weight_of(reasons: Iterable[Reason]) -> int:
    """How heavily a student weighs: every reason adds up, more of the same a little."""
    return sum(WEIGHTS[one.why] + min(one.count - 1, 9) for one in reasons)


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The weightiest reason first."""
    places = list(Why)
    return tuple(sorted(reasons, key=lambda one: places.index(one.why)))


def chosen(found: Mapping[UUID, list[Reason]], *, most: int | None) -> tuple[tuple[UUID, ...], int]:
    """The students for whom there is place, heaviest first, and how many are left out; `most` None takes everybody."""
    ordered = sorted(found, key=lambda student: (-weight_of(found[student]), str(student)))
    kept = ordered if most is None else ordered[:most]
    return tuple(kept), len(ordered) - len(kept)
