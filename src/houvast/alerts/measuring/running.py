"""Measuring a whole school, chunk by chunk, and measuring those of whom something is new or whose day has come.

Each chunk is one transaction in which the alerts, the days to come and how far the run has got are written together. A
process that is killed loses its chunk and no more; the next one goes on after the latest chunk that was written. Memory
is that of a chunk, whatever the size of the school.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from houvast.alerts.measuring.chosen import Key, a_day, key_of, rows, stretch, these
from houvast.alerts.measuring.chunk import measure_chunk
from houvast.alerts.measuring.far import CHUNK, Progress, silent_progress
from houvast.alerts.measuring.models import MeasuringRun
from houvast.alerts.measuring.population import (
    NORMS,
    School,
    changed_units,
    remember_recorded,
    school_by_news,
    school_on,
)
from houvast.alerts.queries.rules import SETTINGS, rules_of
from houvast.core.alerts.rules import Rule
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.people.models import Person, UnitMembership
from houvast.privacy.scope import organisation_scope

SMALL_CHUNK = 500
"""For students named one by one: a list in a query, not a stretch."""


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
        school, rules = _with_rules(school_on(organisation_id, run.on), at, all_follow=run.after is None)
    done, raised = run.done, run.raised
    more = True
    while more:
        with organisation_scope([organisation_id]):
            more = _one_chunk(run, school, rules, at, chunk)
        progress(run.done, run.students)
    return Measured(students=run.done - done, raised=run.raised - raised)


def measure_next(run: MeasuringRun, at: datetime, goes_on: Callable[[], bool]) -> bool:
    """The next stretches of a run, inside a transaction of the caller, as long as it says so; True: there are more."""
    school, rules = _with_rules(school_on(run.organisation_id, run.on), at, all_follow=run.after is None)
    more = True
    while more:
        more = _one_chunk(run, school, rules, at, CHUNK)
        if not goes_on():
            break
    return more


def finished_on(organisation_id: uuid.UUID, on: date) -> bool:
    """Whether everybody was measured for this day."""
    return MeasuringRun.objects.filter(organisation_id=organisation_id, on=on, finished_at__isnull=False).exists()


def begin(organisation_id: uuid.UUID, on: date, at: datetime) -> MeasuringRun:
    """The run that is under way, else a new one for this day."""
    run = MeasuringRun.objects.filter(organisation_id=organisation_id, finished_at__isnull=True).first()
    if run is not None:
        return run
    students = Person.objects.filter(organisation_id=organisation_id, is_student=True, erased_at__isnull=True).count()
    return MeasuringRun.objects.create(organisation_id=organisation_id, on=on, students=students, started_at=at)


def _one_chunk(run: MeasuringRun, school: School, rules: dict[str, Rule], at: datetime, chunk: int) -> bool:
    """Measure the next students of a run and write how far it is; False when that was the end."""
    persons = Person.objects.filter(organisation_id=run.organisation_id, is_student=True)
    if run.after is not None:
        persons = persons.filter(pk__gt=run.after)
    ids = list(persons.order_by("pk").values_list("pk", flat=True)[:chunk])
    if ids:
        outcome = measure_chunk(stretch(ids[0], ids[-1]), school, rules, at)
        run.after = ids[-1]
        run.done += len(ids)
        run.raised += outcome.raised
    if len(ids) < chunk:
        run.finished_at = at
    run.save(update_fields=["after", "done", "raised", "finished_at"])
    return len(ids) == chunk


def _with_rules(school: School, at: datetime, *, all_follow: bool = False) -> tuple[School, dict[str, Rule]]:
    """The school and its rules. Students of classes where absence began or ceased to be recorded wait from now on,
    unless everybody is measured after this anyway.
    """
    if changed := changed_units(school):
        if not all_follow:
            running = UnitMembership.objects.filter(unit_id__in=changed, starts_on__lte=school.on)
            members = running.exclude(ends_on__lt=school.on).values_list("student_id", flat=True)
            touch(members, Touched.Kind.ABSENCE, at, organisation_id=school.organisation_id)
        remember_recorded(school)
    return school, rules_of(school.organisation_id, school.on)


def measure_news(
    *, organisation_id: uuid.UUID, on: date, at: datetime, progress: Progress = silent_progress
) -> Measured:
    """Measure students of whom something is new, whose day has come, or in whose class absence began to be recorded.

    What it leaves is what measuring everybody would leave, but for two things that wait for the night: the figures of
    alerts that stand and that time alone changed, and that absence ceased to be recorded in a class.
    """
    ahead = (NORMS.question(organisation=organisation_id), SETTINGS.question(organisation=organisation_id))
    with organisation_scope([organisation_id], ahead=ahead), _planned_for_few():
        school, rules = _with_rules(school_by_news(organisation_id, on), at)
        waiting = _waiting(school)
        raised = measure_chunk(these(waiting[:SMALL_CHUNK]), school, rules, at).raised if waiting else 0
    progress(min(len(waiting), SMALL_CHUNK), len(waiting))
    for start in range(SMALL_CHUNK, len(waiting), SMALL_CHUNK):
        some = waiting[start : start + SMALL_CHUNK]
        with organisation_scope([organisation_id]), _planned_for_few():
            raised += measure_chunk(these(some), school, rules, at).raised
        progress(start + len(some), len(waiting))
    return Measured(students=len(waiting), raised=raised)


def measure_news_inside(organisation_id: uuid.UUID, on: date, at: datetime) -> bool:
    """The first few hundred of those that wait, inside a transaction of the caller; True: there are more."""
    more, _ = measure_some_news(organisation_id, on, at)
    return more


def measure_some_news(organisation_id: uuid.UUID, on: date, at: datetime) -> tuple[bool, int]:
    """The same, and how many alerts were raised."""
    with _planned_for_few():
        school, rules = _with_rules(school_by_news(organisation_id, on), at)
        waiting = _waiting(school)
        some = waiting[:SMALL_CHUNK]
        raised = measure_chunk(these(some), school, rules, at).raised if some else 0
    return len(waiting) > SMALL_CHUNK, raised


@contextmanager
def _planned_for_few() -> Iterator[None]:
    """Until this ends PostgreSQL plans a prepared query once, for few students, whatever their number: planning some
    twenty queries anew costs as much as fifty students, and a plan for few never reads a whole table.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _set_plans("force_generic_plan")
    yield
    _set_plans("auto")  # after an exception the end of the transaction takes it back


def _set_plans(mode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('plan_cache_mode', %s, true)", [mode])


def _waiting(school: School) -> list[Key]:
    """Keys only, in order: a day's import at the largest school is some ten thousands of them."""
    ours = key_of(school.organisation_id)
    found = rows(
        """
        SELECT student_id FROM education_touched WHERE organisation_id = %s
        UNION SELECT student_id FROM alerts_due WHERE organisation_id = %s AND "on" <= %s ORDER BY 1
        """,
        [ours, ours, a_day(school.on)],
    )
    return [row[0] for row in found]
