"""A released version's database on PostgreSQL: its tables as its own migrations say, its rows brought over one by one.

The dumps are SQL of SQLite. What is brought over is written as each column of PostgreSQL wants it.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

UP_TO = """
import json, sys
from houvast.operation.cli.start import start_django
start_django(as_owner=True)
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder
applied = [tuple(one) for one in json.load(sys.stdin)]
loader = MigrationLoader(connection)
known = [one for one in applied if one in loader.graph.nodes]
old = loader.project_state(known).apps
with connection.schema_editor() as editor:
    for model in old.get_models():
        if model._meta.managed and not model._meta.proxy:
            editor.create_model(model)
    for one in known:
        for operation in loader.graph.nodes[one].operations:
            if isinstance(operation, RunPython) and one[0] not in ("auth", "contenttypes"):
                operation.code(old, editor)
recorder = MigrationRecorder(connection)
recorder.ensure_schema()
for one in applied:
    recorder.record_applied(*one)
"""
OWN = "django_migrations"


def bring_over(old: sqlite3.Connection, url: str, environment: Mapping[str, str]) -> None:
    """Make the tables of the version of `old` in an empty database, and put its rows there."""
    applied = old.execute(f"SELECT app, name FROM {OWN}").fetchall()  # noqa: S608 - a name of our own
    subprocess.run(
        [sys.executable, "-c", UP_TO], input=json.dumps(applied), env=dict(environment), check=True, text=True,
        capture_output=True,
    )  # fmt: skip
    with psycopg.connect(url) as new:
        new.execute("SET session_replication_role = replica")  # rows come in any order
        for table in _tables(old):
            _copy(old, new, table)


def _tables(old: sqlite3.Connection) -> list[str]:
    rows = old.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(name for (name,) in rows if name != OWN)


def _copy(old: sqlite3.Connection, new: psycopg.Connection[Any], table: str) -> None:
    kinds = dict(
        new.execute("SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s", [table])
    )
    found = old.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a table of the dump
    columns = [one[0] for one in found.description]
    convert = [_CONVERT.get(kinds[column], _as_it_is) for column in columns]
    new.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))  # what migrations put there themselves
    into = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(sql.SQL("%s::{}").format(sql.Identifier(kinds[column])) for column in columns),
    )
    with new.cursor() as cursor:
        cursor.executemany(
            into,
            [
                [None if value is None else make(value) for make, value in zip(convert, row, strict=True)]
                for row in found
            ],
        )
    _count_on(new, table)


def _count_on(new: psycopg.Connection[Any], table: str) -> None:
    """Numbers that the database gives out go on behind the highest that is there."""
    numbered = new.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_identity = 'YES'", [table]
    ).fetchall()
    for (column,) in numbered:
        new.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), max({}) + 1) FROM {}").format(
                sql.Literal(table), sql.Literal(column), sql.Identifier(column), sql.Identifier(table)
            )
        )


def _as_it_is(value: object) -> object:
    return value


_CONVERT: dict[str, Callable[[Any], object]] = {
    "bool": bool,
    "timestamptz": lambda value: f"{value}+00",
    "interval": lambda value: timedelta(microseconds=value),
}


def environment_for(url: str, directory: Path) -> dict[str, str]:
    """What `houvast` is told of that database, and of nothing else around it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    own = {"HOUVAST_ENVIRONMENT": "development", "HOUVAST_DATA_DIRECTORY": str(directory)}
    return kept | own | {"HOUVAST_DATABASE_URL": url}
