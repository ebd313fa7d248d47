"""Students from a file: who is the same, what changes, what stays as somebody made it by hand."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.attendance.models import AbsenceTotal
from houvast.education.models import Enrolment, Touched
from houvast.exchange.explain import mend_of, reason_of
from houvast.exchange.models import ImportRun
from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import Kind
from houvast.exchange.templates_file import columns_of
from houvast.exchange.tests.loading import ON, counts, load, students_file
from houvast.exchange.tests.stored import STORED
from houvast.exchange.writing.institutions import UnclearInstitution
from houvast.guidance.models import Contact
from houvast.people.models import (
    Organisation,
    Person,
    PersonalRelation,
    RoleAssignment,
    UnitMembership,
)
from tests.houvast_testing.cast import give_role, make_organisation, make_person
from tests.houvast_testing.gaps import DATA

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parent / "samples" / "students_with_every_error.csv"


@pytest.fixture
def school(db: None) -> Organisation:
    return make_organisation("ROC Demo", "25XX")


def stored() -> list[list[dict[str, object]]]:
    """Everything in the tables that an import fills."""
    return [list(model._default_manager.order_by("pk").values()) for model in STORED]


def test_a_student_comes_with_class_coach_programme_and_a_place_in_the_caseload(
    school: Organisation, tmp_path: Path
) -> None:
    row = "1001;Joris;de;Groot;2009-03-01;;2A;C. de Coach;;Medewerker ICT;25655;2025-08-01;"
    assert counts(load(students_file(tmp_path, row), institution=school)) == (1, 0, 0, 0)
    student = Person.objects.get(number="1001")
    assert (student.name, student.birth_date, student.is_student) == ("Joris de Groot", date(2009, 3, 1), True)
    assert student.sort_name == "groot joris 1001"
    membership = student.memberships.get()
    assert (membership.unit.name, membership.unit.kind, membership.starts_on) == ("2A", "class", date(2025, 8, 1))
    enrolment = student.enrolments.get()
    assert (enrolment.programme.crebo, enrolment.unit_id, enrolment.starts_on) == (
        "25655",
        membership.unit_id,
        date(2025, 8, 1),
    )
    coach = student.relations.get()
    assert (coach.kind, coach.holder.name, coach.starts_on) == ("coach", "C. de Coach", ON)
    assert Contact.objects.filter(student=student).exists()


def test_the_same_file_twice_changes_nothing_at_all(school: Organisation, tmp_path: Path) -> None:
    path = students_file(tmp_path, "1001;Sam;de;Wit;;;2A;C. Coach;;ICT;25655", "1002;;;;2009-01-01;;2B;")
    load(path, institution=school)
    before = stored()
    assert counts(load(path, institution=school, on=ON + timedelta(days=30))) == (0, 0, 2, 0)
    assert stored() == before


def test_a_rehearsal_says_what_the_run_does_and_writes_nothing(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit", "1002;An;;Bos"), institution=school)
    path = students_file(tmp_path, "1001;Sam;;Wit", "1002;Anna;;Bos;;;2A;M. Mentor", "1003;Bo;;Vos;;;2A;M. Mentor")
    before = stored()
    rehearsed = load(path, institution=school, write=False)
    assert stored() == before
    assert counts(rehearsed) == (1, 1, 1, 0) == counts(load(path, institution=school))


def test_an_unknown_name_or_birth_date_stays_unknown(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;;;"), institution=school)
    student = Person.objects.get(number="1001")
    assert (student.given_name, student.family_name, student.birth_date) == ("", "", None)


def test_an_empty_cell_never_empties_what_is_known(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;de;Wit;2009-03-01;;2A;C. Coach;;ICT"), institution=school)
    load(students_file(tmp_path, "1001;;;;;;;;;"), institution=school)
    student = Person.objects.get(number="1001")
    assert (student.name, student.birth_date) == ("Sam de Wit", date(2009, 3, 1))
    assert student.memberships.get().ends_on is None
    assert student.relations.get().ends_on is None


def test_another_class_ends_the_old_one_the_day_before(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit;;;2A"), institution=school)
    later = ON + timedelta(days=10)
    assert counts(load(students_file(tmp_path, "1001;Sam;;Wit;;;2B"), institution=school, on=later)) == (0, 1, 0, 0)
    held = list(UnitMembership.objects.order_by("starts_on").values_list("unit__name", "starts_on", "ends_on"))
    assert held == [("2A", ON, later - timedelta(days=1)), ("2B", later, None)]


def test_who_changes_class_or_programme_is_measured_again_and_nobody_else(school: Organisation, tmp_path: Path) -> None:
    stays = "1002;Mo;;Bakker;2009-03-01;;2A;C. de Coach;;Medewerker ICT;25655;2025-08-01;"
    load(students_file(tmp_path, "1001;Jo;;Groot;2009-03-01;;2A;;;Medewerker ICT;25655;2025-08-01;", stays))
    assert not Touched.objects.exists(), "everybody is measured at night"
    for row in (
        "1001;Jo;;Groot;2009-03-01;;2B;;;Medewerker ICT;25655;2025-08-01;",
        "1001;Jo;;Groot;2009-03-01;;2B;;;Allround medewerker IT;25605;2025-08-01;",
        "1001;Joris;;Groot;2009-03-01;;2B;;;Allround medewerker IT;25605;2025-08-01;",
    ):
        load(students_file(tmp_path, row, stays))
    touched = Touched.objects.values_list("student__number", "kind")
    assert sorted(touched) == [("1001", Touched.Kind.ENROLMENT)] * 2, "not for another name"


def test_another_mentor_takes_over_from_the_day_of_the_import(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit;;;;A. Eerst"), institution=school)
    later = ON + timedelta(days=10)
    load(students_file(tmp_path, "1001;Sam;;Wit;;;;B. Tweede"), institution=school, on=later)
    held = [(one.holder.name, one.ends_on) for one in PersonalRelation.objects.order_by("starts_on")]
    assert held == [("A. Eerst", later - timedelta(days=1)), ("B. Tweede", None)]


def test_a_mistake_mended_on_the_same_day_leaves_no_trace_of_access(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit;;;;A. Verkeerd"), institution=school)
    load(students_file(tmp_path, "1001;Sam;;Wit;;;;B. Goed"), institution=school)
    assert [one.holder.name for one in PersonalRelation.objects.all()] == ["B. Goed"]


def test_what_was_handed_over_by_hand_stays_while_the_file_says_nothing_new(
    school: Organisation, tmp_path: Path
) -> None:
    path = students_file(tmp_path, "1001;Sam;;Wit;;;;A. Eerst")
    load(path, institution=school)
    student = Person.objects.get(number="1001")
    student.relations.update(ends_on=ON)
    successor = make_person(school, "Carla", "Opvolger")
    PersonalRelation.objects.create(
        organisation=school, kind="coach", holder=successor, student=student, starts_on=ON + timedelta(days=1)
    )
    later = ON + timedelta(days=5)
    changed = students_file(tmp_path, "1001;Samantha;;Wit;;;;A. Eerst")
    assert counts(load(changed, institution=school, on=later)) == (0, 1, 0, 0)
    assert [one.holder_id for one in student.relations.filter(ends_on__isnull=True)] == [successor.pk]


def test_a_mentor_is_the_one_member_of_staff_with_that_name(school: Organisation, tmp_path: Path) -> None:
    coach = make_person(school, "Carla", "Coach")
    give_role(coach, RoleAssignment.Role.STUDY_COACH)
    load(students_file(tmp_path, "1001;Sam;;Wit;;;;Carla Coach"), institution=school)
    assert PersonalRelation.objects.get().holder_id == coach.pk


def test_a_bsn_is_kept_as_a_hash_and_a_sealed_value_only(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit;;111222333"), institution=school)
    with connection.cursor() as cursor:
        cursor.execute("SELECT bsn, bsn_digest FROM people_person WHERE number = '1001'")
        sealed, digest = cursor.fetchone()
        cursor.execute("SELECT value FROM people_personidentifier WHERE source = 'bsn'")
        (identifier,) = cursor.fetchone()
    assert "111222333" not in f"{sealed}{digest}{identifier}"
    assert Person.objects.get(number="1001").bsn == "111222333"


def test_a_bsn_joins_what_two_sources_say_about_one_person(school: Organisation, tmp_path: Path) -> None:
    load(students_file(tmp_path, "1001;Sam;;Wit;;111222333"), institution=school)
    path = tmp_path / "ro.csv"
    path.write_text(
        "VLP;25XX;1-1-2026;31-12-2026;1-11-2026\nPER;111222333;;1-3-2009;M\n"
        "ISG;111222333;;1;1-8-2026;31-7-2028;;\nISP;111222333;;1;1-8-2026;25655;BOL;;J\n"
    )
    outcome = load(path)
    assert counts(outcome) == (0, 1, 0, 0)
    student = Person.objects.get(number="1001")
    assert (student.name, student.birth_date) == ("Sam Wit", date(2009, 3, 1))
    assert student.enrolments.get().starts_on == date(2026, 8, 1)
    assert "111222333" not in student.enrolments.get().external_id
    assert counts(load(path)) == (0, 0, 1, 0)


def test_one_bsn_under_two_numbers_is_wrong_in_the_file_and_against_the_database(
    school: Organisation, tmp_path: Path
) -> None:
    path = students_file(tmp_path, "1001;Sam;;Wit;;111222333", "1002;Bo;;Vos;;111222333")
    for write in (False, True):
        outcome = load(path, institution=school, write=write, skip_wrong=True)
        assert [(one.line, one.reason) for one in outcome.errors] == [(3, Reason.TWO_PERSONS)]
    again = load(students_file(tmp_path, "1002;Bo;;Vos;;111222333", "1001;Sam"), institution=school, skip_wrong=True)
    assert {one.reason for one in again.errors} == {Reason.TWO_PERSONS}


def test_one_wrong_row_means_that_nothing_is_written(school: Organisation, tmp_path: Path) -> None:
    path = students_file(tmp_path, *(f"{number};An;;Bos;;;2A" for number in range(1500)), "9999;An;;Bos;2026-02-30")
    before = stored()
    outcome = load(path, institution=school)
    assert outcome.refused
    assert counts(outcome) == (0, 0, 0, 1501)
    assert outcome.would.added == 1500
    assert stored() == before
    assert not ImportRun.objects.exists()
    assert counts(load(path, institution=school, skip_wrong=True)) == (1500, 0, 0, 1)


def test_every_error_is_reported_with_line_column_reason_and_mend(school: Organisation) -> None:
    outcome = load(SAMPLE, institution=school, write=False)
    assert [(one.line, one.column, one.reason.value) for one in outcome.errors] == [
        (3, "studentnummer", "missing"),
        (4, "geboortedatum", "no_such_day"),
        (5, "geboortedatum", "ambiguous_day"),
        (6, "geboortedatum", "not_a_day"),
        (7, "geboortedatum", "day_out_of_range"),
        (8, "e-mail", "not_an_email"),
        (8, "taal", "unknown_code"),
        (8, "telefoon", "not_a_phone"),
        (9, "achternaam", "formula"),
        (9, "klas", "formula"),
        (9, "voornaam", "formula"),
        (10, "crebo", "not_a_crebo"),
        (10, "leerweg", "unknown_code"),
        (10, "niveau", "unknown_code"),
        (10, "reden uitschrijving", "unknown_code"),
        (10, "verzuim ongeoorloofd", "not_a_number"),
        (11, "tot en met", "ends_before_start"),
        (11, "verwacht tot en met", "ends_before_start"),
        (12, "studentnummer", "duplicate"),
        (13, "studentnummer", "duplicate"),
        (14, "coachnummer", "unknown_person"),
        (15, "opleiding", "record_without_programme"),
        (16, "", "too_few_cells"),
        (17, "", "too_many_cells"),
        (18, "voornaam", "unreadable"),
    ]
    for one in outcome.errors:
        assert reason_of(one)
        assert mend_of(one, outcome.kind)
    assert counts(outcome) == (1, 0, 0, 16)


def test_institutions_come_from_the_file_or_are_the_only_one(tmp_path: Path, db: None) -> None:
    path = tmp_path / "students.csv"
    path.write_text("studentnummer,naam,instelling\n1,An Bos,25XX\n1,Bo Vos,ROC Elders\n")
    assert counts(load(path)) == (2, 0, 0, 0)
    assert sorted(Organisation.objects.values_list("name", "code")) == [("25XX", "25XX"), ("ROC Elders", "")]
    assert counts(load(path)) == (0, 0, 2, 0)


def test_without_any_institution_a_default_one_is_made(tmp_path: Path, db: None) -> None:
    load(students_file(tmp_path, "1001;Sam"))
    assert Organisation.objects.get().persons.get().number == "1001"


def test_an_institution_that_is_not_known_is_asked_for(school: Organisation, tmp_path: Path) -> None:
    from houvast.exchange.actions import load_file
    from houvast.people.clock import now

    with pytest.raises(UnclearInstitution, match="25XX"):
        load_file(
            students_file(tmp_path, "1"), Kind.STUDENTS, by=None, on=ON, at=now(), write=True, skip_wrong=False,
            institution="typo",
        )  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(school: Organisation, tmp_path: Path, order: list[int]) -> None:
    rows = [
        "1;An;;Bos;;;2A;C. Coach",
        "2;Bo;;Vos;2009-01-01;;2A;D. Coach;;ICT;25655",
        "3;Cas;de;Wit;;;2B;C. Coach;;ICT",
        "4;Dee;;Das;2026-02-30",
        "5;Eef;;Aap;;;2B",
        "5;Eef;;Beer;;;2B",
    ]
    from django.db import transaction

    with transaction.atomic():
        outcome = load(students_file(tmp_path, *(rows[place] for place in order)), institution=school, skip_wrong=True)
        assert counts(outcome) == (3, 0, 0, 3)
        found = sorted(
            (one.number, one.name, one.memberships.get().unit.name, one.relations.get().holder.name)
            for one in Person.objects.filter(is_student=True)
        )
        assert found == [
            ("1", "An Bos", "2A", "C. Coach"),
            ("2", "Bo Vos", "2A", "D. Coach"),
            ("3", "Cas de Wit", "2B", "C. Coach"),
        ]
        transaction.set_rollback(True)


def test_the_longest_values_that_are_read_fit_the_database(school: Organisation, tmp_path: Path) -> None:
    columns = [column for column in columns_of(Kind.STUDENTS) if column.field not in {"coach_number", "institution"}]
    longest = {
        "number": "9" * 40, "name_prefix": "v" * 40, "programme": "o" * 200, "email": f"{'a' * 240}@example.org",
        "phone": "+" + "1" * 38, "cohort": "c" * 20, "enrolment": "i" * 40, "bsn": "1" * 40, "crebo": "25655",
        "level": "4", "pathway": "ODT", "language": "nl", "birth_date": "2009-12-31", "starts_on": "2026-08-01",
        "ends_on": "2027-07-31", "expected_end_on": "2028-07-31", "end_reason": "10", "authorised": "99999",
        "unauthorised": "0,01",
    }  # fmt: skip
    path = tmp_path / "students.csv"
    cells = [longest.get(column.field, "x" * 120) for column in columns]
    path.write_text(";".join(column.headers[0] for column in columns) + "\n" + ";".join(cells) + "\n")
    assert counts(load(path, institution=school)) == (1, 0, 0, 0)
    path.write_text("studentnummer;naam\n1;" + "van " * 29 + "Wit\n")
    assert counts(load(path, institution=school)) == (1, 0, 0, 0)


def test_the_number_of_queries_depends_on_batches_not_on_rows(school: Organisation, tmp_path: Path) -> None:
    def queries(rows: int) -> int:
        path = students_file(tmp_path, *(f"{number};An;;Bos;;;2A;C. Coach" for number in range(rows)))
        with CaptureQueriesContext(connection) as captured:
            load(path, institution=school, write=False)
        return len(captured)

    assert queries(10) == queries(400)


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "rows"),
    [
        ("samenwijzer-demo/studenten_demo.csv", 20),
        ("samenwijzer-demo/studenten_synthetisch.csv", 1000),
        ("duo-ro/h15/RO_21CY_20250730_20250731.csv", 4),
        ("duo-ro/h15/RO_25LX_20250101_20251231.csv", 3),
        ("duo-ro/h15/RO_27DV_20240731_20260324.csv", 10),
        ("oeapi-quickstart-examples/src/test/resources/person_template.json", 1),
    ],
)
def test_files_that_real_systems_export_load_whole_and_twice(db: None, file: str, rows: int) -> None:
    assert counts(load(DATA / file)) == (rows, 0, 0, 0)
    assert Person.objects.filter(is_student=True, birth_date__isnull=False).count() in {0, rows}
    assert counts(load(DATA / file)) == (0, 0, rows, 0)


@pytest.mark.data
def test_the_register_gives_real_days_and_reasons(db: None) -> None:
    load(DATA / "duo-ro/h15/RO_25LX_20250101_20251231.csv")
    ended = Enrolment.objects.get(programme__crebo="25650")
    assert (ended.starts_on, ended.expected_end_on, ended.ends_on, ended.end_reason, ended.pathway) == (
        date(2025, 8, 1),
        date(2028, 7, 31),
        date(2025, 9, 16),
        "04",
        "BBL",
    )
    assert {person.name for person in Person.objects.all()} == {"Naam onbekend"}


@pytest.mark.data
def test_the_synthetic_file_gives_absence_and_no_birth_dates_from_ages(db: None) -> None:
    load(DATA / "samenwijzer-demo/studenten_synthetisch.csv")
    student = Person.objects.get(number="100000")
    totals = dict(AbsenceTotal.objects.filter(student=student).values_list("kind", "hours"))
    assert {kind: float(hours) for kind, hours in totals.items()} == {"authorised": 14.8, "unauthorised": 13.8}
    assert not Person.objects.filter(birth_date__isnull=False).exists()
    assert Organisation.objects.count() == 4
