"""Which students a query is about: a stretch of keys for a measuring of all, a list for some. And the two databases'
ways of writing keys and days.
"""

import json
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
    """Exactly the students of these keys; or, as a stretch, those from the first to the last key, both included."""

    keys: tuple[Key, ...]
    is_stretch: bool = False

    def where(self, column: str) -> str:
        """The condition on this column; the same text for any number of students, so that the database knows it."""
        if self.is_stretch:
            return f"{column} BETWEEN %s AND %s"
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)"
        return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - columns are ours

    @property
    def given(self) -> list[object]:
        """What fills the condition."""
        if self.is_stretch:
            return list(self.keys)
        return [list(self.keys)] if connection.vendor == "postgresql" else [json.dumps(self.keys)]


def stretch(first: uuid.UUID, last: uuid.UUID) -> Chosen:
    """All students from the first to the last key, both included."""
    return Chosen(keys=(key_of(first), key_of(last)), is_stretch=True)


def these(keys: Iterable[Key]) -> Chosen:
    """Exactly these students, or rows."""
    return Chosen(keys=tuple(map(key_of, keys)))


def key_of(known: Key) -> Key:
    """As the database writes it."""
    return known if isinstance(known, str) or connection.vendor == "postgresql" else known.hex


def uuid_of(key: Key) -> uuid.UUID:
    return key if isinstance(key, uuid.UUID) else uuid.UUID(int=int(key, 16))


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
