"""One wheel holds all that a school needs: code, templates, packs, Dutch texts and the built look."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.no_database
def test_the_wheel_holds_code_texts_packs_and_look(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in (
        "houvast/web/static/built/houvast.css",
        "houvast/web/templates/web/base.html",
        "houvast/web/locale/nl/LC_MESSAGES/django.mo",
        "houvast/packs/procedures/national/improvement-track.yaml",
        "houvast/core/law/rules/education_duty.yaml",
        "houvast/people/migrations/0001_initial.py",
    ):
        assert wanted in names
    assert not [name for name in names if "node_modules" in name or name.endswith(".sqlite3")]
