"""A measuring that is killed goes on where it was, and nothing is raised twice."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from houvast.exchange.tests.databases import empty_database
from houvast.exchange.tests.test_killed import migrated


@pytest.mark.proof
def test_killed_again_and_again_it_ends_and_nothing_is_doubled(tmp_path: Path) -> None:
    with empty_database(tmp_path) as environment:
        driver = [sys.executable, "-m", "houvast.alerts.measuring.tests.kill_driver"]
        done = subprocess.run(
            driver, check=True, capture_output=True, text=True, timeout=300, env=migrated(environment)
        )
    *attempts, again = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(attempts) > 5, "there were many moments to die"
    assert max(one["runs"] for one in attempts) == 1, "it is taken up, not begun anew"
    assert all(earlier["done"] <= later["done"] for earlier, later in pairwise(attempts))
    assert all(one["alerts"] == one["steps"] for one in attempts)
    assert again["raised_again"] == 0
    assert again["alerts"] == attempts[-1]["alerts"] > 0
