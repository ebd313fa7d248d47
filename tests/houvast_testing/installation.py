"""A whole installation of its own, for tests that kill processes: a real database, the real command line."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from houvast.people.ids import new_id
from tests.houvast_testing.postgres import wants_postgres
from tests.houvast_testing.templates import copy_of_template, postgres_template

PRELUDE = """
import json, sys
from houvast.operation.cli.start import start_django
start_django()
def answer(value):
    print("ANSWER " + json.dumps(value, default=str))
"""


@dataclass(slots=True)
class Installation:
    """Its database lies in a directory of its own, or is a database of its own on the tests' PostgreSQL server."""

    directory: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, directory: Path, **settings: str) -> "Installation":
        """An empty installation, migrated."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOUVAST_ENVIRONMENT": "test",
            "HOUVAST_SECRET_KEY": "test-only-" + "0123456789" * 6,
            "HOUVAST_LOG_LEVEL": "ERROR",
            "HOUVAST_DATA_DIRECTORY": str(directory),
            "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
            **settings,
        }
        if wants_postgres():
            environment["HOUVAST_DATABASE_URL"] = _own_database()
        else:
            copy_of_template(directory / "houvast.sqlite3")
        return cls(directory, environment)

    def houvast(self, *arguments: str) -> str:
        """Run a command to its end; its output. An error fails the test with what it said."""
        return self._finished(self.start(*arguments))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command and return at once."""
        code = "from houvast.operation.cli import main; main()"
        return self._popen("-c", code, *arguments)

    def python(self, code: str, *arguments: str) -> Any:
        """Run code with Django set up; gives what the code hands to `answer(...)`."""
        out = self._finished(self._popen("-c", PRELUDE + code, *arguments))
        answers = [line.removeprefix("ANSWER ") for line in out.splitlines() if line.startswith("ANSWER ")]
        return json.loads(answers[-1]) if answers else None

    def _popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=self.directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _finished(self, process: subprocess.Popen[str]) -> str:
        out, errors = process.communicate(timeout=390)
        assert process.returncode == 0, f"{out}\n{errors}"
        return out


def _own_database() -> str:
    """The address of a new database with all tables and nothing in it, on the tests' server."""
    import psycopg

    parts = urlsplit(os.environ["HOUVAST_DATABASE_URL"])
    name = f"installation_{new_id().hex}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template()}".encode())
    return urlunsplit(parts._replace(path=f"/{name}"))
