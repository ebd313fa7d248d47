"""One question of the coach to every teacher of a student."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from houvast.careteam.actions.rounds import remind
from houvast.careteam.models import Round, RoundAnswer
from houvast.careteam.tests.play import DAY, browser, text_of
from houvast.outbox.models import Mail
from houvast.people import clock
from houvast.people.clock import now, today
from houvast.people.models import Person, RoleAssignment
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

QUESTION = "Wat gaat goed bij Sam, en wat helpt?"


@pytest.fixture
def teachers(cast: Cast) -> list[Person]:
    made = [make_person(cast.organisation, given, "Docent") for given in ("Dora", "Daan")]
    for one in made:
        give_role(one, RoleAssignment.Role.TEACHER, cast.team)
        make_account(one)
    return made


def asked(cast: Cast, days: int = 7) -> Round:
    answer = cast.client("coach").post(
        reverse("careteam:ask-round", args=(cast.student.pk,)),
        {"question": QUESTION, "closes_on": (today() + days * DAY).isoformat()},
    )
    assert answer.status_code == 302
    return Round.objects.get()


@pytest.mark.req("S-605")
def test_every_teacher_answers_and_the_student_reads_the_coachs_words(cast: Cast, teachers: list[Person]) -> None:
    made = asked(cast)
    student = cast.client("student")
    assert QUESTION in text_of(student, "careteam:student", cast.student.pk)
    dora = RoundAnswer.objects.get(round=made, teacher=teachers[0])
    here = reverse("careteam:answer-round", args=(dora.pk,))
    client = browser(teachers[0])
    assert QUESTION in client.get(here).content.decode()
    assert client.post(here, {"standing": ""}).status_code == 422
    typed = {"standing": "attention", "goes_well": "Doet mee.", "text": "Mist de tweede helft van de les."}
    assert client.post(here, typed).status_code == 302
    assert browser(teachers[1]).get(here).status_code == 404, "the answer of another"
    coach = cast.client("coach")
    together = text_of(coach, "careteam:round", made.pk)
    assert "1 van de 2" in together
    assert "Mist de tweede helft" in together
    made.refresh_from_db()
    closed = coach.post(
        reverse("careteam:round", args=(made.pk,)),
        {"in_short": "Je doet mee, en je mist vaak het laatste uur.", "revision": made.revision},
    )
    assert closed.status_code == 302
    own = text_of(student, "careteam:student", cast.student.pk)
    assert "je mist vaak het laatste uur" in own
    assert "Mist de tweede helft" not in own, "not shared"
    assert client.post(here, typed).status_code == 422, "closed"


def test_the_answers_themselves_are_read_when_the_coach_shares_them(cast: Cast, teachers: list[Person]) -> None:
    made = asked(cast)
    dora = RoundAnswer.objects.get(round=made, teacher=teachers[0])
    typed = {"standing": "on_course", "goes_well": "Doet mee.", "text": "Helpt anderen."}
    browser(teachers[0]).post(reverse("careteam:answer-round", args=(dora.pk,)), typed)
    cast.client("coach").post(
        reverse("careteam:round", args=(made.pk,)),
        {"in_short": "Mooi.", "shares_answers": "on", "revision": made.revision},
    )
    assert "Helpt anderen." in text_of(cast.client("student"), "careteam:student", cast.student.pk)


def test_who_has_not_answered_is_reminded_once(cast: Cast, teachers: list[Person]) -> None:
    asked(cast, days=4)
    organisation = cast.organisation.pk
    assert remind(organisation_id=organisation, at=now()) == 0
    with clock.set_to(today() + timedelta(days=3)):
        assert remind(organisation_id=organisation, at=now()) == 2
        assert remind(organisation_id=organisation, at=now()) == 0
    mails = Mail.objects.filter(key__startswith="round-reminder")
    assert mails.count() == 2
    assert not any(re.search("Sam|gaat goed", one.body or "") for one in mails)


def test_nobody_else_reads_the_answers(cast: Cast, teachers: list[Person]) -> None:
    made = asked(cast)
    for member in ("student", "guardian", "colleague", "administration", "administrator", "partner", "stranger_coach"):
        assert cast.client(member).get(reverse("careteam:round", args=(made.pk,))).status_code == 404, member
    assert browser(teachers[0]).get(reverse("careteam:round", args=(made.pk,))).status_code == 404
    for member in ("colleague", "administration", "student"):
        path = reverse("careteam:ask-round", args=(cast.student.pk,))
        assert cast.client(member).get(path).status_code == 404, member


def test_a_round_without_teachers_is_refused_with_the_reason(cast: Cast) -> None:
    RoleAssignment.objects.filter(role="study_coach").exclude(person=cast.coach).delete()
    answer = cast.client("coach").post(
        reverse("careteam:ask-round", args=(cast.student.pk,)),
        {"question": QUESTION, "closes_on": today().isoformat()},
    )
    assert answer.status_code == 422
    assert "geeft nog niemand les" in answer.content.decode()
