"""Terms of law: they start the day after notification and do not end on a weekend or public holiday.

Awb art. 6:8; Algemene termijnenwet art. 1 and 3.
"""

from datetime import date, timedelta
from functools import lru_cache

from houvast.core.calendar import WorkingDays
from houvast.core.law.parameters import Key, Law

STARTS_AFTER = Key("terms.starts-after-days", int)
ON_WORKING_DAY = Key("terms.ends-on-working-day", bool)
EQUATED = Key("terms.equated-days", tuple)
TERM_KEYS = (STARTS_AFTER, ON_WORKING_DAY, EQUATED)


@lru_cache(maxsize=64)
def _working_days(equated: tuple[str, ...]) -> WorkingDays:
    return WorkingDays(equated=frozenset(date.fromisoformat(day) for day in equated))


def working_days(law: Law) -> WorkingDays:
    """The working days as the law of the day has them."""
    return _working_days(law[EQUATED])


def last_day(notified_on: date, weeks: int, law: Law) -> date:
    """The last day of a term of whole weeks notified on `notified_on`, moved off weekends and public holidays."""
    # A term of n weeks that starts the day after ends n weeks after the day of notification itself.
    end = notified_on + timedelta(days=law[STARTS_AFTER] - 1, weeks=weeks)
    return working_days(law).not_before(end) if law[ON_WORKING_DAY] else end
