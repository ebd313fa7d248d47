"""The school calendar of an organisation, as the law's parameters give it."""

from datetime import date

from houvast import lawbook
from houvast.core.calendar import SchoolCalendar
from houvast.core.law.rules.school_holidays import school_calendar

RULE = "absence-report"


def calendar_of(region: str, on: date, institution: str | None = None) -> SchoolCalendar:
    """Holidays of a region (noord, midden, zuid) around a day: of its own school year and those beside it.

    An institution that set its own holidays (a file of its own policy, see docs/law.md) has those.
    """
    rule = lawbook.rule_named(RULE)
    return school_calendar(region, lawbook.book_for(rule).view(rule, on, None, institution).law)
