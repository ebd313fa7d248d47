"""The weekly visits of a paid appointment: which weeks were confirmed, and which are still open."""

from datetime import date, timedelta
from typing import Any

from houvast.core.calendar import school_year_of
from houvast.workplace.models import Appointment, Triad, WeeklyVisit
from houvast.workplace.weeks import WEEKS_BACK, monday_of


def has_appointment(triad: Triad, on: date) -> bool:
    """Whether this placement is a paid appointment in the school year of this day."""
    approved = Appointment.objects.filter(
        student=triad.student_id, school_year=school_year_of(on).label, state=Appointment.State.APPROVED
    )
    return approved.exists()


def weeks_page(triad: Triad, on: date) -> dict[str, Any]:
    """The last eight weeks, the latest first, each with what was confirmed; nothing without a paid appointment."""
    if not has_appointment(triad, on):
        return {"weeks": (), "open_weeks": 0}
    this = monday_of(on)
    mondays = [this - timedelta(weeks=back) for back in range(WEEKS_BACK)]
    mondays = [one for one in mondays if one >= monday_of(triad.starts_on)]
    found = {
        one.monday: one for one in WeeklyVisit.objects.filter(triad=triad, monday__in=mondays).select_related("by")
    }
    return {
        "weeks": [(one, found.get(one)) for one in mondays],
        "open_weeks": sum(1 for one in mondays if one not in found and one != this),
    }
