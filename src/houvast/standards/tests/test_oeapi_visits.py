"""Asking a real server of the Open Education API: what comes in, what stays, what goes on after a kill."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from houvast.attendance.models import Absence
from houvast.education.models import Enrolment, Programme, Result
from houvast.operation.cli import main
from houvast.people.clock import now
from houvast.people.models import Person, PersonIdentifier
from houvast.standards.actions import connect
from houvast.standards.connecting.contract import Asked, CannotReach
from houvast.standards.connecting.fetching import Endpoint
from houvast.standards.connecting.visiting import visit
from houvast.standards.models import Conflict, Mark, Source, Visit
from houvast.standards.oeapi.connector import Oeapi, make
from houvast.standards.tests.oeapi_server import TOKEN, Served, number, school, serving
from tests.houvast_testing.cast import make_organisation
from tests.houvast_testing.installation import Installation

pytestmark = [pytest.mark.data, pytest.mark.django_db]


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(school()) as made:
        yield made


@pytest.fixture
def source(served: Served) -> Source:
    make_organisation()
    return connect(connector="oeapi", address=served.address, institution="", token=TOKEN, restart=False, at=now())


def _visit(source: Source, *, page_size: int = 100) -> Visit:
    endpoint = Endpoint(address=source.address, token=source.token or "", wait=lambda _seconds: None)
    return visit(source, Oeapi(endpoint=endpoint, page_size=page_size), clock=now)


def _student(place: int) -> Person:
    return PersonIdentifier.objects.get(source="oeapi", value=number("person", place)).person


def test_persons_programmes_enrolments_results_and_attendance_come_in(source: Source) -> None:
    made = _visit(source)
    assert (made.complete, made.problem, made.wrong) == (True, "", 0)
    assert {(one.name, one.crebo, one.level) for one in Programme.objects.all()} == {
        ("Verpleegkunde", "25655", 4),
        ("Techniek", "25001", 4),
    }
    student = _student(1)
    assert (student.given_name, student.family_name, student.number) == ("Maartje", "Damme1", "100001")
    assert not _student(900).is_student
    enrolment = Enrolment.objects.get(student=student)
    assert enrolment.programme.name == "Techniek"
    assert (str(enrolment.starts_on), str(enrolment.expected_end_on)) == ("2025-01-01", "2025-10-25")
    result = Result.objects.get(student=student)
    assert (result.title, result.grade, result.passed) == ("Toets rekenen", "7,5", True)
    absence = Absence.objects.get(student=student)
    assert (str(absence.day), str(absence.starts_at), absence.minutes) == ("2026-11-16", "09:00:00", 60)


def test_the_second_time_only_what_changed_is_written(served: Served, source: Source) -> None:
    _visit(source)
    again = _visit(source)
    assert (again.added, again.changed, again.complete) == (0, 0, True)
    served.lists["/persons"][1]["email"] = "new@example.org"
    path = f"/persons/{number('person', 2)}/test-component-offering-associations"
    served.lists[path][0]["result"]["score"] = "8,0"
    third = _visit(source)
    assert (third.added, third.changed) == (0, 2)
    assert _student(1).email == "new@example.org"
    assert Result.objects.get(student=_student(2)).grade == "8,0"


def test_what_was_judged_here_stays_while_the_source_says_nothing_new(source: Source) -> None:
    _visit(source)
    Absence.objects.filter(student=_student(0)).update(kind=Absence.Kind.AUTHORISED, confirmed=True)
    _visit(source)
    assert Absence.objects.get(student=_student(0)).kind == Absence.Kind.AUTHORISED


def test_what_both_changed_stays_as_it_is_here_and_is_told_until_they_are_the_same(
    served: Served, source: Source
) -> None:
    _visit(source)
    Person.objects.filter(pk=_student(1).pk).update(email="from-here@example.org")
    Enrolment.objects.filter(student=_student(1)).update(ends_on="2026-10-01")
    Programme.objects.filter(crebo="25001").update(name="Techniek en vakmanschap")
    served.lists["/persons"][1]["email"] = "from-there@example.org"
    enrolments = served.lists[f"/persons/{number('person', 1)}/programme-offering-associations"]
    enrolments[0]["actualEndDateTime"] = "2026-09-01T10:00:00Z"
    served.lists["/programmes"][1]["name"] = [{"language": "nl", "value": "Technische vakken"}]
    made = _visit(source)
    assert made.wrong == 2, "the first word on a last day is no change: the source had said nothing of it"
    assert _student(1).email == "from-here@example.org"
    assert set(Conflict.objects.values_list("kind", "column", "value", "reason")) == {
        ("students", "email", "from-there@example.org", "changed_here"),
        ("programmes", "name", "Technische vakken", "changed_here"),
    }
    _visit(source)
    assert Conflict.objects.count() == 2
    served.lists["/persons"][1]["email"] = "from-here@example.org"
    Programme.objects.filter(crebo="25001").update(name="Technische vakken")
    _visit(source)
    assert not Conflict.objects.exists()


def test_what_cannot_be_used_is_told_and_the_rest_comes_in(served: Served, source: Source) -> None:
    served.lists["/persons"][0]["surname"] = "=1+1"
    served.lists["/persons"][1]["dateOfBirth"] = "2040-01-01"
    made = _visit(source)
    assert made.complete
    assert {(one.kind, one.column) for one in Conflict.objects.all()} >= {
        ("students", "surname"),
        ("students", "birth_date"),
    }
    assert _student(2).family_name == "Damme2"
    served.lists["/persons"][0]["surname"] = "Damme0"
    served.lists["/persons"][1]["dateOfBirth"] = "2005-01-01"
    _visit(source)
    assert not Conflict.objects.exists()
    assert Result.objects.count() == 3


def test_a_server_that_is_busy_is_asked_again(served: Served, source: Source) -> None:
    served.busy = 2
    assert _visit(source).complete


def test_a_visit_that_was_cut_off_goes_on_with_the_page_it_was_at(served: Served, source: Source) -> None:
    served.dies_at = f"{number('person', 1)}/test"
    cut = _visit(source, page_size=1)
    assert not cut.complete
    assert cut.problem.startswith("no_answer: 127.0.0.1")
    assert Person.objects.filter(is_student=True).count() == 1
    served.dies_at, served.asked = "", []
    on = _visit(source, page_size=1)
    assert on.complete
    assert not [path for path in served.asked if "/programmes" in path]
    assert not [path for path in served.asked if number("person", 0) in path]
    assert Person.objects.filter(is_student=True).count() == 3
    assert Result.objects.count() == 3


def test_a_wrong_token_is_said_and_nothing_is_written(served: Served, source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(token="wrong")
    made = _visit(Source.objects.get(pk=source.pk))
    assert made.problem == "refused: programmes (401)"
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "address", ["http://sis.example.org", "file:///etc/passwd", "https://me:secret@sis.example.org", "ftp://x", "words"]
)
def test_only_an_address_of_https_is_asked(address: str) -> None:
    with pytest.raises(CannotReach, match=r"^address: "):
        make(Asked(address=address))


def test_the_command_brings_in_a_school_and_reports_what_does_not_agree(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOUVAST_CONNECT_TOKEN", TOKEN)
    make_organisation()
    served.lists["/persons"][0]["surname"] = "=1+1"
    ran = CliRunner().invoke(main, ["connect", "oeapi", served.address, "--json"])
    told: dict[str, Any] = json.loads(ran.stdout)
    assert (ran.exit_code, told["complete"]) == (0, True)
    assert {one["about"] for one in told["conflicts"]} >= {number("person", 0)}
    assert ran.exit_code == 0
    wrong = CliRunner().invoke(main, ["connect", "nothing", served.address])
    assert wrong.exit_code == 2
    assert "Known: oeapi" in wrong.output


@pytest.mark.long
@pytest.mark.parametrize("after", [3, 6, 9])
def test_killed_at_any_moment_nothing_is_half_and_nothing_is_twice(tmp_path: Path, after: int) -> None:
    with serving(school(students=260)) as served:
        installation = Installation.make(tmp_path, HOUVAST_CONNECT_TOKEN=TOKEN)
        process = installation.start("connect", "oeapi", served.address, "--json")
        while len(served.asked) < after * 100 and process.poll() is None:
            signal.sigtimedwait([signal.SIGUSR1], 0.02)
        process.kill()
        process.communicate()
        told = json.loads(installation.houvast("connect", "oeapi", served.address, "--json"))
    assert told["complete"]
    assert told["conflicts"] == []
    counted = installation.python(
        "from houvast.people.models import Person; from houvast.education.models import Enrolment, Result;"
        "from houvast.attendance.models import Absence;"
        "answer([Person.objects.filter(is_student=True).count(), Enrolment.objects.count(), Result.objects.count(),"
        " Absence.objects.count()])"
    )
    assert counted == [260, 260, 260, 260]
