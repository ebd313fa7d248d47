"""A refresh in steps: students with news are read again, counts are made again where they stand, then added up.

Each step is a transaction of its own, short enough to wait for, and what is left to do stands in the database
(`Refresh.to_look`, `Stale`). So a refresh that is killed goes on where it was, a worker does other work between two
steps, and memory is that of one slice of students.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from houvast.core.monitor.checks import COUNTS_OUT
from houvast.education.models import Enrolment
from houvast.monitor.models import Count, DataCheck, Known, Refresh, Stale, Total
from houvast.monitor.refreshing.counting import count_again, count_the_day_again, ended_years, miscounted, note_stale
from houvast.monitor.refreshing.publishing import publish
from houvast.monitor.refreshing.signatures import signatures
from houvast.monitor.refreshing.totals import of_teams, total_again
from houvast.monitor.refreshing.units import teams_of
from houvast.monitor.refreshing.writing import AT_ONCE, Group, forget_students, groups_of, write_students
from houvast.people.models import Organisation, Person
from houvast.privacy.scope import organisation_scope

LOOKED_AT = 500
"""So many students are looked at in a step."""
TEAMS = 40
"""So many teams are counted in a step, in one year."""
GOES_ON = timedelta(hours=24)
"""A refresh that was cut off within this time goes on; an older one is left, and a new one begins."""
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
        run = begin(organisation_id, on, at())
    slices, more = len(run.to_look or ()), True
    while more:
        with organisation_scope([organisation_id]):
            more = step(run, at=at, elsewhere=elsewhere, everybody=everybody)
        progress(slices - len(run.to_look or ()), slices)
    return Refreshed(students=run.students, changed=run.changed)


def begin(organisation_id: uuid.UUID, on: date, at: datetime) -> Refresh:
    """A new refresh, with everybody to look at."""
    persons = Person.objects.filter(organisation_id=organisation_id).order_by("pk")
    ids = [pk.hex for pk in persons.values_list("pk", flat=True)]
    slices = [
        (part[0], part[-1]) for start in range(0, len(ids), LOOKED_AT) if (part := ids[start : start + LOOKED_AT])
    ]
    return Refresh.objects.create(organisation_id=organisation_id, on=on, began_at=at, to_look=slices)


def unfinished(organisation_id: uuid.UUID, at: datetime) -> Refresh | None:
    """The refresh that is under way, or was cut off a short while ago."""
    found = Refresh.objects.filter(
        organisation_id=organisation_id, done_at__isnull=True, began_at__gt=at - GOES_ON, began_at__lte=at
    )
    return found.order_by("began_at").last()


def step(
    run: Refresh,
    *,
    at: Callable[[], datetime],
    elsewhere: Collection[uuid.UUID] | None = None,
    everybody: bool = False,
) -> bool:
    """The next step of this refresh, inside the scope of its organisation; False when that was the last."""
    organisation_id = run.organisation_id
    if run.to_look:
        first, last = run.to_look.pop(0)
        _look(run, uuid.UUID(first), uuid.UUID(last), elsewhere, everybody=everybody)
        run.save(update_fields=["to_look", "students", "changed"])
        return True
    if run.to_look is not None:
        run.to_look = None
        _look_around(run)
        run.save(update_fields=["to_look"])
        return True
    stale = Stale.objects.filter(organisation_id=organisation_id)
    weeks = Organisation.objects.get(pk=organisation_id).unseen_after_weeks
    if (first := stale.filter(counted=False).order_by("year").first()) is not None:
        of_year = stale.filter(year=first.year, counted=False)
        teams = list(of_year.order_by("team_id").values_list("team_id", flat=True).distinct()[:TEAMS])
        some = of_teams(of_year, teams)
        programmes = set(some.values_list("programme_id", flat=True))
        count_again(organisation_id, first.year, teams, programmes, run.on, weeks)
        some.update(counted=True)
        return True
    if (first := stale.order_by("year").first()) is not None:
        rows = list(stale.filter(year=first.year, counted=True))
        total_again(organisation_id, first.year, {row.team_id for row in rows}, {row.programme_id for row in rows})
        publish(organisation_id, {first.year}, run.on)
        stale.filter(pk__in=[row.pk for row in rows]).delete()
        return True
    _finish(run, weeks, at())
    return False


def _look(
    run: Refresh, first: uuid.UUID, last: uuid.UUID, elsewhere: Collection[uuid.UUID] | None, *, everybody: bool
) -> None:
    """Students from the first id to the last: those of whom a source says something new are written anew."""
    organisation_id = run.organisation_id
    said = signatures(organisation_id, run.on, first, last)
    between = Known.objects.filter(pk__gte=first, pk__lte=last)
    known = {} if everybody else dict(between.values_list("pk", "said"))
    changed = sorted(student for student, digest in said.items() if known.get(student) != digest)
    groups: set[Group] = set()
    if changed:
        teams = teams_of(organisation_id)
        for start in range(0, len(changed), AT_ONCE):
            batch = changed[start : start + AT_ONCE]
            groups |= write_students(organisation_id, batch, said, teams, run.on, elsewhere)
        note_stale(organisation_id, groups)
    run.students += len(said)
    run.changed += len(changed)


def _look_around(run: Refresh) -> None:
    """Who has no enrolment any more, which years ended, and counts that were never added up."""
    organisation_id = run.organisation_id
    enrolled = Enrolment.objects.filter(organisation_id=organisation_id).values("student_id")
    gone = Known.objects.filter(organisation_id=organisation_id).exclude(pk__in=enrolled)
    groups = forget_students(list(gone.values_list("pk", flat=True)))
    note_stale(organisation_id, groups | ended_years(organisation_id, run.on) | miscounted(organisation_id))
    if not Total.objects.filter(organisation_id=organisation_id).exists():
        note_stale(organisation_id, groups_of(Count.objects.filter(organisation_id=organisation_id)), counted=True)


def _finish(run: Refresh, weeks: int, at: datetime) -> None:
    """Who was seen lately as of a new day, years that were never published, and that it is done."""
    organisation_id = run.organisation_id
    others = Refresh.objects.filter(organisation_id=organisation_id).exclude(pk=run.pk)
    latest = others.filter(done_at__isnull=False).order_by("began_at").last()
    if latest is None or latest.on != run.on:
        count_the_day_again(organisation_id, run.on, weeks)
    publish(organisation_id, (), run.on)
    run.done_at, run.left_out = at, _left_out(organisation_id)
    run.save(update_fields=["done_at", "left_out"])
    others.filter(done_at__isnull=True, began_at__lte=run.began_at).delete()


def _left_out(organisation_id: uuid.UUID) -> dict[str, int]:
    """How many enrolments are in no figure, per check."""
    names = DataCheck.objects.filter(
        organisation_id=organisation_id, gone_on__isnull=True, check_name__in=[str(one) for one in COUNTS_OUT]
    ).values_list("check_name", flat=True)
    return dict(Counter(names))
