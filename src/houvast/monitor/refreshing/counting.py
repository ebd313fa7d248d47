"""Counting again: the groups of which a student changed, and what moves with the day alone."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Count as Rows
from django.db.models import QuerySet, Sum, TextField, Value

from houvast.core.calendar import school_year_of
from houvast.monitor.models import Count, Period, Stale
from houvast.monitor.refreshing.inserting import insert_from, insert_marks
from houvast.monitor.refreshing.totals import Teams, of_teams, total_marks_again
from houvast.monitor.refreshing.writing import Group, groups_of

CELL = ("organisation_id", "year", "team_id", "programme_id", "level", "pathway")
ROWS = "rows"
"""A mark that stands with every row, so that rows which went away with an enrolment show."""
OF_THE_DAY = ("here", "coached", "talked")
"""Marks that stand with nobody: counted from who runs on the day of the refresh."""


def note_stale(organisation_id: uuid.UUID, groups: Iterable[Group], *, counted: bool = False) -> None:
    """Remember that these groups must be counted again (`counted`: only added up), until that is done."""
    known = Stale.objects.filter(organisation_id=organisation_id, counted=counted)
    new = set(groups) - set(known.values_list("year", "team_id", "programme_id"))
    Stale.objects.bulk_create(
        (
            Stale(organisation_id=organisation_id, year=year, team_id=team, programme_id=programme, counted=counted)
            for year, team, programme in sorted(new, key=repr)
        ),
        batch_size=1000,
    )


def ended_years(organisation_id: uuid.UUID, on: date) -> set[Group]:
    """Groups that still count what runs on a day of an earlier school year: a year that is over keeps no "now"."""
    year = school_year_of(on).begins_in
    old = Count.objects.filter(organisation_id=organisation_id, year__lt=year, mark="here")
    Period.objects.filter(organisation_id=organisation_id, year__lt=year, runs=True).update(runs=False)
    return groups_of(old)


def miscounted(organisation_id: uuid.UUID) -> set[Group]:
    """Groups with more or fewer rows than were counted: a row goes away with the enrolment it is about."""
    columns = ("year", "team_id", "programme_id")
    stand = Period.objects.filter(organisation_id=organisation_id).values_list(*columns).annotate(Rows("pk"))
    counts = Count.objects.filter(organisation_id=organisation_id, mark=ROWS)
    counted = counts.values_list(*columns).annotate(Sum("number"))
    return {row[:3] for row in set(stand.order_by()) ^ set(counted.order_by())}


def count_again(
    organisation_id: uuid.UUID, year: int, teams: Teams, programmes: Collection[uuid.UUID], on: date, weeks: int
) -> None:
    """The counts of these programmes in these teams, made from the rows that stand in them now."""
    periods = of_teams(Period.objects.filter(organisation_id=organisation_id, year=year), teams)
    periods = periods.filter(programme_id__in=programmes)
    counts = of_teams(Count.objects.filter(organisation_id=organisation_id, year=year), teams)
    counts.filter(programme_id__in=programmes).delete()
    insert_marks(Count, CELL, periods.values(*CELL, "marks"))
    _insert_number(periods, ROWS)
    _count_the_day(periods, on, weeks)


def count_the_day_again(organisation_id: uuid.UUID, on: date, weeks: int) -> None:
    """Who runs, has a coach and had a talk lately, in the school year of this day."""
    year = school_year_of(on).begins_in
    Count.objects.filter(organisation_id=organisation_id, year=year, mark__in=OF_THE_DAY).delete()
    _count_the_day(Period.objects.filter(organisation_id=organisation_id, year=year), on, weeks)
    total_marks_again(organisation_id, year, OF_THE_DAY)


def _count_the_day(periods: QuerySet[Period], on: date, weeks: int) -> None:
    """Lately: the latest talk lies at most so many weeks back."""
    here, coached, talked = OF_THE_DAY
    running = periods.filter(runs=True)
    _insert_number(running, here)
    _insert_number(running.filter(coached=True), coached)
    _insert_number(running.filter(talk_on__gte=on - timedelta(weeks=weeks)), talked)


def _insert_number(periods: QuerySet[Period], mark: str) -> None:
    """How many of these rows stand in each cell, under this mark."""
    rows = periods.values(*CELL).annotate(mark=Value(mark, output_field=TextField()), number=Rows("pk"))
    insert_from(Count, (*CELL, "mark", "number"), rows)
