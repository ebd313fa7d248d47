"""The quality agenda as a report: points, focus groups, words and figures from elsewhere, and where it gets stuck."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.education.models import Programme
from houvast.monitor.models import AgendaEntry, Leaving
from houvast.monitor.tests.school import coached, enrol, refreshed
from houvast.people import clock
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(date(2026, 11, 22)):
        yield


def report(cast: Cast, member: str = "director", **query: str | int) -> str:
    page = cast.client(member).get(reverse("monitor:quality"), query).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def write(cast: Cast, point: str, member: str = "director", **typed: str) -> int:
    address = f"{reverse('monitor:write-entry', args=(point,))}?year={YEAR}"
    status: int = cast.client(member).post(address, {"words": "", "share": "", "source": ""} | typed).status_code
    return status


POINTS = {
    "teams": "Sterke onderwijsteams",
    "innovation": "Onderwijsinnovatie",
    "work_field": "School en werkveld",
    "lifelong": "Leven lang ontwikkelen",
    "switch": "De overstap van vo naar mbo",
    "moving_up": "Doorstromen",
    "labour_market": "De arbeidsmarkt van morgen",
}


@pytest.mark.req("S-405", "S-406", "S-407", "S-408", "S-409", "S-410", "S-471")
@pytest.mark.parametrize("point", POINTS)
def test_a_school_reports_on_every_point_in_words_and_with_figures_from_elsewhere(cast: Cast, point: str) -> None:
    refreshed(cast)
    assert write(cast, point, words=f"Wij deden dit aan {point}.", share="61,5", source="Eigen telling 2026") == 302
    text = report(cast)
    assert f"Wij deden dit aan {point}." in text
    assert "61,5% (Eigen telling 2026)" in text
    assert AgendaEntry.objects.get().year == YEAR
    assert f"Wij deden dit aan {point}." not in report(cast, year=YEAR - 1)


def test_a_figure_without_a_source_or_an_empty_form_is_not_taken(cast: Cast) -> None:
    assert write(cast, "teams", share="50") == 422
    assert write(cast, "teams") == 422
    assert write(cast, "teams", member="coach", words="Ik.") == 404
    assert write(cast, "nothing", words="Ik.") == 404
    assert not AgendaEntry.objects.exists()


@pytest.mark.req("S-403", "S-414", "S-415", "S-416", "S-417", "S-419")
def test_the_report_says_who_the_agenda_is_about_and_whether_their_guidance_is_in_order(cast: Cast) -> None:
    for number in range(30):
        made = enrol(cast, number, level=1 if number < 12 else 2, starts_on=date(2025, 8, 20))
        if number < 9:
            coached(cast, made.student)
    refreshed(cast)
    text = report(cast, "team_leader")
    assert "Entree 12 12 75,0%" in text  # 9 of 12 have a coach
    assert "Niveau 2 19 " in text  # eighteen, and the student of the cast
    page = cast.client("team_leader").get(reverse("monitor:quality")).content.decode()
    lists = re.findall(r'href="([^"]*figures/students/[^"]*)"', page)
    assert len(lists) == 4
    entree = cast.client("team_leader").get(lists[0].replace("&amp;", "&")).content.decode()
    assert entree.count("Telling") >= 12
    assert "Entree en niveau 2 beter laten aansluiten op werk" in text
    assert "van praktijkonderwijs, vso, vmbo-basis of entree" in text
    assert "overbelaste studenten op de plusscholen" in text


@pytest.mark.req("S-468", "S-474", "S-477")
def test_level_two_programmes_below_the_signal_value_are_named_with_their_source(cast: Cast) -> None:
    enrol(cast, 1, starts_on=date(2025, 8, 20))
    refreshed(cast)
    low = Programme.objects.get(crebo="22000", organisation=cast.organisation)
    high = Programme.objects.get(crebo="25655", organisation=cast.organisation)
    source = {"source": "CBS, arbeidsmarktrendement 2024"}
    assert write(cast, "labour_market", programme=str(low.pk), share="64,5", **source) == 302
    assert write(cast, "labour_market", programme=str(high.pk), share="82", **source) == 302
    text = report(cast)
    assert "Opleiding 2 · 22000 64,5% onder de signaalwaarde CBS" in text
    assert "25655 82,0% erop of erboven CBS" in text
    assert "Een deel van het geld hangt af van het resultaat op dit punt" in text


@pytest.mark.req("S-475", "S-480")
def test_the_net_and_where_the_approach_gets_stuck_are_counted_from_who_left(cast: Cast) -> None:
    for number in range(40):
        made = enrol(cast, number, starts_on=date(2025, 8, 20), ends_on=date(2026, 2, 2), code="02")
        Leaving.objects.create(
            organisation=cast.organisation, student=made.student, enrolment=made, recorded_at=clock.now(),
            destination="work" if number < 25 else "home",
        )  # fmt: skip
    refreshed(cast)
    text = report(cast)
    assert "Iemand heeft de student vast: 62,5%: 25 van 40 studenten." in text
    stuck = text[text.index("Waar de huidige aanpak vastloopt") :]
    assert stuck.index("Partner had binnen een week contact") < stuck.index("Iemand heeft de student vast")
