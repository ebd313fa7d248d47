"""The day that is set is the day it is, at every hour."""

from datetime import UTC, date, datetime, timedelta

import pytest

from houvast.people.clock import AMSTERDAM, day_of, set_to, shift_to, today

WINTER, SUMMER = date(2026, 11, 22), date(2027, 5, 31)
SPRING_FORWARD = date(2027, 3, 28)
FALL_BACK = date(2027, 10, 31)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("begin", [WINTER, SUMMER])
@pytest.mark.parametrize("day", [WINTER, SUMMER, SPRING_FORWARD, FALL_BACK])
def test_at_every_hour_the_day_is_the_one_that_was_set(begin: date, day: date, hour: int) -> None:
    at = datetime(begin.year, begin.month, begin.day, hour, 30, tzinfo=UTC)
    there = at + shift_to(day, at)
    assert day_of(there) == day
    if (day, there.hour) != (SPRING_FORWARD, 1):
        assert there.astimezone(AMSTERDAM).time() == at.astimezone(AMSTERDAM).time()


def test_the_day_that_it_is_already_moves_nothing() -> None:
    at = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert shift_to(WINTER, at) == timedelta()


def test_today_is_the_day_that_was_set_and_nested_days_do_not_add_up() -> None:
    with set_to(SUMMER), set_to(WINTER):
        assert today() == WINTER
