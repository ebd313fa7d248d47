"""Measuring a whole school, chunk by chunk, and measuring those of whom something is new or whose day has come.

Each chunk is one transaction in which the alerts, the days to come and how far the run has got are written together. A
process that is killed loses its chunk and no more; the next one goes on after the latest chunk that was written. Memory
is that of a chunk, whatever the size of the school.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from houvast.alerts.measuring.chosen import Key, a_day, key_of, rows, stretch, these, uuid_of
from houvast.alerts.measuring.chunk import measure_chunk
from houvast.alerts.measuring.far import CHUNK, Progress, silent_progress
from houvast.alerts.measuring.models import MeasuringRun
from houvast.alerts.measuring.population import (
    School,
    changed_units,
    remember_begun,
    remember_recorded,
    school_by_news,
    school_on,
)
from houvast.alerts.queries.rules import SETTINGS, rules_as_set, rules_of, settings_of
from houvast.core.alerts.rules import Rule
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.people.models import Person, UnitMembership
from houvast.privacy.scope import organisation_scope

DAY = timedelta(days=1)
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


def _with_rules(school: School, at: datetime, *, all_follow: bool) -> tuple[School, dict[str, Rule]]:
    """The school and its rules. Students of classes where absence began or ceased to be recorded wait from now on,
    unless everybody is measured after this anyway.
    """
    if changed := changed_units(school):
        if not all_follow:
            _touch_members(changed, school, at)
        remember_recorded(school)
    return school, rules_of(school.organisation_id, school.on)


def _touch_members(units: Iterable[uuid.UUID], school: School, at: datetime, but: Collection[Key] = ()) -> None:
    running = UnitMembership.objects.filter(unit_id__in=units, starts_on__lte=school.on)
    members = running.exclude(ends_on__lt=school.on).values_list("student_id", flat=True)
    known = set(map(uuid_of, but))
    waiting = [student for student in members if student not in known]
    touch(waiting, Touched.Kind.ABSENCE, at, organisation_id=school.organisation_id)


FOR_FEW = {"plan_cache_mode": "force_generic_plan"}
"""PostgreSQL plans a prepared query once, for few students, whatever their number: planning some fifteen queries anew
costs as much as fifty students, and a plan for few never reads a whole table.
"""


def measure_news(
    *, organisation_id: uuid.UUID, on: date, at: datetime, progress: Progress = silent_progress
) -> Measured:
    """Measure students of whom something is new, whose day has come, or in whose class absence began to be recorded.

    What it leaves is what measuring everybody would leave, but for what waits for the night: the figures of alerts
    that stand and that time alone changed, what a rule says again once it has been quiet after an alert was closed,
    and that absence ceased to be recorded in a class.
    """
    ahead, school = [SETTINGS.question(organisation=organisation_id)], school_by_news(organisation_id, on)
    news: _News | None = None
    students, raised = 0, 0
    while news is None or news.waiting:
        with organisation_scope([organisation_id], ahead=() if news else ahead, also=FOR_FEW):
            news = news or _News(school, at)
            some = news.measure_some()
        students, raised = students + some.students, raised + some.raised
        progress(students, students + len(news.waiting))
    return Measured(students=students, raised=raised)


def measure_news_inside(organisation_id: uuid.UUID, on: date, at: datetime) -> bool:
    """The first few hundred of those that wait, inside a transaction of the caller; True: there are more."""
    more, _ = measure_some_news(organisation_id, on, at)
    return more


def measure_some_news(organisation_id: uuid.UUID, on: date, at: datetime) -> tuple[bool, int]:
    """The same, and how many alerts were raised."""
    with _planned_for_few():
        news = _News(school_by_news(organisation_id, on), at)
        some = news.measure_some()
    return bool(news.waiting), some.raised


class _News:
    """Those that wait, by key, of whom some are measured at a time, each time in a transaction of the caller.

    Within a day of a rule being set everything is measured of each: till the night has passed the days to come say
    nothing about a new threshold.
    """

    def __init__(self, school: School, at: datetime) -> None:
        settings = settings_of(school.organisation_id)
        self._rules = rules_as_set(settings, school.on)
        self._whole = any(one.valid_from >= school.on - DAY for one in settings)
        self._school, self._at, self._begun = school, at, False
        self.waiting = _waiting(school)

    def measure_some(self) -> Measured:
        """Measure the next few hundred. Where absence begins to be recorded with them, the class waits from now on."""
        some, self.waiting = self.waiting[:SMALL_CHUNK], self.waiting[SMALL_CHUNK:]
        if not some:
            return Measured(students=0, raised=0)
        outcome = measure_chunk(these(some), self._school, self._rules, self._at, whole=self._whole)
        if outcome.begun:
            remember_begun(outcome.begun, self._school.organisation_id)
            _touch_members(map(uuid_of, outcome.begun), self._school, self._at, but=some)
            self._begun = True
        if self._begun and not self.waiting:
            self.waiting, self._begun = _waiting(self._school), False
        return Measured(students=len(some), raised=outcome.raised)


@contextmanager
def _planned_for_few() -> Iterator[None]:
    """FOR_FEW until this ends, where the transaction goes on."""
    if connection.vendor != "postgresql":
        yield
        return
    _set(FOR_FEW)
    yield
    _set(dict.fromkeys(FOR_FEW, "auto"))  # after an exception the end of the transaction takes it back


def _set(settings: Mapping[str, str]) -> None:
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


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
