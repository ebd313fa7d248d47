"""Many rows at once, by the shortest way each database has: arrays on PostgreSQL, prepared statements on SQLite.

The application role may do this too: row-level policies hold for every row (COPY would refuse them).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models

Row = tuple[Any, ...]


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Add rows whose values stand in the order of `names`."""
    if not rows:
        return
    table, columns, types = _shape(model, names)
    listed = ", ".join(columns)
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{one}[]" for one in types)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table} ({listed}) SELECT * FROM unnest({arrays})", _arrays(rows, len(names)))  # noqa: S608 - our own names
        return
    # Names of tables and columns come from the models; every value is a parameter.
    holes = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({holes})", [_for_sqlite(row) for row in rows])  # noqa: S608 - our own names


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
            cursor.execute(statement, _arrays(rows, len(columns)))
        return
    changes = ", ".join(f"{column} = %s" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {changes} WHERE id = %s",  # noqa: S608 - our own names
            [_for_sqlite((*row[1:], row[0])) for row in rows],
        )


def _shape(model: type[models.Model], names: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """The table, its columns and their types, as the database writes them."""
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    types = [str(field.db_type(connection)).split("(")[0] for field in fields]
    return quote(model._meta.db_table), [quote(str(field.column)) for field in fields], types


def _arrays(rows: Sequence[Row], width: int) -> list[str]:
    """One array literal per column."""
    return ["{" + ",".join([_literal(row[place]) for row in rows]) + "}" for place in range(width)]


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


def _for_sqlite(row: Row) -> Row:
    return tuple(_PLAIN[type(value)](value) if type(value) in _PLAIN else value for value in row)


def _moment(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


_PLAIN: dict[type, Any] = {UUID: lambda value: value.hex, date: str, time: str, datetime: _moment, Decimal: str}
