"""Measuring a whole school, chunk by chunk, and measuring those of whom something is new or whose day has come.

Each chunk is one transaction in which the alerts, the days to come and how far the run has got are written together. A
process that is killed loses its chunk and no more; the next one goes on after the latest chunk that was written. Memory
is that of a chunk, whatever the size of the school.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from houvast.alerts.measuring.chosen import Chosen, these
from houvast.alerts.measuring.chunk import measure_chunk
from houvast.alerts.measuring.models import Due, MeasuringRun
from houvast.alerts.measuring.population import School, changed_units, remember_recorded, school_on
from houvast.alerts.queries.rules import rules_of
from houvast.core.alerts.rules import Rule
from houvast.education.models import Touched
from houvast.people.models import Person, UnitMembership
from houvast.privacy.scope import organisation_scope

CHUNK = 2_000
SMALL_CHUNK = 500
"""For students named one by one: a list in a query, not a stretch."""
Progress = Callable[[int, int], None]
"""Called with the students done and the students there are."""


def silent_progress(_done: int, _total: int) -> None:
    """Shows nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Students measured and alerts raised, by this call (a run that was taken up again counts from there)."""

    students: int
    raised: int


def measure_all(
    *, organisation_id: uuid.UUID, on: date, at: datetime, progress: Progress = silent_progress, chunk: int = CHUNK
) -> Measured:
    """Measure every student; takes up a run of this school that was broken off. Do not call inside a transaction."""
    with organisation_scope([organisation_id]):
        run = begin(organisation_id, on, at)
        school, rules = _prepared(organisation_id, run.on)
    before = run.raised
    began = run.done
    more = True
    while more:
        with organisation_scope([organisation_id]):
            more = one_chunk(run, school, rules, at, chunk)
        progress(run.done, run.students)
    return Measured(students=run.done - began, raised=run.raised - before)


def begin(organisation_id: uuid.UUID, on: date, at: datetime) -> MeasuringRun:
    """The run that is under way, else a new one for this day."""
    run = MeasuringRun.objects.filter(organisation_id=organisation_id, finished_at__isnull=True).first()
    if run is not None:
        return run
    students = Person.objects.filter(organisation_id=organisation_id, is_student=True, erased_at__isnull=True).count()
    return MeasuringRun.objects.create(organisation_id=organisation_id, on=on, students=students, started_at=at)


def one_chunk(run: MeasuringRun, school: School, rules: dict[str, Rule], at: datetime, chunk: int = CHUNK) -> bool:
    """Measure the next students of a run and write how far it is; False when that was the end."""
    persons = Person.objects.filter(organisation_id=run.organisation_id, is_student=True)
    if run.after is not None:
        persons = persons.filter(pk__gt=run.after)
    ids = list(persons.order_by("pk").values_list("pk", flat=True)[:chunk])
    if ids:
        outcome = measure_chunk(Chosen(first=ids[0], last=ids[-1]), school, rules, at)
        run.after = ids[-1]
        run.done += len(ids)
        run.raised += outcome.raised
    if len(ids) < chunk:
        run.finished_at = at
    run.save(update_fields=["after", "done", "raised", "finished_at"])
    return len(ids) == chunk


def _prepared(organisation_id: uuid.UUID, on: date) -> tuple[School, dict[str, Rule]]:
    school = school_on(organisation_id, on)
    remember_recorded(school)
    return school, rules_of(organisation_id, on)


def measure_news(
    *, organisation_id: uuid.UUID, on: date, at: datetime, progress: Progress = silent_progress
) -> Measured:
    """Measure the students of whom something is new, whose day has come, or in whose class absence began (or ceased) to
    be recorded. What it leaves is what measuring everybody would leave, but for the count of days since a talk or an
    absence in alerts that stood already: the nightly run renews those.
    """
    with organisation_scope([organisation_id]):
        school = school_on(organisation_id, on)
        rules = rules_of(organisation_id, on)
        waiting = sorted(_waiting(school))
    done = raised = 0
    for start in range(0, len(waiting), SMALL_CHUNK):
        some = waiting[start : start + SMALL_CHUNK]
        with organisation_scope([organisation_id]):
            raised += measure_chunk(these(some), school, rules, at).raised
        done += len(some)
        progress(done, len(waiting))
    with organisation_scope([organisation_id]):
        remember_recorded(school)
    return Measured(students=done, raised=raised)


def _waiting(school: School) -> set[uuid.UUID]:
    """Keys only: a day's import at the largest school is some ten thousands of them."""
    ours = school.organisation_id
    waiting = set(Touched.objects.filter(organisation_id=ours).values_list("student_id", flat=True).distinct())
    waiting |= set(Due.objects.filter(organisation_id=ours, on__lte=school.on).values_list("student_id", flat=True))
    return waiting | set(_in_changed_units(school))


def _in_changed_units(school: School) -> Iterator[uuid.UUID]:
    running = UnitMembership.objects.filter(unit_id__in=changed_units(school), starts_on__lte=school.on)
    yield from running.exclude(ends_on__lt=school.on).values_list("student_id", flat=True)
