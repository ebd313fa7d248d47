"""The improvement track ends because the student leaves: nobody lets go before somebody else has hold.

Everybody on a phone, in Dutch and in English: the track is stopped, the deregistration that follows holds the exit
talk, the destination and the support advisor, calls in the attendance officer or the youth desk where a duty asks for
it, and the aftercare stays in touch for a year.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.cases.tests.play import reasons
from tests.journeys.journey import Journey, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.mark.long
@pytest.mark.req("S-052", "S-053", "S-056", "S-057", "S-059", "S-072")
@pytest.mark.parametrize(
    ("language", "number", "years", "report"),
    [
        ("nl", "100005", 17, "report_attendance"),
        ("en", "100006", 19, "report_desk"),
    ],
)
def test_a_student_leaves_during_the_track_and_somebody_has_hold(
    chromium: Browser, school: School, language: str, number: str, years: int, report: str
) -> None:
    journey = Journey(chromium, school, number, language=language, phones=True)
    journey.type_birth_date_and_guardian(years)
    journey.to_start_meeting()
    journey.act("coach", "stop", reasons(option="student_leaves"))
    said = words(journey, "Je gaat weg van deze school", "You are leaving this school")
    assert said in journey.read("student")

    journey.go_on_with("coach", "deregistration")
    _leave_with_a_place_to_go(journey, report)
    assert words(journey, "Wil je hulp bij wat nu komt?", "Do you want help with what comes next?") in journey.read(
        "student"
    )

    journey.go_on_with("coach", "aftercare")
    _stay_in_touch_for_a_year(journey)
    assert words(journey, "Je hebt je plek gevonden", "You have found your place") in journey.read("student")
    assert school.dossier_is_whole()
    assert journey.problems() == []


def _leave_with_a_place_to_go(journey: Journey, report: str) -> None:
    """Reasons, exit talk, destination with a name, the support advisor's handover, who must be told, own request."""
    journey.act(
        "coach",
        "why",
        {
            "reason": "other_programme",
            "causes": ["choice"],
            "initiator": "student",
            "decision_taken": "no",
            "story": "De student wil meer praktijk.",
        },
    )
    journey.act("coach", "exit_talk", {"took_place": "spoken", "next": "Een opleiding met meer praktijk."})
    journey.act(
        "support_advisor",
        "plan",
        {
            "destination": "programme",
            "new_place": "no",
            "named_person": "Olga Ondersteuner",
            "first_moment": (journey.day + timedelta(weeks=1)).isoformat(),
        },
    )
    handover: dict[str, object] = {
        "to_whom": "Een andere school",
        "warm": "yes",
        "consent": "yes",
        "what": "Wat goed ging en wat helpt.",
    }
    journey.act("support_advisor", "handover", handover)
    journey.act("support_advisor", "accepted", {"what": "De andere school belt deze week."})
    asked = journey.read("support_advisor")
    other = {"report_attendance": "report_desk", "report_desk": "report_attendance"}[report]
    window = journey.who("support_advisor")
    assert window.page.locator(f"a[href$='/do/{report}/']").count(), asked
    assert not window.page.locator(f"a[href$='/do/{other}/']").count(), "only the duty that applies is asked for"
    journey.act("support_advisor", report, {"what": "Gebeld en gemaild."})
    journey.act("student", "own_request", reasons(option="own_request"))


def _stay_in_touch_for_a_year(journey: Journey) -> None:
    """A plan with a name, and the contacts after two weeks, eight weeks, half a year and a year."""
    journey.act("support_advisor", "plan", {"person": "Olga Ondersteuner", "how": "Bellen, na vier uur."})
    news: dict[str, object] = {"reached": "yes", "place": "no", "news": "Open dag bezocht."}
    journey.day += timedelta(weeks=1)
    journey.act("coach", "first_contact", news)
    journey.day += timedelta(weeks=8)
    journey.act("coach", "eight_contact", {**news, "place": "yes", "news": "Begonnen op de nieuwe plek."})
    journey.day += timedelta(weeks=16)
    journey.act("coach", "half_year_contact", {**news, "place": "yes"})
    journey.day += timedelta(weeks=26)
    journey.act("coach", "year_contact", {**news, "place": "yes"})
    journey.act("coach", "close", reasons(option="has_place"))
