"""What became of one record."""

import uuid
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from houvast.exchange.reading.errors import Reason, RowError, shown
from houvast.exchange.writing.institutions import Institutions
from houvast.exchange.writing.places import Places
from houvast.people.models import PersonalRelation, RoleAssignment

Row = TypeVar("Row", PersonalRelation, RoleAssignment)
K = TypeVar("K", bound=Hashable)


class Became(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


Result = Became | RowError


def newest_by(rows: Iterable[Row], key: Callable[[Row], K]) -> dict[K, Row]:
    """Per key the row that started last: the one that runs, or the last that did."""
    found: dict[K, Row] = {}
    for row in sorted(rows, key=lambda one: (one.starts_on, one.pk)):
        found[key(row)] = row
    return found


def is_over(row: PersonalRelation | RoleAssignment, on: date, again_from: date | None) -> bool:
    """Whether this row ended and the file names a later first day, so that it begins anew.

    A row that was ended by hand stays ended while the file says no more than it did.
    """
    return row.ends_on is not None and row.ends_on < on and again_from is not None and again_from > row.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a whole run shares: its day and moment, its institutions and places, and what the file calls a field."""

    on: date
    at: datetime
    format: str
    institutions: Institutions
    places: Places
    header_of: Callable[[str], str]
    by: uuid.UUID | None = None
    """Who loads the file; None for the command line and for a connected source."""

    def organisation(self, name: str) -> uuid.UUID:
        return self.institutions.of(name)

    def wrong(self, line: int, field: str, value: str, reason: Reason, detail: str = "") -> RowError:
        return RowError(line=line, column=self.header_of(field), value=shown(value), reason=reason, detail=detail)

    def wrong_birth_date(self, line: int, birth_date: date | None) -> RowError | None:
        """A birth date after today is a slip."""
        if birth_date is None or birth_date <= self.on:
            return None
        return self.wrong(line, "birth_date", birth_date.isoformat(), Reason.DAY_OUT_OF_RANGE, f"≤ {self.on}")
