"""The process is killed between any two statements of an import: afterwards everything is there, or nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from houvast.exchange.tests.databases import empty_database
from houvast.exchange.tests.loading import students_file

STUDENTS = 25


def run(path: Path, environment: dict[str, str], *moments: str) -> list[dict[str, object]]:
    driver = [sys.executable, "-m", "houvast.exchange.tests.kill_driver", str(path), *moments]
    done = subprocess.run(driver, check=True, capture_output=True, text=True, timeout=300, env=environment)
    return [json.loads(line) for line in done.stdout.splitlines()]


def migrated(environment: dict[str, str]) -> dict[str, str]:
    environment = {
        **environment,
        "HOUVAST_ENVIRONMENT": "test",
        "DJANGO_SETTINGS_MODULE": "houvast.settings.django_settings",
    }
    subprocess.run(
        [sys.executable, "-c", "from houvast.operation.cli import main; main()", "migrate"],
        check=True,
        capture_output=True,
        env=environment,
    )
    return environment


@pytest.mark.long
def test_killed_at_any_statement_nothing_is_half_written(tmp_path: Path) -> None:
    path = students_file(
        tmp_path,
        *(f"{number};An;;Bos{number};;;2{number % 3};C. {number % 4};;ICT;25655" for number in range(STUDENTS)),
    )
    with empty_database(tmp_path) as environment:
        attempts = run(path, migrated(environment))
    assert len(attempts) > 30, "there are many moments to die"
    assert {one["rows"] for one in attempts if not one["lived"]} == {0}
    (last,) = (one for one in attempts if one["lived"])
    assert isinstance(last["rows"], int)
    assert last["rows"] > 6 * STUDENTS


@pytest.mark.proof
def test_killed_right_after_the_commit_everything_is_there(tmp_path: Path) -> None:
    path = students_file(tmp_path, *(f"{number};An;;Bos;;;2A;C. Coach" for number in range(STUDENTS)))
    with empty_database(tmp_path) as environment:
        before, after = run(path, migrated(environment), "after commit")
    assert (before["lived"], before["rows"], after["lived"]) == (False, 0, False)
    # person, identifier, contact, membership, relation and memory per student; one class, coach, institution and run
    assert after["rows"] == 6 * STUDENTS + 1 + 2 + 1 + 1
