"""The start page: every role finds what waits for them, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houvast.guidance.models import Agreement, Contact, Talk
from houvast.people.clock import now, today
from houvast.people.models import PersonalRelation, RoleAssignment
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person, make_student, relate

START = "/"
WHAT_WAITS = {
    "coach": "Wie heeft jou vandaag nodig?",
    "team_leader": "Wat mijn team nog moet doen",
    "director": "Lopende procedures",
    "support_advisor": "Lopende procedures",
    "administration": "Geboortedata nodig",
    "administrator": "Mensen zonder rol",
    "student": "Hoi Sam",
    "guardian": "Mijn kind",
    "trusted_person": "Voor wie jij er bent",
    "partner": "Aan mij overgedragen",
}


@pytest.mark.parametrize(("member", "words"), WHAT_WAITS.items())
def test_every_role_finds_what_waits_for_them(cast: Cast, member: str, words: str) -> None:
    page = cast.client(member).get(START)
    assert page.status_code == 200
    assert words in page.content.decode()


@pytest.mark.parametrize("member", WHAT_WAITS)
def test_the_start_page_speaks_english_too(cast: Cast, member: str) -> None:
    client = cast.client(member)
    client.cookies["django_language"] = "en"
    assert WHAT_WAITS[member] not in client.get(START).content.decode()


@pytest.mark.parametrize("member", WHAT_WAITS)
def test_a_start_page_takes_a_bounded_number_of_queries(
    cast: Cast, member: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for index in range(30):
        student = make_student(cast.organisation, f"Student {index}", "Extra", cast.group, number=f"7{index}")
        relate(cast.coach, student, PersonalRelation.Kind.COACH)
        relate(cast.guardian, student, PersonalRelation.Kind.GUARDIAN)
    client = cast.client(member)
    with django_assert_max_num_queries(36):
        client.get(START)


def test_who_is_not_signed_in_is_asked_to(cast: Cast, client: object) -> None:
    from django.test import Client

    answer = Client().get(START)
    assert answer.status_code == 302
    assert reverse("sign-in") in answer.headers["Location"]


def test_a_start_page_takes_no_post(cast: Cast) -> None:
    assert cast.client("coach").post(START).status_code == 405


def test_the_coach_sees_the_longest_waiting_first_and_no_students_of_others(cast: Cast) -> None:
    seen = make_student(cast.organisation, "Gezien", "Net", cast.group)
    relate(cast.coach, seen, PersonalRelation.Kind.COACH)
    Contact.objects.filter(student=seen).update(latest_talk_on=today(), waits_since=today())
    page = cast.client("coach").get(START).content.decode()
    assert page.index("Sam de Wit") < page.index("Gezien Net")
    assert "nog nooit gesproken" in page
    assert "Ander Student" not in page
    assert "Elders" not in page


def test_the_coach_is_told_what_the_student_says_is_done(cast: Cast) -> None:
    talk = Talk.objects.create(
        organisation=cast.organisation, student=cast.student, kind="progress", held_on=today(), led_by=cast.coach,
        report="x", recorded_at=now(),
    )  # fmt: skip
    Agreement.objects.create(
        organisation=cast.organisation, student=cast.student, talk=talk, what="Verslag inleveren",
        due_on=today() + timedelta(days=3), said_done_on=today(),
    )  # fmt: skip
    page = cast.client("coach").get(START).content.decode()
    assert "De student zegt: gedaan" in page
    assert "Verslag inleveren" in page


def test_the_team_leader_sees_who_is_unseen_and_who_has_no_coach(cast: Cast) -> None:
    make_student(cast.organisation, "Nieuw", "Zonder", cast.group)
    page = cast.client("team_leader").get(START).content.decode()
    assert "Team ICT" in page
    assert "Studenten zonder coach" in page
    assert "Nieuw Zonder" in page


def test_the_administration_sees_which_birth_dates_are_needed(cast: Cast) -> None:
    page = cast.client("administration").get(START).content.decode()
    assert "Ander Student" in page
    assert "Sam de Wit" not in page


def test_the_administrator_sees_set_up_steps_and_people_without_a_role_but_no_student(cast: Cast) -> None:
    make_account(make_person(cast.organisation, "Rolloos", "Iemand"))
    page = cast.client("administrator").get(START).content.decode()
    assert "Rolloos Iemand" in page
    assert "Sam de Wit" not in page


def test_one_person_with_several_roles_sees_them_together_and_can_switch(cast: Cast) -> None:
    give_role(cast.coach, "team_leader", cast.team)
    client = cast.client("coach")
    together = client.get(START).content.decode()
    assert "Wie heeft jou vandaag nodig?" in together
    assert "Studenten zonder coach" in together
    only = client.get(START, {"as": "coach"}).content.decode()
    assert "Studenten zonder coach" not in only
    assert "Al mijn rollen" in only


def test_somebody_without_a_role_is_told_who_can_give_one(cast: Cast) -> None:
    person = make_person(cast.organisation, "Rolloos", "Iemand")
    make_account(person)
    client = cast.client("coach")
    client.force_login(person.account)
    assert "nog geen rol" in client.get(START).content.decode()


def test_the_partner_sees_only_who_was_handed_over(cast: Cast) -> None:
    relate(cast.partner, cast.student, PersonalRelation.Kind.PARTNER)
    page = cast.client("partner").get(START).content.decode()
    assert "Sam de Wit" in page
    assert "Ander Student" not in page


def test_a_guardian_of_a_grown_up_without_consent_sees_nobody(cast: Cast) -> None:
    cast.student.birth_date = today() - timedelta(days=365 * 19)
    cast.student.save()
    assert "Sam de Wit" not in cast.client("guardian").get(START).content.decode()


def test_what_the_administration_must_type_counts_in_the_first_sentence(cast: Cast) -> None:
    assert cast.other_student.birth_date is None
    page = cast.client("administration").get("/").content.decode()
    assert "Er wacht 1 ding op je." in page
    cast.other_student.birth_date = cast.student.birth_date
    cast.other_student.save(update_fields=["birth_date"])
    page = cast.client("administration").get("/").content.decode()
    assert "Er wacht vandaag geen taak op je." in page


@pytest.mark.parametrize(("role", "path"), [("privacy_officer", "/privacy-officer/"), ("policy_maker", "/figures/")])
def test_who_guards_privacy_or_makes_policy_is_not_told_to_have_no_role(cast: Cast, role: str, path: str) -> None:
    person = make_person(cast.organisation, "Petra", "Privacy")
    give_role(person, RoleAssignment.Role(role))
    client = Client()
    client.force_login(make_account(person))
    page = client.get(START).content.decode()
    assert "nog geen rol" not in page
    assert path in page.partition("<main")[2]
