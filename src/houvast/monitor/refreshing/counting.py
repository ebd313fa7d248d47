"""Counting again: the groups of which a student changed, and what moves with the day alone."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Count as Rows
from django.db.models import Q, Sum

from houvast.core.calendar import school_year_of
from houvast.core.monitor.facts import talked_lately
from houvast.monitor.models import Count, Period, Stale
from houvast.monitor.refreshing.totals import total_marks_again
from houvast.monitor.refreshing.writing import Group, groups_of
from houvast.people.ids import new_id

Cell = tuple[int, uuid.UUID | None, uuid.UUID, int | None, str]
"""Year, team, programme, level, pathway."""
GROUPS = 50
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


def count_again(organisation_id: uuid.UUID, groups: Iterable[Group], on: date, weeks: int) -> None:
    """The counts of these groups, made from the rows that stand in them now."""
    for part in _in_parts(sorted(groups, key=repr)):
        chosen = Q()
        for year, team, programme in part:
            chosen |= Q(year=year, team_id=team, programme_id=programme)
        Count.objects.filter(chosen, organisation_id=organisation_id).delete()
        sums: Counter[tuple[Cell, str]] = Counter()
        rows = Period.objects.filter(chosen, organisation_id=organisation_id).values_list(
            "year", "team_id", "programme_id", "level", "pathway", "marks", "runs", "coached", "talk_on"
        )
        for year, team, programme, level, pathway, marks, runs, coached, talk_on in rows.iterator(2000):
            cell = (year, team, programme, level, pathway)
            sums[cell, ROWS] += 1
            for mark, number in marks.items():
                sums[cell, mark] += number
            if runs:
                sums[cell, "here"] += 1
                sums[cell, "coached"] += coached
                sums[cell, "talked"] += talked_lately(talk_on, on, weeks)
        _keep(organisation_id, sums.items())


def count_the_day_again(organisation_id: uuid.UUID, on: date, weeks: int) -> None:
    """Who runs, has a coach and had a talk lately, in the school year of this day."""
    year = school_year_of(on).begins_in
    lately = Q(talk_on__gte=on - timedelta(weeks=weeks))
    rows = (
        Period.objects.filter(organisation_id=organisation_id, year=year, runs=True)
        .values_list("year", "team_id", "programme_id", "level", "pathway")
        .annotate(here=Rows("pk"), with_coach=Rows("pk", filter=Q(coached=True)), spoken=Rows("pk", filter=lately))
    )
    sums = [
        ((tuple(cell), mark), number)
        for *cell, here, with_coach, spoken in rows
        for mark, number in zip(OF_THE_DAY, (here, with_coach, spoken), strict=True)
    ]
    Count.objects.filter(organisation_id=organisation_id, year=year, mark__in=OF_THE_DAY).delete()
    _keep(organisation_id, sums)
    total_marks_again(organisation_id, year, OF_THE_DAY)


def _keep(organisation_id: uuid.UUID, sums: Iterable[tuple[tuple[Cell, str], int]]) -> None:
    Count.objects.bulk_create(
        [
            Count(
                id=new_id(), organisation_id=organisation_id, year=cell[0], team_id=cell[1], programme_id=cell[2],
                level=cell[3], pathway=cell[4], mark=mark, number=number,
            )
            for (cell, mark), number in sums
            if number
        ],
        batch_size=1000,
    )  # fmt: skip


def _in_parts(values: Sequence[Group]) -> Iterator[Sequence[Group]]:
    return (values[start : start + GROUPS] for start in range(0, len(values), GROUPS))
