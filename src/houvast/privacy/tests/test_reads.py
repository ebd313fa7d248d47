"""Who looked: the student's own page of the log of reads, and listing the log in the background."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from houvast.people.clock import now, today
from houvast.people.models import Person, PersonalRelation
from houvast.privacy.models import ReadLog, ReadLogStudent
from houvast.privacy.queries import by_day, reads_of
from houvast.privacy.scope import organisation_scope
from houvast.privacy.tasks import list_reads
from tests.houvast_testing.cast import Cast

PAGE = reverse("who-looked")


def look(
    reader: Person, *students: Person, page: str = "student", days_ago: int = 0, purpose: str = "guidance"
) -> ReadLog:
    return ReadLog.objects.create(
        organisation=students[0].organisation,
        reader=reader,
        at=now() - timedelta(days=days_ago),
        purpose=purpose,
        page=page,
        request_id="r",
        students=[student.pk.hex for student in students],
    )


def shown(cast: Cast, **query: str) -> str:
    return cast.client("student").get(PAGE, query).content.decode()


def test_the_student_reads_who_looked_in_what_role_and_what_for(cast: Cast) -> None:
    look(cast.coach, cast.student)
    look(cast.team_leader, cast.student, purpose="procedure", page="cases:case")
    page = shown(cast)
    assert "<strong>Carla Coach</strong>, je coach" in page
    assert "om je te begeleiden" in page
    assert "<strong>Tineke Teamleider</strong>, teamleider" in page
    assert "een procedure, om een stap in een procedure te doen, of te beslissen" in page


def test_the_page_speaks_english_too(cast: Cast) -> None:
    look(cast.coach, cast.student)
    Person.objects.filter(pk=cast.student.pk).update(language="en")
    page = shown(cast)
    assert "Who looked?" in page
    assert "<strong>Carla Coach</strong>, your coach" in page


def test_somebody_of_another_organisation_is_named_by_that(cast: Cast) -> None:
    PersonalRelation.objects.create(
        organisation=cast.organisation,
        kind="partner",
        holder=cast.partner,
        student=cast.student,
        starts_on=today(),
    )
    look(cast.partner, cast.student, purpose="follow_up")
    assert "Gemeente Demo" in shown(cast) or "Paul Partner" in shown(cast)


def test_a_role_that_ended_since_is_still_told_for_the_day_it_held(cast: Cast) -> None:
    look(cast.coach, cast.student, days_ago=30)
    ended = today() - timedelta(days=10)
    PersonalRelation.objects.filter(holder=cast.coach).update(ends_on=ended)
    look(cast.coach, cast.student)
    newest, oldest = reads_of(cast.student)
    assert (newest.relation, oldest.relation) == ("", "coach")
    assert newest.role == "study_coach"


def test_own_visits_are_left_out(cast: Cast) -> None:
    look(cast.student, cast.student)
    assert "Nog niemand anders" in shown(cast)


def test_looking_often_on_one_day_stands_there_once_with_its_number(cast: Cast) -> None:
    for _ in range(3):
        look(cast.coach, cast.student)
    (day,) = by_day(reads_of(cast.student))
    assert [times for _, times in day.reads] == [3]
    assert "(3 keer)" in shown(cast)


def test_listed_and_unlisted_reads_give_the_same_answer(cast: Cast) -> None:
    for days_ago in (3, 2, 1):
        look(cast.coach, cast.student, cast.other_student, days_ago=days_ago)
    before = reads_of(cast.student)
    assert list_reads(cast.organisation.pk) is False
    look(cast.director, cast.student)
    after = reads_of(cast.student)
    assert after[1:] == before
    assert after[0].reader == "Dirk Directeur"


def test_the_worker_lists_in_the_role_that_owns_nothing(cast: Cast) -> None:
    look(cast.coach, cast.student)
    with organisation_scope([cast.organisation.pk]):
        list_reads(cast.organisation.pk)
    assert ReadLogStudent.objects.count() == 1
    assert not ReadLog.objects.filter(listed=False).exists()


def test_listing_twice_changes_nothing(cast: Cast) -> None:
    look(cast.coach, cast.student, cast.other_student)
    list_reads(cast.organisation.pk)
    ReadLog.objects.update(listed=False)
    list_reads(cast.organisation.pk)
    assert ReadLogStudent.objects.count() == 2


def test_an_erased_student_does_not_stop_the_listing(cast: Cast) -> None:
    read = look(cast.coach, cast.student)
    read.students.append("0" * 32)
    read.save(update_fields=["students"])
    list_reads(cast.organisation.pk)
    assert ReadLogStudent.objects.count() == 1
    assert not ReadLog.objects.filter(listed=False).exists()


def test_listing_goes_in_slices(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("houvast.privacy.tasks.READS_AT_ONCE", 2)
    for _ in range(3):
        look(cast.coach, cast.student)
    assert list_reads(cast.organisation.pk) is True
    assert list_reads(cast.organisation.pk) is False
    assert ReadLogStudent.objects.count() == 3


def test_a_long_log_is_shown_in_parts_that_follow_each_other(cast: Cast) -> None:
    for number in range(60):
        look(cast.coach, cast.student, days_ago=60 - number)
    list_reads(cast.organisation.pk)
    first = reads_of(cast.student, most=50)
    rest = reads_of(cast.student, most=50, before=first[-1].id)
    assert len({read.id for read in (*first, *rest)}) == 60
    assert "Laat eerdere dagen zien" in shown(cast)
    assert "Laat eerdere dagen zien" not in shown(cast, before=str(first[-1].id))
    assert shown(cast, before="nonsense")


def test_a_long_log_takes_as_many_queries_as_a_short_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(40):
        look((cast.coach, cast.director, cast.colleague)[number % 3], cast.student)
    list_reads(cast.organisation.pk)
    with django_assert_max_num_queries(7):
        assert len(reads_of(cast.student)) == 40


@pytest.mark.parametrize(
    "member", ["coach", "team_leader", "director", "administration", "administrator", "guardian", "partner"]
)
def test_nobody_else_has_such_a_page(cast: Cast, member: str) -> None:
    assert cast.client(member).get(PAGE).status_code == 404


def test_a_student_sees_only_own_reads(cast: Cast) -> None:
    look(cast.coach, cast.student)
    assert "Carla" not in cast.client("other_student").get(PAGE).content.decode()


def test_the_page_only_reads(cast: Cast) -> None:
    assert cast.client("student").post(PAGE).status_code == 405
