"""What a school holds itself to, and the school days that terms are counted in."""

import uuid
from datetime import date, timedelta

from houvast.appointments.models import CaseNorm
from houvast.attendance.calendar import calendar_of
from houvast.people.models import Organisation

LONGEST = 120


def norm_of(organisation_id: uuid.UUID) -> CaseNorm:
    """The norms of a school; those of the house when it set none."""
    found = CaseNorm.objects.filter(organisation_id=organisation_id).first()
    return found or CaseNorm(organisation_id=organisation_id)


def school_days_after(organisation: Organisation, day: date, days: int) -> date:
    """The day on which so many school days of this school have passed since `day`, which is not counted."""
    calendar = calendar_of(organisation.school_region, day, organisation.code or None)
    left, looked = days, 0
    while left > 0 and looked < LONGEST:
        day += timedelta(days=1)
        looked += 1
        left -= calendar.is_teaching_day(day)
    return day
