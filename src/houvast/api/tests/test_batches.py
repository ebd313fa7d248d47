"""A system writes many at once, through the loaders that files go through; the same again changes nothing."""

from typing import Any

import pytest

from houvast.api.tests.conftest import Systems
from houvast.attendance.models import Absence
from houvast.education.models import Enrolment, Result, Touched
from houvast.exchange.models import ImportRun
from houvast.people.clock import today
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast


@pytest.fixture
def numbered(cast: Cast) -> Cast:
    """Whoever comes from a file has a number by which systems know them."""
    from houvast.people.models import PersonIdentifier

    for person in (cast.student, cast.stranger_student):
        PersonIdentifier.objects.create(
            organisation=person.organisation, person=person, source="student_number", value=person.number
        )
    return cast


def absence(**more: Any) -> dict[str, Any]:
    return {"number": "100001", "day": today().isoformat(), "minutes": 50, "kind": "sick", **more}


NEW = {
    "number": "200002",
    "givenName": "Nora",
    "familyName": "Nieuw",
    "birthDate": "2008-02-03",
    "email": "nora@example.org",
    "enrolments": [{"key": "1", "programme": "Medewerker ICT", "crebo": "25655", "level": 2, "pathway": "BOL"}],
}


def test_students_are_added_once_and_changed_when_there_is_news(cast: Cast, systems: Systems) -> None:
    system = systems.system()
    first = system.post("/student-batches", {"items": [NEW]})
    assert first.status_code == 200, first.content
    assert first.json() == {"written": True, "added": 1, "changed": 0, "unchanged": 0, "wrong": []}
    student = Person.objects.get(number="200002", organisation=cast.organisation)
    assert Enrolment.objects.get(student=student).programme.crebo == "25655"
    assert system.post("/student-batches", {"items": [NEW]}).json()["unchanged"] == 1
    changed = system.post("/student-batches", {"items": [{**NEW, "familyName": "Nieuwland"}]}).json()
    assert (changed["changed"], Person.objects.get(pk=student.pk).family_name) == (1, "Nieuwland")
    assert ImportRun.objects.filter(by=systems.client().person).count() == 2
    assert system.get("/students").json()["items"][-1]["number"] == "200002"


def test_an_enrolment_that_is_sent_twice_for_one_student_is_refused_and_nothing_is_written(systems: Systems) -> None:
    twice = {**NEW, "enrolments": [*NEW["enrolments"], *NEW["enrolments"]]}
    answer = systems.system().post("/student-batches", {"items": [twice]})
    assert (answer.status_code, "enrolments" in answer.content.decode()) == (400, True)
    assert not Person.objects.filter(number="200002").exists()


def test_two_students_may_have_an_enrolment_with_the_same_key(systems: Systems) -> None:
    """A key counts for one student: a system that numbers the enrolments of each student from 1 is a common one."""
    system = systems.system()
    two = [NEW, {**NEW, "number": "200003", "email": "nils@example.org"}]
    answer = system.post("/student-batches", {"items": two})
    assert answer.status_code == 200, answer.content
    assert answer.json()["added"] == 2
    assert system.post("/student-batches", {"items": two}).json()["unchanged"] == 2
    assert Enrolment.objects.filter(student__number__in=("200002", "200003")).count() == 2


def test_an_enrolment_that_was_kept_under_its_bare_key_stays_that_one(systems: Systems) -> None:
    system = systems.system()
    system.post("/student-batches", {"items": [NEW]})
    Enrolment.objects.filter(student__number="200002").update(external_id="1")
    two = [{**NEW, "familyName": "Nieuwland"}, {**NEW, "number": "200003", "email": "nils@example.org"}]
    assert system.post("/student-batches", {"items": two}).status_code == 200
    kept = Enrolment.objects.filter(student__number__in=("200002", "200003"))
    assert sorted(kept.values_list("external_id", flat=True)) == ["1", "200003/1"]


@pytest.mark.parametrize("path", ["student", "absence", "result"])
def test_what_is_sent_twice_in_one_batch_is_never_a_failure_of_ours(
    numbered: Cast, systems: Systems, path: str
) -> None:
    result = {"number": "100001", "day": today().isoformat(), "title": "Rekenen", "externalId": "r1"}
    item = {"student": NEW, "absence": absence(externalId="a1"), "result": result}[path]
    answer = systems.system().post(f"/{path}-batches", {"items": [item, item]})
    assert answer.status_code == 200, answer.content
    if path == "student":
        assert [(one["code"], one["index"]) for one in answer.json()["wrong"]] == [("duplicate", 0), ("duplicate", 1)]


def test_a_dry_run_writes_nothing(systems: Systems) -> None:
    answer = systems.system().post("/student-batches", {"items": [NEW], "dryRun": True}).json()
    assert (answer["written"], answer["added"]) == (False, 1)
    assert not Person.objects.filter(number="200002").exists()


def test_absence_is_added_corrected_and_taken_back(numbered: Cast, systems: Systems) -> None:
    system = systems.system()
    said = [absence(externalId="a1")]
    assert system.post("/absence-batches", {"items": said}).json()["added"] == 1
    assert Touched.objects.filter(student=numbered.student).exists(), "alerts are measured again"
    assert system.post("/absence-batches", {"items": said}).json()["unchanged"] == 1
    assert system.post("/absence-batches", {"items": [absence(externalId="a1", minutes=20)]}).json()["changed"] == 1
    system.post("/absence-batches", {"items": [absence(externalId="a1", withdrawn=True)]})
    row = Absence.objects.get(external_id="a1")
    assert (row.minutes, row.withdrawn_on) == (50, today()) or row.withdrawn_on == today()


def test_results_are_added(numbered: Cast, systems: Systems) -> None:
    item = {"number": "100001", "day": today().isoformat(), "title": "Rekenen", "grade": "8,1", "points": "8.1"}
    assert systems.system().post("/result-batches", {"items": [item]}).json()["added"] == 1
    assert Result.objects.get(student=numbered.student).grade == "8,1"


def test_with_one_wrong_item_nothing_is_written_unless_wrong_ones_are_skipped(numbered: Cast, systems: Systems) -> None:
    system = systems.system()
    items = [absence(), absence(number="900001"), absence(number="nobody")]
    answer = system.post("/absence-batches", {"items": items}).json()
    assert (answer["written"], [one["index"] for one in answer["wrong"]]) == (False, [1, 2])
    assert {one["code"] for one in answer["wrong"]} == {"unknown_student"}
    assert not Absence.objects.exists()
    answer = system.post("/absence-batches", {"items": items, "skipWrong": True}).json()
    assert (answer["written"], answer["added"], Absence.objects.count()) == (True, 1, 1)


def test_a_student_outside_the_part_of_the_school_is_a_number_of_nobody(numbered: Cast, systems: Systems) -> None:
    from houvast.people.models import Unit

    elsewhere = Unit.objects.get(name="Team Zorg")
    answer = systems.system(name="Zorg", unit=elsewhere).post("/absence-batches", {"items": [absence()]}).json()
    assert [one["code"] for one in answer["wrong"]] == ["unknown_student"]
    refused = systems.system(name="Zorg", unit=elsewhere).post("/student-batches", {"items": [NEW]})
    assert refused.status_code == 403


def test_reading_is_not_writing(numbered: Cast, systems: Systems) -> None:
    system = systems.system(scopes=["absences:read", "results:read", "students:read"])
    for path, item in (("absence", absence()), ("student", NEW)):
        assert system.post(f"/{path}-batches", {"items": [item]}).status_code == 403
    assert not Absence.objects.exists()


def test_the_same_request_with_its_key_has_one_effect_and_one_answer(numbered: Cast, systems: Systems) -> None:
    system = systems.system()
    body = {"items": [absence()]}
    first = system.post("/absence-batches", body, **{"Idempotency-Key": "k1"})
    again = system.post("/absence-batches", body, **{"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert again.json()["added"] == 1
    other = system.post("/absence-batches", {"items": [absence(minutes=9)]}, **{"Idempotency-Key": "k1"})
    assert other.status_code == 409
    another = systems.system(name="Ander").post("/absence-batches", body, **{"Idempotency-Key": "k1"})
    assert another.status_code == 200, "a key is of the system that chose it"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "sleeping"}, "#/items/0/kind"),
        ({"minutes": 0}, "#/items/0/minutes"),
        ({"day": "01-10-2026"}, "#/items/0/day"),
        ({"bsn": "123456782"}, "#/items/0/bsn"),
    ],
)
def test_what_has_not_the_form_says_where(systems: Systems, change: dict[str, Any], pointer: str) -> None:
    answer = systems.system().post("/absence-batches", {"items": [absence(**change)]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["location"] == {"pointer": pointer}
    assert "123456782" not in answer.content.decode()
