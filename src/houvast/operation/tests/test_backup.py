"""A backup is worth what its restore is: everything comes back, on another machine, or nothing does."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.houvast_testing.installation import Installation

DEMO = {"HOUVAST_ENVIRONMENT": "development", "HOUVAST_DEMO": "true"}
COUNT = "from houvast.people.models import Person; answer(Person.objects.count())"

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation.make(tmp_path_factory.mktemp("school"), **DEMO)
    made.houvast("demo", "--students", "4", "--json")
    return made


@pytest.fixture(scope="module")
def backup(school: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("backups") / "monday.zip"
    told = json.loads(school.houvast("backup", str(target), "--json"))
    assert told["rows"] > 1_000
    return target


@pytest.fixture
def empty(school: Installation, tmp_path: Path) -> Installation:
    """Another machine: nothing in its database, and the folder with keys put back."""
    (tmp_path / "elsewhere").mkdir()
    made = Installation.make(tmp_path / "elsewhere", **DEMO)
    shutil.copytree(school.directory / "keys", made.directory / "keys", dirs_exist_ok=True)
    return made


def test_without_the_keys_nothing_is_put_back(empty: Installation, backup: Path, tmp_path: Path) -> None:
    keyless = Installation(empty.directory, empty.environment | {"HOUVAST_KEY_DIRECTORY": str(tmp_path)})
    with pytest.raises(AssertionError, match="folder with keys"):
        keyless.houvast("restore", str(backup))
    assert empty.python(COUNT) == 0


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text.replace(b'"', b"'", 1), "cannot be read"),
        (lambda text: text.replace(text.splitlines(keepends=True)[0], b"", 1), "not what was written"),
    ],
    ids=["spoilt", "a row taken out"],
)
def test_a_changed_backup_is_found_and_nothing_is_kept(
    empty: Installation, backup: Path, tmp_path: Path, damage: Callable[[bytes], bytes], said: str
) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, damage(content) if name == "tables/guidance_talk.jsonl" else content)
    with pytest.raises(AssertionError, match=said):
        empty.houvast("restore", str(changed))
    assert empty.python(COUNT) == 0


def test_a_file_that_was_cut_off_is_named(empty: Installation, backup: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    with pytest.raises(AssertionError, match="cut off"):
        empty.houvast("restore", str(cut))


def test_everything_comes_back_elsewhere_and_a_second_backup_says_the_same(
    empty: Installation, backup: Path, tmp_path: Path
) -> None:
    told = json.loads(empty.houvast("restore", str(backup), "--json"))
    assert told["cases"] > 0
    assert told["opened"] > 0
    again = tmp_path / "again.zip"
    empty.houvast("backup", str(again))
    first, second = (json.loads(zipfile.ZipFile(path).read("manifest.json")) for path in (backup, again))
    assert first["tables"] == second["tables"]
    with pytest.raises(AssertionError, match="not empty"):
        empty.houvast("restore", str(backup))


def test_a_rehearsal_compares_everything_and_touches_nothing(school: Installation, backup: Path) -> None:
    before = school.python(COUNT)
    told = json.loads(school.houvast("restore", str(backup), "--rehearse", "--json"))
    assert told["tables"] > 50
    assert school.python(COUNT) == before


def test_what_is_sealed_lies_sealed_in_it_and_it_is_for_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(backup) as archive:
        schema = json.loads(archive.read("schema.json"))
        columns = [(one["table"], at, column) for one in schema for at, column in enumerate(one["columns"])]
        sealed = [(table, at) for table, at, column in columns if "sealed_under" in column]
        values = [
            json.loads(line)[at]
            for table, at in sealed
            for line in archive.read(f"tables/{table}.jsonl").splitlines()
            if json.loads(line)[at]
        ]
        beside_the_rows = {name for name in archive.namelist() if not name.startswith("tables/")}
        assert not [name for name in beside_the_rows if "key" in name]
    assert values
    assert all(value.partition(".")[0].isdecimal() for value in values)
