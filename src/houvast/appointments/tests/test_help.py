"""Asking for help in two taps, answering, handing on, and who takes over; the self-check stays the student's own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from houvast.appointments.actions.asking import pass_on_unanswered
from houvast.appointments.models import HelpRequest, HelpStep, SelfCheck, SelfCheckShare
from houvast.outbox.models import Mail
from houvast.people.clock import now, set_to, today
from houvast.people.models import PersonalRelation
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast, relate

STRANGERS = ("colleague", "stranger_coach", "stranger_student", "other_student", "guardian", "partner", "director",
             "team_leader", "trusted_person")  # fmt: skip


def ask(cast: Cast, **more: str) -> HelpRequest:
    """The second tap: the form as it stands, sent."""
    page = cast.client("student").get(reverse("appointments:help", args=(cast.student.pk,)))
    first = page.context["form"]["of"].value()
    answer = cast.client("student").post(
        reverse("appointments:help", args=(cast.student.pk,)),
        {"of": first, "topic": "small", "words": "", "submission": new_key(), **more},
    )
    assert answer.status_code == 302, answer.content.decode()
    return HelpRequest.objects.latest("asked_at")


@pytest.mark.req("S-764", "S-765", "S-767", "S-539", "S-289", "S-292")
def test_a_student_asks_in_two_taps_and_reads_by_when_an_answer_comes(cast: Cast) -> None:
    own = cast.client("student").get(reverse("start")).content.decode()
    assert reverse("appointments:help", args=(cast.student.pk,)) in own
    page = cast.client("student").get(reverse("appointments:help", args=(cast.student.pk,)))
    assert page.context["form"]["of"].value() == str(cast.coach.pk)
    assert "Tineke Teamleider" in page.content.decode()
    assert reverse("careteam:in-confidence") in page.content.decode()
    asked = ask(cast)
    assert (asked.asked_of, asked.topic, asked.words) == (cast.coach, "small", "")
    assert today() < asked.answer_by <= today() + timedelta(days=20)
    shown = cast.client("student").get(reverse("appointments:help-request", args=(asked.pk,)))
    assert "Carla Coach" in shown.content.decode()


@pytest.mark.req("S-764", "S-283", "S-660")
def test_who_was_asked_finds_it_on_the_start_page_and_answers(cast: Cast) -> None:
    asked = ask(cast, words="Mag ik iets vragen?")
    here = reverse("appointments:help-request", args=(asked.pk,))
    assert here in cast.client("coach").get(reverse("start")).content.decode()
    assert "Mag ik iets vragen?" in cast.client("coach").get(here).content.decode()
    typed = {"words": "Natuurlijk, kom maar.", "revision": asked.revision, "submission": new_key()}
    assert cast.client("coach").post(here, typed).status_code == 302
    assert "Natuurlijk, kom maar." in cast.client("student").get(here).content.decode()
    mails = Mail.objects.filter(recipient=cast.student)
    assert mails.count() == 1
    assert "Natuurlijk" not in str(mails.get().body)
    late = cast.client("coach").post(here, {**typed, "submission": new_key()})
    assert late.status_code == 409


def test_nobody_else_reads_a_question(cast: Cast) -> None:
    asked = ask(cast, words="Iets moeilijks")
    for member in STRANGERS:
        for name in ("help-request", "help-hand-on"):
            answer = cast.client(member).get(reverse(f"appointments:{name}", args=(asked.pk,)))
            assert answer.status_code == 404, (member, name)
        assert cast.client(member).get(reverse("appointments:help", args=(cast.student.pk,))).status_code == 404


@pytest.mark.req("S-290", "S-655", "S-595")
def test_a_question_is_handed_on_warmly_with_words_for_the_student(cast: Cast) -> None:
    asked = ask(cast, topic="money")
    answer = cast.client("coach").post(
        reverse("appointments:help-hand-on", args=(asked.pk,)),
        {
            "to": str(cast.support_advisor.pk),
            "words": "Olga weet veel van geld.",
            "revision": asked.revision,
            "submission": new_key(),
        },
    )
    assert answer.status_code == 302
    here = reverse("appointments:help-request", args=(asked.pk,))
    assert "Olga weet veel van geld." in cast.client("student").get(here).content.decode()
    assert here in cast.client("support_advisor").get(reverse("start")).content.decode()
    assert here not in cast.client("coach").get(reverse("start")).content.decode()


@pytest.mark.req("S-292", "S-291", "S-772")
def test_what_waits_too_long_goes_to_who_covers_and_the_student_reads_it(cast: Cast) -> None:
    asked = ask(cast)
    relate(cast.colleague, cast.student, PersonalRelation.Kind.COACH_COVER)
    assert pass_on_unanswered(organisation_id=cast.organisation.pk, at=now()) == 0
    with set_to(asked.answer_by + timedelta(days=1)):
        assert pass_on_unanswered(organisation_id=cast.organisation.pk, at=now()) == 1
        assert pass_on_unanswered(organisation_id=cast.organisation.pk, at=now()) == 0
        here = reverse("appointments:help-request", args=(asked.pk,))
        assert here in cast.client("colleague").get(reverse("start")).content.decode()
        assert "Koen Collega" in cast.client("student").get(here).content.decode()
    assert HelpStep.objects.filter(request=asked).count() == 2


def test_without_a_cover_the_team_leader_gets_it(cast: Cast) -> None:
    asked = ask(cast)
    with set_to(asked.answer_by + timedelta(days=1)):
        pass_on_unanswered(organisation_id=cast.organisation.pk, at=now())
    asked.refresh_from_db()
    assert asked.asked_of == cast.team_leader


def test_long_words_pasted_formatting_emoji_and_right_to_left_come_back_as_they_were(cast: Cast) -> None:
    words = "مرحبا 👋\n<b>vet</b>\t“plak” " + "a" * 500
    asked = ask(cast, words=words)
    page = cast.client("coach").get(reverse("appointments:help-request", args=(asked.pk,))).content.decode()
    assert "مرحبا 👋" in page
    assert "<b>vet</b>" not in page
    too_long = cast.client("student").post(
        reverse("appointments:help", args=(cast.student.pk,)),
        {"of": str(cast.coach.pk), "topic": "small", "words": "b" * 2001, "submission": new_key()},
    )
    assert too_long.status_code == 422
    assert "b" * 2001 in too_long.content.decode()


def check(cast: Cast) -> SelfCheck:
    answer = cast.client("student").post(
        reverse("appointments:self-check", args=(cast.student.pk,)),
        {"getting_by": "hard", "lessons": "good", "words": "Sparen", "submission": new_key()},
    )
    assert answer.status_code == 302, answer.content.decode()
    return SelfCheck.objects.latest("taken_on")


@pytest.mark.req("S-766", "S-767", "S-595")
def test_a_self_check_is_the_students_own_and_leads_to_who_can_help(cast: Cast) -> None:
    made = check(cast)
    here = reverse("appointments:self-check-one", args=(made.pk,))
    page = cast.client("student").get(here).content.decode()
    assert reverse("appointments:help", args=(cast.student.pk,)) + "?about=money" in page
    assert "?about=study" not in page
    for member in ("coach", "support_advisor", *STRANGERS):
        assert cast.client(member).get(here).status_code == 404, member
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, words FROM appointments_selfcheck")
        assert "hard" not in str(cursor.fetchone())


@pytest.mark.req("S-766")
def test_a_student_shares_a_self_check_and_takes_it_back(cast: Cast) -> None:
    made = check(cast)
    here = reverse("appointments:self-check-one", args=(made.pk,))
    own = cast.client("student")
    own.post(
        reverse("appointments:self-check-share", args=(made.pk,)), {"to": str(cast.coach.pk), "submission": new_key()}
    )
    assert cast.client("coach").get(here).status_code == 200
    assert cast.client("support_advisor").get(here).status_code == 404
    share = SelfCheckShare.objects.get()
    own.post(reverse("appointments:self-check-stop", args=(made.pk, share.pk)), {"submission": new_key()})
    assert cast.client("coach").get(here).status_code == 404
    own.post(reverse("appointments:self-check-throw-away", args=(made.pk,)), {"submission": new_key()})
    assert not SelfCheck.objects.exists()


def test_a_self_check_without_any_answer_is_asked_for_one(cast: Cast) -> None:
    answer = cast.client("student").post(
        reverse("appointments:self-check", args=(cast.student.pk,)), {"submission": new_key()}
    )
    assert answer.status_code == 422
