"""What docs/requirements.csv calls built is shown by a test."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_database


def test_every_item_that_is_called_built_is_shown_by_a_test() -> None:
    command = [str(Path(sys.executable).parent / "houvast"), "requirements", "--missing"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
