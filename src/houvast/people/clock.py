"""The one clock. In development and tests it can be set to another day; production refuses that."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_shift: ContextVar[timedelta] = ContextVar("houvast_clock_shift", default=timedelta())


def real_now() -> datetime:
    """The moment outside, in UTC, whatever day was set: for what protects the sign-in, never for a term."""
    return datetime.now(UTC)  # noqa: TID251 - the one place that reads the time


def now() -> datetime:
    """This moment, in UTC."""
    return real_now() + _shift.get()


def today() -> date:
    """This day, in Europe/Amsterdam: the day that counts for every term and age."""
    return now().astimezone(AMSTERDAM).date()


def day_of(moment: datetime) -> date:
    """The Amsterdam day of a moment."""
    return moment.astimezone(AMSTERDAM).date()


def is_moved() -> bool:
    """Whether the day was set to another than the real one."""
    return bool(_shift.get())


def shift_to(day: date, at: datetime) -> timedelta:
    """What to add to the moment `at` (aware) so that it is `day` in Amsterdam, at the same time of that day.

    Whole days are not enough: at 22:30 UTC in winter it is half past eleven, and in summer half past midnight.
    """
    there = datetime.combine(day, at.astimezone(AMSTERDAM).time(), AMSTERDAM)
    return there.astimezone(UTC) - at.astimezone(UTC)


@contextmanager
def set_to(day: date) -> Iterator[None]:
    """What if it were this day: the time of day stays, the day moves."""
    token = _shift.set(shift_to(day, real_now()))
    try:
        yield
    finally:
        _shift.reset(token)
