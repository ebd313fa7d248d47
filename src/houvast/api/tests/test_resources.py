"""What the resources say, page by page, and never more than days and states of what people said."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from houvast.alerts.models import Alert
from houvast.api.tests.conftest import Systems
from houvast.appointments.models import PlannedTalk
from houvast.attendance.models import Absence
from houvast.cases.tests.play import Play
from houvast.core.access.words import Purpose
from houvast.directory.models import Service
from houvast.education.models import Result
from houvast.guidance.models import Agreement, Talk
from houvast.people.clock import now, today
from houvast.privacy.models import ReadLog
from tests.houvast_testing.cast import Cast

SECRET = "Thuis is het onrustig"


def all_pages(system: Any, path: str, size: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = system.get(path, pageSize=size, cursor=cursor).json()
        assert len(page["items"]) <= size
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = page["next"]


def absences_of(cast: Cast, number: int) -> None:
    for day in range(number):
        Absence.objects.create(
            organisation=cast.organisation,
            student=cast.student,
            day=today() - timedelta(days=day),
            minutes=50,
            kind=Absence.Kind.SICK,
            source="file",
        )


def test_absence_is_given_page_by_page_whatever_is_added_in_between(cast: Cast, systems: Systems) -> None:
    absences_of(cast, 7)
    system = systems.system()
    first = system.get("/absences", pageSize=3)
    absences = first.json()
    assert [one["kind"] for one in absences["items"]] == ["sick"] * 3
    assert f"cursor={absences['next']}" in first.headers["Link"]
    absences_of(cast, 0)
    found = all_pages(system, "/absences", 3)
    assert len({one["id"] for one in found}) == len(found) == 7


def test_each_page_stands_in_the_log_of_reads(cast: Cast, systems: Systems) -> None:
    absences_of(cast, 2)
    systems.system().get("/absences")
    assert ReadLog.objects.filter(page="rest:absences", purpose="administration").count() == 1


def test_results_say_what_their_source_wrote(cast: Cast, systems: Systems) -> None:
    Result.objects.create(
        organisation=cast.organisation, student=cast.student, on=date(2026, 10, 1), title="Rekenen", grade="8,1"
    )
    (result,) = systems.system().get("/results", studentId=cast.student.pk).json()["items"]
    assert (result["title"], result["grade"], result["day"], result["passed"]) == ("Rekenen", "8,1", "2026-10-01", None)


def test_enrolments_name_the_programme(cast: Cast, systems: Systems) -> None:
    found = systems.system().get("/enrolments", studentId=cast.student.pk).json()["items"]
    assert [(one["crebo"], one["level"], one["pathway"]) for one in found] == [("25655", 2, "BOL")]


def test_how_to_reach_somebody_takes_a_scope_of_its_own(cast: Cast, systems: Systems) -> None:
    path = f"/students/{cast.student.pk}/contact"
    assert systems.system(scopes=["students:read"]).get(path).status_code == 403
    assert systems.system(scopes=["contact:read"]).get(path).json()["email"] == cast.student.email


def test_numbers_are_looked_up_in_the_body_of_a_request(cast: Cast, systems: Systems) -> None:
    answer = systems.system().post("/student-lookups", {"numbers": ["100001", "900001", "0"]})
    assert answer.json() == {"items": [{"number": "100001", "id": str(cast.student.pk)}]}


def test_a_text_that_no_database_keeps_is_refused_in_words(cast: Cast, systems: Systems) -> None:
    answer = systems.system().post("/student-lookups", {"numbers": [f"{cast.student.number}\x00"]})
    assert answer.status_code == 400
    assert "NUL" in answer.json()["detail"]


@pytest.fixture
def guided(cast: Cast) -> Cast:
    """A student of whom something confidential was said everywhere it can be said."""
    here = {"organisation": cast.organisation, "student": cast.student}
    talk = Talk.objects.create(
        **here, kind="progress", held_on=today(), led_by=cast.coach, report=SECRET, recorded_at=now()
    )
    Agreement.objects.create(**here, talk=talk, side="student", what=SECRET, due_on=today(), status="open")
    PlannedTalk.objects.create(
        **here, staff=cast.coach, kind="progress", words=SECRET, place=SECRET, created_at=now(), changed_at=now()
    )
    Alert.objects.create(
        **here, rule="absence", tone="concern", measured_on=today(), raised_on=today(), evidence=[["x", SECRET]]
    )
    return cast


@pytest.mark.parametrize("path", ["/talks", "/planned-talks", "/agreements", "/alerts"])
def test_days_and_states_are_given_and_never_what_was_said(guided: Cast, systems: Systems, path: str) -> None:
    system = systems.system(Purpose.GUIDANCE)
    answer = system.get(path)
    assert answer.status_code == 200
    (one,) = answer.json()["items"]
    assert one["studentId"] == str(guided.student.pk)
    assert SECRET not in json.dumps(answer.json(), ensure_ascii=False)
    assert system.get(path, studentId=guided.stranger_student.pk).status_code == 404


def test_a_procedure_says_how_far_it_is_and_what_waits(cast: Cast, systems: Systems) -> None:
    play = Play(cast)
    play.to_start()
    case = play.now()
    system = systems.system(Purpose.GUIDANCE)
    (found,) = system.get("/cases").json()["items"]
    assert (found["id"], found["status"]) == (str(case.pk), "open")
    assert system.get(f"/cases/{case.pk}").json() == found
    assert all(one["caseId"] == found["id"] for one in system.get("/tasks").json()["items"])
    elsewhere = systems.system(Purpose.GUIDANCE, name="Zorg", unit=cast.group)
    assert elsewhere.get(f"/cases/{case.pk}").status_code == 200


def test_a_purpose_opens_no_resource_of_another(cast: Cast, systems: Systems) -> None:
    follow_up = systems.system(Purpose.FOLLOW_UP)
    assert follow_up.get("/handovers").status_code == 200
    for path in ("/absences", "/alerts", "/cases", "/talks", "/results"):
        assert follow_up.get(path).status_code == 403


def test_the_directory_is_what_the_school_published(cast: Cast, systems: Systems) -> None:
    for code, state in (("a", Service.State.PUBLISHED), ("b", Service.State.WAITING)):
        Service.objects.create(
            kept_by=cast.organisation, code=code, kind="budget_coach", state=state, name=code, does="Helpt", reach="Bel"
        )
    assert [one["code"] for one in systems.system().get("/services").json()["items"]] == ["a"]


def test_figures_hide_what_is_small(cast: Cast, systems: Systems) -> None:
    answer = systems.system().get("/figures", year=2025)
    assert answer.status_code == 200
    assert all(one["hits"] in (None, 0) or one["hits"] % 5 == 0 for one in answer.json()["items"])


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "A" * 60])
def test_what_was_never_a_cursor_is_refused(systems: Systems, cursor: str) -> None:
    answer = systems.system().get("/students", cursor=cursor)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["location"] == {"name": "cursor"}
