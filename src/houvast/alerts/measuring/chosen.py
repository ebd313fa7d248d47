"""Which students a query is about: a stretch of keys for a measuring of all, a list for some. And the two databases'
ways of writing keys and days.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

Key = uuid.UUID | str
"""A student as the database gives it: a UUID on PostgreSQL, 32 hexadecimals on SQLite. Not turned into anything while
measuring, since most students need nothing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Students from `first` to `last` by key, both included; or, with `keys`, exactly these."""

    first: uuid.UUID
    last: uuid.UUID
    keys: tuple[uuid.UUID, ...] = ()

    def where(self, column: str) -> str:
        """The condition on this column."""
        if not self.keys:
            return f"{column} BETWEEN %s AND %s"
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)"
        return f"{column} IN ({', '.join(['%s'] * len(self.keys))})"

    @property
    def given(self) -> list[object]:
        """What fills the condition."""
        if not self.keys:
            return [key_of(self.first), key_of(self.last)]
        if connection.vendor == "postgresql":
            return [list(self.keys)]
        return [one.hex for one in self.keys]


def these(keys: Iterable[uuid.UUID]) -> Chosen:
    """Exactly these students; at least one."""
    ordered = tuple(sorted(keys))
    return Chosen(first=ordered[0], last=ordered[-1], keys=ordered)


def key_of(student: uuid.UUID) -> Key:
    """As the database writes it."""
    return student if connection.vendor == "postgresql" else student.hex


def uuid_of(key: Key) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(hex=key)


def day_of(value: date | str) -> date:
    """A day as the database gives it: SQLite gives text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def a_day(value: date) -> object:
    """A day as the database takes it."""
    return value if connection.vendor == "postgresql" else value.isoformat()


def rows(sql: str, given: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, all fetched: a chunk is small."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        yield from cursor.fetchall()
