"""Approaches and publications described so that another can use them; the mechanisms as a whole; learning together."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.monitor.models import Approach, LearningMeeting
from houvast.monitor.tests.school import refreshed
from houvast.people import clock
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(date(2026, 11, 22)):
        yield


def page(cast: Cast, name: str, member: str = "team_leader", **query: str) -> str:
    text = cast.client(member).get(reverse(f"monitor:{name}"), query).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


DRAFT = {
    "title": "Ontbijt op maandag", "kind": "own", "year": "2019", "sectors": ["mbo"],
    "themes": ["career_talk", "guardians"], "mechanisms": ["safe", "connection"],
    "context": "Entree, twee klassen.", "intervention": "Samen eten en kort praten.",
    "how_it_works": "Wie gezien is, durft te vragen.", "results": "Minder te laat.", "takeaway": "Begin met eten.",
}  # fmt: skip


@pytest.mark.req("S-758", "S-778", "S-779", "S-780", "S-781", "S-782", "S-783", "S-784")
def test_an_approach_is_described_and_found_by_sector_and_theme(cast: Cast) -> None:
    assert cast.client("team_leader").post(reverse("monitor:describe"), DRAFT).status_code == 302
    text = page(cast, "approaches", theme="career_talk")
    for said in (
        "Ontbijt op maandag", "2019 (2015 tot en met 2020)", "De context Entree, twee klassen.",
        "De interventie Samen eten en kort praten.", "Het mechanisme Wie gezien is", "Het resultaat Minder te laat.",
        "Wat kan loopbaanbegeleiding eruit meenemen? Begin met eten.", "Loopbaangesprek, Ouders betrekken",
        "Een aanpak van onszelf",
    ):  # fmt: skip
        assert said in text
    assert "acht werkzame mechanismen: " not in text.lower()
    assert "Ontbijt" not in page(cast, "approaches", sector="ho")
    study = page(cast, "approaches", theme="policy", sector="mbo")
    assert "Onderzoeksrapport" in study
    assert "2022 (na 2020)" in study
    assert "Ontbijt" not in study


def test_two_who_change_an_approach_at_once_and_a_coach_who_may_not(cast: Cast) -> None:
    cast.client("team_leader").post(reverse("monitor:describe"), DRAFT)
    found = Approach.objects.get()
    address = reverse("monitor:change-approach", args=(found.pk,))
    assert cast.client("director").post(address, DRAFT | {"title": "Ontbijt", "revision": "1"}).status_code == 302
    second = cast.client("team_leader").post(address, DRAFT | {"title": "Brood", "revision": "1"})
    assert second.status_code == 409
    assert "Brood" in second.content.decode()
    assert cast.client("coach").get(address).status_code == 404
    assert cast.client("team_leader").post(reverse("monitor:describe"), DRAFT | {"title": ""}).status_code == 422


@pytest.mark.req("S-755")
def test_the_study_behind_the_mechanisms_names_the_institutions_that_made_it(cast: Cast) -> None:
    text = page(cast, "approaches", theme="policy")
    for institution in ("Albeda", "Friesland College", "Gilde Opleidingen", "ROC Midden Nederland", "Zadkine", "ECBO"):
        assert institution in text


@pytest.mark.req("S-776")
def test_the_mechanisms_stand_together_and_say_which_nothing_names_yet(cast: Cast) -> None:
    refreshed(cast)
    cast.client("team_leader").post(reverse("monitor:describe"), DRAFT)
    text = page(cast, "mechanisms")
    numbers = [text.index(f" {number}. ") for number in range(1, 9)]
    assert numbers == sorted(numbers)
    assert "Ze hebben elkaar nodig" in text
    missing = text[text.index("Deze noemt nog niemand") : text.index(" 1. ")]
    assert "Samenwerken" in missing
    assert "Persoonlijke verbinding" not in missing


@pytest.mark.req("S-775")
def test_teams_that_learned_together_keep_what_they_take_along(cast: Cast) -> None:
    typed = {
        "held_on": "2026-11-12", "about": "Wat zeggen de cijfers over januari?", "present": "Team ICT, studenten",
        "learned": "Bel in de eerste week.",
    }  # fmt: skip
    assert cast.client("team_leader").post(reverse("monitor:meeting"), typed).status_code == 302
    assert LearningMeeting.objects.get().held_on == date(2026, 11, 12)
    assert "Bel in de eerste week." in page(cast, "learning", "coach")
    late = cast.client("team_leader").post(reverse("monitor:meeting"), typed | {"held_on": "2026-12-24"})
    assert late.status_code == 422
    assert "Wat zeggen de cijfers over januari?" in late.content.decode()
