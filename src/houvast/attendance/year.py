"""A year of absence of one student, added up: pure values in, pure values out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from houvast.core.calendar import SchoolCalendar

WEEK = timedelta(days=7)
HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """One absence: `starts_at` None is a whole day; `kind` is a number of Absence.Kind."""

    day: date
    minutes: int
    kind: int
    starts_at: time | None = None
    lesson: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfYear:
    """A week from its Monday; `minutes` None is a week without lessons in which nothing was missed."""

    begins: date
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """`by_kind` in minutes; `months` are first days with minutes and the number of days; `weeks` up to the last day."""

    minutes: int
    days: int
    times_late: int
    by_kind: dict[int, int]
    weeks: tuple[WeekOfYear, ...]
    months: tuple[tuple[date, int, int], ...]
    last_four_weeks: int
    four_weeks_before: int


def counted(rows: Iterable[Missed]) -> dict[tuple[date, int], int]:
    """Minutes per day and kind, nothing twice: a whole day takes in the lessons of that day."""
    whole: dict[date, Missed] = {}
    lessons: dict[date, list[Missed]] = defaultdict(list)
    for row in rows:
        if row.starts_at is None and not row.lesson:
            known = whole.get(row.day)
            whole[row.day] = row if known is None or known.minutes < row.minutes else known
        else:
            lessons[row.day].append(row)
    found: dict[tuple[date, int], int] = defaultdict(int)
    for day in whole.keys() | lessons.keys():
        in_lessons = sum(row.minutes for row in lessons[day])
        if day in whole and whole[day].minutes >= in_lessons:
            found[day, whole[day].kind] = whole[day].minutes
        else:
            for row in lessons[day]:
                found[day, row.kind] += row.minutes
    return dict(found)


def year_of(rows: Iterable[Missed], *, begin: date, end: date, calendar: SchoolCalendar, late: int) -> Year:
    """Add up what was missed from `begin` to `end` (both included); `late` is the kind of coming late."""
    inside = [row for row in rows if begin <= row.day <= end]
    minutes = counted(inside)
    by_kind: dict[int, int] = defaultdict(int)
    by_week: dict[date, int] = defaultdict(int)
    by_month: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    absent_days = sorted({day for day, kind in minutes if kind != late})
    for (day, kind), amount in minutes.items():
        by_kind[kind] += amount
        by_week[day - timedelta(days=day.weekday())] += amount
        by_month[day.replace(day=1)][0] += amount
    for day in absent_days:
        by_month[day.replace(day=1)][1] += 1
    monday = end - timedelta(days=end.weekday())
    return Year(
        minutes=sum(minutes.values()),
        days=len(absent_days),
        times_late=sum(1 for row in inside if row.kind == late),
        by_kind=dict(by_kind),
        weeks=tuple(_weeks(by_week, begin, monday, calendar)),
        months=tuple((month, total, days) for month, (total, days) in sorted(by_month.items())),
        last_four_weeks=sum(by_week.get(monday - n * WEEK, 0) for n in range(4)),
        four_weeks_before=sum(by_week.get(monday - n * WEEK, 0) for n in range(4, 8)),
    )


def _weeks(by_week: dict[date, int], begin: date, last: date, calendar: SchoolCalendar) -> Iterable[WeekOfYear]:
    monday = begin - timedelta(days=begin.weekday())
    while monday <= last:
        teaches = calendar.is_teaching_week(monday)
        yield WeekOfYear(begins=monday, minutes=by_week.get(monday, 0 if teaches else None))
        monday += WEEK


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Absence that goes on, as first and last days: the next working day of absence belongs to the same run."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if found and day <= _next_working_day(found[-1][1]):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _next_working_day(day: date) -> date:
    return day + timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
