"""A student is heard in the care team, gets help outside school, and talks with somebody the school cannot hear.

The student puts a question on the table from a phone, the support advisor leads the meeting at a desk, what was decided
comes back in plain words; the coach looks for help outside school, the student says yes, the helper gives a word back;
and a youth team answers in confidence. In Dutch and in English, with an accessibility scan of every page.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.people.clock import today
from tests.journeys.journey import Journey, words
from tests.journeys.outside import HELPERS, press
from tests.journeys.school import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]


def _talked_about(journey: Journey, unit: str) -> None:
    """What the student asks comes first, is decided on, and comes back in plain words."""
    student = journey.who("student")
    student.go(f"/students/{journey.student_id}/care-team/ask/")
    student.fill({"question": "Kan ik ergens rustig leren?"})
    student.send()
    chair = journey.who("support_advisor")
    chair.go("/care-team/new/")
    chair.fill({"kind": "care_team", "unit": unit, "planned_on": journey.day.isoformat(), "place": "B1.04"})
    chair.send()
    meeting = chair.page.url
    assert words(journey, "De student vraagt", "The student asks") in chair.said()
    press(chair, words(journey, "Studenten uitnodigen en vragen", "Tell the students and ask them"))
    student = journey.who("student")
    student.go(f"/students/{journey.student_id}/care-team/")
    press(student, words(journey, "Erbij zijn, of iets vragen", "Come along, or ask something"))
    student.fill({"comes": "yes", "own_question": "Thuis is het druk."})
    student.send()
    chair = journey.who("support_advisor")
    chair.page.goto(meeting)
    chair.page.locator("main a[href*='/care-team/students/']").first.click()
    chair.page.wait_for_load_state()
    chair.look()
    assert "Thuis is het druk." in chair.said()
    chair.fill(
        {
            "said": "Thuis is geen plek.",
            "for_student": "School regelt elke dag een stille plek.",
            "what-0": "Stille plek regelen",
            "owner_name-0": "Olga Ondersteuner",
            "due_on-0": (journey.day + timedelta(days=7)).isoformat(),
        }
    )
    press(chair, words(journey, "Dit bewaren", "Keep this"))
    chair.page.goto(meeting)
    press(chair, words(journey, "Het overleg afsluiten", "End the meeting"))
    chair.send()
    assert "Stille plek regelen" in chair.said()
    student = journey.who("student")
    student.go(f"/students/{journey.student_id}/care-team/")
    assert "School regelt elke dag een stille plek." in student.said()
    assert "Olga" in student.said()


def _referred(journey: Journey, receiver: str) -> None:
    """Asked, agreed on the phone, accepted, begun, ended, with a word back."""
    coach = journey.who("coach")
    coach.go(f"/students/{journey.student_id}/referrals/new/")
    asked = {"receiver": receiver, "why": "Samen je geld op een rij.", "told": "Geld."}
    coach.fill({"choice": "other", "to_name": "Budgetcoach", **asked})
    coach.send()
    here = re.sub(r"^https?://[^/]+", "", coach.page.url)
    student = journey.who("student")
    student.go(here)
    press(student, words(journey, "Ja, dat wil ik graag", "Yes, I would like that"))
    helper = journey.who("budget")
    helper.go(here)
    for state, word in (("accepted", ""), ("begun", ""), ("ended", "Er ligt een overzicht.")):
        helper.fill({"state": state, "word_back": word})
        helper.send(stays=True)
    for who in ("coach", "student"):
        window = journey.who(who)
        window.go(here)
        assert "Er ligt een overzicht." in window.said(), who


def _in_confidence(journey: Journey) -> None:
    """The youth team answers; the coach opens nothing."""
    student = journey.who("student")
    student.go("/in-confidence/")
    press(student, words(journey, "Schrijf naar Jeugdteam Buiten", "Write to Jeugdteam Buiten"))
    student.fill({"called": "Zo", "text": "Ik slaap slecht."})
    student.send()
    contact = re.sub(r"^https?://[^/]+", "", student.page.url)
    helper = journey.who("yara")
    helper.go("/in-confidence/")
    helper.page.locator(f"a[href='{contact}']").first.click()
    helper.page.wait_for_load_state()
    press(helper, words(journey, "Openen", "Open"))
    helper.fill({"text": "Goed dat je schrijft."})
    helper.send(stays=True)
    student = journey.who("student")
    student.go(contact)
    assert "Goed dat je schrijft." in student.said()
    assert "Yara Helper" in student.said()
    for who in ("coach", "support_advisor", "team_leader", "administration"):
        window = journey.who(who)
        answer = window.page.goto(journey.school.url + contact)
        assert answer is not None
        assert answer.status == 404, who


@pytest.mark.long
@pytest.mark.req("S-451", "S-452", "S-453", "S-523", "S-537")
@pytest.mark.parametrize(("language", "number"), [("nl", "100023"), ("en", "100024")])
def test_a_student_is_heard_and_helped_outside_school(
    chromium: Browser, school: School, language: str, number: str
) -> None:
    journey = Journey(chromium, school, number, language=language)
    assert journey.day == today()
    found = school.run(HELPERS, [journey.student_id, PASSWORD])
    assert isinstance(found, list)
    unit, receiver = found
    _talked_about(journey, unit)
    _referred(journey, receiver)
    _in_confidence(journey)
    assert journey.problems() == []
