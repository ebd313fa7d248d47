"""The process is killed between statements, or another process writes at the same moment: nothing is half-written."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[4]
EVERY = 1 if os.environ.get("HOUVAST_PROOF") == "1" else 4


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """A database of the program's own, on the engine of this run."""
    server = os.environ.get("HOUVAST_DATABASE_URL", "")
    if not server.startswith("postgresql"):
        yield f"sqlite:///{tmp_path}/killed.sqlite3"
        return
    import psycopg

    name = f"killed_{uuid.uuid4().hex[:12]}"
    head, _, query = server.partition("?")
    base, _, _ = head.rpartition("/")
    with psycopg.connect(f"{base}/postgres?{query}", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{base}/{name}?{query}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(mode: str, database_url: str, tmp_path: Path) -> dict[str, Any]:
    environment = {**os.environ, "HOUVAST_DATABASE_URL": database_url, "HOUVAST_DATA_DIRECTORY": str(tmp_path)}
    environment |= {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "HOUVAST_LOG_LEVEL": "CRITICAL"}
    done = subprocess.run(
        [sys.executable, "-m", "houvast.cases.tests.killing", mode, str(EVERY)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.long
def test_a_process_killed_between_any_two_statements_leaves_nothing_half_written(
    database_url: str, tmp_path: Path
) -> None:
    found = run("kill", database_url, tmp_path)
    assert found["kills"] > 10
    assert found["half"] == []
    assert found["exit"] == 2, "and without a kill it gets through"
    assert found["whole"]
    assert found["grew"]["cases_caseevent"] == 3, "two deviations and the decision"
    assert found["grew"]["cases_caseletter"] == found["grew"]["documents_document"] == 2


@pytest.mark.proof
def test_two_processes_that_decide_at_the_same_moment_leave_one_decision(database_url: str, tmp_path: Path) -> None:
    found = run("race", database_url, tmp_path)
    assert found["exits"] in ([2, 9], [2, 4])
    assert found["stops"] == 1
    assert found["whole"]
