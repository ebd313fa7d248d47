"""A ZIP of OneRoster 1.2: what comes in, every wrong row with its file and line, and what is refused."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from houvast.education.models import Result
from houvast.operation.cli import main
from houvast.people.models import Organisation, Person, PersonalRelation, PersonIdentifier, UnitMembership
from tests.houvast_testing.cast import make_organisation

pytestmark = pytest.mark.django_db
HEAD = ("sourcedId", "status", "dateLastModified")
WHEN = "2026-09-01T08:00:00Z"
Rows = list[dict[str, str]]


def _files() -> dict[str, Rows]:
    """A teacher, two students in a homeroom, a mother and an aunt, a result."""
    user = {"status": "active", "dateLastModified": WHEN, "enabledUser": "true", "identifier": "", "email": "",
            "phone": "", "sms": "", "preferredGivenName": "", "preferredFamilyName": "",
            "agentSourcedIds": ""}  # fmt: skip
    shared = {"status": "active", "dateLastModified": WHEN}
    return {
        "manifest.csv": [
            {"propertyName": "manifest.version", "value": "1.0"},
            {"propertyName": "oneroster.version", "value": "1.2"},
            {"propertyName": "file.users", "value": "bulk"},
        ],
        "users.csv": [
            {**user, "sourcedId": "t1", "givenName": "Tess", "familyName": "Lesgever", "identifier": "D1"},
            {**user, "sourcedId": "s1", "givenName": "Samuel", "familyName": "Eén", "preferredGivenName": "Sam",
             "identifier": "2001", "email": "sam@example.org", "agentSourcedIds": "g1,g2"},
            {**user, "sourcedId": "s2", "givenName": "Sara", "familyName": "Twee", "identifier": "2002"},
            {**user, "sourcedId": "g1", "givenName": "Mara", "familyName": "Eén", "phone": "06-12345678"},
            {**user, "sourcedId": "g2", "givenName": "Toos", "familyName": "Eén"},
        ],
        "roles.csv": [
            {**shared, "sourcedId": f"r{n}", "userSourcedId": who, "role": role}
            for n, (who, role) in enumerate(
                (("t1", "teacher"), ("s1", "student"), ("s2", "student"), ("g1", "parent"), ("g2", "relative"))
            )
        ],
        "classes.csv": [
            {**shared, "sourcedId": "c1", "title": "4A", "classType": "homeroom"},
            {**shared, "sourcedId": "c2", "title": "Rekenen 2", "classType": "scheduled"},
        ],
        "enrollments.csv": [
            {**shared, "sourcedId": "e1", "classSourcedId": "c1", "userSourcedId": "s1", "role": "student"},
            {**shared, "sourcedId": "e2", "classSourcedId": "c2", "userSourcedId": "s1", "role": "student"},
        ],
        "demographics.csv": [{**shared, "sourcedId": "s1", "birthDate": "2008-03-02"}],
        "lineItems.csv": [{**shared, "sourcedId": "l1", "title": "Toets rekenen"}],
        "results.csv": [
            {**shared, "sourcedId": "x1", "lineItemSourcedId": "l1", "studentSourcedId": "s1", "score": "7.5",
             "textScore": "", "scoreStatus": "fully graded", "scoreDate": "2026-10-01"},
        ],
        "scoreScales.csv": [{**shared, "sourcedId": "z"}],
    }  # fmt: skip


def _zip(tmp_path: Path, files: dict[str, Rows]) -> Path:
    path = tmp_path / "oneroster.zip"
    with zipfile.ZipFile(path, "w") as into:
        for name, rows in files.items():
            text = io.StringIO()
            writer = csv.DictWriter(text, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
            into.writestr(name, text.getvalue())
    return path


def _run(path: Path, *options: str) -> dict[str, Any]:
    make_organisation() if not Organisation.objects.exists() else None
    ran = CliRunner().invoke(main, ["import", "oneroster", str(path), "--json", *options])
    assert ran.stdout, ran.output
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def test_students_staff_guardians_and_results_come_in(tmp_path: Path) -> None:
    told = _run(_zip(tmp_path, _files()))
    assert (told["written"], told["errors"]) == (True, [])
    student = PersonIdentifier.objects.get(source="oneroster", value="s1").person
    assert (student.name, student.number, str(student.birth_date)) == ("Sam Eén", "2001", "2008-03-02")
    assert UnitMembership.objects.get(student=student).unit.name == "4A"
    guardians = PersonalRelation.objects.filter(student=student, kind=PersonalRelation.Kind.GUARDIAN)
    assert {(one.holder.given_name, one.has_authority) for one in guardians} == {("Mara", True), ("Toos", False)}
    result = Result.objects.get(student=student)
    assert (result.title, result.grade, float(result.points or 0)) == ("Toets rekenen", "7.5", 7.5)
    assert not PersonIdentifier.objects.get(source="oneroster", value="t1").person.roles.exists()


def test_the_same_file_again_changes_nothing_and_a_rehearsal_writes_nothing(tmp_path: Path) -> None:
    path = _zip(tmp_path, _files())
    assert not _run(path, "--dry-run")["written"]
    assert not Person.objects.exists()
    _run(path)
    kinds = _run(path)["kinds"]
    assert {(one["added"], one["changed"]) for one in kinds.values()} == {(0, 0)}


def _mistakes(files: dict[str, Rows]) -> None:
    files["users.csv"][1]["email"] = "geen adres"
    files["users.csv"][2]["familyName"] = "=1+1"
    files["users.csv"].append({**files["users.csv"][0]})
    files["roles.csv"].append({**files["roles.csv"][0], "sourcedId": "r9", "userSourcedId": "nobody"})
    files["roles.csv"].append({**files["roles.csv"][0], "sourcedId": "r10", "role": "wizard"})
    files["demographics.csv"][0]["birthDate"] = "2008-13-02"
    files["results.csv"].append({**files["results.csv"][0], "sourcedId": "x2", "lineItemSourcedId": "l9"})
    files["results.csv"].append({**files["results.csv"][0], "sourcedId": "x3", "studentSourcedId": "s9"})
    files["results.csv"].append({**files["results.csv"][0], "sourcedId": "x4", "score": ""})


WRONG = {
    ("users.csv", 3, "email"), ("users.csv", 4, "familyName"), ("users.csv", 7, "sourcedId"),
    ("roles.csv", 7, "userSourcedId"), ("roles.csv", 8, "role"), ("users.csv", 3, "demographics.csv 2: birthDate"),
    ("results.csv", 3, "lineItemSourcedId"), ("results.csv", 4, "number"), ("results.csv", 5, "score"),
}  # fmt: skip


def test_every_wrong_row_is_told_with_its_file_and_line_and_nothing_is_written(tmp_path: Path) -> None:
    files = _files()
    _mistakes(files)
    told = _run(_zip(tmp_path, files))
    assert not told["written"]
    assert {(one["file"], one["line"], one["column"]) for one in told["errors"]} >= WRONG
    assert all(one["reason"] for one in told["errors"])
    assert not Person.objects.exists()


def test_with_skip_wrong_what_is_right_comes_in(tmp_path: Path) -> None:
    files = _files()
    files["users.csv"][2]["familyName"] = "=1+1"
    told = _run(_zip(tmp_path, files), "--skip-wrong")
    assert told["written"]
    assert Person.objects.filter(is_student=True).count() == 1


def test_a_result_that_is_to_be_deleted_is_taken_back_and_a_person_is_not_removed(tmp_path: Path) -> None:
    files = _files()
    _run(_zip(tmp_path, files))
    files["results.csv"][0] |= {"status": "tobedeleted", "dateLastModified": "2026-11-01T08:00:00Z"}
    files["users.csv"][2]["status"] = "tobedeleted"
    assert _run(_zip(tmp_path, files))["written"]
    assert Result.objects.get().withdrawn_on is not None
    assert Person.objects.filter(is_student=True).count() == 2


def _no_manifest(files: dict[str, Rows]) -> None:
    del files["manifest.csv"]


def _older(files: dict[str, Rows]) -> None:
    files["manifest.csv"][1]["value"] = "1.1"


def _no_roles(files: dict[str, Rows]) -> None:
    del files["roles.csv"]


def _lacks_column(files: dict[str, Rows]) -> None:
    for row in files["users.csv"]:
        del row["familyName"]


@pytest.mark.parametrize(
    ("change", "said"),
    [(_no_manifest, "no manifest.csv"), (_older, "OneRoster 1.1"), (_no_roles, "lacks roles.csv"),
     (_lacks_column, "users.csv lacks familyName")],
)  # fmt: skip
def test_what_is_no_oneroster_1_2_is_refused_with_the_reason(
    tmp_path: Path, change: Callable[[dict[str, Rows]], None], said: str
) -> None:
    files = _files()
    change(files)
    ran = CliRunner().invoke(main, ["import", "oneroster", str(_zip(tmp_path, files))])
    assert ran.exit_code == 1
    assert said in ran.output


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("sourcedId;status")
    ran = CliRunner().invoke(main, ["import", "oneroster", str(tmp_path / "x.zip")])
    assert "no ZIP file" in ran.output
