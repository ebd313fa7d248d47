"""Which students a query is about: a stretch of keys for a measuring of all, a list for some. And the two databases'
ways of writing keys and days.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

Key = str
"""A student as the database writes it: 36 characters on PostgreSQL, 32 hexadecimals on SQLite. Not turned into anything
while measuring, since most students need nothing; and text is found in a table eight times as fast as a UUID.
"""


@cache
def on_postgresql() -> bool:
    """Asked of Django once: it looks for the thread's connection each time, and days are written by the hundred."""
    return connection.vendor == "postgresql"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Exactly the students of these keys; or, as a stretch, those from the first to the last key, both included."""

    keys: tuple[Key, ...]
    is_stretch: bool = False

    def where(self, column: str) -> str:
        """The condition on this column; the same text for any number of students, so that the database knows it."""
        if self.is_stretch:
            return f"{column} BETWEEN %s AND %s"
        if on_postgresql():
            return f"{column} = ANY(%s::uuid[])"
        return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - columns are ours

    @property
    def given(self) -> list[object]:
        """What fills the condition."""
        if self.is_stretch:
            return list(self.keys)
        return ["{" + ",".join(self.keys) + "}" if on_postgresql() else json.dumps(self.keys)]


def stretch(first: uuid.UUID, last: uuid.UUID) -> Chosen:
    """All students from the first to the last key, both included."""
    return Chosen(keys=(key_of(first), key_of(last)), is_stretch=True)


def these(keys: Iterable[uuid.UUID | Key]) -> Chosen:
    """Exactly these students, or rows."""
    return Chosen(keys=tuple(map(key_of, keys)))


def key_of(known: uuid.UUID | Key) -> Key:
    """As the database writes it."""
    if isinstance(known, str):
        return known
    return str(known) if on_postgresql() else known.hex


def uuid_of(key: Key) -> uuid.UUID:
    return uuid.UUID(int=int(key.replace("-", ""), 16))


def hex_of(key: Key) -> str:
    """As 32 hexadecimals, the same on both databases."""
    return key.replace("-", "")


def day_of(value: date | str) -> date:
    """A day as the database gives it: SQLite gives text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def a_day(value: date) -> object:
    """A day as the database takes it."""
    return value if on_postgresql() else value.isoformat()


def rows(sql: str, given: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that is asked now; all fetched at the first look: a chunk is small. Keys come as `Key`."""
    cursor = connection.cursor()
    if on_postgresql():
        from psycopg.types.string import TextLoader  # an extra: not everybody has PostgreSQL

        cursor.adapters.register_loader("uuid", TextLoader)
        cursor.execute(sql, list(given))
        return _read(cursor)
    with cursor:
        cursor.execute(sql, list(given))
        return iter(cursor.fetchall())


def _read(cursor: Any) -> Iterator[tuple[Any, ...]]:
    with cursor:
        yield from cursor.fetchall()
