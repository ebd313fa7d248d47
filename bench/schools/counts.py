"""Figures of six years as a refresh of so many students leaves them, without the students' years behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from houvast.core.monitor.figures import FIGURES, PARTS
from houvast.education.models import Programme
from houvast.monitor.models import Count
from houvast.monitor.refreshing.publishing import publish
from houvast.monitor.refreshing.totals import total_again
from houvast.people.clock import today
from houvast.people.models import Unit
from tests.houvast_testing.cast import make_unit

if TYPE_CHECKING:
    from houvast.people.models import Organisation

YEARS = range(2021, 2027)
OF_A_TEAM = 400
PROGRAMMES = 40
MODULES = 20
LARGE = frozenset({"students", "here", "early-of:23", "early-of:27"})


def count_years(school: Organisation, students: int) -> None:
    """Counts in every team of 400, four programmes a team, both pathways, with every mark there is."""
    programmes = [
        Programme.objects.create(
            organisation=school, crebo=f"{25000 + number}", name=f"Opleiding {number}", level=1 + number % 4
        )
        for number in range(PROGRAMMES)
    ]
    teams = [make_unit(school, Unit.Kind.TEAM, f"Team {n}") for n in range(max(1, students // OF_A_TEAM))]
    marks = _marks()
    for number, team in enumerate(teams):
        _of_team(school, number, team, programmes, marks)
    for year in YEARS:
        total_again(school.pk, year, [team.pk for team in teams], [one.pk for one in programmes])
    publish(school.pk, YEARS, today())


def _marks() -> list[tuple[str, int]]:
    """Every mark, with how often it stands where it is a whole; 0 for a part of one."""
    whole = {figure.of for figure in FIGURES}
    marks = {mark for figure in FIGURES for mark in figure.marks}
    marks |= {f"{figure.prefix}:{part}" for figure in FIGURES if figure.prefix for part in PARTS.get(figure.prefix, ())}
    marks |= {f"failed:module {number}" for number in range(MODULES)}
    return [(mark, 100 if mark in LARGE else 50 if mark in whole else 0) for mark in sorted(marks)]


def _of_team(
    school: Organisation, number: int, team: Unit, programmes: list[Programme], marks: list[tuple[str, int]]
) -> None:
    rows = [
        Count(
            organisation=school, year=year, team=team, programme=programme, level=programme.level, pathway=pathway,
            mark=mark, number=often or 1 + (place * 7 + number + year) % 11,
        )
        for year in YEARS
        for programme in programmes[number % 10 :: 10]
        for pathway in ("BOL", "BBL")
        for place, (mark, often) in enumerate(marks)
    ]  # fmt: skip
    Count.objects.bulk_create(rows, batch_size=2000)
