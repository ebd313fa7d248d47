"""Absence: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.attendance.models import Absence, AbsenceReport, AbsenceTotal, MissedContact, SickReport
from houvast.core.access.words import Data
from houvast.privacy.registry import Kept, Personal, register

for personal in (
    Personal(
        model=Absence,
        title=gettext_noop("Your absence"),
        whose=("student",),
        data=Data.ABSENCE,
        actors=("recorded_by",),
        kept=Kept.ABSENCE,
        hidden=("external_id",),
    ),
    Personal(
        model=SickReport,
        title=gettext_noop("Your sick reports"),
        whose=("student",),
        data=Data.SICK_REPORT,
        actors=("reported_by",),
        kept=Kept.ABSENCE,
    ),
    Personal(
        model=MissedContact,
        title=gettext_noop("Calls when you were missed"),
        whose=("student",),
        data=Data.ABSENCE,
        actors=("by",),
        kept=Kept.ABSENCE,
    ),
    Personal(
        model=AbsenceReport,
        title=gettext_noop("Reports of absence to the municipality"),
        whose=("student",),
        data=Data.ABSENCE_REPORT,
        actors=("checked_by",),
        kept=Kept.ABSENCE,
        hidden=("external_id", "rule_answer"),
    ),
    Personal(
        model=AbsenceTotal,
        title=gettext_noop("Totals of absence"),
        whose=("student",),
        data=Data.ABSENCE,
        kept=Kept.ABSENCE,
    ),
):
    register(personal)
