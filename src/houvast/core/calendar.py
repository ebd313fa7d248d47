"""Days as Dutch education and Dutch law count them: school years, holidays, working days, teaching weeks, terms.

Nothing here reads a clock or a file: what a year cannot tell by itself (school holidays per region, days equated with a
public holiday by royal decree) comes in as values.

Sources: WEB art. 1.1.1 (a school year runs from 1 August to 31 July); Algemene termijnenwet art. 1 and 3 (a term does
not end on a weekend or a public holiday, and which days those are).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from re import ASCII, fullmatch

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
FRIDAY = 4
AUGUST = 8
SUNDAY = 6
# Kingdom day moved from 30 April (Queen's Day) to 27 April in this year.
FIRST_KINGS_DAY = 2014


class Region(StrEnum):
    """The three regions over which school holidays are spread."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `begin` to `end`, both included."""

    begin: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.begin:
            message = f"a period cannot end ({self.end}) before it begins ({self.begin})"
            raise ValueError(message)

    def __contains__(self, day: date) -> bool:
        return self.begin <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SchoolYear:
    """1 August of `begins_in` to 31 July of the year after (WEB art. 1.1.1)."""

    begins_in: int

    @property
    def begin(self) -> date:
        return date(self.begins_in, 8, 1)

    @property
    def end(self) -> date:
        return date(self.begins_in + 1, 7, 31)

    @property
    def label(self) -> str:
        return f"{self.begins_in}-{self.begins_in + 1}"


def school_year_of(day: date) -> SchoolYear:
    """The school year in which `day` lies."""
    return SchoolYear(begins_in=day.year if day.month >= AUGUST else day.year - 1)


def school_year_named(label: str) -> SchoolYear:
    """The school year written as "2026-2027"; raises ValueError for anything else."""
    first, _, second = label.partition("-")
    if not (fullmatch(r"\d{4}-\d{4}", label, ASCII) and int(second) == int(first) + 1):
        message = f"a school year is written as 2026-2027, not {label!r}"
        raise ValueError(message)
    return SchoolYear(begins_in=int(first))


def anniversary(day: date, years: int) -> date:
    """The day `years` later; for 29 February in a year without one, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def age_on(birth_date: date, day: date) -> int:
    """Whole years of age on `day`; a person born on 29 February turns a year older on 1 March of a common year."""
    years = day.year - birth_date.year
    return years if anniversary(birth_date, years) <= day else years - 1


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    for day_of_month in range(day.day, 27, -1):
        try:
            return date(year, month, day_of_month)
        except ValueError:
            continue
    return date(year, month, day.day)


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the arithmetic of the anonymous computus)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, common = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leap_years - epact - common) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[date]:
    """The days that Algemene termijnenwet art. 3 names, Good Friday (equated in the same article) with them."""
    sunday = easter(year)
    royal = date(year, 4, 27) if year >= FIRST_KINGS_DAY else date(year, 4, 30)
    if royal.weekday() == SUNDAY:
        royal -= DAY
    return frozenset(
        {
            date(year, 1, 1),
            sunday - 2 * DAY,
            sunday + DAY,
            royal,
            date(year, 5, 5),
            sunday + 39 * DAY,
            sunday + 50 * DAY,
            date(year, 12, 25),
            date(year, 12, 26),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """Which days are working days; `equated` are the days a royal decree treats as public holidays."""

    equated: frozenset[date] = frozenset()

    def is_public_holiday(self, day: date) -> bool:
        return day in public_holidays(day.year) or day in self.equated

    def is_working_day(self, day: date) -> bool:
        return day.weekday() <= FRIDAY and not self.is_public_holiday(day)

    def not_before(self, day: date) -> date:
        """`day` itself, or the first working day after it (Algemene termijnenwet art. 1)."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def after(self, day: date, working_days: int) -> date:
        """The day on which `working_days` (0 or more) working days have passed since `day`; `day` is not counted."""
        while working_days > 0:
            day += DAY
            working_days -= self.is_working_day(day)
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCalendar:
    """When a region, or a school that sets its own days, teaches.

    `known` is the stretch for which the holidays were handed in: outside it nothing can be said about teaching weeks.
    """

    region: Region
    holidays: tuple[Period, ...]
    known: Period
    working_days: WorkingDays = WorkingDays()
    holiday_weeks: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The Mondays of whole weeks off, worked out once: weeks are counted far more often than calendars are made.
        mondays = {
            monday
            for holiday in self.holidays
            for monday in _mondays(holiday)
            if all(self.is_holiday(monday + n * DAY) for n in range(FRIDAY + 1))
        }
        object.__setattr__(self, "holiday_weeks", frozenset(mondays))

    def is_holiday(self, day: date) -> bool:
        return any(day in holiday for holiday in self.holidays)

    def is_teaching_day(self, day: date) -> bool:
        return self.working_days.is_working_day(day) and not self.is_holiday(day)

    def is_teaching_week(self, day: date) -> bool:
        """Whether the week (Monday to Friday) of `day` has at least one day outside the school holidays."""
        return day - day.weekday() * DAY not in self.holiday_weeks

    def weeks_after(self, day: date, teaching_weeks: int) -> date:
        """The same weekday after `teaching_weeks` (0 or more) weeks with teaching; holiday weeks are not counted."""
        while teaching_weeks > 0:
            day += WEEK
            teaching_weeks -= self.is_teaching_week(day)
        return day

    def weeks_until(self, day: date, teaching_weeks: int) -> date:
        """The Monday of the first of `teaching_weeks` (1 or more) weeks with teaching, the week of `day` the last."""
        monday = day - day.weekday() * DAY
        left = teaching_weeks - self.is_teaching_week(monday)
        while left > 0:
            monday -= WEEK
            left -= self.is_teaching_week(monday)
        return monday


def _mondays(period: Period) -> Iterator[date]:
    monday = period.begin - period.begin.weekday() * DAY
    while monday <= period.end:
        yield monday
        monday += WEEK
