"""Counts added up along each way of dividing: only the years, teams and programmes that changed are added up again."""

import uuid
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import QuerySet, Sum

from houvast.monitor.models import Count, Total
from houvast.people.ids import new_id

Rows = TypeVar("Rows", Count, Total)
Changed = tuple[int, uuid.UUID | None, uuid.UUID]
"""Year, team, programme."""


def total_again(organisation_id: uuid.UUID, changed: Collection[Changed]) -> None:
    """The totals in which these counts stand."""
    totals = Total.objects.filter(organisation_id=organisation_id)
    counts = Count.objects.filter(organisation_id=organisation_id)
    made: list[Total] = []
    for year in sorted({year for year, _, _ in changed}):
        of_year, stood = counts.filter(year=year), totals.filter(year=year)
        teams = {team for one, team, _ in changed if one == year}
        programmes = {programme for one, _, programme in changed if one == year}
        stood.filter(grain=Total.Grain.WHOLE).delete()
        _of_teams(stood.filter(grain=Total.Grain.TEAM), teams).delete()
        stood.filter(grain=Total.Grain.PROGRAMME, programme_id__in=programmes).delete()
        made += _added(organisation_id, year, Total.Grain.WHOLE, of_year, ("level", "pathway"))
        made += _added(organisation_id, year, Total.Grain.TEAM, _of_teams(of_year, teams), ("team_id",))
        some = of_year.filter(programme_id__in=programmes)
        made += _added(organisation_id, year, Total.Grain.PROGRAMME, some, ("programme_id",))
    Total.objects.bulk_create(made, batch_size=1000)


def total_marks_again(organisation_id: uuid.UUID, year: int, marks: Collection[str]) -> None:
    """The totals of a few marks of one year, along every way of dividing."""
    counts = Count.objects.filter(organisation_id=organisation_id, year=year, mark__in=marks)
    Total.objects.filter(organisation_id=organisation_id, year=year, mark__in=marks).delete()
    made = [
        *_added(organisation_id, year, Total.Grain.WHOLE, counts, ("level", "pathway")),
        *_added(organisation_id, year, Total.Grain.TEAM, counts, ("team_id",)),
        *_added(organisation_id, year, Total.Grain.PROGRAMME, counts, ("programme_id",)),
    ]
    Total.objects.bulk_create(made, batch_size=1000)


def _of_teams(rows: QuerySet[Rows], teams: Collection[uuid.UUID | None]) -> QuerySet[Rows]:
    """Those of these teams; None among them stands for those without a team."""
    named = rows.filter(team_id__in=[team for team in teams if team])
    return named | rows.filter(team_id__isnull=True) if None in teams else named


def _added(
    organisation_id: uuid.UUID, year: int, grain: str, counts: QuerySet[Count], columns: tuple[str, ...]
) -> Iterable[Total]:
    rows = counts.values("mark", *columns).annotate(together=Sum("number"))
    return [
        Total(
            id=new_id(),
            organisation_id=organisation_id,
            grain=grain,
            year=year,
            mark=row["mark"],
            number=row["together"],
            **{column: row[column] for column in columns},
        )
        for row in rows
    ]
