"""A coach's morning takes the same number of queries for a few students as for five hundred."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.urls import reverse

from houvast.alerts.models import Alert
from houvast.people.clock import now, today
from houvast.people.models import Person, PersonalRelation, UnitMembership
from tests.houvast_testing.cast import YEAR, Cast

MANY = 500


def _many(cast: Cast) -> None:
    students = Person.objects.bulk_create(
        Person(
            organisation=cast.organisation, given_name=f"K{n}", family_name="Veel", is_student=True,
            number=f"3{n:05}", sort_name=f"veel k{n}", created_at=now(),
        )
        for n in range(MANY)
    )  # fmt: skip
    roc, began = cast.organisation, today() - YEAR
    UnitMembership.objects.bulk_create(
        UnitMembership(organisation=roc, student=one, unit=cast.group, starts_on=began) for one in students
    )
    PersonalRelation.objects.bulk_create(
        PersonalRelation(organisation=roc, student=one, holder=cast.coach, kind="coach", starts_on=began)
        for one in students
    )
    Alert.objects.bulk_create(
        Alert(
            organisation=roc, student=one, rule=rule, tone="concern", value=480 + n, threshold=480,
            measured_on=today(), raised_on=today(), state="owned" if n % 2 else "raised",
            owner=cast.coach if n % 2 else None, offered_on=today() if n % 2 else None,
            answer_by=today() if n % 2 else None,
        )
        for n, one in enumerate(students)
        for rule in ("unauthorised-absence", "no-talk")
    )  # fmt: skip


def test_the_pages_of_a_morning_take_the_same_queries_at_500_students(
    cast: Cast, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    _many(cast)
    coach, leader = cast.client("coach"), cast.client("team_leader")
    for client, path, most in (
        (coach, reverse("alerts"), 30),
        (coach, "/", 40),
        (leader, reverse("alerts-climbed"), 30),
        (coach, reverse("alert-place", args=(Person.objects.filter(given_name="K1").get().pk,)), 30),
    ):
        client.get(path)
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200
