"""A prepared query gives what the queryset gives, on either database, whatever the values."""

import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection
from django.db.models import CharField, DateField, IntegerField, Q, UUIDField
from django.db.models.functions import Cast as CastTo
from django.test.utils import CaptureQueriesContext

from houvast.people.clock import today
from houvast.people.models import PersonalRelation
from houvast.people.prepared import Prepared, asked_ahead
from houvast.people.viewer import running_on
from tests.houvast_testing.cast import Cast

COLUMNS = ("id", "kind", "starts_on", "ends_on", "has_authority", "student__created_at", "student__given_name")
HELD = Prepared(
    lambda hole: (
        PersonalRelation.objects.filter(
            running_on(hole("day", DateField())), student=hole("student", UUIDField()), kind="coach"
        )
        .order_by("id")
        .values_list(*COLUMNS)
    )
)


def directly(student: UUID, day: date) -> list[tuple[object, ...]]:
    found = PersonalRelation.objects.filter(running_on(day), student=student, kind="coach")
    return list(found.order_by("id").values_list(*COLUMNS))


def test_the_rows_are_those_of_the_queryset_each_time(cast: Cast) -> None:
    for student in (cast.student, cast.other_student, cast.student):
        for day in (today(), today() - timedelta(days=3650)):
            assert HELD.rows(student=student.pk, day=day) == directly(student.pk, day)
    assert HELD.rows(student=cast.student.pk, day=today())


def test_a_key_as_text_finds_what_the_key_finds(cast: Cast) -> None:
    assert HELD.rows(student=str(cast.student.pk), day=today()) == directly(cast.student.pk, today()) != []


def test_two_holes_and_what_never_changes_stand_where_the_queryset_puts_them(cast: Cast) -> None:
    either = Prepared(
        lambda hole: (
            PersonalRelation.objects.filter(
                Q(student=hole("one", UUIDField())) | Q(student=hole("other", UUIDField())),
                running_on(hole("day", DateField())),
                kind="coach",
            )
            .order_by("id")
            .values_list(*COLUMNS)
        )
    )
    both = (cast.student.pk, cast.other_student.pk)
    expected = sorted([row for one in both for row in directly(one, today())], key=lambda row: str(row[0]))
    assert either.rows(day=today(), one=both[0], other=both[1]) == expected
    assert either.rows(day=today(), one=both[1], other=both[1]) == directly(both[1], today())


def test_a_value_that_is_not_one_is_refused(cast: Cast) -> None:
    with pytest.raises(Exception, match=r".*"):
        HELD.rows(student="x' OR 1=1 --", day=today())


@pytest.mark.django_db(transaction=True)
def test_another_thread_uses_its_own_connection() -> None:
    from tests.houvast_testing.cast import make_cast

    made = make_cast()
    HELD.rows(student=made.student.pk, day=today())
    found: list[int] = []

    def ask() -> None:
        found.append(len(HELD.rows(student=made.student.pk, day=today())))
        connection.close()

    if connection.vendor == "sqlite":
        ask()  # the tests' SQLite lives in the memory of one connection
    else:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert found == [1]


def test_what_was_asked_ahead_is_given_once_and_is_read_anew_after(cast: Cast) -> None:
    values, day = [{"student": one.pk, "day": today()} for one in (cast.student, cast.other_student)], today()
    with asked_ahead(HELD.question(**one) for one in values):
        with CaptureQueriesContext(connection) as seen:
            first = [HELD.rows(**one) for one in values]
        assert len(seen) == (0 if connection.vendor == "postgresql" else 2)
        assert first == [directly(one.pk, day) for one in (cast.student, cast.other_student)]
        PersonalRelation.objects.filter(student=cast.student).delete()
        assert first[0]
        assert HELD.rows(**values[0]) == []
    with asked_ahead([HELD.question(**values[1])]):
        pass
    PersonalRelation.objects.filter(student=cast.other_student).delete()
    assert HELD.rows(**values[1]) == []


def test_what_fails_ahead_fails_as_any_query(cast: Cast) -> None:
    """A name is no number: PostgreSQL says so when it is asked; SQLite takes it for none."""
    number = CastTo("kind", IntegerField())
    broken = Prepared(lambda hole: PersonalRelation.objects.filter(kind=hole("kind", CharField())).values_list(number))
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), asked_ahead([broken.question(kind="coach")]):
            pytest.fail("went on with a query that failed")
