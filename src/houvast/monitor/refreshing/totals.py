"""Counts added up along each way of dividing: only the years, teams and programmes that changed are added up again."""

import uuid
from collections.abc import Collection
from typing import TypeVar

from django.db.models import QuerySet, Sum, TextField, Value

from houvast.monitor.models import Count, Period, Stale, Total
from houvast.monitor.refreshing.inserting import insert_from

Rows = TypeVar("Rows", Count, Period, Stale, Total)
Teams = Collection[uuid.UUID | None]
"""None stands for those without a team."""
COLUMNS = {
    Total.Grain.WHOLE: ("level", "pathway"),
    Total.Grain.TEAM: ("team_id",),
    Total.Grain.PROGRAMME: ("programme_id",),
}


def total_again(organisation_id: uuid.UUID, year: int, teams: Teams, programmes: Collection[uuid.UUID]) -> None:
    """The totals of this year in which the counts of these teams and programmes stand."""
    counts = Count.objects.filter(organisation_id=organisation_id, year=year)
    stood = Total.objects.filter(organisation_id=organisation_id, year=year)
    stood.filter(grain=Total.Grain.WHOLE).delete()
    of_teams(stood.filter(grain=Total.Grain.TEAM), teams).delete()
    stood.filter(grain=Total.Grain.PROGRAMME, programme_id__in=programmes).delete()
    _add_up(counts, Total.Grain.WHOLE)
    _add_up(of_teams(counts, teams), Total.Grain.TEAM)
    _add_up(counts.filter(programme_id__in=programmes), Total.Grain.PROGRAMME)


def total_marks_again(organisation_id: uuid.UUID, year: int, marks: Collection[str]) -> None:
    """The totals of a few marks of one year, along every way of dividing."""
    counts = Count.objects.filter(organisation_id=organisation_id, year=year, mark__in=marks)
    Total.objects.filter(organisation_id=organisation_id, year=year, mark__in=marks).delete()
    for grain in COLUMNS:
        _add_up(counts, grain)


def of_teams(rows: QuerySet[Rows], teams: Teams) -> QuerySet[Rows]:
    """Those of these teams."""
    named = rows.filter(team_id__in=[team for team in teams if team])
    return named | rows.filter(team_id__isnull=True) if None in teams else named


def _add_up(counts: QuerySet[Count], grain: Total.Grain) -> None:
    columns = ("organisation_id", "year", "mark", *COLUMNS[grain])
    named = {"number": "together"} | ({} if "pathway" in columns else {"pathway": "no_pathway"})
    rows = counts.values(*columns).annotate(
        together=Sum("number"),
        grain=Value(str(grain.value), output_field=TextField()),
        no_pathway=Value("", output_field=TextField()),
    )
    insert_from(Total, tuple(dict.fromkeys((*columns, "grain", "number", "pathway"))), rows, named)
