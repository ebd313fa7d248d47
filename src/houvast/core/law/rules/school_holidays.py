"""The school calendar of a region, out of the parameters."""

from datetime import date
from functools import lru_cache
from typing import Final

from houvast.core.calendar import DAY, Period, Region, SchoolCalendar, WorkingDays
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rules.terms import EQUATED, working_days

HOLIDAYS: Final = {region: Key(f"school-holidays.{region.value}", tuple) for region in Region}
CALENDAR_KEYS: Final = (*HOLIDAYS.values(), EQUATED)


def school_calendar(region: str | None, law: Law) -> SchoolCalendar:
    """The calendar of a region as it is known around the day of `law`; without a region no week is a holiday."""
    if region is None:
        return SchoolCalendar(
            region=Region.NOORD,
            holidays=(),
            known=Period(begin=law.on, end=law.on),
            working_days=working_days(law),
        )
    return _calendar(Region(region), law[HOLIDAYS[Region(region)]], working_days(law))


@lru_cache(maxsize=256)
def _calendar(region: Region, periods: tuple[str, ...], days: WorkingDays) -> SchoolCalendar:
    holidays = tuple(_period(text) for text in periods)
    begin = min(one.begin for one in holidays)
    end = max(one.end for one in holidays)
    # A summer holiday at the end of the table closes it: the weeks up to the next one are not known.
    return SchoolCalendar(region=region, holidays=holidays, known=Period(begin=begin, end=end), working_days=days)


def _period(text: str) -> Period:
    begin, _, end = text.partition("/")
    return Period(begin=date.fromisoformat(begin), end=date.fromisoformat(end))


def covers(calendar: SchoolCalendar, begin: date, end: date) -> bool:
    """Whether the holidays between the two days are known."""
    return begin + DAY > calendar.known.begin and end <= calendar.known.end
