"""Absence and results as other systems give them: the Open Education API and OULAD."""

import json
from datetime import date, time
from pathlib import Path

import pytest

from houvast.attendance.models import Absence
from houvast.education.models import Enrolment, Result
from houvast.exchange.reading.errors import FileRefused, Reason
from houvast.exchange.records import Kind
from houvast.exchange.tests.loading import counts, load
from houvast.people.models import Organisation, PersonIdentifier
from tests.houvast_testing.cast import make_organisation, make_person
from tests.houvast_testing.gaps import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> Organisation:
    made = make_organisation("ROC Demo", "25XX")
    student = make_person(made, "Ana", "Een", is_student=True, number="1")
    PersonIdentifier.objects.create(organisation=made, person=student, source="oeapi", value="p-1")
    PersonIdentifier.objects.create(organisation=made, person=student, source="student_number", value="1")
    return made


def attendance(state: str, number: str = "a-1", **more: object) -> dict[str, object]:
    return {
        "associationId": number,
        "personId": "p-1",
        "attendance": state,
        "learningComponentOffering": {
            "name": [{"language": "nl-NL", "value": "Rekenen"}],
            "startDateTime": "2026-11-20T08:00:00Z",
            "endDateTime": "2026-11-20T09:30:00Z",
        },
        **more,
    }


def written(tmp_path: Path, *items: object) -> Path:
    path = tmp_path / "items.json"
    path.write_text(json.dumps({"items": items}), encoding="utf-8")
    return path


def test_absent_is_an_unconfirmed_absence_and_present_takes_it_back(tmp_path: Path, school: Organisation) -> None:
    told = written(tmp_path, attendance("absent"), attendance("unknown", "a-2"), attendance("present", "a-3"))
    assert counts(load(told, Kind.ABSENCES, institution=school)) == (1, 0, 1, 1)
    found = Absence.objects.get()
    assert (found.day, found.starts_at, found.minutes) == (date(2026, 11, 20), time(9, 0), 90)
    assert (found.kind, found.confirmed, found.lesson) == (Absence.Kind.UNAUTHORISED, False, "Rekenen")
    load(written(tmp_path, attendance("present")), Kind.ABSENCES, institution=school)
    assert Absence.objects.get().withdrawn_on is not None


def test_what_is_needed_and_not_there_is_told(tmp_path: Path, school: Organisation) -> None:
    bad = [attendance("absent", "b-1", learningComponentOffering={}), {"associationId": "b-2", "personId": ""}]
    done = load(written(tmp_path, *bad, attendance("absent", "a-9", personId="p-9")), Kind.ABSENCES, institution=school)
    assert {(error.column, error.reason) for error in done.errors} == {
        ("learningComponentOffering.startDateTime", Reason.MISSING),
        ("personId", Reason.MISSING),
        ("personId", Reason.UNKNOWN_STUDENT),
    }


def test_a_completed_result_is_taken_over(tmp_path: Path, school: Organisation) -> None:
    result = {"state": "completed", "pass": "passed", "score": "7,5", "resultDateTime": "2026-11-20T10:00:00+01:00"}
    one = {
        "associationId": "r-1", "personId": "p-1", "result": result, "studyLoad": {"studyLoadUnit": "ects", "value": 5},
        "courseOffering": {"name": [{"language": "nl-NL", "value": "Rekenen"}], "primaryCode": {"code": "REK"}},
    }  # fmt: skip
    busy = {**one, "associationId": "r-2", "result": {**result, "state": "in_progress"}}
    assert counts(load(written(tmp_path, one, busy), Kind.RESULTS, institution=school)) == (1, 0, 0, 1)
    found = Result.objects.get()
    assert (found.unit, found.grade, str(found.points), found.passed) == ("REK", "7,5", "7.50", True)
    assert str(found.credits_earned) == "5.00"


def test_persons_are_no_associations(tmp_path: Path, school: Organisation) -> None:
    with pytest.raises(FileRefused):
        load(written(tmp_path, {"personId": "p-1", "surname": "Een"}), Kind.ABSENCES, institution=school)


def oulad(tmp_path: Path) -> Path:
    (tmp_path / "assessments.csv").write_text(
        '"code_module","code_presentation","id_assessment","assessment_type","date","weight"\n'
        '"AAA","2013J","1752","TMA","19","10"\n'
    )
    (tmp_path / "courses.csv").write_text(
        '"code_module","code_presentation","module_presentation_length"\n"AAA","2013J","268"\n'
    )
    (tmp_path / "studentAssessment.csv").write_text(
        "id_assessment,id_student,date_submitted,is_banked,score\n1752,1,18,0,78\n1752,1,22,1,70\n1752,1,30,0,\n"
    )
    (tmp_path / "studentRegistration.csv").write_text(
        '"code_module","code_presentation","id_student","date_registration","date_unregistration"\n'
        '"AAA","2013J","1","-159","12"\n"AAA","2013J","2","-53",""\n'
    )
    return tmp_path


def test_oulad_gives_withdrawals_and_scores_and_says_what_is_not_taken(tmp_path: Path, school: Organisation) -> None:
    folder = oulad(tmp_path)
    registered = load(folder / "studentRegistration.csv", institution=school)
    assert registered.not_taken == ("date_registration",)
    assert Enrolment.objects.get(student__number="1").ends_on == date(2013, 10, 13)
    assert Enrolment.objects.get(student__number="2").ends_on == date(2014, 6, 26)
    scored = load(folder / "studentAssessment.csv", Kind.RESULTS, institution=school)
    assert counts(scored) == (1, 0, 0, 2)
    found = Result.objects.get()
    assert (found.on, str(found.points), found.passed, str(found.weight)) == (
        date(2013, 10, 19), "78.00", True, "10.00",
    )  # fmt: skip
    assert not Absence.objects.exists()


def test_scores_without_their_assessments_beside_them_are_refused(tmp_path: Path, school: Organisation) -> None:
    folder = oulad(tmp_path)
    (folder / "assessments.csv").unlink()
    with pytest.raises(FileRefused):
        load(folder / "studentAssessment.csv", Kind.RESULTS, institution=school)


@pytest.mark.long
@pytest.mark.data
def test_the_whole_of_oulad_is_understood(school: Organisation) -> None:
    path = DATA / "oulad" / "studentAssessment.csv"
    done = load(path, Kind.RESULTS, institution=school, write=False)
    assert {error.reason for error in done.errors} == {Reason.UNKNOWN_STUDENT}
    assert done.counts.rows == 173_912
