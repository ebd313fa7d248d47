"""Measuring a whole school, chunk by chunk, and measuring those of whom something is new or whose day has come.

Each chunk is one transaction in which the alerts, the days to come and how far the run has got are written together. A
process that is killed loses its chunk and no more; the next one goes on after the latest chunk that was written. Memory
is that of a chunk, whatever the size of the school.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from houvast.alerts.measuring.chosen import Key, stretch, these, uuid_of
from houvast.alerts.measuring.chunk import measure_chunk
from houvast.alerts.measuring.far import CHUNK, Progress, silent_progress
from houvast.alerts.measuring.models import MeasuringRun
from houvast.alerts.measuring.news import ask_for_news, waiting
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
from houvast.people.prepared import one_trip
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
    others = [student for student in members if student not in known]
    touch(others, Touched.Kind.ABSENCE, at, organisation_id=school.organisation_id)


FOR_FEW = {"plan_cache_mode": "force_generic_plan", "enable_seqscan": "off", "enable_bitmapscan": "off", "jit": "off"}
"""PostgreSQL plans a prepared query once, for few students by their keys, whatever their number and what it knows of
the tables then: planning some fifteen queries anew costs as much as fifty students. A plan that reads a whole table,
made while there was little in it, would stay.
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
    news, students, raised, total = _Round(school, at), 0, 0, 0
    while news.is_more:
        with organisation_scope([organisation_id], ahead=() if students else ahead, also=FOR_FEW, then=news.ask):
            some = news.measure_some()
            students, raised = students + some.students, raised + some.raised
            if news.is_more and not total:
                total = students + waiting(school)
        progress(students, max(students, total))
    return Measured(students=students, raised=raised)


def measure_news_inside(organisation_id: uuid.UUID, on: date, at: datetime) -> bool:
    """The first few hundred of those that wait, inside a transaction of the caller; True: there are more."""
    more, _ = measure_some_news(organisation_id, on, at)
    return more


def measure_some_news(organisation_id: uuid.UUID, on: date, at: datetime) -> tuple[bool, int]:
    """The same, and how many alerts were raised."""
    news = _Round(school_by_news(organisation_id, on), at)
    with _planned_for_few():
        with one_trip():
            news.ask()
        some = news.measure_some()
    return news.is_more, some.raised


class _Round:
    """A measuring of what is new, some students at a time, each time in a transaction of the caller: `ask`, and then
    `measure_some`, while `is_more`.

    Within a day of a rule being set everything is measured of each: till the night has passed the days to come say
    nothing about a new threshold.
    """

    def __init__(self, school: School, at: datetime) -> None:
        self._school, self._at = school, at
        self._rules: dict[str, Rule] | None = None
        self._whole = False
        self._came: set[Key] = set()
        self.is_more = True

    def ask(self) -> None:
        """Take the next few hundred notes, and ask whose day has come."""
        self._asked = ask_for_news(self._school, SMALL_CHUNK)

    def measure_some(self) -> Measured:
        """Measure those students. Where absence begins to be recorded with them, the class waits from now on."""
        rules, news = self._known_rules(), self._asked(self._came)
        news.whole = self._whole
        self.is_more = news.is_more
        if not news.kinds:
            return Measured(students=0, raised=0)
        self._came.update(key for key, kinds in news.kinds.items() if not kinds)
        outcome = measure_chunk(these(news.kinds), self._school, rules, self._at, news)
        if outcome.begun:
            remember_begun(outcome.begun, self._school.organisation_id)
            _touch_members(map(uuid_of, outcome.begun), self._school, self._at, but=news.kinds)
            self.is_more = True
        return Measured(students=len(news.kinds), raised=outcome.raised)

    def _known_rules(self) -> dict[str, Rule]:
        if self._rules is None:
            settings = settings_of(self._school.organisation_id)
            self._rules = rules_as_set(settings, self._school.on)
            self._whole = any(one.valid_from >= self._school.on - DAY for one in settings)
        return self._rules


@contextmanager
def _planned_for_few() -> Iterator[None]:
    """FOR_FEW until this ends, where the transaction goes on."""
    if connection.vendor != "postgresql":
        yield
        return
    _tell(f"SET LOCAL {name} TO {value}" for name, value in FOR_FEW.items())
    yield
    _tell(f"SET LOCAL {name} TO DEFAULT" for name in FOR_FEW)  # after an exception the rollback takes it back


def _tell(statements: Iterable[str]) -> None:
    with one_trip(), connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)
