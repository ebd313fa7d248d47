"""Sums of counts within a reach: by year, mark and one way of dividing. Two queries, however large the school is.

Who sees the whole organisation, or teams of it, reads the totals; only levels, pathways and programmes of some teams
are added up from the counts themselves.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet, SmallIntegerField, Sum, UUIDField
from django.utils.translation import gettext

from houvast.education.models import Programme
from houvast.monitor.models import Count, Refresh, Total
from houvast.monitor.queries.reach import Reach
from houvast.people.models import Unit
from houvast.people.prepared import Hole, MakesHole, Prepared


class By(StrEnum):
    """How a figure is divided."""

    TEAM = "team"
    PROGRAMME = "programme"
    LEVEL = "level"
    PATHWAY = "pathway"


COLUMN = {By.TEAM: "team_id", By.PROGRAMME: "programme_id", By.LEVEL: "level", By.PATHWAY: "pathway"}
Key = object


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """As of when figures are: the latest refresh that was completed, and what it left out."""

    on: date
    at: datetime
    left_out: dict[str, int]


GRAIN = {By.TEAM: Total.Grain.TEAM, By.PROGRAMME: Total.Grain.PROGRAMME}


def numbers_in(reach: Reach, by: By | None = None) -> QuerySet[Total] | QuerySet[Count]:
    """The numbers within this reach that can be divided this way: the smallest table that has them."""
    if reach.units is None:
        return _of_whole(reach.organisation, by)
    if by in {None, By.TEAM}:
        return Total.objects.filter(organisation_id=reach.organisation, grain=Total.Grain.TEAM, team_id__in=reach.units)
    return Count.objects.filter(organisation_id=reach.organisation, team_id__in=reach.units)


def _of_whole(organisation: uuid.UUID | Hole, by: By | None) -> QuerySet[Total]:
    grain = GRAIN.get(by, Total.Grain.WHOLE) if by else Total.Grain.WHOLE
    return Total.objects.filter(organisation_id=organisation, grain=grain)


def sums(
    reach: Reach, years: Collection[int], marks: Collection[str], prefixes: Collection[str] = (), by: By | None = None
) -> dict[tuple[int, str, Key], int]:
    """The sum per year, mark and part (None without a division). `prefixes` take every mark that begins with one."""
    rows: Iterable[tuple[Any, ...]]
    if reach.units is None:
        asked = _sums_of_whole(tuple(sorted(marks)), tuple(sorted(prefixes)), by, len(years))
        rows = asked.rows(organisation=reach.organisation, **{f"year{at}": one for at, one in enumerate(years)})
    else:
        rows = _summed(numbers_in(reach, by), marks, prefixes, by).filter(year__in=list(years))
    return {(row[0], row[1], row[2] if by else None): row[-1] for row in rows}


@lru_cache(maxsize=256)
def _sums_of_whole(marks: tuple[str, ...], prefixes: tuple[str, ...], by: By | None, years: int) -> Prepared:
    """What every page of figures asks for who sees the whole organisation, by an SQL that is written once a page."""

    def written(hole: MakesHole) -> QuerySet[Any, tuple[Any, ...]]:
        asked_for: Any = [hole(f"year{at}", SmallIntegerField()) for at in range(years)]
        found = _of_whole(hole("organisation", UUIDField()), by).filter(year__in=asked_for)
        return _summed(found, marks, prefixes, by)

    return Prepared(written)


def _summed(
    numbers: QuerySet[Any], marks: Collection[str], prefixes: Collection[str], by: By | None
) -> QuerySet[Any, tuple[Any, ...]]:
    wanted = Q(mark__in=list(marks))
    for prefix in prefixes:
        wanted |= Q(mark__startswith=f"{prefix}:")
    columns = ("year", "mark", *([COLUMN[by]] if by else ()))
    rows: QuerySet[Any, tuple[Any, ...]] = numbers.filter(wanted).values_list(*columns).annotate(Sum("number"))
    return rows


def sums_by_level_and_pathway(
    reach: Reach, year: int, marks: Collection[str], prefixes: Collection[str] = ()
) -> dict[tuple[str, int | None, str], int]:
    """The sum per mark, level and pathway of one year: the shape of table 1 of the study."""
    wanted = Q(mark__in=list(marks))
    for prefix in prefixes:
        wanted |= Q(mark__startswith=f"{prefix}:")
    rows = numbers_in(reach, By.LEVEL).filter(wanted, year=year).values_list("mark", "level", "pathway")
    return {(mark, level, pathway): number for mark, level, pathway, number in rows.annotate(Sum("number"))}


def years_known(reach: Reach) -> tuple[int, ...]:
    """School years of which there is anything, latest first."""
    if reach.units is None:
        return tuple(year for (year,) in _YEARS_OF_WHOLE.rows(organisation=reach.organisation))
    return tuple(year for (year,) in _known(numbers_in(reach)))


def _known(numbers: QuerySet[Any]) -> QuerySet[Any, tuple[int]]:
    return numbers.filter(mark="students").order_by("-year").values_list("year").distinct()


_YEARS_OF_WHOLE = Prepared(lambda hole: _known(_of_whole(hole("organisation", UUIDField()), None)))


def freshness(organisation_id: uuid.UUID) -> Fresh | None:
    """The latest refresh that was completed; None before the first."""
    for on, at, left_out in _FRESH.rows(organisation=organisation_id):
        return Fresh(on=on, at=at, left_out=left_out)
    return None


def _fresh(hole: MakesHole) -> QuerySet[Refresh, Any]:
    done = Refresh.objects.filter(organisation_id=hole("organisation", UUIDField()), done_at__isnull=False)
    return done.order_by("-began_at").values_list("on", "began_at", "left_out")[:1]


_FRESH = Prepared(_fresh)


def names_of(by: By, keys: Collection[Key]) -> dict[Key, str]:
    """What the parts of a division are called."""
    match by:
        case By.TEAM:
            named: dict[Key, str] = dict(
                Unit.objects.filter(pk__in=[one for one in keys if one]).values_list("pk", "name")
            )
        case By.PROGRAMME:
            rows = Programme.objects.filter(pk__in=[one for one in keys if one]).values_list(
                "pk", "name", "crebo", "level"
            )
            named = {
                pk: " · ".join(filter(None, (name, crebo, f"n{level}" if level else "")))
                for pk, name, crebo, level in rows
            }
        case By.LEVEL:
            named = {one: gettext("Level %(n)s") % {"n": one} for one in keys if one}
        case By.PATHWAY:
            named = {one: str(one) for one in keys if one}
    unknown = {By.TEAM: gettext("Without a team"), By.LEVEL: gettext("Level not known")}
    return {one: named.get(one, unknown.get(by, gettext("Not known"))) for one in keys}
