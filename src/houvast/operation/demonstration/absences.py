"""A year of absence and of progress for everybody in the school, and the reports that the law asks for by now."""

import random
import uuid
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import islice

from houvast.attendance.actions.reporting import prepare_reports
from houvast.attendance.calendar import calendar_of
from houvast.attendance.models import Absence
from houvast.core.calendar import SchoolCalendar, school_year_of
from houvast.education.models import Enrolment, Placement, Programme, ProgressNorm, Result
from houvast.operation.demonstration.school import School
from houvast.people import bulk
from houvast.people.clock import now
from houvast.people.ids import new_id
from houvast.people.models import Person

NAMES = ("id", "organisation", "student", "day", "starts_at", "minutes", "kind", "lesson", "confirmed", "source",
         "external_id", "revision")  # fmt: skip
LESSONS = ("Nederlands", "Rekenen", "Burgerschap", "Praktijk", "Engels")
UNITS = ("Nederlands", "Rekenen", "Burgerschap", "Beroep 1", "Beroep 2", "Engels")
STARTS = (time(8, 30), time(10, 15), time(12, 45), time(14, 30))
LESSON_MINUTES = 90
WHOLE_DAY = 360
KIND = Absence.Kind
TOLD_ALREADY = timedelta(days=70)
"""Whose last weeks are told in a story keeps them as they were told."""
NORMS = ((20, 15), (40, 30), (60, 45), (80, 60))
DAYS_AWAY = 4
BATCH = 5_000

Missing = tuple[date, time | None, int, Absence.Kind, str]
"""A day, when it began, minutes, the kind and the lesson."""


def tell_absence(school: School) -> None:
    """Absence of this school year, results with credits, placements and the programme's norms."""
    dice = random.Random(school.random.random())  # noqa: S311 - invented rows, not secrets
    named = set(Absence.objects.values_list("student_id", flat=True))
    students = list(Person.objects.filter(is_student=True).order_by("pk").values_list("pk", flat=True))
    year = school_year_of(school.today)
    calendar = calendar_of(school.organisation.school_region, school.today)
    rows: list[tuple[object, ...]] = []
    away = _who_stays_away(school, named)
    for student in students:
        until = school.today - TOLD_ALREADY if student in {*named, away} else school.today
        missed = (*_year(dice, year.begin, until, calendar), *(_days_away(school, calendar) if student == away else ()))
        for number, found in enumerate(missed):
            day, starts_at, minutes, kind, lesson = found
            confirmed = day < school.today
            rows.append(
                (new_id(), school.organisation.pk, student, day, starts_at, minutes, int(kind), lesson, confirmed,
                 "rooster", f"{student.hex[-12:]}-{number}", 1)
            )  # fmt: skip
    for begin in range(0, len(rows), BATCH):
        bulk.insert(Absence, NAMES, rows[begin : begin + BATCH])
    _norms(school)
    _results(school, dice)
    _placements(school, dice, students)
    prepare_reports(organisation_id=school.organisation.pk, at=now())


def _who_stays_away(school: School, named: set[uuid.UUID]) -> uuid.UUID | None:
    """A minor in a class, of whom no story is told, with so much truancy that the law asks for a report."""
    minors = Person.objects.filter(
        is_student=True, birth_date__gt=school.today - timedelta(days=365 * 17), enrolments__ends_on__isnull=True
    )
    return minors.exclude(pk__in=named).order_by("pk").values_list("pk", flat=True).first()


def _days_away(school: School, calendar: SchoolCalendar) -> Iterator[Missing]:
    """The last four days with lessons, from the morning on."""
    before = (school.today - timedelta(days=n) for n in range(1, 28))
    for day in islice((day for day in before if calendar.is_teaching_day(day)), DAYS_AWAY):
        yield day, None, WHOLE_DAY, KIND.UNAUTHORISED, ""


def _year(dice: random.Random, begin: date, until: date, calendar: SchoolCalendar) -> Iterator[Missing]:
    """Most miss little, a few miss much; sickness comes in days, truancy in lessons."""
    much = dice.random() ** 4
    day = begin
    while day <= until:
        if calendar.is_teaching_day(day):
            throw = dice.random()
            if throw < 0.01 + much * 0.03:
                for n in range(dice.randint(1, 3)):
                    sick = day + timedelta(days=n)
                    if sick <= until and calendar.is_teaching_day(sick):
                        yield sick, None, WHOLE_DAY, KIND.SICK, ""
                day += timedelta(days=3)
                continue
            if throw < 0.02 + much * 0.25:
                kind = KIND.UNAUTHORISED if dice.random() < much + 0.3 else KIND.AUTHORISED
                yield day, dice.choice(STARTS), LESSON_MINUTES, kind, dice.choice(LESSONS)
            elif throw < 0.04 + much * 0.35:
                yield day, STARTS[0], dice.choice((5, 10, 15, 20)), KIND.LATE, dice.choice(LESSONS)
        day += timedelta(days=1)


def _norms(school: School) -> None:
    ProgressNorm.objects.bulk_create(
        ProgressNorm(
            organisation=school.organisation, programme=programme, measure=ProgressNorm.Measure.CREDITS,
            weeks=weeks, amount=amount,
        )
        for programme in Programme.objects.filter(organisation=school.organisation)
        for weeks, amount in NORMS
    )  # fmt: skip


def _results(school: School, dice: random.Random) -> None:
    """A result per unit in the order of the programme; some needed a second attempt, some have it still to come."""
    made: list[Result] = []
    enrolments = Enrolment.objects.filter(organisation=school.organisation, ends_on__isnull=True).order_by("pk")
    for student, starts_on in enrolments.exclude(programme__education="hbo").values_list("student_id", "starts_on"):
        if starts_on is None:
            continue
        for place, unit in enumerate(UNITS):
            on = starts_on + timedelta(weeks=8 + 10 * place, days=dice.randint(0, 4))
            for attempt in (1, 2):
                if on >= school.today:
                    break
                points = Decimal(min(100, max(30, round(dice.gauss(66, 12))))) / 10
                passed = points >= Decimal("5.5")
                made.append(_result(school, student, unit, on, points, attempt=attempt, passed=passed))
                if passed:
                    break
                on += timedelta(weeks=5)
    Result.objects.bulk_create(made, batch_size=1_000)


def _result(
    school: School, student: uuid.UUID, unit: str, on: date, points: Decimal, *, attempt: int, passed: bool
) -> Result:
    return Result(
        organisation=school.organisation,
        student_id=student,
        on=on,
        title=unit,
        unit=unit,
        grade=str(points).replace(".", ","),
        points=points,
        passed=passed,
        credits_earned=8 if passed else 0,
        weight=1,
        attempt=attempt,
        source="rooster",
        external_id=f"{student.hex[-12:]}-{unit}-{attempt}",
    )


def _placements(school: School, dice: random.Random, students: list[uuid.UUID]) -> None:
    companies = ("Bakkerij de Korenaar", "Zorgcentrum de Linde", "Installatiebedrijf Stroom", "Webbureau Noord")
    Placement.objects.bulk_create(
        Placement(
            organisation=school.organisation,
            student_id=student,
            company=dice.choice(companies),
            state=Placement.State.RUNNING,
            starts_on=school.today - timedelta(weeks=dice.randint(4, 12)),
            hours_agreed=400,
            hours_done=dice.randint(40, 200),
        )
        for student in students[::3]
    )
