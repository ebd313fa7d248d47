"""A coach's morning takes the same number of queries for a few students as for five hundred."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
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


@pytest.mark.req("S-546")
@pytest.mark.parametrize(
    ("language", "waits", "shown", "rest"),
    [
        ("nl", "60 studenten wachten op jou.", "1 tot en met 50 van 55", "51 tot en met 55 van 55"),
        ("en", "60 students wait for you.", "1 to 50 of 55", "51 to 55 of 55"),
    ],
)
def test_who_stayed_unanswered_is_counted_and_found_beyond_the_first_fifty(
    cast: Cast, language: str, waits: str, shown: str, rest: str
) -> None:
    _many(cast)
    Alert.objects.exclude(owner=None).update(answer_by=today() - timedelta(days=1))
    late = list(Person.objects.filter(pk__in=Alert.objects.exclude(owner=None).values("student")).order_by("sort_name"))
    held, alone, rested = late[:55], late[55:60], late[60:]
    Alert.objects.filter(student__in=rested).delete()
    Alert.objects.filter(student__in=alone).update(owner=None)
    Alert.objects.filter(student=held[-1]).update(answer_by=today())
    Alert.objects.filter(student=held[-1], rule="no-talk").update(answer_by=today() - timedelta(days=1))
    Alert.objects.filter(student=held[0]).update(answer_by=today() - timedelta(days=9))
    leader, climbed = cast.client("team_leader"), reverse("alerts-climbed")
    leader.cookies["django_language"] = language
    first = leader.get(climbed, HTTP_ACCEPT_LANGUAGE=language).content.decode()
    second = leader.get(climbed, {"late": "50"}, HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert waits in first
    assert waits in second
    assert shown in first
    assert rest in second
    assert "?late=50#late" in first
    assert "?late=0#late" in second
    for one in held:
        assert (f"/{one.pk}/" in first) != (f"/{one.pk}/" in second), one.name
    assert f"/{held[0].pk}/" in first, "the longest late stands first"
    for one in alone:
        assert f"/{one.pk}/" in first
    for wrong in ("9999", "-1", "x", "9" * 40):
        assert f"/{held[0].pk}/" in leader.get(climbed, {"late": wrong}).content.decode(), wrong


@pytest.mark.req("S-622")
def test_everything_that_somebody_raised_is_found(cast: Cast) -> None:
    _many(cast)
    ids = Alert.objects.filter(rule="no-talk", owner=None).values_list("pk", flat=True)[:60]
    Alert.objects.filter(pk__in=list(ids)).update(raised_by=cast.coach, rule="")
    coach, raised = cast.client("coach"), reverse("alerts-raised")
    first = coach.get(raised).content.decode()
    second = coach.get(raised, {"raised": "50"}).content.decode()
    assert first.count("<article") == 50
    assert "1 tot en met 50 van 60" in first
    assert "?raised=50#raised" in first
    assert second.count("<article") == 10
    assert "?raised=0#raised" in second
