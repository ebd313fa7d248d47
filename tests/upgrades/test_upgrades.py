"""Every released version's database comes up to date with one command, and nobody in it is lost.

A release adds its dump with `python scripts/dump_release.py`: a demonstration of three students, as SQL.
"""

import gzip
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DUMPS = sorted(HERE.glob("*.sql.gz"))
COUNTED = ("people_person", "guidance_talk", "cases_case", "cases_caseevent", "documents_document", "outbox_mail")
pytestmark = pytest.mark.no_database


def counts(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}  # noqa: S608


def test_there_is_a_dump_of_a_released_version() -> None:
    assert DUMPS


@pytest.mark.parametrize(
    "dump",
    [pytest.param(one, marks=pytest.mark.long, id=one.name) for one in DUMPS[:-1]]
    + [pytest.param(one, id=one.name) for one in DUMPS[-1:]],
)
def test_an_older_database_comes_up_to_date_and_keeps_everything(dump: Path, tmp_path: Path) -> None:
    database = tmp_path / "houvast.sqlite3"
    with sqlite3.connect(database) as made:
        made.executescript(gzip.decompress(dump.read_bytes()).decode())
    before = counts(database)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    environment = kept | {"HOUVAST_ENVIRONMENT": "development", "HOUVAST_DATA_DIRECTORY": str(tmp_path)}
    command = [str(Path(sys.executable).parent / "houvast"), "migrate"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert counts(database) == before
    assert before["cases_caseevent"] > 0
