"""Many rows at once, by the shortest way each database has: arrays on PostgreSQL, prepared statements on SQLite.

The application role may do this too: row-level policies hold for every row (COPY would refuse them). Django's
`bulk_create` and `bulk_update` write the SQL anew for every row, several times what the database asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

Row = tuple[Any, ...]


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Row], *, on_conflict: str = "") -> int:
    """Add rows whose values stand in the order of `names`; how many were added or changed.

    `on_conflict` is what follows ON CONFLICT in SQL, with names of our own only.
    """
    if not rows:
        return 0
    table, columns, types = _shape(model, tuple(names))
    listed = ", ".join(columns)
    conflict = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{one}[]" for one in types)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({listed}) SELECT * FROM unnest({arrays}){conflict}",  # noqa: S608 - our own names
                _arrays(rows),
            )
            return int(cursor.rowcount)
    # Names of tables and columns come from the models; every value is a parameter.
    holes = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({listed}) VALUES ({holes}){conflict}",  # noqa: S608 - our own names
            list(zip(*_for_sqlite(rows), strict=True)),
        )
        return int(cursor.rowcount)


def add_rows(model: type[models.Model], names: Sequence[str], rows: Sequence[Row], *, skip_known: bool = False) -> int:
    """Add rows as `add` adds records, without making any: what `names` leave out gets its field's default.

    Values stand in the order of `names`, as the database takes them (`insert`).
    """
    if not rows:
        return 0
    rest = _rest(model, tuple(names))
    same = [_column(field, [field.get_default()])[0] if varies else value for field, varies, value in rest]
    every = [*names, *(field.name for field, _, _ in rest)]
    return insert(model, every, [(*row, *same) for row in rows], on_conflict="DO NOTHING" if skip_known else "")


@cache
def _rest(model: type[models.Model], names: tuple[str, ...]) -> tuple[tuple[models.Field[Any, Any], bool, Any], ...]:
    """The other fields of a model; of each whether what it gets may differ from time to time (a sealed one, one whose
    default is made), and else what that is, as the database takes it.
    """
    found = []
    for field in model._meta.concrete_fields:
        if field.name not in names:
            varies = callable(field.default) or not type(field).__module__.startswith("django.")
            found.append((field, varies, None if varies else _column(field, [field.get_default()])[0]))
    return tuple(found)


def add(records: Sequence[models.Model], *, skip_known: bool = False) -> int:
    """Add records of one model whose keys are there already, as `bulk_create` does; how many were added.

    With `skip_known` a record that a unique constraint refuses is left out.
    """
    if not records:
        return 0
    model = type(records[0])
    fields = model._meta.concrete_fields
    values = [_column(field, [getattr(one, field.attname) for one in records]) for field in fields]
    rows = list(zip(*values, strict=True))
    added = insert(model, [field.name for field in fields], rows, on_conflict="DO NOTHING" if skip_known else "")
    for one in records:
        one._state.adding, one._state.db = False, connection.alias  # noqa: SLF001 - as bulk_create marks them
    return added


def change(records: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of records of one model, as `bulk_update` does."""
    if not records:
        return
    model = type(records[0])
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    values = [_column(field, [getattr(one, field.attname) for one in records]) for field in fields]
    update(model, names, list(zip([one.pk for one in records], *values, strict=True)))


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Change rows: the first value of each is its key, the others stand in the order of `names`."""
    if not rows:
        return
    table, columns, types = _shape(model, ("id", *names))
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{one}[]" for one in types)
        given = ", ".join(f"c{place}" for place in range(len(columns)))
        changes = ", ".join(f"{column} = new.c{place}" for place, column in enumerate(columns) if place)
        statement = f"UPDATE {table} SET {changes} FROM unnest({arrays}) AS new ({given}) WHERE {table}.id = new.c0"  # noqa: S608 - our own names
        with connection.cursor() as cursor:
            cursor.execute(statement, _arrays(rows))
        return
    changes = ", ".join(f"{column} = %s" for column in columns[1:])
    keys, *values = _for_sqlite(rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {changes} WHERE id = %s",  # noqa: S608 - our own names
            list(zip(*values, keys, strict=True)),
        )


@cache
def _shape(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[str], list[str]]:
    """The table, its columns and their types, as the database writes them; found once."""
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    types = [str(field.db_type(connection)).split("(")[0] for field in fields]
    return quote(model._meta.db_table), [quote(str(field.column)) for field in fields], types


def _column(field: models.Field[Any, Any], values: list[Any]) -> list[Any]:
    """The values of one field as the database takes them. What a field seals it seals one by one; of emptiness, one."""
    values = [field.db_default if isinstance(one, DatabaseDefault) else one for one in values]
    if isinstance(field, models.JSONField):
        return [None if one is None else json.dumps(one, cls=DjangoJSONEncoder) for one in values]
    if isinstance(field, models.DecimalField) or not type(field).__module__.startswith("django."):
        empty = field.get_db_prep_save("", connection) if "" in values else None
        return [empty if one == "" else field.get_db_prep_save(one, connection) for one in values]
    return values


def _arrays(rows: Sequence[Row]) -> list[str]:
    """One array literal per column."""
    return ["{" + _literals(column) + "}" for column in zip(*rows, strict=True)]


def _literals(column: Row) -> str:
    """The values of a column; those of one type, or all the same, are written together and not one by one."""
    if column[0] is column[-1] and column.count(column[0]) == len(column):
        return ",".join([_literal(column[0])] * len(column))
    types = set(map(type, column))
    if types <= {int, date, UUID}:
        return ",".join(map(str, column))
    if types == {str}:
        together = "\0".join(column)  # which PostgreSQL takes in no text
        if together.count("\0") == len(column) - 1:
            return '"' + together.replace("\\", "\\\\").replace('"', '\\"').replace("\0", '","') + '"'
    return ",".join(map(_literal, column))


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return f'"{value.isoformat()}"'
    return str(value)


def _for_sqlite(rows: Sequence[Row]) -> list[Sequence[Any]]:
    """The columns of these rows as SQLite keeps them: most hold nothing to turn into text."""
    return [
        column
        if _PLAIN.keys().isdisjoint(map(type, column))
        else [_PLAIN[type(value)](value) if type(value) in _PLAIN else value for value in column]
        for column in zip(*rows, strict=True)
    ]


def _moment(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


_PLAIN: dict[type, Any] = {UUID: lambda value: value.hex, date: str, time: str, datetime: _moment, Decimal: str}
"""What SQLite keeps as text; all else it keeps as it is."""
