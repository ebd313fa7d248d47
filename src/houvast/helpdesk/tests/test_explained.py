"""Where somebody can go, and what professionals may do and share: what the pages say, and that no answer is missing."""

import pytest
from django.test import Client

from houvast.helpdesk.sharing import Verdict, What, Whom, may_share

pytestmark = pytest.mark.django_db


@pytest.mark.req("S-386", "S-388", "S-390", "S-391", "S-400", "S-401")
def test_somebody_who_does_not_agree_reads_where_to_go_without_an_account() -> None:
    page = Client().get("/helpdesk/routes/").content.decode()
    for said in (
        "Elke school moet er een hebben", "adviseert de school", "ombudsman", "Examencommissie", "WEB art. 7.5.1",
        "bestuursrechter", "College voor de Rechten van de Mens", "2016-56", "Onderwijsconsulenten", "niet bindend",
    ):  # fmt: skip
        assert said in page, said


@pytest.mark.req("S-642", "S-644")
def test_a_professional_reads_which_adjustments_there_are_and_whom_to_involve() -> None:
    page = Client().get("/helpdesk/professionals/").content.decode()
    for said in (
        "Wgbh/cz art. 2",
        "Examens: meer tijd",
        "Materiaal:",
        "Extra begeleiding",
        "art. 21a",
        "Doorstroompunt",
    ):
        assert said in page, said


@pytest.mark.parametrize("whom", Whom)
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("is_adult", [True, False])
def test_every_question_about_sharing_has_an_answer_with_its_source(whom: Whom, what: What, is_adult: bool) -> None:
    advice = may_share(whom, what, is_adult=is_adult)
    assert advice.source
    assert advice.because.nl
    assert advice.because.en


def test_what_was_said_in_confidence_stays_there_for_everybody() -> None:
    answers = {may_share(whom, What.IN_CONFIDENCE, is_adult=adult).verdict for whom in Whom for adult in (True, False)}
    assert answers == {Verdict.NO}


@pytest.mark.parametrize(
    ("whom", "what", "is_adult", "verdict"),
    [
        (Whom.PARENTS, What.PROGRESS, False, Verdict.MUST),
        (Whom.PARENTS, What.PROGRESS, True, Verdict.CONSENT),
        (Whom.ATTENDANCE_OFFICER, What.ABSENCE, False, Verdict.MUST),
        (Whom.ATTENDANCE_OFFICER, What.REASONS, False, Verdict.CONSENT),
        (Whom.TRANSITION_POINT, What.HEALTH, True, Verdict.CONSENT),
        (Whom.COLLEAGUE, What.PROGRESS, True, Verdict.MAY),
        (Whom.PARENTS, What.HEALTH, False, Verdict.JUDGE),
    ],
)
def test_a_duty_a_permission_and_a_question_are_told_apart(
    whom: Whom,
    what: What,
    is_adult: bool,
    verdict: Verdict,
) -> None:
    assert may_share(whom, what, is_adult=is_adult).verdict is verdict


@pytest.mark.req("S-644")
def test_the_decision_aid_answers_on_its_page_and_asks_again_when_something_is_missing() -> None:
    asked = "/helpdesk/professionals/sharing/?whom=parents&what=progress&age=adult"
    assert "Alleen als de student het goedvindt" in Client().get(asked).content.decode()
    assert Client().get("/helpdesk/professionals/sharing/?whom=parents").status_code == 422
