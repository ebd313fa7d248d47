"""Which reports of absence a student's absence asks for, as the rules of law say: pure, from values to values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from houvast import lawbook
from houvast.attendance.calendar import calendar_of
from houvast.attendance.models import Absence, AbsenceReport
from houvast.attendance.year import Missed, counted
from houvast.core.calendar import SchoolCalendar
from houvast.core.law.answers import Answer
from houvast.core.law.parameters import Key
from houvast.core.law.rules.student_finance import ESTABLISH_WEEKS, WARN_WEEKS

KIND_OF = {
    "statutory": AbsenceReport.Kind.SIXTEEN_HOURS,
    "luxury": AbsenceReport.Kind.LUXURY,
    "long_term": AbsenceReport.Kind.FOUR_WEEKS,
}
WITHOUT_REASON = frozenset({Absence.Kind.UNAUTHORISED, Absence.Kind.LATE, Absence.Kind.LUXURY})
AWAY = frozenset({Absence.Kind.UNAUTHORISED, Absence.Kind.LUXURY})
AWAY_MINUTES = 240
"""From four hours on a day counts as a day away: a timetable is not known, and who misses a lesson was there."""
AWAY_DAYS = 3
"""So many days away make a week away; a week with fewer shows that the student came."""
TEACHING_WEEKS = 4
FINANCE = "student-finance-absence"
FINANCE_TERMS = (
    (AbsenceReport.Kind.FINANCE_WARNING, "warn_by", WARN_WEEKS),
    (AbsenceReport.Kind.FINANCE_REPORT, "establish_by", ESTABLISH_WEEKS),
)
MOST_HOLIDAYS = 10
WEEK = timedelta(days=7)
HOUR = 60


Minutes = dict[tuple[date, int], int]
"""Minutes missed per day and kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a student: `reports` are begin and end of what was reported before; `finance` says whether the
    student is in a pathway and of an age with student finance.
    """

    birth_date: date | None
    qualifications: tuple[str, ...]
    region: str
    level: int | None
    finance: bool
    reports: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A report that is asked for: why (AbsenceReport.Kind), the days counted, the minutes per day, the last day."""

    kind: str
    counted_from: date
    counted_to: date
    days: tuple[tuple[date, int], ...]
    due_on: date | None
    answer: Mapping[str, Any]

    @property
    def minutes(self) -> int:
        return sum(minutes for _, minutes in self.days)


def duties(rows: Iterable[Missed], about: About, on: date) -> tuple[Duty, ...]:
    """The reports that this absence asks for on this day; empty when the law asks for none, or cannot tell."""
    minutes = {key: amount for key, amount in counted(rows).items() if key[1] in WITHOUT_REASON and key[0] <= on}
    if not minutes or about.birth_date is None:
        return ()
    calendar = calendar_of(about.region, on)
    found = [_attendance(minutes, about, calendar, on), *_finance(minutes, about, calendar, on)]
    return tuple(duty for duty in found if duty is not None)


def _attendance(minutes: Minutes, about: About, calendar: SchoolCalendar, on: date) -> Duty | None:
    """Sixteen hours, four weeks, or luxury absence: whichever the law meets first.

    Sixteen hours count every hour; four weeks count weeks in which the student was away (see `_weeks_away`), for the
    rule takes absence as it is handed in and a lesson missed now and then is no long absence.
    """
    answer = _ask(minutes, about, on)
    if answer.outcome["kind"] == "long_term":
        minutes = _weeks_away(minutes, on)
        answer = _ask(minutes, about, on)
    if not answer.outcome["must_report"]:
        return None
    since, due = answer.outcome["since"], answer.outcome["due_on"]
    assert isinstance(since, date)
    assert isinstance(due, date)
    kind = KIND_OF[str(answer.outcome["kind"])]
    days = _per_day(minutes, after=max((end for _, end in about.reports), default=date.min))
    if kind == AbsenceReport.Kind.SIXTEEN_HOURS:
        first = calendar.weeks_until(since - timedelta(days=since.weekday()), TEACHING_WEEKS)
        days = [(day, amount) for day, amount in days if day >= first]
    elif kind == AbsenceReport.Kind.LUXURY:
        luxury = {day for day, its in minutes if its == Absence.Kind.LUXURY}
        days = [(day, amount) for day, amount in days if day in luxury]
    else:
        days = _unbroken(days, calendar)
    if not days:
        return None
    return Duty(
        kind=kind,
        counted_from=days[0][0],
        counted_to=days[-1][0],
        days=tuple(days),
        due_on=due,
        answer=answer.as_json(),
    )


def _ask(minutes: Minutes, about: About, on: date) -> Answer:
    facts = {
        "birth_date": about.birth_date,
        "qualifications": list(about.qualifications),
        "region": about.region,
        "absences": [
            {"date": day, "hours": round(amount / HOUR, 2), "kind": Absence.Kind(kind).name.lower()}
            for (day, kind), amount in sorted(minutes.items())
        ],
        "reports": [{"begin": begin, "end": end} for begin, end in about.reports],
        "hour_unit": "clock",
    }
    return lawbook.ask("absence-report", facts, on=on)


def _weeks_away(minutes: Minutes, on: date) -> Minutes:
    """What was missed on days away, in weeks that were mostly away; the week that runs counts as far as it is."""
    days = {day for day, amount in _per_day(minutes, after=date.min) if amount >= AWAY_MINUTES}
    mondays = [day - timedelta(days=day.weekday()) for day in days]
    this = on - timedelta(days=on.weekday())
    away = {monday for monday in mondays if mondays.count(monday) >= AWAY_DAYS or monday == this}
    return {
        key: amount
        for key, amount in minutes.items()
        if key[0] in days and key[0] - timedelta(days=key[0].weekday()) in away
    }


def _finance(minutes: Minutes, about: About, calendar: SchoolCalendar, on: date) -> Iterable[Duty | None]:
    """The warning after four weeks and the report after eight, for who has student finance at level 1 or 2."""
    if not about.finance or about.level is None:
        return
    away = _weeks_away({key: amount for key, amount in minutes.items() if key[1] in AWAY}, on)
    days = _unbroken(_per_day(away, after=date.min), calendar)
    if not days or calendar.weeks_after(days[-1][0], 1) + WEEK < on:
        return
    since = days[0][0]
    for kind, name, key in FINANCE_TERMS:
        facts: dict[str, object] = {
            "level": about.level,
            "absent_since": since,
            "returned_on": None,
            "valid_reason": False,
            "holiday_weeks": _holiday_weeks(since, _finance_weeks(key, on), calendar),
        }
        answer = lawbook.ask(FINANCE, facts, on=on)
        due = answer.outcome[name]
        if isinstance(due, date):
            yield Duty(
                kind=kind,
                counted_from=since,
                counted_to=days[-1][0],
                days=tuple(days),
                due_on=due,
                answer=answer.as_json(),
            )


def _finance_weeks(key: Key[int], on: date) -> int:
    rule = lawbook.rule_named(FINANCE)
    return lawbook.book_for(rule).view(rule, on, None, None).law[key]


def _holiday_weeks(since: date, weeks: int, calendar: SchoolCalendar) -> int:
    """The holiday weeks by which these weeks of absence are lengthened; the rule takes ten at most."""
    return min((calendar.weeks_after(since, weeks) - since).days // WEEK.days - weeks, MOST_HOLIDAYS)


def _per_day(minutes: Minutes, *, after: date) -> list[tuple[date, int]]:
    found: dict[date, int] = {}
    for (day, _kind), amount in minutes.items():
        if day > after:
            found[day] = found.get(day, 0) + amount
    return sorted(found.items())


def _unbroken(days: list[tuple[date, int]], calendar: SchoolCalendar) -> list[tuple[date, int]]:
    """The latest absence that went on: a teaching week without any breaks it."""
    kept: list[tuple[date, int]] = []
    for day, amount in days:
        if kept:
            last = kept[-1][0]
            if day > calendar.weeks_after(last, 1) + timedelta(days=6 - last.weekday()):
                kept = []
        kept.append((day, amount))
    return kept
