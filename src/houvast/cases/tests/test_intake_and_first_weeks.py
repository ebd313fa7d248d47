"""A broad intake and introduction, played by who hold it: the coach, the administration and the student."""

import pytest

from houvast.cases.models import Case
from houvast.cases.tests.play import FOUND, INVALID, OK, Play, expect, reasons
from houvast.guidance.models import Contact
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
TALK = {"wish": "Sam wil websites maken.", "strong": "Geduldig en precies.", "need": "yes"}
AREAS = {
    "health": "green",
    "money": "amber",
    "home": "green",
    "social": "green",
    "work": "green",
    "free_time": "green",
    "said": "Ik werk veel naast school.",
}


@pytest.fixture
def play(cast: Cast) -> Play:
    return Play(cast=cast)


@pytest.mark.req("S-604")
def test_a_coach_asks_broadly_at_the_start_and_gets_to_know_the_student(play: Play) -> None:
    """What somebody wants, can and needs before placing; then an introduction and the life areas in the first weeks."""
    expect(play.begin("coach", "intake"), FOUND)
    early = play.act("administration", "place", reasons(option="placed"))
    assert early.status_code in {INVALID, 404}, "nobody is placed before the talk"
    form = expect(play.get("coach", f"{play.base}do/intake/"), OK).content.decode()
    for question in ("Waarom deze opleiding?", "Waar ben je goed in?", "Is er extra hulp nodig?"):
        assert question in form
    expect(play.act("coach", "intake", TALK), FOUND)
    expect(play.act("administration", "place", reasons(option="placed")), FOUND)
    expect(play.act("coach", "started", {"came": "yes"}), FOUND)
    expect(play.act("coach", "life_areas", AREAS), FOUND)
    expect(play.act("coach", "introduction", {"what": "Kennisgemaakt; Sam kookt graag."}), FOUND)
    own = expect(play.get("student", play.base), OK).content.decode()
    for told in ("Sam wil websites maken.", "Ik werk veel naast school.", "Kennisgemaakt; Sam kookt graag."):
        assert told in own
    assert Contact.objects.get(student=play.cast.student).latest_meeting_on == play.day


@pytest.mark.req("S-604")
def test_whoever_nobody_got_to_know_in_the_first_weeks_is_called_to_the_team_leader(play: Play) -> None:
    expect(play.begin("coach", "intake"), FOUND)
    expect(play.act("coach", "intake", TALK), FOUND)
    expect(play.act("administration", "place", reasons(option="placed")), FOUND)
    assert play.now().status == Case.Status.OPEN
    play.pass_days(60)
    page = expect(play.get("team_leader", play.base), OK).content.decode()
    assert "Deze student is nog door niemand gezien." in page
