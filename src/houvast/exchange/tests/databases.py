"""A new, empty database of its own for tests that start processes: a file, or one more on the tests' PostgreSQL."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection


@contextmanager
def empty_database(directory: Path) -> Iterator[dict[str, str]]:
    """The environment for a process that uses it; the tables are not there yet."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("HOUVAST_") and name != "DJANGO_SETTINGS_MODULE"
    }
    environment |= {"HOUVAST_DATA_DIRECTORY": str(directory / "var"), "HOUVAST_SQLITE_SYNCHRONOUS": "NORMAL"}
    if connection.vendor != "postgresql":
        yield {**environment, "HOUVAST_DATABASE_URL": f"sqlite:///{directory / 'houvast.sqlite3'}"}
        return
    import psycopg

    given = connection.settings_dict
    name = f"import_{secrets.token_hex(4)}"
    host, user = str(given["HOST"]), str(given["USER"])
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {**environment, "HOUVAST_DATABASE_URL": f"postgresql://{user}@/{name}?host={quote(host)}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
