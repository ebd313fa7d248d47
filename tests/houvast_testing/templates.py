"""An empty database with all tables, made once by the real migrations and then copied: that takes longer than most
tests. On SQLite it is kept until a migration changes; on PostgreSQL for as long as the tests' server runs.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import pytest

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".pytest_cache" / "houvast-databases"
ON_SERVER = "houvast_template"
MIGRATE = "from houvast.operation.cli import main; main()"


def sqlite_template() -> Path:
    """The file to copy."""
    template = KEPT / f"{_shape()}.sqlite3"
    with _alone():
        if not template.exists():
            for outdated in KEPT.glob("*.sqlite3"):
                outdated.unlink()
            made = KEPT / "made"
            made.mkdir(exist_ok=True)
            for left in made.glob("houvast.sqlite3*"):
                left.unlink()
            _migrate(HOUVAST_DATA_DIRECTORY=str(made), HOUVAST_DATABASE_URL=f"sqlite:///{made}/houvast.sqlite3")
            with sqlite3.connect(made / "houvast.sqlite3") as source:
                source.execute("VACUUM INTO ?", [str(template)])
    return template


def copy_of_template(target: Path) -> None:
    """An empty SQLite database at `target`, migrated."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(sqlite_template()) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = WAL")


def postgres_template() -> str:
    """The name of the database to copy, on the server of this run."""
    import psycopg

    parts = urlsplit(os.environ["HOUVAST_DATABASE_URL"])
    with _alone(), psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ON_SERVER]).fetchone():
            server.execute(f"CREATE DATABASE {ON_SERVER}_coming".encode())
            _migrate(HOUVAST_DATABASE_URL=urlunsplit(parts._replace(path=f"/{ON_SERVER}_coming")))
            server.execute(f"ALTER DATABASE {ON_SERVER}_coming RENAME TO {ON_SERVER}".encode())
    return ON_SERVER


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """Let the tests' own database begin as a copy; `migrate` then finds nothing to do."""
    from django.conf import settings
    from django.core.management.commands.migrate import Command
    from django.db import connections

    patch = pytest.MonkeyPatch()
    database: dict[str, Any] = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        database.setdefault("TEST", {})["TEMPLATE"] = postgres_template()
    else:
        real = Command.handle

        def handle(self: Command, *arguments: Any, **options: Any) -> None:
            connection = connections[options["database"]]
            connection.ensure_connection()
            with sqlite3.connect(sqlite_template()) as source:
                source.backup(connection.connection)
            patch.undo()
            real(self, *arguments, **options)

        patch.setattr(Command, "handle", handle)
    yield
    patch.undo()


def _shape() -> str:
    """Changes when the tables can have changed."""
    said = hashlib.sha256(django.__version__.encode())
    for migration in sorted(ROOT.glob("src/houvast/*/migrations/*.py")):
        said.update(f"{migration.relative_to(ROOT)}\n".encode() + migration.read_bytes())
    for migration in sorted(ROOT.glob("src/houvast/*/*/migrations/*.py")):
        said.update(f"{migration.relative_to(ROOT)}\n".encode() + migration.read_bytes())
    return said.hexdigest()[:16]


def _migrate(**where: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    environment = kept | {"HOUVAST_ENVIRONMENT": "test", "HOUVAST_LOG_LEVEL": "ERROR"} | where
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE, "migrate"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.exit(f"The tables could not be made.\n{done.stderr}", 3)


@contextmanager
def _alone() -> Iterator[None]:
    """One process makes it; the others wait and find it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
