"""A formal meeting in a procedure counts as spoken: in the caseload, on the student's page and for the team."""

from datetime import timedelta

import pytest

from houvast.cases.actions import pass_time
from houvast.cases.models import Case, CaseEvent
from houvast.cases.tests.play import FOUND, OK, Play, expect, start_report
from houvast.cases.tests.test_improvement_track import exit_report
from houvast.education.models import Touched
from houvast.guidance.models import NEVER, Contact
from houvast.people import clock
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast: Cast) -> Play:
    return Play(cast=cast)


def contact(play: Play) -> Contact:
    return Contact.objects.get(student=play.cast.student)


def test_a_start_meeting_makes_the_student_spoken_on_that_day(play: Play) -> None:
    play.to_start()
    assert contact(play).waits_since == NEVER
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    assert contact(play).latest_meeting_on == play.day
    assert contact(play).waits_since == play.day
    assert contact(play).latest_talk_on is None, "the talks of this test were written past the actions"
    page = expect(play.get("coach", "/students/"), OK).content.decode()
    assert "deze week gesproken" in page
    assert "Sam de Wit" not in expect(play.get("coach", "/students/?show=unseen"), OK).content.decode()
    page = expect(play.get("coach", f"/students/{play.cast.student.pk}/"), OK).content.decode()
    assert "Deze week gesproken" in page


def test_alerts_are_measured_again_after_a_meeting_and_a_withdrawal(play: Play) -> None:
    play.to_start()
    Touched.objects.all().delete()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    assert Touched.objects.filter(student=play.cast.student, kind=Touched.Kind.TALK).count() == 1
    number = CaseEvent.objects.get(case=play.case, act="start_meeting").number
    withdrawn = {"what": "withdraw", "reason": "Dit gesprek was bij iemand anders."}
    expect(play.post("team_leader", f"{play.base}log/{number}/correct/", withdrawn), FOUND)
    assert Touched.objects.filter(student=play.cast.student, kind=Touched.Kind.TALK).count() == 2


def test_the_student_waits_again_when_the_meeting_is_withdrawn(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    number = CaseEvent.objects.get(case=play.case, act="start_meeting").number
    withdrawn = {"what": "withdraw", "reason": "Dit gesprek was bij iemand anders."}
    expect(play.post("team_leader", f"{play.base}log/{number}/correct/", withdrawn), FOUND)
    assert contact(play).latest_meeting_on is None
    assert contact(play).waits_since == NEVER


def test_a_meeting_on_an_earlier_day_counts_from_that_day(play: Play) -> None:
    play.to_start()
    play.pass_days(3)
    earlier = play.day - timedelta(days=2)
    typed = {**start_report(play.day), "happened_on": earlier.isoformat()}
    expect(play.act("team_leader", "start_meeting", typed), FOUND)
    assert contact(play).latest_meeting_on == earlier


def test_a_student_who_did_not_want_the_exit_talk_was_not_spoken(play: Play) -> None:
    play.to_future()
    spoken = contact(play).latest_meeting_on
    play.pass_days(4)
    expect(play.act("coach", "exit_talk", {**exit_report(), "took_place": "declined"}), FOUND)
    assert contact(play).latest_meeting_on == spoken


def test_a_case_from_before_this_was_counted_is_counted_by_the_next_night(play: Play) -> None:
    play.to_start()
    expect(play.act("team_leader", "start_meeting", start_report(play.day)), FOUND)
    Case.objects.update(latest_meeting_on=None)
    Contact.objects.update(latest_meeting_on=None, waits_since=NEVER)
    with clock.set_to(play.day + timedelta(days=1)):
        pass_time(case_id=play.now().pk, by=None, at=clock.now())
    assert contact(play).latest_meeting_on == play.day
