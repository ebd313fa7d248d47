"""A process that serves pages has loaded them before anybody comes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_database

ASKED = """
import gc, json
from houvast.settings.wsgi import application
from houvast.operation import warming
left_out = [name for name in warming._templates() if not warming._made_ready(name)]
print(json.dumps([len(warming._templates()), left_out, gc.get_freeze_count()]))
"""


def test_a_web_process_has_every_template_ready_and_leaves_it_alone(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={"HOUVAST_ENVIRONMENT": "test", "HOUVAST_DATA_DIRECTORY": str(tmp_path), "HOUVAST_LOG_LEVEL": "ERROR"},
        check=True, capture_output=True, text=True, timeout=300,
    ).stdout  # fmt: skip
    templates, left_out, frozen = json.loads(said)
    assert templates > 100
    assert left_out == []
    assert frozen > 100_000
