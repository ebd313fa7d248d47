"""The page about a leaving: the school's side, the student's own, looking back, and what figures make of it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.education.models import Enrolment
from houvast.monitor.actions.looking_back import plan_look_backs
from houvast.monitor.models import Count, Leaving, LookBack
from houvast.monitor.tests.school import refreshed
from houvast.people import clock
from tests.houvast_testing.cast import Cast

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


@pytest.fixture
def ended(cast: Cast) -> Cast:
    Enrolment.objects.filter(student=cast.student).update(
        starts_on=date(2025, 8, 20), ends_on=date(2026, 5, 1), end_reason="02"
    )
    return cast


def enrolment(cast: Cast) -> Enrolment:
    return Enrolment.objects.get(student=cast.student)


def address(cast: Cast) -> str:
    return reverse("monitor:record-leaving", args=(cast.student.pk, enrolment(cast).pk))


SCHOOL = {
    "reason": "own_request", "initiator_school": "student", "causes": ["home", "money"], "tried": ["talks"],
    "story": "Sam werkte steeds meer.", "destination": "work", "handed_to": "", "arrived_on": "", "revision": "0",
}  # fmt: skip
OWN = {"own_view": "stopped_successfully", "initiator_student": "institution", "own_words": "Het was goed zo."}


@pytest.mark.req("S-318", "S-319", "S-320", "S-527", "S-584", "S-664")
def test_both_sides_say_who_took_the_initiative_and_a_difference_is_a_grey_area(ended: Cast) -> None:
    assert ended.client("coach").post(address(ended), SCHOOL).status_code == 302
    revision = Leaving.objects.get().revision
    said = ended.client("student").post(address(ended), OWN | {"revision": str(revision)})
    assert said.status_code == 302
    leaving = Leaving.objects.get()
    assert (leaving.initiator_school, leaving.initiator_student) == ("student", "institution")
    assert leaving.own_view == "stopped_successfully"
    text = ended.client("coach").get(reverse("monitor:leaving", args=(ended.student.pk,))).content.decode()
    assert "grijs gebied" in text
    assert "succesvol gestopt" in text
    refreshed(ended)
    marks = set(Count.objects.filter(year=2025, team=ended.team).values_list("mark", flat=True))
    assert {"initiative:grey", "cause:home", "cause:money", "own:stopped_successfully", "destination:work"} <= marks


def test_the_school_cannot_say_the_students_view_nor_the_student_the_schools(ended: Cast) -> None:
    assert ended.client("coach").post(address(ended), OWN | {"revision": "0", "causes": []}).status_code == 302
    assert Leaving.objects.get().own_view == ""
    revision = Leaving.objects.get().revision
    ended.client("student").post(address(ended), SCHOOL | OWN | {"revision": str(revision)})
    leaving = Leaving.objects.get()
    assert leaving.own_view == "stopped_successfully"
    assert leaving.reason == ""


def test_two_at_once_and_the_second_gets_a_clear_answer_with_what_was_typed(ended: Cast) -> None:
    assert ended.client("coach").post(address(ended), SCHOOL).status_code == 302
    second = ended.client("team_leader").post(address(ended), SCHOOL | {"story": "Een ander verhaal."})
    assert second.status_code == 409
    assert "Een ander verhaal." in second.content.decode()


def test_a_stranger_and_a_teacher_see_nothing_of_it(ended: Cast) -> None:
    for member in (
        "colleague",
        "guardian",
        "trusted_person",
        "stranger_coach",
        "other_student",
        "administrator",
        "partner",
    ):
        assert ended.client(member).get(reverse("monitor:leaving", args=(ended.student.pk,))).status_code == 404
        assert ended.client(member).get(address(ended)).status_code == 404


@pytest.mark.req("S-479", "S-639")
def test_at_three_six_and_twelve_months_somebody_looks_back_and_not_before(ended: Cast) -> None:
    refreshed(ended)
    plan_look_backs(organisation_id=ended.organisation.pk, on=DAY, at=clock.now())
    looks = {one.months: one for one in LookBack.objects.filter(leaving__student=ended.student)}
    assert {months: look.due_on for months, look in looks.items()} == {
        3: date(2026, 8, 1), 6: date(2026, 11, 1), 12: date(2027, 5, 1),
    }  # fmt: skip
    client = ended.client("coach")

    def answer(months: int) -> int:
        place = reverse("monitor:look-back", args=(ended.student.pk, looks[months].pk))
        status: int = client.post(
            place, {"where": "work", "word": "Werkt bij een fietsenmaker.", "revision": "1"}
        ).status_code
        return status

    assert answer(3) == 302
    assert answer(12) == 422
    refreshed(ended)
    marks = dict(Count.objects.filter(year=2025, mark__startswith="after:").values_list("mark", "number"))
    assert marks == {"after:3": 1, "after:3:work": 1, "after:6": 1, "after:6:open": 1}


@pytest.mark.req("S-639")
def test_a_later_moment_comes_only_while_the_student_agrees(ended: Cast) -> None:
    def says(*, agrees: bool) -> None:
        found = Leaving.objects.filter(student=ended.student).first()
        typed = OWN | {"revision": str(found.revision if found else 0)} | ({"may_follow": "on"} if agrees else {})
        assert ended.client("student").post(address(ended), typed).status_code == 302

    def moments() -> list[int]:
        return sorted(LookBack.objects.filter(leaving__student=ended.student).values_list("months", flat=True))

    says(agrees=False)
    assert moments() == [3, 6, 12]
    says(agrees=True)
    assert moments() == [3, 6, 12, 24]
    assert LookBack.objects.get(months=24).due_on == date(2028, 5, 1)
    says(agrees=False)
    assert moments() == [3, 6, 12]


@pytest.mark.req("S-317", "S-480")
def test_who_was_deregistered_by_the_school_alone_can_be_selected(ended: Cast) -> None:
    school_only = SCHOOL | {"initiator_school": "institution", "destination": "home"}
    assert ended.client("team_leader").post(address(ended), school_only).status_code == 302
    refreshed(ended)
    page = (
        ended.client("team_leader")
        .get(reverse("monitor:students"), {"mark": "one-sided", "year": "2025"})
        .content.decode()
    )
    assert "Sam de Wit" in page
    revision = Leaving.objects.get().revision
    own = OWN | {"initiator_student": "student", "revision": str(revision)}
    assert ended.client("student").post(address(ended), own).status_code == 302
    refreshed(ended)
    page = (
        ended.client("team_leader")
        .get(reverse("monitor:students"), {"mark": "one-sided", "year": "2025"})
        .content.decode()
    )
    assert "Sam de Wit" not in page
