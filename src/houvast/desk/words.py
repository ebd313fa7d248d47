"""Why a student stands in a list, in words."""

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

WEEK = 7


def weeks_ago(seen_on: date | None, day: date) -> int | None:
    """Whole weeks since the latest talk; None when there was none."""
    return None if seen_on is None else (day - seen_on).days // WEEK


def weeks_in_words(weeks: int | None) -> str:
    """How long ago the latest talk was."""
    if weeks is None:
        return gettext("not talked with yet")
    if weeks < 1:
        return gettext("talked with this week")
    return ngettext("not talked with for %(n)s week", "not talked with for %(n)s weeks", weeks) % {"n": weeks}


def waiting_in_words(seen_on: date | None, day: date) -> str:
    """How long ago the latest talk was, from its day."""
    return weeks_in_words(weeks_ago(seen_on, day))


def hours_in_words(hours: Decimal) -> str:
    """A number of hours without needless noughts."""
    amount = number_format(hours.normalize() if hours % 1 else hours.to_integral_value())
    return gettext("%(n)s hours") % {"n": amount}
