"""A refresh: students with news are read again, and counts are made again for the cells they stand in.

Each batch of students is one transaction of its own, so that a refresh that is killed goes on where it was: who was
written has the new digest. Memory is that of a batch and of one digest a student.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from houvast.core.calendar import school_year_of
from houvast.core.monitor.checks import COUNTS_OUT, Check
from houvast.core.monitor.facts import talked_lately
from houvast.monitor.models import Count, DataCheck, Known, Period, Refresh
from houvast.monitor.refreshing.building import Built, build, years_until
from houvast.monitor.refreshing.publishing import publish
from houvast.monitor.refreshing.reading import read_students
from houvast.monitor.refreshing.signatures import signatures
from houvast.monitor.refreshing.totals import total_again
from houvast.monitor.refreshing.units import teams_of
from houvast.people.ids import new_id
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope

BATCH = 400
Cell = tuple[int, uuid.UUID | None, uuid.UUID, int | None, str]
"""Year, team, programme, level, pathway."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """How many students there are, and of how many something was new."""

    students: int
    changed: int


def silent(_done: int, _total: int) -> None:
    """Tells nobody how far it is."""


def refresh(
    *,
    organisation_id: uuid.UUID,
    on: date,
    at: Callable[[], datetime],
    elsewhere: Collection[uuid.UUID] | None = None,
    everybody: bool = False,
    progress: Progress = silent,
) -> Refreshed:
    """Make the figures of one organisation again as of a day. Do not call inside a transaction.

    `elsewhere` are students who are enrolled at another institution of this installation too; None: not looked at.
    `everybody` reads all students again, whatever they said before.
    """
    with organisation_scope([organisation_id]):
        run = Refresh.objects.create(organisation_id=organisation_id, on=on, began_at=at())
        before = _latest_day(organisation_id, run.pk)
        said = signatures(organisation_id, on)
        known = (
            {} if everybody else dict(Known.objects.filter(organisation_id=organisation_id).values_list("pk", "said"))
        )
        teams = teams_of(organisation_id)
        weeks = Organisation.objects.get(pk=organisation_id).unseen_after_weeks
    changed = sorted(student for student, digest in said.items() if known.get(student) != digest)
    gone = [student for student in known if student not in said]
    cells: set[Cell] = set()
    for start in range(0, len(changed), BATCH):
        batch = changed[start : start + BATCH]
        with organisation_scope([organisation_id]):
            cells |= _write(organisation_id, batch, said, teams, on, elsewhere)
        progress(min(start + BATCH, len(changed)), len(changed))
    with organisation_scope([organisation_id]):
        cells |= _forget(gone)
        if before != on:
            cells |= _cells_of(
                Period.objects.filter(organisation_id=organisation_id, year=school_year_of(on).begins_in)
            )
        cells |= _stale(organisation_id, on)
        _count_again(organisation_id, cells, on, weeks)
        total_again(organisation_id, {cell[:3] for cell in cells})
        publish(organisation_id, {cell[0] for cell in cells}, on)
        run.students, run.changed, run.done_at = len(said), len(changed), at()
        run.left_out = _left_out(organisation_id)
        run.save(update_fields=["students", "changed", "done_at", "left_out"])
    return Refreshed(students=len(said), changed=len(changed))


def _latest_day(organisation_id: uuid.UUID, but: uuid.UUID) -> date | None:
    found = Refresh.objects.filter(organisation_id=organisation_id, done_at__isnull=False).exclude(pk=but)
    latest = found.order_by("began_at").last()
    return latest.on if latest else None


def _write(
    organisation_id: uuid.UUID,
    batch: Sequence[uuid.UUID],
    said: dict[uuid.UUID, str],
    teams: dict[uuid.UUID, uuid.UUID],
    on: date,
    elsewhere: Collection[uuid.UUID] | None,
) -> set[Cell]:
    """The rows of these students anew; gives the cells they stood and stand in."""
    earlier = Period.objects.filter(student_id__in=batch)
    cells = _cells_of(earlier)
    read = read_students(batch, on, years_until(on))
    built = {
        student: build(organisation_id, student, of, teams, on, elsewhere=student in (elsewhere or ()))
        for student, of in read.items()
    }
    earlier.delete()
    periods = [period for one in built.values() for period in one.periods]
    Period.objects.bulk_create(periods, batch_size=500)
    _note_checks(organisation_id, built, on, keeps_elsewhere=elsewhere is None)
    Known.objects.bulk_create(
        [Known(student_id=student, organisation_id=organisation_id, said=said[student]) for student in batch],
        update_conflicts=True,
        unique_fields=["student"],
        update_fields=["said"],
    )
    return cells | {_cell(period) for period in periods}


def _cell(period: Period) -> Cell:
    return period.year, period.team_id, period.programme_id, period.level, period.pathway


def _cells_of(periods: object) -> set[Cell]:
    rows = periods.values_list("year", "team_id", "programme_id", "level", "pathway").distinct()  # type: ignore[attr-defined]
    return set(rows)


def _forget(students: Collection[uuid.UUID]) -> set[Cell]:
    """Students without an enrolment any more."""
    if not students:
        return set()
    rows = Period.objects.filter(student_id__in=list(students))
    cells = _cells_of(rows)
    rows.delete()
    Known.objects.filter(pk__in=list(students)).delete()
    return cells


def _stale(organisation_id: uuid.UUID, on: date) -> set[Cell]:
    """Cells that still count what runs on a day of an earlier school year: a year that is over keeps no "now"."""
    year = school_year_of(on).begins_in
    old = Count.objects.filter(organisation_id=organisation_id, year__lt=year, mark="here")
    Period.objects.filter(organisation_id=organisation_id, year__lt=year, runs=True).update(runs=False)
    return _cells_of(old)


def _count_again(organisation_id: uuid.UUID, cells: Iterable[Cell], on: date, weeks: int) -> None:
    """The counts of these cells, made from the rows that stand in them now."""
    for part in _in_parts(sorted({(year, team, programme) for year, team, programme, _, _ in cells}, key=repr), 50):
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
            for mark, number in marks.items():
                sums[cell, mark] += number
            if runs:
                sums[cell, "here"] += 1
                sums[cell, "coached"] += coached
                sums[cell, "talked"] += talked_lately(talk_on, on, weeks)
        Count.objects.bulk_create(
            [
                Count(
                    id=new_id(), organisation_id=organisation_id, year=cell[0], team_id=cell[1], programme_id=cell[2],
                    level=cell[3], pathway=cell[4], mark=mark, number=number,
                )
                for (cell, mark), number in sums.items()
                if number
            ],
            batch_size=1000,
        )  # fmt: skip


def _in_parts(
    values: Sequence[tuple[int, uuid.UUID | None, uuid.UUID]], size: int
) -> Iterable[Sequence[tuple[int, uuid.UUID | None, uuid.UUID]]]:
    return (values[start : start + size] for start in range(0, len(values), size))


def _note_checks(organisation_id: uuid.UUID, built: dict[uuid.UUID, Built], on: date, *, keeps_elsewhere: bool) -> None:
    """What is wrong with these students' registrations: what is new is added, what no longer shows is gone."""
    open_now = DataCheck.objects.filter(student_id__in=list(built), gone_on__isnull=True)
    stood = {_check_key(one): one for one in open_now}
    found = {
        (student, uuid.UUID(one.key) if one.key else None, str(one.check), one.ours[:120], one.theirs[:120])
        for student, made in built.items()
        for one in made.found
    }
    gone = [
        one.pk
        for key, one in stood.items()
        if key not in found and not (keeps_elsewhere and one.check_name == Check.TWO_INSTITUTIONS)
    ]
    DataCheck.objects.filter(pk__in=gone).update(gone_on=on)
    DataCheck.objects.bulk_create(
        DataCheck(
            organisation_id=organisation_id, student_id=student, enrolment_id=enrolment, check_name=check, ours=ours,
            theirs=theirs, found_on=on,
        )
        for student, enrolment, check, ours, theirs in sorted(found - stood.keys(), key=repr)
    )  # fmt: skip


def _check_key(one: DataCheck) -> tuple[uuid.UUID, uuid.UUID | None, str, str, str]:
    return one.student_id, one.enrolment_id, one.check_name, one.ours, one.theirs


def _left_out(organisation_id: uuid.UUID) -> dict[str, int]:
    """How many enrolments are in no figure, per check."""
    names = DataCheck.objects.filter(
        organisation_id=organisation_id, gone_on__isnull=True, check_name__in=[str(one) for one in COUNTS_OUT]
    ).values_list("check_name", flat=True)
    return dict(Counter(names))
