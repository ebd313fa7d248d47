"""Staff, guardians and relations from a file."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import Kind
from houvast.exchange.tests.loading import ON, counts, load, students_file
from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment, Unit
from tests.houvast_testing.cast import make_organisation, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> Organisation:
    organisation = make_organisation("ROC Demo", "25XX")
    make_unit(organisation, Unit.Kind.TEAM, "Team ICT")
    return organisation


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


STAFF = "personeelsnummer;voornaam;achternaam;e-mail;rol;onderdeel;vanaf;tot en met"


def test_a_member_of_staff_has_a_row_per_role(school: Organisation, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        STAFF,
        "p1;Tineke;Leider;t@example.org;teamleider;Team ICT;2026-08-01;",
        "p1;Tineke;Leider;t@example.org;coach;Team ICT;;",
        "p2;Bert;Beheer;b@example.org;beheerder;;;2027-07-31",
        "p3;Zonder;Rol;;;;;",
    )
    for write in (False, True):
        assert counts(load(path, Kind.STAFF, institution=school, write=write)) == (4, 0, 0, 0)
    roles = RoleAssignment.objects.order_by("person__number", "role")
    assert [(one.person.number, one.role, one.unit and one.unit.name, one.starts_on, one.ends_on) for one in roles] == [
        ("p1", "study_coach", "Team ICT", ON, None),
        ("p1", "team_leader", "Team ICT", date(2026, 8, 1), None),
        ("p2", "administrator", None, ON, date(2027, 7, 31)),
    ]
    assert not Person.objects.filter(is_student=True).exists()
    assert counts(load(path, Kind.STAFF, institution=school, on=ON + timedelta(days=9))) == (0, 0, 4, 0)


def test_a_role_that_was_ended_by_hand_stays_ended_until_the_file_names_a_later_day(
    school: Organisation, tmp_path: Path
) -> None:
    load(written(tmp_path, STAFF, "p1;T;L;;coach;Team ICT;;"), Kind.STAFF, institution=school)
    RoleAssignment.objects.update(ends_on=ON)
    later = ON + timedelta(days=20)
    same = load(written(tmp_path, STAFF, "p1;T;L;;coach;Team ICT;;"), Kind.STAFF, institution=school, on=later)
    assert counts(same) == (0, 0, 1, 0)
    again = written(tmp_path, STAFF, f"p1;T;L;;coach;Team ICT;{later};")
    assert counts(load(again, Kind.STAFF, institution=school, on=later)) == (0, 1, 0, 0)
    assert RoleAssignment.objects.filter(ends_on__isnull=True).count() == 1


def test_staff_rows_that_cannot_be_right(school: Organisation, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        STAFF,
        "p1;T;L;;coach;Team Bestaatniet;;",
        "p2;T;L;;koning;;;",
        "p3;T;L;;coach;;;",
        "p3;T;Anders;;teamleider;;;",
        "p4;T;L;;coach;;;",
        "p4;T;L;;coach;;;",
    )
    outcome = load(path, Kind.STAFF, institution=school, write=False)
    assert [(one.line, one.column, one.reason) for one in outcome.errors] == [
        (2, "onderdeel", Reason.UNKNOWN_UNIT),
        (3, "rol", Reason.UNKNOWN_CODE),
        (5, "achternaam", Reason.CONTRADICTION),
        (6, "personeelsnummer", Reason.DUPLICATE),
        (7, "personeelsnummer", Reason.DUPLICATE),
    ]


def test_students_name_their_coach_by_staff_number(school: Organisation, tmp_path: Path) -> None:
    load(written(tmp_path, STAFF, "p1;Carla;Coach;;coach;Team ICT;;"), Kind.STAFF, institution=school)
    load(students_file(tmp_path, "1001;Sam;;Wit;;;2A;;p1"), institution=school)
    assert PersonalRelation.objects.get().holder.number == "p1"


GUARDIANS = "studentnummer;voornaam;achternaam;e-mail;telefoon;gezag;vanaf"


def test_guardians_share_an_address_and_have_several_children(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit", "1002;Bo;;Wit"), institution=school)
    path = written(
        tmp_path,
        GUARDIANS,
        "1001;Anna;Wit;thuis@example.org;;ja;",
        "1001;Ben;Wit;thuis@example.org;;nee;",
        "1002;Anna;Wit;thuis@example.org;;ja;",
        "9999;Anna;Wit;thuis@example.org;;ja;",
    )
    outcome = load(path, Kind.GUARDIANS, institution=school, skip_wrong=True)
    assert counts(outcome) == (2, 1, 0, 1)
    assert [(one.line, one.reason) for one in outcome.errors] == [(5, Reason.UNKNOWN_STUDENT)]
    held = PersonalRelation.objects.filter(kind="guardian").order_by("student__number", "holder__given_name")
    assert [(one.student.number, one.holder.given_name, one.has_authority) for one in held] == [
        ("1001", "Anna", True),
        ("1001", "Ben", False),
        ("1002", "Anna", True),
    ]
    assert counts(load(path, Kind.GUARDIANS, institution=school, skip_wrong=True)) == (0, 0, 3, 1)


def test_authority_is_said_never_assumed(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit"), institution=school)
    outcome = load(written(tmp_path, GUARDIANS, "1001;Anna;Wit;;;;"), Kind.GUARDIANS, institution=school)
    assert [(one.column, one.reason) for one in outcome.errors] == [("gezag", Reason.MISSING)]


def test_relations_tie_persons_who_are_known(school: Organisation, tmp_path: Path) -> None:
    load(written(tmp_path, STAFF, "p1;Carla;Coach;carla@example.org;;;;"), Kind.STAFF, institution=school)
    load(students_file(tmp_path, "1001;Sam;;Wit", "1002;Bo;;Vos"), institution=school)
    path = written(
        tmp_path,
        "relatie;persoon;studentnummer;onderdeel;gezag;vanaf;tot en met",
        "coach;p1;1001;;;;",
        "vertrouwenspersoon;carla@example.org;1002;;;;2027-07-31",
        "teamleider;p1;;Team ICT;;;",
        "ouder;p1;1002;;;;",
        "coach;niemand;1001;;;;",
        "coach;p1;9999;;;;",
        "buurman;p1;1001;;;;",
    )
    outcome = load(path, Kind.RELATIONS, institution=school, skip_wrong=True)
    assert counts(outcome) == (3, 0, 0, 4)
    assert [(one.line, one.column, one.reason) for one in outcome.errors] == [
        (5, "gezag", Reason.MISSING),
        (6, "persoon", Reason.UNKNOWN_PERSON),
        (7, "studentnummer", Reason.UNKNOWN_STUDENT),
        (8, "relatie", Reason.UNKNOWN_CODE),
    ]
    assert RoleAssignment.objects.get().role == "team_leader"
    assert counts(load(path, Kind.RELATIONS, institution=school, skip_wrong=True)) == (0, 0, 3, 4)


def test_employees_of_the_api_are_staff_and_no_students(school: Organisation, tmp_path: Path) -> None:
    content = '[{"personId": "e1", "surname": "Baas", "givenName": "An", "affiliations": ["employee"]}]'
    path = written(tmp_path, content)
    students = load(path, Kind.STUDENTS, institution=school)
    assert (counts(students), students.would.usable) == ((0, 0, 0, 1), 0)
    assert counts(load(path, Kind.STAFF, institution=school)) == (1, 0, 0, 0)
    assert not Person.objects.get().is_student
