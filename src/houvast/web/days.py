"""Days in words, as people say them; the reader's language decides the names of days and months."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, gettext_noop, ngettext, pgettext

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

_SHORT_WEEKDAYS: Final = (
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
)
_SHORT_MONTHS: Final = (
    gettext_noop("Jan"),
    gettext_noop("Feb"),
    gettext_noop("Mar"),
    gettext_noop("Apr"),
    gettext_noop("May"),
    gettext_noop("Jun"),
    gettext_noop("Jul"),
    gettext_noop("Aug"),
    gettext_noop("Sep"),
    gettext_noop("Oct"),
    gettext_noop("Nov"),
    gettext_noop("Dec"),
)


def as_day(value: date | datetime) -> date:
    """The day of a moment, in the time zone of the reader; a day stays what it is."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def long_day(value: date | datetime | None) -> str:
    """A day with weekday and year, "vrijdag 16 juli 2027"; empty for no day."""
    return _long(as_day(value), get_language()) if value else ""


@lru_cache(maxsize=4096)
def _long(day: date, _language: str | None) -> str:
    return date_format(day, "l j F Y")


def day_in_words(text: str) -> str:
    """A day that was kept as text ("2026-07-22"), in words; any other text as it is."""
    try:
        return long_day(date.fromisoformat(text)) if text[4:5] == "-" else text
    except ValueError:
        return text


def short_day(value: date | datetime | None) -> str:
    """A day in a list, "vr 16 jul"; empty for no day."""
    return _short(as_day(value), get_language()) if value else ""


@lru_cache(maxsize=4096)
def _short(day: date, _language: str | None) -> str:
    return f"{gettext(_SHORT_WEEKDAYS[day.weekday()])} {date_format(day, 'j')} {gettext(_SHORT_MONTHS[day.month - 1])}"


def short_month(value: date) -> str:
    """The name of the month in three letters ("jan", "Jan")."""
    return gettext(_SHORT_MONTHS[value.month - 1])


def days_until(value: date | datetime, today: date) -> int:
    """How many days from `today` to that day; negative when it has passed."""
    return (as_day(value) - as_day(today)).days


def days_left(value: date | datetime | None, today: date | None) -> str:
    """Such as "nog 12 dagen", "vandaag", "3 dagen geleden"; empty when one of the days is unknown."""
    if not value or not today:
        return ""
    return _left(days_until(value, today), get_language())


@lru_cache(maxsize=4096)
def _left(days: int, _language: str | None) -> str:
    if days == 0:
        return pgettext("day", "today")
    if days == 1:
        return pgettext("day", "tomorrow")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}


def short_element(value: date | datetime | None) -> SafeString | str:
    """A day in a list, inside a `time` element; empty for no day."""
    return day_element(value, short_day(value))


def day_element(value: date | datetime | None, text: str) -> SafeString | str:
    """A `time` element that machines can read; empty for no day."""
    return _element(as_day(value), text) if value else ""


@lru_cache(maxsize=4096)
def _element(day: date, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), text)
