"""The care team meeting and the student review meeting, through their pages."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from houvast.careteam.forms.meetings import DiscussForm
from houvast.careteam.models import Decision, Item, Meeting, Member, Referral, Round, Seat, SeenByHelper, Wish
from houvast.careteam.tests.play import DAY, alerted, classmates, overdue, planned, spoken, text_of
from houvast.outbox.models import Mail
from houvast.people.clock import now, today
from houvast.people.models import Person
from houvast.plan.models import PlanTask
from tests.houvast_testing.cast import Cast


def item_of(meeting: Meeting, student: Person) -> Item:
    return Item.objects.get(meeting=meeting, student=student)


def decided(item: Item, **more: Any) -> dict[str, Any]:
    return {
        "said": "Veel thuis. De moeder is gebeld.",
        "for_student": "School zoekt een rustige plek om te leren. Olga belt je maandag.",
        "revision": item.revision,
        "what-0": "Rustige plek regelen",
        "side-0": "school",
        "owner-0": "",
        "owner_name-0": "Olga Ondersteuner",
        "due_on-0": (today() + 7 * DAY).isoformat(),
        **more,
    }


@pytest.mark.req("S-605")
def test_an_agenda_fills_itself_with_the_reason_for_each(cast: Cast) -> None:
    friends = classmates(cast, 2)
    spoken(cast.student)
    alerted(cast.student, late=True)
    meeting = planned(cast)
    page = text_of(cast.client("support_advisor"), "careteam:meeting", meeting.pk)
    assert "Sam de Wit" in page
    assert all(one.name in page for one in friends)
    assert "niet op tijd beantwoord" in page
    assert "afspraak over de datum" in page
    assert "Nog niet gesproken" in page
    assert "Ander Student" not in page, "of another team"


@pytest.mark.req("S-537")
def test_what_a_student_asks_comes_first_on_the_agenda(cast: Cast) -> None:
    classmates(cast, 3)
    spoken(cast.student)
    asked = cast.client("student").post(
        reverse("careteam:wish", args=(cast.student.pk,)), {"question": "Kan mijn rooster rustiger?"}
    )
    assert asked.status_code == 302
    meeting = planned(cast)
    coach = cast.client("support_advisor")
    page = text_of(coach, "careteam:meeting", meeting.pk)
    assert page.index("Sam de Wit") < page.index("Klasgenoot0")
    assert "De student vraagt om een gesprek hierover" in page
    assert "Kan mijn rooster rustiger?" in text_of(coach, "careteam:item", item_of(meeting, cast.student).pk)


def test_the_chair_takes_off_with_a_reason_and_it_stays_off(cast: Cast) -> None:
    overdue(cast.student, cast.coach)
    meeting = planned(cast)
    item = item_of(meeting, cast.student)
    chair = cast.client("support_advisor")
    assert chair.post(reverse("careteam:take-off", args=(item.pk,)), {"why": ""}).status_code == 422
    chair.post(reverse("careteam:take-off", args=(item.pk,)), {"why": "Carla spreekt Sam morgen."})
    chair.post(reverse("careteam:fill", args=(meeting.pk,)))
    item.refresh_from_db()
    assert item.off_on == today()
    assert "Carla spreekt Sam morgen." in text_of(chair, "careteam:meeting", meeting.pk)
    assert cast.client("coach").post(reverse("careteam:take-off", args=(item.pk,)), {"why": "x"}).status_code == 404


def test_the_chair_puts_a_student_on_by_number_and_the_student_reads_why(cast: Cast) -> None:
    spoken(cast.student)
    meeting = planned(cast, days=3)
    chair = cast.client("support_advisor")
    nobody = chair.post(reverse("careteam:put-on", args=(meeting.pk,)), {"student": "Piet", "why": "Stage."})
    assert nobody.status_code == 422
    there = chair.post(reverse("careteam:put-on", args=(meeting.pk,)), {"student": "100001", "why": "Stage zoeken."})
    assert there.status_code == 302
    assert "Stage zoeken." in text_of(cast.client("student"), "careteam:student", cast.student.pk)


@pytest.mark.req("S-537")
def test_a_meeting_from_invitation_to_minutes(cast: Cast) -> None:
    overdue(cast.student, cast.coach)
    meeting = planned(cast)
    chair, student = cast.client("support_advisor"), cast.client("student")
    item = item_of(meeting, cast.student)
    chair.post(
        reverse("careteam:members", args=(meeting.pk,)),
        {"colleagues": [str(cast.coach.pk), str(cast.team_leader.pk)]},
    )
    chair.post(reverse("careteam:invite", args=(meeting.pk,)))
    assert Mail.objects.filter(recipient=cast.student, key=f"care-invitation/{item.pk}").exists()
    assert "15:00" in text_of(student, "careteam:student", cast.student.pk)
    said = {"comes": "yes", "own_question": "Ik wil graag een vaste plek.", "revision": item.revision}
    assert student.post(reverse("careteam:invitation", args=(item.pk,)), said).status_code == 302
    coach = cast.client("coach")
    screen = text_of(coach, "careteam:item", item.pk)
    assert "Ik wil graag een vaste plek." in screen
    assert "Planning maken" in screen
    item.refresh_from_db()
    typed = decided(item, **{"owner-0": str(cast.coach.pk), "owner_name-0": ""})
    kept = coach.post(reverse("careteam:item", args=(item.pk,)), typed)
    assert kept.status_code == 302, kept.content.decode()[:4000]
    task = PlanTask.objects.get(student=cast.student)
    assert (task.what, task.owner, task.came_from) == ("Rustige plek regelen", cast.coach, f"careteam/{item.pk}")
    before = text_of(student, "careteam:student", cast.student.pk)
    assert "Rustige plek regelen" not in before or "Wat is besloten" not in before
    meeting.refresh_from_db()
    there = [str(one.pk) for one in Member.objects.filter(meeting=meeting).exclude(person=cast.team_leader)]
    ended = chair.post(
        reverse("careteam:end", args=(meeting.pk,)),
        {"present": there, "minutes": "De stilteruimte is open.", "revision": meeting.revision},
    )
    assert ended.status_code == 302
    minutes = text_of(chair, "careteam:meeting", meeting.pk)
    assert "De stilteruimte is open." in minutes
    assert "Rustige plek regelen" in minutes
    own = text_of(student, "careteam:student", cast.student.pk)
    assert "Olga belt je maandag." in own
    assert "Rustige plek regelen" in own
    assert "Carla Coach" in own
    assert "Tineke Teamleider" not in own, "was not there"
    assert "De moeder is gebeld" not in own, "the plain words are for the student"
    file = chair.get(reverse("careteam:minutes", args=(meeting.pk,)))
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF")
    late = coach.post(reverse("careteam:item", args=(item.pk,)), decided(item, revision=item.revision + 1))
    assert late.status_code == 422


def test_a_word_of_two_who_write_at_once_is_not_lost(cast: Cast) -> None:
    overdue(cast.student, cast.coach)
    meeting = planned(cast)
    item = item_of(meeting, cast.student)
    cast.client("support_advisor").post(reverse("careteam:item", args=(item.pk,)), decided(item))
    second = cast.client("support_advisor").post(
        reverse("careteam:item", args=(item.pk,)), decided(item, said="Wat ik hoorde.")
    )
    assert second.status_code == 409
    assert "Wat ik hoorde." in second.content.decode()


def test_nobody_else_opens_the_meeting_or_a_student_in_it(cast: Cast) -> None:
    overdue(cast.student, cast.coach)
    meeting = planned(cast)
    item = item_of(meeting, cast.student)
    for member in ("student", "guardian", "colleague", "administration", "administrator", "partner", "stranger_coach"):
        client = cast.client(member)
        assert client.get(reverse("careteam:meeting", args=(meeting.pk,))).status_code == 404, member
        assert client.get(reverse("careteam:item", args=(item.pk,))).status_code == 404, member


def test_a_member_sees_only_students_they_guide_and_how_many_more_there_are(cast: Cast) -> None:
    classmates(cast, 2)
    overdue(cast.student, cast.coach)
    meeting = planned(cast)
    cast.client("support_advisor").post(
        reverse("careteam:members", args=(meeting.pk,)), {"colleagues": [str(cast.coach.pk)]}
    )
    page = text_of(cast.client("coach"), "careteam:meeting", meeting.pk)
    assert "Sam de Wit" in page
    assert "Klasgenoot0" not in page
    assert "nog 2 studenten" in page


def _seat(cast: Cast, parts: list[str]) -> tuple[Meeting, Seat]:
    overdue(cast.student, cast.coach)
    meeting = planned(cast)
    chair = cast.client("support_advisor")
    chair.post(reverse("careteam:put-on", args=(meeting.pk,)), {"student": "100001", "why": "Een rustige plek zoeken."})
    item = item_of(meeting, cast.student)
    chair.post(reverse("careteam:members", args=(meeting.pk,)), {"partners": [str(cast.partner.pk)]})
    member = Member.objects.get(meeting=meeting, person=cast.partner)
    asked = chair.post(
        reverse("careteam:ask-seat", args=(item.pk,)),
        {"member": str(member.pk), "parts": parts, "why": "Paul kan helpen met een rustige plek."},
    )
    assert asked.status_code == 302, asked.content.decode()[:3000]
    return meeting, Seat.objects.get(item=item)


@pytest.mark.req("S-290")
def test_a_partner_sees_a_student_after_the_yes_and_only_the_parts_agreed_to(cast: Cast) -> None:
    meeting, seat = _seat(cast, ["question"])
    partner, student = cast.client("partner"), cast.client("student")
    here = reverse("careteam:seat", args=(seat.pk,))
    assert partner.get(here).status_code == 404
    assert "Paul kan helpen" in text_of(student, "careteam:student", cast.student.pk)
    answer = reverse("careteam:answer-seat", args=(seat.pk,))
    assert student.post(answer, {"answer": "yes", "revision": seat.revision}).status_code == 302
    page = partner.get(here).content.decode()
    assert "Een rustige plek zoeken." in page
    assert "Planning maken" not in page, "open agreements were not agreed to"
    assert "Sam de Wit" in text_of(partner, "careteam:start")
    assert partner.get(reverse("careteam:meeting", args=(meeting.pk,))).status_code == 404
    assert partner.get(reverse("careteam:item", args=(seat.item_id,))).status_code == 404
    seat.refresh_from_db()
    assert student.post(answer, {"answer": "take_back", "revision": seat.revision}).status_code == 302
    assert partner.get(here).status_code == 404
    assert partner.get(reverse("careteam:start")).status_code == 404


def test_a_no_closes_the_seat(cast: Cast) -> None:
    _meeting, seat = _seat(cast, ["question", "agreements"])
    cast.client("student").post(
        reverse("careteam:answer-seat", args=(seat.pk,)), {"answer": "no", "revision": seat.revision}
    )
    assert cast.client("partner").get(reverse("careteam:seat", args=(seat.pk,))).status_code == 404
    seat.refresh_from_db()
    assert seat.state == "declined"


def test_under_sixteen_a_guardian_says_yes_too(cast: Cast) -> None:
    Person.objects.filter(pk=cast.student.pk).update(birth_date=today().replace(day=1) - 15 * 365 * DAY)
    _meeting, seat = _seat(cast, ["question"])
    answer = reverse("careteam:answer-seat", args=(seat.pk,))
    cast.client("student").post(answer, {"answer": "yes", "revision": seat.revision})
    assert cast.client("partner").get(reverse("careteam:seat", args=(seat.pk,))).status_code == 404
    assert Mail.objects.filter(recipient=cast.guardian).exists()
    seat.refresh_from_db()
    assert "Paul kan helpen" in text_of(cast.client("guardian"), "careteam:student", cast.student.pk)
    cast.client("guardian").post(answer, {"answer": "yes", "revision": seat.revision})
    assert cast.client("partner").get(reverse("careteam:seat", args=(seat.pk,))).status_code == 200


def test_from_sixteen_a_guardian_reads_nothing_here_and_answers_nothing(cast: Cast) -> None:
    _meeting, seat = _seat(cast, ["question"])
    page = text_of(cast.client("guardian"), "careteam:student", cast.student.pk)
    assert "Paul kan helpen" not in page
    assert "Vanaf 16 jaar" in page
    answer = cast.client("guardian").post(
        reverse("careteam:answer-seat", args=(seat.pk,)), {"answer": "yes", "revision": seat.revision}
    )
    assert answer.status_code == 404


def test_an_attendance_officer_sees_absence_of_a_minor_by_law_and_the_student_is_told(cast: Cast) -> None:
    _meeting, seat = _seat(cast, ["absence"])
    assert (seat.ground, seat.state) == ("law", "agreed")
    page = cast.client("partner").get(reverse("careteam:seat", args=(seat.pk,))).content.decode()
    assert "Leerplichtwet" in page
    assert "Een rustige plek zoeken." not in page
    assert "Volgens de wet" in text_of(cast.client("student"), "careteam:student", cast.student.pk)


@pytest.mark.parametrize("count", [5, 60])
def test_an_agenda_takes_the_same_queries_for_five_and_for_sixty(cast: Cast, count: int) -> None:
    classmates(cast, count)
    spoken(cast.student)
    meeting = planned(cast)
    chair = cast.client("support_advisor")
    text_of(chair, "careteam:meeting", meeting.pk)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = text_of(chair, "careteam:meeting", meeting.pk)
    assert page.count("Klasgenoot") >= count
    assert len(asked) <= 22, [one["sql"][:120] for one in asked]
    item = Item.objects.filter(meeting=meeting).order_by("-weight", "id").first()
    assert item is not None
    with CaptureQueriesContext(connection) as asked:
        text_of(chair, "careteam:item", item.pk)
    assert len(asked) <= 32, [one["sql"][:120] for one in asked]


def test_a_review_meeting_takes_everybody(cast: Cast) -> None:
    spoken(cast.student)
    meeting = planned(cast, kind="review", by="team_leader")
    page = text_of(cast.client("team_leader"), "careteam:meeting", meeting.pk)
    assert "Studentbespreking Team ICT" in page
    assert "In dit overleg komt iedereen langs" in page
    assert meeting.ended_at is None
    assert meeting.filled_at is not None
    assert now() > meeting.filled_at


@pytest.mark.req("S-537", "S-658")
def test_a_decision_becomes_the_task_of_a_partner_who_hears_decisions_until_the_yes_is_taken_back(cast: Cast) -> None:
    _meeting, seat = _seat(cast, ["question", "decisions"])
    answer = reverse("careteam:answer-seat", args=(seat.pk,))
    cast.client("student").post(answer, {"answer": "yes", "revision": seat.revision})
    item = Item.objects.get(pk=seat.item_id)
    typed = decided(item, **{"side-0": "other", "owner-0": str(cast.partner.pk), "owner_name-0": ""})
    kept = cast.client("support_advisor").post(reverse("careteam:item", args=(item.pk,)), typed)
    assert kept.status_code == 302, kept.content.decode()[:3000]
    task = PlanTask.objects.get()
    here = reverse("plan:task", args=(task.pk,))
    assert task.owner_id == cast.partner.pk
    assert "Rustige plek regelen" in cast.client("partner").get(reverse("start")).content.decode()
    assert cast.client("partner").get(here).status_code == 200
    seat.refresh_from_db()
    cast.client("student").post(answer, {"answer": "take_back", "revision": seat.revision})
    assert cast.client("partner").get(here).status_code == 404
    task.refresh_from_db()
    assert task.owner_name, "the plan still says who would do it"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_decision_is_drawn_as_the_form_draws_it(cast: Cast, language: str) -> None:
    friends = classmates(cast, 1)
    meeting = planned(cast)
    item = item_of(meeting, friends[0])
    Member.objects.filter(meeting=meeting).update(called="<b>O'Neil</b>")
    with translation.override(language):
        empty = DiscussForm(item=item)
        sent = DiscussForm({f"side-{row}": "school" for row in range(3)}, item=item)
        assert empty.decision_rows == sent.decision_rows
    assert all(f'<option value="{meeting.chair_id}">&lt;b&gt;O&#x27;Neil' in row for row in empty.decision_rows)


@pytest.mark.req("S-605")
def test_what_comes_up_about_a_student_stands_on_the_screen_as_soon_as_it_is_there(cast: Cast) -> None:
    classmates(cast, 1)
    meeting, seat = _seat(cast, ["question"])
    item, by = seat.item, meeting.chair
    chair = cast.client("support_advisor")
    said = {"organisation": item.organisation, "student": item.student}
    words = ("Wat kan er anders?", "Hoe gaat het in de les?", "Maatjesproject", "Het jongerenteam", "Bel de gemeente")
    before = text_of(chair, "careteam:item", item.pk)
    assert not any(one in before for one in words)
    Wish.objects.create(**said, asked_by=by, question=words[0], asked_on=today(), item=item)
    Round.objects.create(**said, asked_by=by, question=words[1], asked_at=now(), closes_on=today())
    Referral.objects.create(**said, where="inside", to_name=words[2], why="Samen.", asked_by=by, asked_at=now())
    SeenByHelper.objects.create(**said, by_whom=words[3], said_on=today())
    Decision.objects.create(
        organisation=item.organisation,
        item=item,
        side="school",
        what=words[4],
        owner_name="Bo",
        due_on=today(),
        task_id=uuid.uuid4(),
    )
    Member.objects.create(organisation=item.organisation, meeting=meeting, person=cast.coach, called="Carla")
    after = text_of(cast.client("coach"), "careteam:item", item.pk)
    assert [one for one in words if one not in after] == []
    assert seat.member.called in after
    assert words[3] not in text_of(chair, "careteam:item", item.pk), "of whom helps outside, who coaches reads"
