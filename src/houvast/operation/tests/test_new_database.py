"""A database made at once has the tables that its migrations make."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from houvast.people.ids import new_id
from tests.houvast_testing.postgres import wants_postgres

STEP_BY_STEP = (
    "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
)
AT_ONCE = "from houvast.operation.cli import main; main(['migrate'])"
COLUMNS = """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, collation_name
FROM information_schema.columns WHERE table_schema = 'public'
"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
"""

DJANGO_ITSELF = [
    ("auth_group_permissions", "id", number, None, "NO", None, None) for number in ("bigint", "integer")
]  # its migrations forget that its app numbers rows between its own tables with an integer; nothing here uses them


def run(code: str, **where: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    environment = {"HOUVAST_ENVIRONMENT": "test", "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | environment | where, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def sqlite_shape(path: Path) -> dict[str, list[list[str]]]:
    """Columns, indexes and foreign keys of every table, in no particular order of columns."""
    with sqlite3.connect(path) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]

        def told(sql: str, first: int) -> list[str]:
            return sorted(str(row[first:]) for row in database.execute(sql))

        return {
            table: [
                told(f"PRAGMA table_xinfo('{table}')", 1),
                sorted(
                    f"{index[2]} {told(f'PRAGMA index_xinfo({index[1]!r})', 2)} {index[1] * (index[3] == 'c')}"
                    for index in database.execute(f"PRAGMA index_list('{table}')")
                ),
                told(f"PRAGMA foreign_key_list('{table}')", 2),
            ]
            for table in tables
        }


def postgres_shape(name: str) -> set[tuple[Any, ...]]:
    """Every column, index and constraint."""
    import psycopg

    address = os.environ["HOUVAST_DATABASE_URL"].replace("/houvast?", f"/{name}?")
    with psycopg.connect(address) as database:
        return {row for sql in (COLUMNS, INDEXES, CONSTRAINTS) for row in database.execute(sql.encode()).fetchall()}


@pytest.mark.long
@pytest.mark.timeout(600)
def test_made_at_once_it_has_the_tables_that_all_migrations_make(tmp_path: Path) -> None:
    if wants_postgres():
        import psycopg

        names = [f"made_{new_id().hex}" for _ in range(2)]
        server = os.environ["HOUVAST_DATABASE_URL"]
        with psycopg.connect(server.replace("/houvast?", "/postgres?"), autocommit=True) as connection:
            for name, code in zip(names, (AT_ONCE, STEP_BY_STEP), strict=True):
                connection.execute(f"CREATE DATABASE {name}".encode())
                where = server.replace("/houvast?", f"/{name}?")
                run(code, HOUVAST_DATABASE_URL=where, HOUVAST_DATA_DIRECTORY=str(tmp_path))
        differing = postgres_shape(names[0]) ^ postgres_shape(names[1])
        assert sorted(differing, key=str) == DJANGO_ITSELF
        return
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    run(AT_ONCE, HOUVAST_DATA_DIRECTORY=str(tmp_path / "a"))
    run(STEP_BY_STEP, HOUVAST_DATA_DIRECTORY=str(tmp_path / "b"))
    at_once, step_by_step = (sqlite_shape(tmp_path / one / "houvast.sqlite3") for one in ("a", "b"))
    assert at_once.keys() == step_by_step.keys()
    for table, shape in at_once.items():
        assert shape == step_by_step[table], table
