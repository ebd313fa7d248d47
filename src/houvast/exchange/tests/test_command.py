"""`houvast import` as a stranger runs it: exit codes, one JSON object, a new and empty database."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from houvast.exchange.records import Kind
from houvast.exchange.templates_file import columns_of, template_csv
from houvast.exchange.tests.databases import empty_database
from houvast.exchange.tests.loading import students_file
from houvast.operation.cli import main
from tests.houvast_testing.gaps import DATA

FIELDS = {"format", "rows", "added", "changed", "unchanged", "left", "errors"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    stdout: bytes
    stderr: bytes


class Shell:
    """Runs `houvast import` in this process, on the database of the test."""

    def run(self, *arguments: str | Path) -> Answer:
        done = CliRunner().invoke(main, ["import", *(str(one) for one in arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Answer(code=done.exit_code, stdout=done.stdout_bytes, stderr=done.stderr_bytes)

    def report(self, *arguments: str | Path, code: int = 0) -> dict[str, object]:
        done = self.run(*arguments, "--json")
        assert done.code == code, done.stderr.decode()
        found: dict[str, object] = json.loads(done.stdout)
        assert set(found) == FIELDS
        assert done.stderr == b""
        return found


class Process(Shell):
    """Runs `houvast import` as a process of its own in a folder of its own."""

    def __init__(self, directory: Path, environment: dict[str, str]) -> None:
        self.directory, self.environment = directory, environment

    def run(self, *arguments: str | Path) -> Answer:
        command = [sys.executable, "-c", "from houvast.operation.cli import main; main()", "import", *arguments]
        done = subprocess.run(
            [str(one) for one in command], check=False, capture_output=True, cwd=self.directory, env=self.environment
        )
        return Answer(code=done.returncode, stdout=done.stdout, stderr=done.stderr)


@pytest.fixture
def shell(db: None, monkeypatch: pytest.MonkeyPatch) -> Shell:
    # What the command sets for its own process is taken back after the test.
    monkeypatch.setenv("HOUVAST_AS_OWNER", "")
    monkeypatch.setenv("HOUVAST_SECRET_KEY", "x" * 60)
    return Shell()


def numbers(report: dict[str, object]) -> tuple[object, ...]:
    return tuple(report[name] for name in ("rows", "added", "changed", "unchanged", "left"))


@pytest.mark.long
def test_a_process_makes_the_empty_database_and_the_second_run_changes_nothing(tmp_path: Path) -> None:
    path = students_file(tmp_path, "1001;Sam;de;Wit;2009-03-01;;2A;C. Coach", "1002;;")
    with empty_database(tmp_path) as environment:
        shell = Process(tmp_path, environment)
        assert numbers(shell.report("students", path, "--dry-run")) == (2, 2, 0, 0, 0)
        assert numbers(shell.report("students", path)) == (2, 2, 0, 0, 0)
        assert numbers(shell.report("students", path)) == (2, 0, 0, 2, 0)
        assert shell.run("students", tmp_path / "nowhere.csv").code == 2
        path.write_text("naam,leeftijd\nSam,17\n")
        assert shell.report("students", path, code=1)["errors"]


@pytest.mark.proof
def test_two_imports_of_one_file_at_the_same_time_make_nobody_twice(tmp_path: Path) -> None:
    path = students_file(tmp_path, *(f"{number};An;;Bos;;;2A;C. Coach" for number in range(300)))
    with empty_database(tmp_path) as environment:
        shell = Process(tmp_path, environment)
        shell.run("students", path, "--dry-run")
        with ThreadPoolExecutor() as both:
            reports = [one.result() for one in [both.submit(shell.report, "students", path) for _ in range(2)]]
    assert sorted(numbers(report) for report in reports) == [(300, 0, 0, 300, 0), (300, 300, 0, 0, 0)]


def test_a_wrong_row_stops_everything_unless_it_is_skipped(shell: Shell, tmp_path: Path) -> None:
    path = students_file(tmp_path, "1001;Sam;;Wit", "1002;Bo;;Vos;2026-02-30", "1003;An;;Bos;;111222333;=1+1")
    refused = shell.report("students", path)
    assert numbers(refused) == (3, 0, 0, 0, 3)
    assert [(one["line"], one["column"], one["value"]) for one in refused["errors"]] == [  # type: ignore[attr-defined]
        (3, "geboortedatum", "2026-02-30"),
        (4, "klas", "=1+1"),
    ]
    assert all(set(one) == {"line", "column", "value", "reason", "mend"} for one in refused["errors"])  # type: ignore[attr-defined]
    told = shell.run("students", path)
    assert b"Nothing was written" in told.stdout
    assert numbers(shell.report("students", path, "--skip-wrong")) == (3, 1, 0, 0, 2)
    assert numbers(shell.report("students", path, "--skip-wrong")) == (3, 0, 0, 1, 2)


def test_what_is_not_understood_ends_with_one_and_says_what_was_expected(shell: Shell, tmp_path: Path) -> None:
    for content in (
        "",
        "naam,leeftijd\nSam,17\n",
        "studentnummer;naam\n",
        "studentnummer;naam;geboortedatum\n1;An;nooit\n",
    ):
        path = tmp_path / "strange.csv"
        path.write_text(content)
        report = shell.report("students", path, code=1)
        assert report["added"] == 0
    done = shell.run("students", path)
    assert (done.code, b"No row can be used" in done.stdout) == (1, True)
    path.write_text("naam,leeftijd\nSam,17\n")
    assert b"Expected: our template" in shell.run("students", path).stderr


def test_wrong_use_ends_with_two(shell: Shell, tmp_path: Path) -> None:
    path = students_file(tmp_path, "1001;Sam")
    assert shell.run("students", tmp_path / "nowhere.csv").code == 2
    assert shell.run("students", tmp_path).code == 2
    assert shell.run("students").code == 2
    assert shell.run("pupils", path).code == 2
    assert shell.run("students", path, "--bogus").code == 2
    assert shell.run("students", path, "--xlsx").code == 2


def test_the_institution_is_named_by_code(shell: Shell, tmp_path: Path) -> None:
    path = students_file(tmp_path, "1001;Sam")
    assert numbers(shell.report("students", path, "--institution", "25XX")) == (1, 1, 0, 0, 0)
    assert numbers(shell.report("students", path, "--institution", "25xx")) == (1, 0, 0, 1, 0)
    assert shell.run("students", path, "--institution", "99ZZ").code == 2


def test_a_bsn_is_nowhere_in_what_is_printed(shell: Shell, tmp_path: Path) -> None:
    path = students_file(tmp_path, "1001;Sam;;Wit;;111222333", "1002;111222333;;Vos;111222333;111222333")
    done = shell.run("students", path)
    assert b"111222333" not in done.stdout + done.stderr
    assert "111222333" not in json.dumps(shell.report("students", path))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_has_its_columns_and_an_example_that_is_left(shell: Shell, tmp_path: Path, kind: Kind) -> None:
    done = shell.run("--template", kind)
    assert done.stdout == template_csv(kind)
    header = done.stdout.decode("utf-8-sig").splitlines()[0].split(";")
    assert header == [column.headers[0] for column in columns_of(kind)]
    path = tmp_path / "template.xlsx"
    assert shell.run("--template", kind, "--xlsx", path).code == 0
    assert numbers(shell.report(kind, path, code=1)) == (1, 0, 0, 0, 1)


def test_without_a_kind_the_template_is_for_students(shell: Shell) -> None:
    assert shell.run("--template").stdout == template_csv(Kind.STUDENTS)


@pytest.mark.data
def test_other_payloads_of_the_api_are_no_students(shell: Shell) -> None:
    folder = DATA / "oeapi-quickstart-examples/src/test/resources"
    for path in (folder / "program.json", folder / "course.json", folder / "organization.json"):
        report = shell.report("students", path, code=1)
        assert (report["format"], report["rows"]) == (None, 0)
    assert numbers(shell.report("students", folder / "person_template.json")) == (1, 1, 0, 0, 0)
