"""Case analysis apart and together, patterns, a team's learning cycle, the agenda, and the rehearsal of a year."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse

from houvast.guidance.models import Contact
from houvast.monitor.models import Analysis, AnalysisMark, LearningCycle
from houvast.monitor.tests.school import enrol, refreshed
from houvast.people import clock
from tests.houvast_testing.cast import Cast

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def begun(cast: Cast) -> Analysis:
    answer = cast.client("coach").post(reverse("monitor:analysis", args=(cast.student.pk,)))
    assert answer.status_code == 302
    return Analysis.objects.get()


def place(analysis: Analysis) -> str:
    return reverse("monitor:analysis-one", args=(analysis.student_id, analysis.pk))


def mark(why: str, kind: str = "failed", factor: str = "in_time") -> dict[str, str]:
    return {"on": "2026-03-02", "kind": kind, "factor": factor, "why": why}


@pytest.mark.req("S-300", "S-301", "S-302", "S-303", "S-306")
def test_colleagues_mark_apart_then_lay_it_together_and_keep_what_they_agree_on(cast: Cast) -> None:
    analysis = begun(cast)
    assert cast.client("coach").post(place(analysis), mark("Te laat gebeld.")).status_code == 302
    assert (
        cast.client("team_leader").post(place(analysis), mark("Goed dat de mentor langsging.", "helped")).status_code
        == 302
    )
    apart = cast.client("coach").get(place(analysis)).content.decode()
    assert "Te laat gebeld." in apart
    assert "langsging" not in apart
    assert cast.client("coach").post(place(analysis), {"together": "yes"}).status_code == 302
    assert "langsging" in cast.client("coach").get(place(analysis)).content.decode()
    analysis.refresh_from_db()
    agreed = AnalysisMark.objects.get(kind="helped")
    closing = {
        "agreed": [str(agreed.pk)], "learned": "Sneller langsgaan.", "revision": str(analysis.revision),
        "discussed_on": "2026-11-20", "present": "coach, teamleider", "talk_report": "Wij bespraken de eerste weken.",
        "gender": "m",
    }  # fmt: skip
    assert cast.client("team_leader").post(place(analysis), closing).status_code == 302
    assert "Wij bespraken de eerste weken." in cast.client("coach").get(place(analysis)).content.decode()
    for_student = cast.client("student").get(place(analysis)).content.decode()
    assert "langsging" in for_student
    assert "Te laat gebeld." not in for_student
    assert "Tineke" not in for_student.split("<main")[1].split("</main")[0]


def test_a_student_does_not_mark_and_a_stranger_does_not_see(cast: Cast) -> None:
    analysis = begun(cast)
    assert cast.client("student").post(place(analysis), mark("Ik.")).status_code == 404
    assert cast.client("colleague").get(place(analysis)).status_code == 404


@pytest.mark.req("S-665")
def test_the_table_of_cases_has_age_gender_level_and_ending_and_no_small_number(cast: Cast) -> None:
    for number in range(24):
        made = enrol(cast, number, starts_on=date(2025, 8, 20), level=1 if number < 12 else 2)
        Analysis.objects.create(
            organisation=cast.organisation, student=made.student, state="closed", begun_on=DAY, closed_on=DAY,
            gender="f" if number < 14 else "m" if number < 22 else "x",
        )  # fmt: skip
    page = cast.client("director").get(reverse("monitor:patterns")).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "Leeftijd 18 tot en met 22 24" in text
    assert "Niveau 1 12" in text
    assert "Niveau 2 12" in text
    assert "Geslacht man verborgen" in text
    assert "Hoe het afliep niet bekend 24" in text


def test_patterns_are_shown_from_ten_closed_analyses_on_and_name_nobody(cast: Cast) -> None:
    for number in range(10):
        student = enrol(cast, number, starts_on=date(2025, 8, 20)).student
        one = Analysis.objects.create(
            organisation=cast.organisation, student=student, state="closed", begun_on=DAY, closed_on=DAY
        )
        AnalysisMark.objects.create(
            organisation=cast.organisation, analysis=one, on=DAY, kind="failed", factor="in_time", why="geheim",
            shared=True, at=clock.now(),
        )  # fmt: skip
    text = cast.client("director").get(reverse("monitor:patterns")).content.decode()
    assert "Hulp op tijd, of te laat" in text
    assert "geheim" not in text
    Analysis.objects.filter(student__number="T1").delete()
    assert "Hulp op tijd" not in cast.client("director").get(reverse("monitor:patterns")).content.decode()


@pytest.mark.req("S-637", "S-773", "S-774")
def test_a_team_sets_a_goal_tries_one_small_thing_and_sees_the_figure_before_and_after(cast: Cast) -> None:
    made = [enrol(cast, number, starts_on=date(2026, 8, 20)) for number in range(40)]
    refreshed(cast)
    draft = {
        "team": str(cast.team.pk), "figure": "talked", "goal": "Iedereen gezien", "target": "90",
        "small_change": "Maandag twee bellen", "mechanism": "connection", "look_on": "2026-12-20",
    }  # fmt: skip
    assert cast.client("coach").post(reverse("monitor:begin"), draft).status_code == 302
    cycle = LearningCycle.objects.get()
    assert (cycle.before_hits, cycle.before_of) == (0, 41)
    for one in made[:30]:
        Contact.objects.create(
            student=one.student, organisation=cast.organisation, latest_talk_on=DAY - timedelta(days=2)
        )
    refreshed(cast)
    text = cast.client("team_leader").get(reverse("monitor:learning")).content.decode()
    assert "Het ging omhoog, meer dan toeval verklaart." in text
    answer = cast.client("team_leader").post(
        reverse("monitor:decide", args=(cycle.pk,)), {"decision": "keep", "learned": "Het werkt.", "revision": "1"}
    )
    assert answer.status_code == 302
    cycle.refresh_from_db()
    assert (cycle.after_hits, cycle.after_of, cycle.decision) == (30, 41, "keep")
    assert cast.client("colleague").post(reverse("monitor:begin"), draft).status_code in {403, 422}


@pytest.mark.req("S-411", "S-412", "S-469", "S-470")
def test_the_quality_agenda_says_per_priority_what_is_known_and_what_is_not(cast: Cast) -> None:
    refreshed(cast)
    text = cast.client("director").get(reverse("monitor:quality")).content.decode()
    assert "Jongeren in een kwetsbare positie" in text
    assert "Houvast heeft hier geen cijfer voor" in text


def test_a_year_is_rehearsed_from_own_rates_and_from_what_if(cast: Cast) -> None:
    refreshed(cast)
    client = cast.client("director")
    assert "volste week" in client.get(reverse("monitor:rehearsal")).content.decode()
    asked = {
        "students": 1000, "coaches": 20, "talks": 5, "alerts": 2, "tracks": 3, "warnings": 10, "negative": 30,
        "appeals": 20, "leaving": 8,
    }  # fmt: skip
    assert "Zoals het nu gaat" in client.get(reverse("monitor:rehearsal"), asked).content.decode()
    assert client.get(reverse("monitor:rehearsal"), {"students": "veel"}).status_code == 200
