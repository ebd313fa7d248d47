"""What fits in a coach's week is offered in an order that is explained; ties are ties, and no number decides."""

import pytest
from django.urls import reverse

from houvast.alerts.actions import offer_alerts, set_capacity
from houvast.alerts.models import Alert
from houvast.alerts.tests.staging import apply, finding
from houvast.people.clock import now, today
from houvast.people.models import Person, PersonalRelation
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, give_role, make_student, relate


@pytest.fixture
def six(cast: Cast) -> list[Person]:
    found = [make_student(cast.organisation, f"Kind{n}", "Test", cast.group, number=f"20000{n}") for n in range(6)]
    for one in found:
        relate(cast.coach, one, PersonalRelation.Kind.COACH)
    return found


def room(cast: Cast, per_week: int) -> None:
    set_capacity(by=Viewer(cast.administrator), per_week=per_week, at=now())


def offer(cast: Cast) -> set[str]:
    offer_alerts(organisation_id=cast.organisation.pk, at=now())
    return set(Alert.objects.filter(state="owned").values_list("student__given_name", flat=True))


def test_no_more_students_than_fit_are_offered_and_the_gravest_come_first(cast: Cast, six: list[Person]) -> None:
    room(cast, 2)
    apply(six[0], [finding(six[5], value=1500), finding(six[3], value=1000), finding(six[0], value=480)])
    assert offer(cast) == {"Kind5", "Kind3"}
    assert offer(cast) == {"Kind5", "Kind3"}
    page = cast.client("coach").get(reverse("alerts")).content.decode()
    assert "Wacht op ruimte" in page
    assert "wacht het langst" in page


@pytest.mark.parametrize(
    ("spoken", "fits", "waits", "so_far"),
    [
        ("nl", "Past nog in je week", "Wacht op ruimte", ["tot nu toe 0.", "is je week vol", "tot nu toe 2."]),
        ("en", "Still fits in your week", "Waits for room", ["you got 0.", "your week is full", "you got 2."]),
    ],
)
def test_before_the_night_the_board_says_who_still_comes_this_week_and_who_waits(
    cast: Cast, six: list[Person], spoken: str, fits: str, waits: str, so_far: list[str]
) -> None:
    room(cast, 2)
    apply(six[0], [finding(six[5], value=1500), finding(six[3], value=1000)])
    client, alerts = cast.client("coach"), reverse("alerts")
    client.cookies["django_language"] = spoken
    page = client.get(alerts).content.decode()
    assert fits in page
    assert waits not in page, "for both there is room"
    assert so_far[0] in page
    apply(six[0], [finding(six[0], value=480)])
    page = client.get(alerts).content.decode()
    assert page.index("Kind3") < page.index(waits) < page.index("Kind0")
    assert so_far[1] in page
    assert offer(cast) == {"Kind5", "Kind3"}
    page = client.get(alerts).content.decode()
    assert fits not in page
    assert so_far[2] in page


def test_equals_are_not_parted_by_chance_the_coach_chooses(cast: Cast, six: list[Person]) -> None:
    room(cast, 2)
    apply(six[0], [finding(one) for one in six[:3]])
    assert offer(cast) == set()
    page = cast.client("coach").get(reverse("alerts")).content.decode()
    assert "Gelijk: jij kiest" in page
    take = reverse("alert-take", args=(six[2].pk,))
    assert cast.client("coach").post(take, {"submission": new_key()}).status_code == 302
    assert Alert.objects.get(student=six[2]).owner == cast.coach
    assert offer(cast) == {"Kind2"}


def test_what_joins_a_student_who_is_in_hand_takes_no_room(cast: Cast, six: list[Person]) -> None:
    room(cast, 1)
    apply(six[0], [finding(six[0])])
    assert offer(cast) == {"Kind0"}
    apply(six[0], [finding(six[0], "lateness-pattern", 5), finding(six[1])])
    assert offer(cast) == {"Kind0"}
    assert Alert.objects.filter(state="owned").count() == 2


def test_a_concern_of_a_person_does_not_wait_for_room(cast: Cast, six: list[Person]) -> None:
    room(cast, 0)
    page = reverse("alert-concern", args=(six[4].pk,))
    cast.client("coach").post(page, {"submission": new_key(), "signal": "mood"})
    assert Alert.objects.get().owner == cast.coach


def test_numbers_and_names_change_nothing_about_who_is_offered(cast: Cast, six: list[Person]) -> None:
    room(cast, 1)
    for student, number in zip(six, ("9", "1", "5", "3", "7", "2"), strict=True):
        Person.objects.filter(pk=student.pk).update(number=number, sort_name=number)
    apply(six[0], [finding(six[0], value=500), finding(six[1], value=500), finding(six[2], value=1000)])
    assert offer(cast) == {"Kind2"}


def test_a_coach_who_leaves_hands_the_open_alerts_to_the_next(cast: Cast, six: list[Person]) -> None:
    apply(six[0], [finding(six[0])])
    offer(cast)
    six[0].relations.update(starts_on=today().replace(year=2020, day=1), ends_on=today().replace(year=2021, day=1))
    relate(cast.colleague, six[0], PersonalRelation.Kind.COACH)
    offer(cast)
    assert Alert.objects.get().owner == cast.colleague


def test_a_coach_with_a_figure_of_their_own_gets_no_more_than_that(cast: Cast, six: list[Person]) -> None:
    give_role(cast.coach, "study_coach", cast.team)
    room(cast, 5)
    client, page = cast.client("administrator"), reverse("alert-rules")
    typed = {"submission": new_key(), "per_week": "1", "coach": str(cast.coach.pk)}
    assert client.post(page, typed).status_code == 302
    shown = client.get(page).content.decode()
    assert "Alle coaches: 5 per week" in shown
    assert f"{cast.coach.name}: 1" in shown
    apply(six[0], [finding(six[5], value=1500), finding(six[3], value=1000)])
    assert offer(cast) == {"Kind5"}
    stranger = {"submission": new_key(), "per_week": "1", "coach": str(cast.stranger_coach.pk)}
    assert client.post(page, stranger).status_code == 422


def test_an_administrator_sets_the_capacity_and_a_rule_with_its_history(cast: Cast) -> None:
    client = cast.client("administrator")
    answer = client.post(reverse("alert-rules"), {"submission": new_key(), "per_week": "3"})
    assert answer.status_code == 302
    rule = reverse("alert-rule", args=("no-talk",))
    for threshold, why in (("42", "Zes weken is ons beleid."), ("35", "Vijf weken vanaf nu.")):
        typed = {"submission": new_key(), "speaks": "on", "threshold": threshold, "why": why}
        assert client.post(rule, typed).status_code == 302
    page = client.get(rule).content.decode()
    assert "Zes weken is ons beleid." in page
    assert "5 weken" in page
    assert client.post(rule, {"speaks": "on", "threshold": "3", "why": "x"}).status_code == 422
    assert "door je school ingesteld" in client.get(reverse("alert-rules")).content.decode()
    for who in ("coach", "team_leader", "student", "guardian"):
        assert cast.client(who).get(rule).status_code == 404
