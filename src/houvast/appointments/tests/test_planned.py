"""Planned talks: proposed, chosen, moved, cancelled, missed; who comes along; reminders; the calendar file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from houvast.appointments.actions.reminding import remind_of_talks
from houvast.appointments.calendar_file import escaped, folded
from houvast.appointments.models import CalendarLink, PlannedTalk
from houvast.outbox.models import Mail
from houvast.people.clock import AMSTERDAM, now, set_to, today
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast


def moments(*days: int) -> dict[str, str]:
    typed = {}
    for number, ahead in enumerate(days, 1):
        typed[f"moment_{number}"] = (today() + timedelta(days=ahead)).isoformat()
        typed[f"time_{number}"] = "10:30"
    return typed


def propose(cast: Cast, by: str = "coach", **more: str) -> PlannedTalk:
    typed = {"kind": "progress", "minutes": "30", "place": 'Lokaal 1; "B"', "words": "Over je cijfers praten?",
             **moments(2, 3), "submission": new_key(), **more}  # fmt: skip
    answer = cast.client(by).post(reverse("appointments:propose", args=(cast.student.pk,)), typed)
    assert answer.status_code == 302, answer.content.decode()
    return PlannedTalk.objects.latest("created_at")


def agree(cast: Cast, planned: PlannedTalk, by: str = "student") -> PlannedTalk:
    moment = planned.moments.order_by("starts_at").first()
    assert moment
    answer = cast.client(by).post(
        reverse("appointments:planned-choose", args=(planned.pk,)),
        {"moment": str(moment.pk), "revision": planned.revision, "submission": new_key()},
    )
    assert answer.status_code == 302, answer.content.decode()
    planned.refresh_from_db()
    return planned


@pytest.mark.req("S-767", "S-768", "S-605")
def test_the_coach_proposes_moments_and_the_student_picks_one(cast: Cast) -> None:
    planned = propose(cast)
    assert planned.moments.count() == 2
    start = cast.client("student").get(reverse("start")).content.decode()
    assert reverse("appointments:planned-talks", args=(cast.student.pk,)) in start
    planned = agree(cast, planned)
    assert planned.state == "agreed"
    assert planned.starts_at is not None
    assert planned.starts_at.astimezone(AMSTERDAM).strftime("%H:%M") == "10:30"
    bodies = " ".join(str(one) for one in Mail.objects.values_list("body", flat=True))
    assert "cijfers" not in bodies


@pytest.mark.req("S-766", "S-767")
def test_a_student_proposes_and_the_coach_chooses(cast: Cast) -> None:
    planned = propose(cast, by="student", staff=str(cast.coach.pk))
    assert planned.staff == cast.coach
    refused = cast.client("student").post(
        reverse("appointments:planned-choose", args=(planned.pk,)),
        {"moment": str(planned.moments.all()[0].pk), "submission": new_key()},
    )
    assert refused.status_code == 409
    assert (
        reverse("appointments:planned-talk", args=(planned.pk,))
        in cast.client("coach").get(reverse("start")).content.decode()
    )
    assert agree(cast, planned, by="coach").state == "agreed"


def test_a_moment_that_is_over_or_half_typed_is_refused_and_what_was_typed_stays(cast: Cast) -> None:
    for typed in (moments(-1), {**moments(2), "moment_2": (today() + timedelta(days=3)).isoformat()}):
        answer = cast.client("coach").post(
            reverse("appointments:propose", args=(cast.student.pk,)),
            {"kind": "progress", "minutes": "30", "words": "Zo gezegd", **typed, "submission": new_key()},
        )
        assert answer.status_code == 422
        assert "Zo gezegd" in answer.content.decode()


def test_two_at_once_the_second_gets_a_clear_answer(cast: Cast) -> None:
    planned = propose(cast)
    seen = planned.revision
    agree(cast, planned)
    answer = cast.client("coach").post(
        reverse("appointments:planned-cancel", args=(planned.pk,)),
        {"words": "Ik ben ziek", "revision": seen, "submission": new_key()},
    )
    assert answer.status_code == 409
    assert "Ik ben ziek" in answer.content.decode()


@pytest.mark.req("S-610", "S-611", "S-293", "S-663")
def test_a_student_brings_a_trusted_person_who_then_sees_this_talk_and_no_other(cast: Cast) -> None:
    planned, other = propose(cast), propose(cast)
    here = reverse("appointments:planned-talk", args=(planned.pk,))
    assert cast.client("trusted_person").get(here).status_code == 404
    answer = cast.client("student").post(
        reverse("appointments:planned-bring", args=(planned.pk,)),
        {"person": str(cast.trusted_person.pk), "name": "", "submission": new_key()},
    )
    assert answer.status_code == 302
    page = cast.client("trusted_person").get(here)
    assert page.status_code == 200
    assert reverse("appointments:planned-cancel", args=(planned.pk,)) not in page.content.decode()
    assert cast.client("trusted_person").get(reverse("appointments:planned-talk", args=(other.pk,))).status_code == 404
    assert Mail.objects.filter(recipient=cast.trusted_person).count() == 1
    by_name = cast.client("student").post(
        reverse("appointments:planned-bring", args=(planned.pk,)), {"name": "Oom Bas", "submission": new_key()}
    )
    assert by_name.status_code == 302
    assert "Oom Bas" in cast.client("coach").get(here).content.decode()


@pytest.mark.req("S-600", "S-606", "S-603")
def test_a_missed_talk_leads_to_an_invitation_and_is_no_absence(cast: Cast) -> None:
    planned = agree(cast, propose(cast))
    with set_to(today() + timedelta(days=4)):
        start = cast.client("coach").get(reverse("start")).content.decode()
        assert reverse("appointments:planned-talk", args=(planned.pk,)) in start
        answer = cast.client("coach").post(
            reverse("appointments:planned-missed", args=(planned.pk,)),
            {"words": "", "revision": planned.revision, "submission": new_key()},
        )
        assert answer.status_code == 302
        assert cast.student.absences.count() == 0 if hasattr(cast.student, "absences") else True
        own = cast.client("student").get(reverse("appointments:planned-talk", args=(planned.pk,))).content.decode()
        assert "We hebben je gemist" in own
        invite = reverse("appointments:propose", args=(cast.student.pk,)) + f"?after={planned.pk}"
        assert "We hebben je gemist" in cast.client("coach").get(invite).content.decode()
        answer = cast.client("coach").post(
            invite, {"kind": "progress", "minutes": "30", **moments(2), "submission": new_key()}
        )
        assert answer.status_code == 302
        planned.refresh_from_db()
        assert planned.reached_out_on == today()


def test_everybody_of_the_talk_is_reminded_the_day_before_without_content(cast: Cast) -> None:
    planned = agree(cast, propose(cast))
    assert planned.starts_at is not None
    before = planned.starts_at.astimezone(AMSTERDAM).date() - timedelta(days=1)
    with set_to(before):
        assert remind_of_talks(organisation_id=cast.organisation.pk, at=now()) == 1
        remind_of_talks(organisation_id=cast.organisation.pk, at=now())
    mails = Mail.objects.filter(kind="reminder")
    assert {one.recipient_id for one in mails} == {cast.student.pk, cast.coach.pk}
    assert mails.count() == 2
    assert all("cijfers" not in str(one.body) and "Lokaal" not in str(one.body) for one in mails)


def test_a_calendar_link_gives_talks_without_content_and_stops_when_it_is_ended(cast: Cast) -> None:
    planned = agree(cast, propose(cast))
    page = cast.client("student").post(reverse("appointments:calendar-link"), {"what": "make"})
    address = page.context["address"]
    path = address[address.index("/calendar/") :]
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "SUMMARY:Gesprek met Carla Coach" in text
    assert 'LOCATION:Lokaal 1\\; "B"' in text
    assert f"UID:{planned.pk}@houvast" in text
    assert "cijfers" not in text
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    cast.client("student").post(reverse("appointments:calendar-link"), {"what": "end"})
    assert Client().get(path).status_code == 404
    assert Client().get("/calendar/x.ics").status_code == 404
    assert CalendarLink.objects.get().token_hash not in address


def test_a_calendar_line_is_folded_at_75_octets_and_never_inside_a_character() -> None:
    line = folded("SUMMARY:" + "é" * 100)
    assert all(len(one) <= 75 for one in line.split(b"\r\n"))
    assert line.replace(b"\r\n ", b"").decode().strip() == "SUMMARY:" + "é" * 100
    assert escaped("a;b,c\\d\r\ne\x00") == "a\\;b\\,c\\\\d\\ne"
