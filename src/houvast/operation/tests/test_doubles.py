"""One person known from two sources: listed with the reason, joined or kept apart by a person, never silently."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from houvast.cases.models import Case
from houvast.cases.tests.play import FOUND, OK, Play, expect, reasons
from houvast.education.models import Diploma, Enrolment, Result
from houvast.guidance.models import Contact, Talk
from houvast.people.clock import now, today
from houvast.people.models import AdministrativeAct, KnownApart, Person, PersonIdentifier, UnitMembership
from houvast.privacy.models import ReadLogStudent
from houvast.privacy.tasks import list_reads
from tests.houvast_testing.cast import Cast, make_student

pytestmark = pytest.mark.django_db
LIST = "/administration/doubles/"


@pytest.fixture
def admin(cast: Cast) -> Client:
    return cast.client("administrator")


@pytest.fixture
def twin(cast: Cast) -> Person:
    """Sam de Wit once more, as another system knows him."""
    twin = make_student(
        cast.organisation, "Sam", "de Wit", cast.group, birth_date=cast.student.birth_date, number="S-77"
    )
    Person.objects.filter(pk=twin.pk).update(email="")
    for person, source, value in ((cast.student, "student_number", "100001"), (twin, "oeapi", "abc-1")):
        PersonIdentifier.objects.create(organisation=cast.organisation, person=person, source=source, value=value)
    return twin


def text(answer: Any) -> str:
    return str(answer.content.decode())


def address(cast: Cast, twin: Person) -> str:
    one, other = sorted((cast.student.pk, twin.pk))
    return f"{LIST}{one}/{other}/"


def decide(admin: Client, cast: Cast, twin: Person, what: str) -> Any:
    cast.student.refresh_from_db()
    twin.refresh_from_db()
    one, other = sorted((cast.student, twin), key=lambda person: person.pk)
    return admin.post(address(cast, twin), {"do": what, "one": one.revision, "other": other.revision})


def talk_with(cast: Cast, student: Person, days_ago: int) -> Talk:
    return Talk.objects.create(
        organisation=cast.organisation, student=student, kind="progress", led_by=cast.coach, report="Besproken.",
        held_on=today() - timedelta(days=days_ago), recorded_at=now(),
    )  # fmt: skip


def test_two_records_with_one_name_and_birth_date_are_listed_with_the_reason(
    cast: Cast, admin: Client, twin: Person
) -> None:
    page = text(admin.get(LIST))
    assert "dezelfde naam en dezelfde geboortedatum" in page
    both = text(admin.get(address(cast, twin)))
    assert "oeapi" in both
    assert "student_number" in both
    Person.objects.filter(pk=twin.pk).update(birth_date=date(2001, 1, 1))
    assert "Geen twee gegevens" in text(admin.get(LIST))
    Person.objects.filter(pk=twin.pk).update(email=cast.student.email.upper())
    assert "hetzelfde e-mailadres" in text(admin.get(LIST))
    Person.objects.filter(pk=twin.pk).update(email="", number=cast.student.number)
    assert "hetzelfde studentnummer" in text(admin.get(LIST))


def test_joining_keeps_every_talk_case_and_result_and_is_logged(cast: Cast, admin: Client, twin: Person) -> None:
    kept, other = talk_with(cast, cast.student, 30), talk_with(cast, twin, 3)
    result = Result.objects.create(organisation=cast.organisation, student=twin, on=today(), title="Rekenen")
    Diploma.objects.create(organisation=cast.organisation, student=cast.student, kind="vmbo_kb")
    Diploma.objects.create(organisation=cast.organisation, student=twin, kind="vmbo_kb")
    play = Play(cast=cast)
    play.to_start()
    talks = set(Talk.objects.values_list("pk", flat=True))
    assert decide(admin, cast, twin, "merge").status_code == 302
    cast.student.refresh_from_db()
    twin.refresh_from_db()
    assert twin.merged_into == cast.student
    assert twin.erased_at is not None
    assert set(Talk.objects.filter(student=cast.student).values_list("pk", flat=True)) == talks
    assert {kept.pk, other.pk} <= talks
    result.refresh_from_db()
    assert result.student == cast.student
    assert Case.objects.get().student == cast.student
    assert Diploma.objects.count() == 2, "what stood with both stays behind, and is not thrown away"
    assert Enrolment.objects.filter(student=cast.student).count() == 2
    assert UnitMembership.objects.filter(student=cast.student, unit=cast.group).count() == 1
    assert Contact.objects.get(student=cast.student).latest_talk_on == other.held_on
    found = PersonIdentifier.objects.filter(person=cast.student).values_list("source", flat=True)
    assert set(found) == {"student_number", "oeapi"}, "the next file of either source finds this record"
    act = AdministrativeAct.objects.get(act="persons_merged")
    assert act.about == cast.student
    assert str(twin.pk) in act.note
    assert "Geen twee gegevens" in text(admin.get(LIST))
    assert cast.client("coach").get(f"/students/{twin.pk}/").status_code == 404
    expect(play.act("coach", "stop", reasons(option="student_leaves")), FOUND)


def test_a_running_procedure_decides_which_record_stays(cast: Cast, admin: Client, twin: Person) -> None:
    Person.objects.filter(pk=twin.pk).update(created_at=now() - timedelta(days=900))
    play = Play(cast=cast)
    play.to_start()
    assert decide(admin, cast, twin, "merge").status_code == 302
    twin.refresh_from_db()
    assert twin.merged_into == cast.student, "although the other record is older"
    expect(play.get("student", play.base), OK)


def test_two_running_procedures_are_not_joined_and_nothing_changes(cast: Cast, admin: Client, twin: Person) -> None:
    play = Play(cast=cast)
    play.to_start()
    case = Case.objects.get()
    Case.objects.create(
        organisation=cast.organisation, student=twin, pack_version=case.pack_version, pack="aftercare",
        opened_on=today(),
    )  # fmt: skip
    answer = decide(admin, cast, twin, "merge")
    assert answer.status_code == 422
    assert "Bij allebei loopt een procedure" in text(answer)
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_two_persons_are_kept_apart_and_not_asked_about_again(cast: Cast, admin: Client, twin: Person) -> None:
    assert decide(admin, cast, twin, "apart").status_code == 302
    assert KnownApart.objects.get().said_by == cast.administrator
    assert "Geen twee gegevens" in text(admin.get(LIST))
    twin.refresh_from_db()
    assert twin.merged_into is None
    assert AdministrativeAct.objects.filter(act="persons_apart").exists()


def test_a_record_that_changed_meanwhile_is_looked_at_again(cast: Cast, admin: Client, twin: Person) -> None:
    answer = admin.post(address(cast, twin), {"do": "merge", "one": 1, "other": 99})
    assert answer.status_code == 409
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_two_different_bsns_are_two_persons(cast: Cast, admin: Client, twin: Person) -> None:
    Person.objects.filter(pk=cast.student.pk).update(bsn_digest="a" * 64)
    Person.objects.filter(pk=twin.pk).update(bsn_digest="b" * 64)
    answer = decide(admin, cast, twin, "merge")
    assert answer.status_code == 422
    assert "twee personen" in text(answer)


def test_the_student_still_sees_who_looked_at_either_record(cast: Cast, admin: Client, twin: Person) -> None:
    assert cast.client("team_leader").get(f"/students/{twin.pk}/").status_code == 200
    list_reads(cast.organisation.pk)
    before = ReadLogStudent.objects.filter(student=twin).count()
    assert before
    assert decide(admin, cast, twin, "merge").status_code == 302
    assert ReadLogStudent.objects.filter(student=cast.student).count() >= before


def test_an_erased_person_who_comes_back_in_a_file_gets_a_new_record(cast: Cast, admin: Client, twin: Person) -> None:
    Person.objects.filter(pk=twin.pk).update(erased_at=now())
    page = text(admin.get(LIST))
    assert "Gewist, en terug in een bestand" in page
    assert admin.post(f"{LIST}{twin.pk}/anew/").status_code == 302
    twin.refresh_from_db()
    assert twin.family_name == ""
    assert not PersonIdentifier.objects.filter(person=twin).exists()
    assert "Gewist, en terug" not in text(admin.get(LIST))
    assert admin.post(f"{LIST}{cast.student.pk}/anew/").status_code == 422


@pytest.mark.parametrize("member", ["coach", "team_leader", "student", "partner", "stranger_coach"])
def test_nobody_else_finds_the_list(cast: Cast, twin: Person, member: str) -> None:
    browser = cast.client(member)
    assert browser.get(LIST).status_code == 404
    assert browser.post(address(cast, twin), {"do": "merge", "one": 1, "other": 1}).status_code == 404


def test_the_list_takes_the_same_queries_for_many_doubles(
    cast: Cast, admin: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        for copy in range(2):
            make_student(
                cast.organisation, f"Kim{number}", "Dubbel", cast.group, birth_date=date(2009, 1, 1 + number),
                number=f"{number}-{copy}",
            )  # fmt: skip
    with django_assert_max_num_queries(30):
        page = text(admin.get(LIST))
    assert page.count("dezelfde naam") == 30
