"""What the chair, a teacher, the coach, a partner and the youth team find on their start page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.careteam.actions.rounds import ask_round
from houvast.careteam.models import ConfidentialContact, Referral
from houvast.careteam.queries.confidence import digest_of
from houvast.careteam.tasks import fill_agendas, remind_people
from houvast.careteam.tests.play import DAY, alerted, browser, planned, spoken, text_of, youth_team
from houvast.outbox.registry import Asked
from houvast.people.clock import now, today
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person


def test_the_chair_finds_the_meeting_with_how_many_students(cast: Cast) -> None:
    alerted(cast.student)
    planned(cast, days=3)
    page = text_of(cast.client("support_advisor"), "start")
    assert "Overleg waar je aan tafel zit" in page
    assert "Zorgteam Team ICT" in page
    assert "1 student op de agenda" in page
    assert "Zorgteam Team ICT" not in text_of(cast.client("coach"), "start"), "sits not at this table"


def test_a_teacher_finds_the_question_and_the_coach_the_answers_to_sum_up(cast: Cast) -> None:
    teacher = make_person(cast.organisation, "Dora", "Docent")
    give_role(teacher, RoleAssignment.Role.TEACHER, cast.team)
    make_account(teacher)
    made = ask_round(
        student=cast.student, by=Viewer(cast.coach), question="Wat gaat goed?", closes_on=today() + 3 * DAY, at=now()
    )
    page = text_of(browser(teacher), "start")
    assert "Carla Coach stelt alle docenten één vraag" in page
    assert "vat ze samen" not in text_of(cast.client("coach"), "start")
    answer = made.answers.get(teacher=teacher)
    browser(teacher).post(reverse("careteam:answer-round", args=(answer.pk,)), {"standing": "on_course"})
    assert "vat ze samen" in text_of(cast.client("coach"), "start")


@pytest.mark.req("S-292")
def test_a_referral_without_an_answer_and_one_to_a_partner_stand_on_their_start_pages(cast: Cast) -> None:
    Referral.objects.create(
        organisation=cast.organisation,
        student=cast.student,
        where="outside",
        to_name="Budgetcoach",
        why="Samen kijken.",
        state="agreed",
        asked_by=cast.coach,
        asked_at=now() - timedelta(days=20),
        answered_on=today() - 19 * DAY,
        sent_on=today() - 19 * DAY,
        answer_by=today() - 9 * DAY,
        receiver=cast.partner,
        receiver_name="Paul Partner",
    )
    assert "Nog geen antwoord van Budgetcoach" in text_of(cast.client("coach"), "start")
    page = text_of(cast.client("partner"), "start")
    assert "Naar jou verwezen" in page
    assert "Sam de Wit" in page


@pytest.mark.req("S-542")
def test_the_youth_team_finds_who_asked_for_contact(cast: Cast) -> None:
    desk, helper = youth_team()
    ConfidentialContact.objects.create(
        organisation=desk.of, desk=desk, student_digest=digest_of(cast.student.pk), called="Sammie", asked_at=now()
    )
    page = text_of(browser(helper), "start")
    assert "In vertrouwen: 1 wacht" in page
    assert "Sammie" in page


def test_agendas_fill_themselves_every_morning(cast: Cast) -> None:
    spoken(cast.student)
    meeting = planned(cast, days=3)
    assert not meeting.items.exists()
    alerted(cast.student)
    asked = Asked(organisation_id=cast.organisation.pk, arguments={}, at=now())
    assert fill_agendas(asked) is False
    assert meeting.items.get().student == cast.student
    assert remind_people(asked) is False
