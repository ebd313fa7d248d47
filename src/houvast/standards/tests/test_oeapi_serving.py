"""Houvast as an endpoint of the Open Education API: every payload fits the specification, and opens no more."""

import json
from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from django.test import Client as Browser

from houvast.api.tests.conftest import System, Systems
from houvast.attendance.models import Absence
from houvast.core.access.words import Purpose
from houvast.education.models import Enrolment, Result
from houvast.privacy.models import ReadLog
from houvast.standards.oeapi.serving import PATHS
from houvast.standards.tests.spec import answer_of, problem_with
from tests.houvast_testing.cast import Cast

pytestmark = [pytest.mark.data, pytest.mark.django_db]
BASE = "/oeapi/v6"


@pytest.fixture
def systems(cast: Cast) -> Systems:
    return Systems(cast)


@pytest.fixture(autouse=True)
def facts(cast: Cast) -> None:
    shared = {"organisation": cast.student.organisation, "student": cast.student, "source": "file"}
    Result.objects.create(**shared, on=date(2026, 10, 1), title="Rekenen", grade="7,5", passed=True, unit="REK2")
    Result.objects.create(**shared, on=date(2026, 10, 2), title="Taal", grade="G", weight=2)
    Result.objects.create(**shared, on=date(2026, 10, 3), title="Fout", grade="1", withdrawn_on=date(2026, 10, 4))
    Absence.objects.create(**shared, day=date(2026, 11, 2), starts_at=time(9), minutes=60, kind=2, lesson="Rekenen")
    Absence.objects.create(**shared, day=date(2026, 11, 3), minutes=480, kind=4)
    Absence.objects.create(**shared, day=date(2026, 11, 4), minutes=5, kind=Absence.Kind.LATE)


def _get(system: System, path: str) -> Any:
    return Browser().get(BASE + path, headers={"Authorization": f"Bearer {system.token}"})


def _numbers(cast: Cast, system: System) -> dict[str, str]:
    enrolment = Enrolment.objects.filter(student=cast.student).first()
    assert enrolment
    offering = _get(system, f"/programmes/{enrolment.programme_id}/programme-offerings").json()["items"][0]
    return {
        "{personId}": str(cast.student.pk),
        "{organisationId}": str(cast.student.organisation_id),
        "{programmeId}": str(enrolment.programme_id),
        "{programmeOfferingId}": offering["programmeOfferingId"],
    }


def _asked(path: str, numbers: dict[str, str]) -> str:
    for hole, number in numbers.items():
        path = path.replace(hole, number)
    return path


@pytest.mark.parametrize("path", ["/", *PATHS])
def test_what_is_served_fits_the_specification(cast: Cast, systems: Systems, path: str) -> None:
    system = systems.system(Purpose.ADMINISTRATION)
    answer = _get(system, _asked(path, _numbers(cast, system)))
    assert answer.status_code == 200, answer.content
    assert problem_with(answer.json(), answer_of(path)) == ""
    if path.endswith(("s", "persons")) and path != "/":
        assert answer.json()["items"], "an empty page would fit anything"


@pytest.mark.parametrize("path", [one for one in PATHS if "{" in one])
def test_what_is_not_there_is_a_problem_as_the_specification_has_it(systems: Systems, path: str) -> None:
    nowhere = "01900000-0000-7000-8000-000000000000"
    holes = dict.fromkeys(("{personId}", "{organisationId}", "{programmeId}", "{programmeOfferingId}"), nowhere)
    answer = _get(systems.system(Purpose.ADMINISTRATION), _asked(path, holes))
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert problem_with(answer.json(), "/components/schemas/Problem") == ""


def test_what_counts_is_told_and_what_was_taken_back_is_not(cast: Cast, systems: Systems) -> None:
    system = systems.system(Purpose.ADMINISTRATION)
    results = _get(system, f"/persons/{cast.student.pk}/test-component-offering-associations").json()["items"]
    assert [(one["result"]["score"], one["result"]["pass"]) for one in results] == [("7,5", "passed"), ("G", "unknown")]
    missed = _get(system, f"/persons/{cast.student.pk}/learning-component-offering-associations").json()["items"]
    assert [one["learningComponentOffering"]["startDateTime"] for one in missed] == [
        "2026-11-02T09:00:00+01:00",
        "2026-11-03T00:00:00+01:00",
    ]


def test_how_to_reach_somebody_takes_its_own_scope(cast: Cast, systems: Systems) -> None:
    narrow = systems.system(Purpose.ADMINISTRATION, ["students:read"])
    path = f"/persons/{cast.student.pk}"
    assert "email" not in _get(narrow, path).json()
    wide = systems.system(Purpose.ADMINISTRATION, ["students:read", "contact:read"])
    assert _get(wide, path).json()["email"] == cast.student.email
    assert _get(narrow, f"{path}/test-component-offering-associations").status_code == 403


def test_without_a_token_nothing_opens_and_another_school_is_not_there(cast: Cast, systems: Systems) -> None:
    assert Browser().get(f"{BASE}/persons").status_code == 401
    system = systems.system(Purpose.ADMINISTRATION)
    assert _get(system, f"/persons/{cast.stranger_student.pk}").status_code == 404
    assert _get(system, f"/organisations/{cast.stranger_student.organisation_id}").status_code == 404
    everybody = _get(system, "/persons?pageSize=250").json()["items"]
    assert str(cast.stranger_student.pk) not in {one["personId"] for one in everybody}


def test_who_is_shown_is_noted_for_the_student(cast: Cast, systems: Systems) -> None:
    _get(systems.system(Purpose.ADMINISTRATION), "/persons")
    row = ReadLog.objects.latest("at")
    assert row.page == "rest:persons"
    assert cast.student.pk.hex in row.students


def test_pages_follow_each_other_and_hold_everybody_once(cast: Cast, systems: Systems) -> None:
    for place in range(25):
        Result.objects.create(
            organisation=cast.student.organisation, student=cast.student, on=date(2026, 9, 1), title=f"T{place}",
            grade="6", source="file",
        )  # fmt: skip
    system = systems.system(Purpose.ADMINISTRATION)
    found = [one["associationId"] for page in _pages(system, cast) for one in page["items"]]
    assert len(found) == len(set(found)) == 27
    assert (
        _get(system, f"/persons/{cast.student.pk}/test-component-offering-associations?pageSize=7").status_code == 400
    )


def _pages(system: System, cast: Cast) -> Iterator[dict[str, Any]]:
    path = f"/persons/{cast.student.pk}/test-component-offering-associations"
    number, more = 1, True
    while more:
        said = _get(system, f"{path}?pageNumber={number}").json()
        assert said["hasPreviousPage"] == (number > 1)
        yield said
        number, more = number + 1, said["hasNextPage"]


def test_what_is_served_is_what_is_read(cast: Cast, systems: Systems) -> None:
    """Our own connector understands our own answers."""
    from houvast.exchange.records import AbsenceRecord, Kind, ResultRecord
    from houvast.exchange.sources import oeapi_associations

    system = systems.system(Purpose.ADMINISTRATION)
    for path, kind, shape in (("test", Kind.RESULTS, ResultRecord), ("learning", Kind.ABSENCES, AbsenceRecord)):
        items = _get(system, f"/persons/{cast.student.pk}/{path}-component-offering-associations").json()["items"]
        read = [oeapi_associations.record(kind, 1, json.loads(json.dumps(one))) for one in items]
        assert read
        assert all(isinstance(one, shape) for one in read)
