"""A prepared query gives what the queryset gives, on either database, whatever the values."""

import threading
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import DateField, UUIDField

from houvast.people.clock import today
from houvast.people.models import PersonalRelation
from houvast.people.prepared import Prepared
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
