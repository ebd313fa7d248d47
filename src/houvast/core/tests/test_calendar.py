"""Days as Dutch education and Dutch law count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.core.calendar import (
    DAY,
    Period,
    Region,
    SchoolCalendar,
    WorkingDays,
    age_on,
    anniversary,
    easter,
    months_after,
    public_holidays,
    school_year_named,
    school_year_of,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
pytestmark = pytest.mark.no_database

MIDDEN = SchoolCalendar(
    region=Region.MIDDEN,
    holidays=(Period(begin=date(2026, 10, 17), end=date(2026, 10, 25)),),
    known=Period(begin=date(2026, 8, 1), end=date(2027, 7, 31)),
)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28))],
)
def test_easter_falls_where_the_church_puts_it(year: int, day: date) -> None:
    assert easter(year) == day


def test_the_days_of_the_act_on_terms_of_2026() -> None:
    expected = {(1, 1), (4, 3), (4, 6), (4, 27), (5, 5), (5, 14), (5, 25), (12, 25), (12, 26)}
    assert {(day.month, day.day) for day in public_holidays(2026)} == expected


def test_kings_day_moves_to_saturday_when_it_is_a_sunday() -> None:
    assert date(2025, 4, 26) in public_holidays(2025)
    assert date(2025, 4, 27) not in public_holidays(2025)


def test_before_2014_it_was_queens_day() -> None:
    assert date(2013, 4, 30) in public_holidays(2013)


def test_a_school_year_runs_from_august_to_july() -> None:
    assert school_year_of(date(2026, 7, 31)).label == "2025-2026"
    assert school_year_of(date(2026, 8, 1)).label == "2026-2027"
    assert school_year_named("2026-2027").end == date(2027, 7, 31)


@pytest.mark.parametrize("label", ["2026", "2026-2028", "26-27", "2026-2027 ", "\uff12026-2027", ""])
def test_a_school_year_has_one_spelling(label: str) -> None:
    with pytest.raises(ValueError, match="2026-2027"):
        school_year_named(label)


def test_born_on_29_february_is_a_year_older_on_1_march() -> None:
    assert anniversary(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_months_end_on_the_last_day_of_a_shorter_month() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 8, 1), 9) == date(2027, 5, 1)


def test_a_term_that_ends_on_a_saturday_runs_to_monday() -> None:
    assert WorkingDays().not_before(date(2027, 7, 17)) == date(2027, 7, 19)


def test_an_equated_day_is_no_working_day() -> None:
    assert WorkingDays().is_working_day(date(2027, 5, 7))
    assert not WorkingDays(equated=frozenset({date(2027, 5, 7)})).is_working_day(date(2027, 5, 7))


def test_working_days_skip_the_weekend() -> None:
    assert WorkingDays().after(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert WorkingDays().after(date(2026, 11, 20), 0) == date(2026, 11, 20)


def test_a_holiday_week_is_no_teaching_week() -> None:
    assert not MIDDEN.is_teaching_week(date(2026, 10, 21))
    assert MIDDEN.weeks_after(date(2026, 10, 14), 1) == date(2026, 10, 28)
    assert MIDDEN.weeks_until(date(2026, 10, 30), 4) == date(2026, 9, 28)


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Period(begin=date(2026, 1, 2), end=date(2026, 1, 1))


@given(DAYS)
def test_a_moved_day_is_a_working_day_and_nothing_is_skipped(day: date) -> None:
    days = WorkingDays()
    moved = days.not_before(day)
    assert days.is_working_day(moved)
    assert not any(days.is_working_day(day + n * DAY) for n in range((moved - day).days))


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_working_days_count_up_one_by_one(day: date, count: int) -> None:
    days = WorkingDays()
    assert sum(days.is_working_day(day + n * DAY) for n in range(1, (days.after(day, count) - day).days + 1)) == count


@given(DAYS, DAYS)
def test_age_grows_on_the_anniversary_and_never_shrinks(born: date, day: date) -> None:
    age = age_on(born, day)
    assert anniversary(born, age) <= day < anniversary(born, age + 1)
    assert age_on(born, day + DAY) in (age, age + 1)


@given(DAYS, st.integers(min_value=0, max_value=40))
def test_teaching_weeks_keep_the_weekday_and_are_as_many_as_asked(day: date, weeks: int) -> None:
    end = MIDDEN.weeks_after(day, weeks)
    assert end.weekday() == day.weekday()
    counted = sum(MIDDEN.is_teaching_week(day + n * 7 * DAY) for n in range(1, (end - day).days // 7 + 1))
    assert counted == weeks


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2080, 1, 1)), st.integers(min_value=0, max_value=48))
def test_more_months_never_end_earlier(day: date, months: int) -> None:
    assert months_after(day, months) <= months_after(day, months + 1)
