"""The improvement track of source A through the pages, as the people it is for, to each of its endings."""

import pytest
from tests.houvast_testing.cast import Cast

from houvast.cases.models import Case, CaseLetter
from houvast.cases.tests.play import (
    FOUND,
    OK,
    Play,
    expect,
    reasons,
)
from houvast.cases.verify import verify_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def play(cast: Cast) -> Play:
    return Play(cast=cast)


@pytest.mark.req("S-001", "S-016", "S-017", "S-018", "S-019", "S-043", "S-044", "S-045", "S-071")
def test_a_student_who_keeps_the_agreements_ends_with_success_and_a_letter(play: Play) -> None:
    play.to_judgement(kept="kept", sufficient="yes")
    expect(play.act("team_leader", "team_decision", reasons(option="success")), FOUND)
    case = play.now()
    assert (case.status, case.outcome) == (Case.Status.ENDED, "succeeded")
    letters = CaseLetter.objects.filter(case=case, key__startswith="letter:success")
    assert {letter.recipient_id for letter in letters} == {play.cast.student.pk, play.cast.guardian.pk}
    page = expect(play.get("student", play.base), OK).content.decode()
    assert "Je gaat gewoon verder met je opleiding" in page
    assert "Je verbetertraject is geslaagd" in page
    assert not list(verify_case(case.pk))
