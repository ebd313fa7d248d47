"""Loads a file once per statement, and each time really dies (SIGKILL) one statement later. Run by test_killed.

Prints one JSON line per attempt: where it died, and how many rows there are afterwards over all tables that an import
fills. Each attempt is a process of its own; the file is loaded in small batches so that there are many moments to die.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, connections  # noqa: E402 - Django first
from django.db.models import Model  # noqa: E402

from houvast.exchange import actions  # noqa: E402
from houvast.exchange.models import ImportRun  # noqa: E402
from houvast.exchange.records import Kind  # noqa: E402
from houvast.exchange.tests.stored import STORED  # noqa: E402
from houvast.people.clock import now, today  # noqa: E402
from houvast.people.models import Organisation  # noqa: E402


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def load(path: Path) -> None:
    actions.BATCH = 10
    actions.load_file(path, Kind.STUDENTS, by=None, on=today(), at=now(), write=True, skip_wrong=False)


def attempt(path: Path, moment: int | str) -> bool:
    """Load in a process of its own that dies at this statement, or around the commit; whether it lived."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        statements = 0

        def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            nonlocal statements
            statements += 1
            if statements == moment:
                die()
            return execute(sql, params, many, context)

        commit = connection._commit  # type: ignore[attr-defined] # Django's own door to the driver's commit

        def commit_and_die() -> None:
            if moment == "before commit":
                die()
            commit()
            if moment == "after commit":
                die()

        connection._commit = commit_and_die  # type: ignore[attr-defined]
        with connection.execute_wrapper(count):
            load(path)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def rows() -> int:
    tables: tuple[type[Model], ...] = (*STORED, ImportRun, Organisation)
    return sum(model._default_manager.count() for model in tables)


def main() -> None:
    path, statements = Path(sys.argv[1]), iter(range(1, 1000))
    moment: int | str
    lived = False
    for moment in ("before commit", *sys.argv[2:]):
        lived = attempt(path, moment)
        print(json.dumps({"moment": moment, "lived": lived, "rows": rows()}), flush=True)  # noqa: T201 - its answer
    while not lived and "after commit" not in sys.argv:
        moment = next(statements)
        lived = attempt(path, moment)
        print(json.dumps({"moment": moment, "lived": lived, "rows": rows()}), flush=True)  # noqa: T201 - its answer


main()
