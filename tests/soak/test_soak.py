"""Many people at once, kills and a failover, in their short form: what was acknowledged is there, once and whole.

The long form is `make soak`; figures stand in docs/reliability.md.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from houvast.outbox.worker import NO_ADDRESS

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.postgres, pytest.mark.no_database]


def soak(*arguments: str) -> dict[str, Any]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.soak", *arguments, "--workers", "1"],
        env=kept | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.stdout, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.long
def test_people_at_once_lose_nothing() -> None:
    told = soak("load", "--students", "100", "--users", "10", "--seconds", "15", "--think", "1")
    assert told["holds"], json.dumps(told)
    assert told["load"]["errors"] == {}


@pytest.mark.proof
def test_kills_under_load_lose_nothing() -> None:
    told = soak("kills", "--students", "200", "--users", "10", "--seconds", "120", "--think", "1", "--every", "2")
    assert told["holds"], json.dumps(told)
    assert sum(told["hurt"].values()) > 5


@pytest.mark.proof
def test_a_mail_server_a_database_and_a_disk_that_fail_and_come_back_lose_nothing() -> None:
    told = soak("troubles", "--students", "200", "--users", "10", "--seconds", "120", "--think", "1")
    assert told["holds"], json.dumps(told)
    assert set(told["found"]["mails_wait_because"]) <= {NO_ADDRESS}
    for trouble in told["troubles"].values():
        assert "not_run" in trouble or trouble["first_good_answer_after_s"] < 60


@pytest.mark.proof
def test_a_standby_takes_over_and_has_every_acknowledged_write() -> None:
    told = soak("failover", "--students", "200", "--users", "10", "--seconds", "60", "--think", "1")
    assert told["holds"], json.dumps(told)
    assert told["failover"]["first_good_write_or_page_after_s"] < 60
