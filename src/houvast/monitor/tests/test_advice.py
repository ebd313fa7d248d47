"""Study advice per programme: played through the pages of the procedure, and counted by the one who played it."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from houvast.cases.tests.play import FOUND, INVALID, Play, expect, reasons
from houvast.education.models import Enrolment
from houvast.monitor.models import Count, Published
from houvast.monitor.refreshing.running import refresh
from houvast.monitor.tests.school import enrol, programme
from houvast.people import clock
from houvast.people.models import PersonalRelation
from tests.houvast_testing.cast import Cast, relate

pytestmark = pytest.mark.django_db
BEGIN = date(2027, 2, 1)


def played(cast: Cast, number: int, path: str) -> Counter[str]:
    """One student of the team on one path through the study advice; gives the steps that were taken, by hand."""
    with clock.set_to(BEGIN - timedelta(days=1)):
        student = enrol(
            cast, number, level=3, starts_on=date(2026, 8, 1), birth_date=date(2005, 2, 1), diploma="vmbo_kb"
        ).student
        Enrolment.objects.filter(student=student).update(expected_end_on=date(2029, 7, 31))
        programme(cast, 3, "23000", "Opleiding 3")
        relate(cast.coach, student, PersonalRelation.Kind.COACH)
    play = Play(cast=replace(cast, student=student), day=BEGIN)
    expect(play.begin(pack="study-advice"), FOUND)
    expect(play.act("coach", "facilities", {"offered": "Bijles en een rustige plek."}), FOUND)
    if path == "on_track":
        expect(play.act("team_leader", "assess", reasons(option="on_track")), FOUND)
        expect(play.act("team_leader", "advise_on_track", reasons(option="positive")), FOUND)
        return Counter(["given", "positive"])
    if path == "postponed":
        expect(play.act("team_leader", "assess", reasons(option="postponed")), FOUND)
        return Counter(["postponed"])
    expect(play.act("team_leader", "assess", reasons(option="concern")), FOUND)
    warning = {"what": "Op tijd komen.", "help": "Elke week een gesprek.", "improve_by": "2027-04-12"}
    expect(play.act("team_leader", "warning", warning), FOUND)
    if path == "conditional":
        expect(play.act("team_leader", "advise", reasons(option="conditional")), FOUND)
        return Counter(["provisional", "given", "conditional"])
    if path == "warned":
        return Counter(["provisional"])
    return Counter(["provisional"]) + negative(play, path)


def negative(play: Play, path: str) -> Counter[str]:
    """From the warning to the end of a negative advice: carried out, or withdrawn under appeal."""
    expect(play.act("coach", "circumstances", {"told": "no", "weighed": "Besproken; er speelt niets."}), FOUND)
    expect(play.act("team_leader", "hearing", {"what": "De student vertelde hoe het gaat."}), FOUND)
    expect(play.act("coach", "other_programme", {"offered": "Logistiek, niveau 2."}), FOUND)
    expect(play.act("team_leader", "advise", reasons(option="negative")), INVALID)
    play.day = date(2027, 5, 3)
    expect(play.act("team_leader", "advise", reasons(option="negative")), FOUND)
    steps = ["given", "negative"]
    if path == "appealed":
        play.pass_days(3)
        expect(play.act("administration", "appeal_filed", {"what": "Het beroepschrift is binnen."}), FOUND)
        steps.append("appealed")
    play.day = date(2027, 5, 24)
    outcome = "withdrawn" if path == "appealed" else "carried_out"
    expect(play.act("director", "carry_out", reasons(option=outcome)), FOUND)
    return Counter([*steps, outcome])


@pytest.mark.req("S-638")
def test_every_step_of_a_study_advice_is_counted_per_programme_as_it_was_played(cast: Cast) -> None:
    paths = ["on_track"] * 3 + ["postponed"] + ["warned"] * 2 + ["conditional"] * 2
    by_hand: Counter[str] = Counter()
    for number, path in enumerate(paths):
        by_hand += played(cast, number, path)
    with clock.set_to(date(2027, 2, 2)):
        refresh(organisation_id=cast.organisation.pk, on=date(2027, 2, 2), at=clock.now)
        rows = Count.objects.filter(mark__startswith="advice:", year=2026, programme__crebo="23000")
        counted = Counter({mark.removeprefix("advice:"): number for mark, number in rows.values_list("mark", "number")})
        assert counted == by_hand
        page = cast.client("team_leader").get(reverse("monitor:group", args=("advice",)), {"year": 2026})
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
        # warned, given, positive, conditional, negative, urgent, postponed, appealed, carried out, withdrawn
        assert "Opleiding 3 · 23000 · n3 (4) (5) (3) (2) 0 0 (1) 0 0 0" in text
        file = cast.client("team_leader").get(reverse("monitor:export", args=("advice", "csv")), {"year": 2026})
        assert "Studieadvies per opleiding" in file.content.decode("utf-8-sig")
        report = cast.client("team_leader").get(reverse("monitor:report"), {"year": 2026}).content.decode()
        assert "Studieadvies per opleiding" in report


@pytest.mark.req("S-638")
def test_a_negative_advice_its_appeal_and_its_outcome_are_counted_as_they_were_played(cast: Cast) -> None:
    by_hand: Counter[str] = Counter()
    for number, path in enumerate(["carried_out", "appealed", "carried_out"]):
        by_hand += played(cast, number, path)
    assert by_hand == Counter(provisional=3, given=3, negative=3, carried_out=2, appealed=1, withdrawn=1)
    with clock.set_to(date(2027, 5, 25)):
        refresh(organisation_id=cast.organisation.pk, on=date(2027, 5, 25), at=clock.now)
        rows = Count.objects.filter(mark__startswith="advice:", year=2026, programme__crebo="23000")
        counted = Counter({mark.removeprefix("advice:"): number for mark, number in rows.values_list("mark", "number")})
        assert counted == by_hand
        page = cast.client("team_leader").get(reverse("monitor:group", args=("advice",)), {"year": 2026})
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
        # warned, given, positive, conditional, negative, urgent, postponed, appealed, carried out, withdrawn
        assert "Opleiding 3 · 23000 · n3 (3) (3) 0 0 (3) 0 0 (1) (2) (1)" in text


@pytest.mark.req("S-638")
def test_a_city_reads_advice_per_institution_without_small_numbers(cast: Cast) -> None:
    with clock.set_to(date(2026, 11, 22)):
        for part, hits in (("given", 400), ("negative", 35), ("appealed", None)):
            Published.objects.create(
                institution=cast.organisation, year=2024, figure="advice", part=part, hits=hits,
                of=None if hits is None else 1200, on=date(2026, 11, 22),
            )  # fmt: skip
        page = cast.client("partner").get(reverse("monitor:region"), {"year": "2024", "figure": "advice"})
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
    assert "ROC Demo 400 35 verborgen 1200" in text


def test_the_counts_of_who_may_not_see_students_hide_what_would_be_about_a_few(cast: Cast) -> None:
    for number in range(3):
        played(cast, number, "on_track")
    with clock.set_to(date(2027, 2, 2)):
        refresh(organisation_id=cast.organisation.pk, on=date(2027, 2, 2), at=clock.now)
        page = cast.client("coach").get(reverse("monitor:group", args=("advice",)), {"year": 2026}).content.decode()
    assert ">3<" not in page
    assert "(3)" not in page
