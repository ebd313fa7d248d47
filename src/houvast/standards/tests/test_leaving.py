"""A school can leave any day: everything in one archive, readable by anybody, and taken elsewhere without loss."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from houvast.standards.archive.reading import CannotRestore
from houvast.standards.leaving import reading
from houvast.standards.leaving.reading import Everything
from houvast.vault.keyring import Keyring, digest
from tests.houvast_testing.installation import Installation
from tests.houvast_testing.postgres import wants_postgres

DEMO = {"HOUVAST_ENVIRONMENT": "development", "HOUVAST_DEMO": "true"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?")
CONNECT = """
from houvast.api.models import Client, Webhook
from houvast.people.clock import now
from houvast.privacy.scope import organisation_scope
from houvast.people.models import Organisation
from houvast.standards.models import Source
with organisation_scope(list(Organisation.objects.values_list("pk", flat=True))):
    client = Client.objects.order_by("pk").first()
    ours = {"organisation_id": client.organisation_id, "made_at": now()}
    Webhook.objects.create(client=client, address="https://sis.example.org", resources="talks", secret="w", **ours)
    Source.objects.create(connector="oeapi", address="https://sis.example.org", token="opens-the-sis", **ours)
"""
OPENS = ("api_token", "api_webhook", "standards_source")
COUNT = "from houvast.people.models import Person; answer(Person.objects.count())"
OF_THE_INSTALLATION_ITSELF = frozenset({"django_migrations", "django_session", "django_content_type", "auth_permission",
                                        "auth_group", "auth_group_permissions", "sqlite_sequence"})  # fmt: skip
"""Made anew by every installation: no word of the school is in them."""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    made = Installation.make(tmp_path_factory.mktemp("school"), **DEMO)
    made.houvast("demo", "--students", "4", "--json")
    made.python(CONNECT)
    return made


@pytest.fixture(scope="module")
def archive(school: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("archives") / "everything.zip"
    told = json.loads(school.houvast("export", "everything", str(target), "--json"))
    assert told["rows"] > 1_000
    assert told["documents"] > 0
    return target


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(archive) as kept:
        kept.extractall(folder)
    return folder


@pytest.fixture
def empty(school: Installation, archive: Path, tmp_path: Path) -> Installation:
    """Another installation: an empty database, and the school's keys, one of which the export made."""
    (tmp_path / "elsewhere").mkdir()
    made = Installation.make(tmp_path / "elsewhere", **DEMO)
    shutil.copytree(school.directory / "keys", made.directory / "keys", dirs_exist_ok=True)
    return made


@pytest.fixture
def keys(school: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The school's keys, in this process."""
    ring = Keyring(school.directory / "keys")
    monkeypatch.setattr(reading, "keyring", lambda: ring)
    monkeypatch.setattr(reading, "digest", lambda compartment, text: digest(compartment, text, ring=ring))


def test_it_is_for_its_owner_only_and_holds_no_key(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(archive) as kept:
        assert not [name for name in kept.namelist() if name.endswith((".key", "keyring.json"))]


def test_every_line_of_every_kind_fits_the_schema_beside_it(unpacked: Path) -> None:
    rows = 0
    for path in sorted((unpacked / "data").iterdir()):
        schema = json.loads((unpacked / "schema" / f"{path.stem}.schema.json").read_text())
        checked = jsonschema_rs.validator_for(schema, validate_formats=True)
        for line in path.read_text().splitlines():
            error = next(checked.iter_errors(json.loads(line)), None)
            assert error is None, f"{path.name}: {error}"
            rows += 1
    assert rows > 1_000


def test_what_opens_a_door_is_not_in_it(
    school: Installation, unpacked: Path, empty: Installation, archive: Path
) -> None:
    """Nobody with the archive, and the keys, comes in as a system or signs as Houvast; there each gets a new one."""

    def kept(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = list(map(json.loads, (unpacked / f"data/{name}.jsonl").read_text().splitlines()))
        assert found
        return found

    assert {(one["token_hash"], bool(one["ended_at"])) for one in kept("api_token")} == {
        (f"left-out-{one['id']}", True) for one in kept("api_token")
    }
    assert {(one["secret"], bool(one["ended_at"])) for one in kept("api_webhook")} == {(None, True)}
    assert {one["token"] for one in kept("standards_source")} == {None}
    hashes = re.compile(r'"token_hash":"(?!left-out-)')
    assert not [path.name for path in (unpacked / "data").iterdir() if hashes.search(path.read_text())]
    empty.houvast("import", "archive", str(archive))
    opening = "from houvast.api.models import Token; from houvast.privacy.scope import organisation_scope;"
    opening += "from houvast.people.models import Organisation;"
    opening += "ours = list(Organisation.objects.values_list('pk', flat=True))\n"
    opening += "with organisation_scope(ours): answer(Token.objects.filter(ended_at=None).count())"
    assert school.python(opening) > 0
    assert empty.python(opening) == 0


def test_letters_and_reports_are_pdf_and_every_one_is_there(unpacked: Path) -> None:
    kept = list((unpacked / "documents").iterdir())
    assert len(kept) == len((unpacked / "data/documents_document.jsonl").read_text().splitlines())
    assert all(one.read_bytes().startswith(b"%PDF") for one in kept)


def test_a_reader_checks_it_with_the_tool_that_every_system_has(unpacked: Path) -> None:
    ran = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=unpacked, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Je hebt Houvast niet nodig" in (unpacked / "LEESMIJ.md").read_text()
    assert "You do not need Houvast" in (unpacked / "README.md").read_text()


def test_what_is_sealed_is_opened_with_the_keys_and_without_houvast(school: Installation, unpacked: Path) -> None:
    sealed = (unpacked / "data/cases_eventcontent.jsonl", "content")
    lines = [json.loads(line)[sealed[1]] for line in sealed[0].read_text().splitlines()]
    assert lines
    assert all(one is None or one.partition(".")[0].isdecimal() for one in lines)
    ran = subprocess.run(
        [sys.executable, "-I", str(unpacked / "open_sealed.py"), str(school.directory / "keys"), "dossier"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    opened = [json.loads(line) for line in ran.stdout.splitlines()]
    assert {one["table"] for one in opened} >= {"cases_eventcontent"}
    assert all(isinstance(one["text"], str) and one["key"] for one in opened)


def _altered(archive: Path, target: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as into:
        for one in source.namelist():
            content = source.read(one)
            changed = change(content) if one == name else content
            if changed is not None:
                into.writestr(one, changed)
    return target


def _other_manifest(**changed: Any) -> Callable[[bytes], bytes]:
    return lambda text: json.dumps({**json.loads(text), **changed}).encode()


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("data/people_person.jsonl", lambda text: text.replace(b"a", b"b", 1), "was altered or is damaged"),
        ("data/people_person.jsonl", lambda _text: None, "does not hold the files it lists"),
        ("SHA256SUMS", lambda text: text.replace(b"0", b"1", 1), "was altered|does not fit"),
        ("SHA256SUMS", lambda _text: None, "no list of checksums"),
        ("SEAL", lambda text: text[::-1], "does not fit"),
        ("manifest.json", _other_manifest(format=2, houvast="9.0.0"), r"newer Houvast \(9.0.0\)"),
        ("manifest.json", _other_manifest(name="other"), "no archive of everything"),
        ("manifest.json", lambda text: text[: len(text) // 2], "cut off"),
    ],
    ids=["a letter changed", "a kind left out", "a checksum changed", "no checksums", "another seal",
         "written by a later version", "another file", "a manifest cut in two"],
)  # fmt: skip
def test_what_is_broken_altered_or_newer_is_refused(
    keys: None, archive: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes | None], said: str
) -> None:
    with pytest.raises(CannotRestore, match=said):
        Everything(_altered(archive, tmp_path / "changed.zip", name, change))


def test_an_altered_archive_writes_nothing(empty: Installation, archive: Path, tmp_path: Path) -> None:
    changed = _altered(archive, tmp_path / "changed.zip", "data/people_person.jsonl", lambda text: text[:-2])
    with pytest.raises(AssertionError, match="was altered or is damaged"):
        empty.houvast("import", "archive", str(changed))
    assert empty.python(COUNT) == 0


def test_an_archive_whose_list_of_checksums_was_made_again_after_a_change_is_refused(
    keys: None, unpacked: Path, tmp_path: Path
) -> None:
    forged = tmp_path / "forged"
    shutil.copytree(unpacked, forged)
    path = forged / "data/education_result.jsonl"
    path.write_text(path.read_text().replace('"grade":"', '"grade":"1', 1))
    command = "find . -type f ! -name SHA256SUMS ! -name SEAL | sed 's,^./,,' | sort | xargs -d '\\n' sha256sum"
    made = subprocess.run(["bash", "-c", command], cwd=forged, capture_output=True, text=True, check=True)
    (forged / "SHA256SUMS").write_text(made.stdout)
    with pytest.raises(CannotRestore, match="seal of forged does not fit"):
        Everything(forged)


def test_a_file_that_was_cut_off_and_a_backup_are_told_apart(keys: None, archive: Path, tmp_path: Path) -> None:
    cut, backup = tmp_path / "cut.zip", tmp_path / "backup.zip"
    cut.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    with pytest.raises(CannotRestore, match="cut off"):
        Everything(cut)
    with zipfile.ZipFile(backup, "w") as made:
        made.writestr("manifest.json", json.dumps({"format": 1, "tables": {}}))
    with pytest.raises(CannotRestore, match="houvast restore"):
        Everything(backup)


def test_without_the_keys_of_the_school_it_is_not_taken(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "keyring", lambda: Keyring(tmp_path))
    with pytest.raises(CannotRestore, match="folder with keys"):
        Everything(archive)


def test_a_folder_that_holds_something_is_not_written_over(school: Installation, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/mine.txt").write_text("mine")
    with pytest.raises(AssertionError, match="not empty"):
        school.houvast("export", "everything", str(tmp_path / "there"))
    assert [one.name for one in tmp_path.rglob("*")] == ["there", "mine.txt"]


def test_everything_comes_into_another_installation_without_loss(
    school: Installation, empty: Installation, archive: Path, tmp_path: Path
) -> None:
    told = json.loads(empty.houvast("import", "archive", str(archive), "--json"))
    assert told["cases"] > 0
    assert told["opened"] > 0
    here, there = _rows(school), _rows(empty)
    assert here.keys() == there.keys()
    assert sum(map(len, here.values())) > 1_000
    assert [name for name in here if here[name] != there[name] and name not in OPENS] == []
    assert [len(here[name]) - len(there[name]) for name in OPENS] == [0, 0, 0]
    folder = tmp_path / "again"
    empty.houvast("export", "everything", str(folder))
    with zipfile.ZipFile(archive) as first:
        before = json.loads(first.read("manifest.json"))["tables"]
    assert json.loads((folder / "manifest.json").read_text())["tables"] == before
    with pytest.raises(AssertionError, match="not empty"):
        empty.houvast("import", "archive", str(archive))


def _rows(installation: Installation) -> dict[str, list[str]]:
    """Every row of every table that the database itself names, read without Houvast."""
    return dict(_of_postgres(installation) if wants_postgres() else _of_sqlite(installation))


def _of_sqlite(installation: Installation) -> Iterator[tuple[str, list[str]]]:
    with sqlite3.connect(installation.directory / "houvast.sqlite3") as read:
        names = [row[0] for row in read.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(set(names) - OF_THE_INSTALLATION_ITSELF):
            columns = ", ".join(f'"{row[1]}"' for row in sorted(read.execute(f'PRAGMA table_info("{name}")'), key=str))
            rows = read.execute(f'SELECT {columns} FROM "{name}"')  # noqa: S608 - names of the database
            yield name, sorted(repr([_plain(value) for value in row]) for row in rows)


def _plain(value: Any) -> Any:
    """A value apart from how it is spelt: the order of keys in JSON, and the noughts at the end of a second."""
    if not isinstance(value, str):
        return value
    if value[:1] in {"{", "["}:
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value
    return datetime.fromisoformat(value).isoformat() if MOMENT.fullmatch(value) else value


def _of_postgres(installation: Installation) -> Iterator[tuple[str, list[str]]]:
    import psycopg

    with psycopg.connect(installation.environment["HOUVAST_DATABASE_URL"]) as read:
        found = read.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for name in sorted({row[0] for row in found} - OF_THE_INSTALLATION_ITSELF):
            rows = read.execute(f'SELECT to_jsonb(t)::text FROM "{name}" t'.encode()).fetchall()  # noqa: S608 - as above
            yield name, sorted(row[0] for row in rows)
