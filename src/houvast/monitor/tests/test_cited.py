"""What others printed stands cited beside our own figures, and never in them."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.people import clock
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(date(2026, 11, 22)):
        yield


def sources(cast: Cast) -> str:
    """The page without marks: words and cells."""
    page = cast.client("director").get(reverse("monitor:sources")).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


ROWS = {
    "Media College": ("Media College - - - 9,5%",),
    "ROC TOP": ("ROC TOP - 28,5% (40,0%) 15,3%",),
    "HMC": ("HMC - - (12,3%) 6,6%",),
    "ROCvA": ("ROCvA (30,8%) 25,8% 12,5% 12,0%",),
    "country": ("Het hele land 25,1% 22,9% 10,7% 8,9%",),
    "norm": ("Norm, zoals daar gedrukt 27,5% 27,5% 9,4% 9,4%",),
}
INFLOW = (
    "ROC TOP, niveau 1 34% 30% 15% 12% 10%",
    "ROCvA, niveau 1 26% 23% 32% 11% 7%",
    "ROC TOP, niveau 2 50% 5% 30% (1%) 14%",
    "ROCvA, niveau 2 23% 9% 65% (1%) (2%)",
    "Media College, niveau 2 8% (1%) 86% (3%) (1%)",
    "HMC, niveau 2 7% (5%) 86% (1%) (2%)",
)


@pytest.mark.req("S-510", "S-511", "S-512", "S-715", "S-716")
@pytest.mark.parametrize("name", ROWS)
def test_every_row_of_the_first_table_stands_as_it_was_printed(cast: Cast, name: str) -> None:
    text = sources(cast)
    assert ROWS[name][0].replace("(", "").replace(")", "") in text.replace("(", "").replace(")", "")
    assert "van ROC TOP is daarom niet zeker" in text


@pytest.mark.req("S-517", "S-518", "S-717", "S-718", "S-719", "S-720")
@pytest.mark.parametrize("row", INFLOW)
def test_every_row_of_the_second_table_stands_as_it_was_printed(cast: Cast, row: str) -> None:
    assert row.replace("(", "").replace(")", "") in sources(cast).replace("(", "").replace(")", "")


@pytest.mark.req("S-514")
def test_the_norms_stand_with_both_sources_and_what_missing_one_costs(cast: Cast) -> None:
    text = sources(cast)
    assert "22,4% / 27,5% (onderzoek)" in text
    assert "Een school die de norm niet haalt, verliest dus geld" in text


@pytest.mark.req("S-294", "S-709", "S-710", "S-711", "S-712", "S-713", "S-714", "S-562", "S-564", "S-565")
def test_the_study_is_told_in_own_words_from_its_origin_to_its_seven_groups_of_advice(cast: Cast) -> None:
    text = sources(cast)
    assert "Voorjaarsnota" in text
    for title in (
        "Iedere student en het netwerk worden gezien", "Begeleiding bij de overstap", "Signalen en hulp binnen school",
        "Flexibiliteit en maatwerk", "Laat een student niet los", "Volg de uitschrijvingen",
        "Duidelijk over hulp, rechten en plichten",
    ):  # fmt: skip
        assert title in text
    for cause in ("verkeerde keuze", "geld of wonen", "gedrag of justitie"):
        assert cause in text


@pytest.mark.req("S-404", "S-413", "S-467", "S-468")
def test_the_plans_of_city_and_institution_stand_with_their_years_and_what_they_asked(cast: Cast) -> None:
    text = sources(cast)
    for said in (
        "De MBO-Agenda van de stad, 2019-2023", "Eerste doel", "Tweede doel", "De uitvoeringsagenda", "2019-2022",
        "Een kwart van het geld hangt af van het resultaat",
    ):  # fmt: skip
        assert said in text
