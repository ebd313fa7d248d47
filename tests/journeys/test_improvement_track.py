"""A student from a real file goes through the whole improvement track in a real browser, to each of its endings.

As coach, team leader, support advisor, college director, student administration, student and guardian; staff at a desk
and students and guardians on a phone, in Dutch and in English, with an accessibility scan of every page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.cases.tests.play import consultation, final_report, interim_report, proposal, reasons
from tests.journeys.journey import Journey, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.mark.req(
    "S-001", "S-010", "S-012", "S-013", "S-019", "S-020", "S-035", "S-036", "S-037", "S-038", "S-043", "S-044", "S-045",
    "S-060", "S-070", "S-071", "S-073", "S-074", "S-076",
)  # fmt: skip
@pytest.mark.parametrize(
    ("language", "number"), [("nl", "100000"), pytest.param("en", "100001", marks=pytest.mark.long)]
)
def test_a_seventeen_year_old_keeps_the_agreements_and_succeeds(
    chromium: Browser, school: School, language: str, number: str
) -> None:
    journey = Journey(chromium, school, number, language=language)
    journey.type_birth_date_and_guardian(17)
    journey.to_start_meeting()
    assert words(journey, "Waar sta ik?", "Where do I stand?") in journey.read("student")
    journey.sign("student", "start_meeting", "dissent", "Ik was drie keer te laat, niet vier.")
    assert "drie keer te laat" in journey.read("team_leader")
    _signed_by_both(journey)
    journey.act("team_leader", "team_decision", reasons(option="success"))
    said = journey.read("student")
    assert words(journey, "Je gaat gewoon verder met je opleiding", "You simply go on with your programme") in said
    assert "Je verbetertraject is geslaagd" in said, "a letter is in the language of its reader, here Dutch"
    assert words(journey, "Mijn rechten", "My rights") in journey.read("guardian")
    assert school.dossier_is_whole()
    assert journey.problems() == []


def _signed_by_both(journey: Journey) -> None:
    """The student signed the start report already; the rest signs, and both evaluations are held."""
    for who in ("guardian", "coach", "team_leader"):
        journey.sign(who, "start_meeting")
    journey.day += timedelta(weeks=6)
    journey.act("team_leader", "interim_evaluation", interim_report())
    for who in ("student", "guardian", "team_leader"):
        journey.sign(who, "interim_evaluation")
    journey.day += timedelta(weeks=6)
    journey.act("team_leader", "final_meeting", final_report(kept="kept", sufficient="yes"))


@pytest.mark.req(
    "S-046", "S-047", "S-048", "S-049", "S-050", "S-051", "S-052", "S-053", "S-054", "S-055", "S-056", "S-057", "S-058",
    "S-059", "S-072",
)  # fmt: skip
@pytest.mark.long
def test_a_seventeen_year_old_does_not_succeed_and_nobody_lets_go(chromium: Browser, school: School) -> None:
    journey = Journey(chromium, school, "100002", language="nl")
    journey.type_birth_date_and_guardian(17)
    journey.to_start_meeting()
    journey.to_judgement(kept="not_kept", sufficient="no", signers=("student", "guardian"))
    journey.act("team_leader", "team_decision", reasons(option="no_success"))
    said = journey.read("director")
    assert "Toestemming" in said
    journey.act("director", "director_consent", reasons(option="granted"))
    journey.act("director", "no_success_letter")
    assert "Je verbetertraject is niet succesvol afgerond" in journey.read("student")
    journey.act(
        "coach",
        "exit_talk",
        {
            "took_place": "held",
            "wishes": "Meer praktijk.",
            "destination": "programme_elsewhere",
            "named_person": "Carla Coach",
        },
    )
    journey.act("support_advisor", "follow_up_guidance", {"who": "stagePLUS", "agreed": "Elke week een gesprek"})
    journey.act("support_advisor", "consult_support_future", consultation())
    journey.act("support_advisor", "call_attendance_officer", {"who": "Leerplicht", "agreed": "Er wordt gebeld"})
    journey.act("coach", "aftercare_contact", {"reached": "yes", "news": "Open dag bezocht"})
    journey.act("coach", "close_aftercare_check", {"placed": "no", "next_person": "Carla Coach"})
    said = journey.act("coach", "close_aftercare", reasons(option="close"), stays=True)
    assert "acht weken" in said
    journey.day += timedelta(weeks=8, days=1)
    journey.act("coach", "close_aftercare", reasons(option="close"))
    assert "besluit tot verwijdering" in journey.read("team_leader")
    assert school.dossier_is_whole()
    assert journey.problems() == []


@pytest.mark.long
def test_without_javascript_an_adult_decides_alone_and_the_guardian_is_not_asked(
    chromium: Browser, school: School
) -> None:
    journey = Journey(chromium, school, "100003", language="nl", javascript=False)
    journey.type_birth_date_and_guardian(19)
    journey.to_start_meeting()
    for who in ("student", "coach", "team_leader"):
        journey.sign(who, "start_meeting")
    assert "Tussentijdse evaluatie" in journey.read("student")
    journey.act("coach", "stop", reasons(option="student_leaves"))
    assert "Beëindigd omdat de student weggaat" in journey.read("student")
    assert journey.problems() == []


@pytest.mark.long
def test_a_proposal_may_end_without_a_track(chromium: Browser, school: School) -> None:
    journey = Journey(chromium, school, "100004", language="en")
    journey.type_birth_date_and_guardian(17)
    journey.record_two_talks()
    journey.begin()
    journey.act("coach", "propose", proposal())
    journey.act("team_leader", "start_decision", reasons(option="not_now"))
    assert "Not started" in journey.read("student")
    assert journey.problems() == []
