"""Enrolments, results and placements: what is said of persons, for `privacy.registry`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.education.models import Diploma, Enrolment, Placement, Result, Touched
from houvast.privacy.registry import Kept, Personal, register, register_ending

for personal in (
    Personal(
        model=Enrolment,
        title=gettext_noop("Your enrolments"),
        whose=("student",),
        data=Data.ENROLMENT,
        hidden=("external_id",),
    ),
    Personal(
        model=Diploma,
        title=gettext_noop("Your diplomas"),
        whose=("student",),
        data=Data.ENROLMENT,
        kept=Kept.EXAM,
    ),
    Personal(
        model=Placement,
        title=gettext_noop("Your work placements"),
        whose=("student",),
        data=Data.ENROLMENT,
        hidden=("external_id",),
    ),
    Personal(
        model=Result,
        title=gettext_noop("Your results"),
        whose=("student",),
        data=Data.RESULTS,
        kept=Kept.EXAM,
        hidden=("external_id",),
    ),
    Personal(
        model=Touched,
        title=gettext_noop("What changed and is counted again"),
        whose=("student",),
        withheld=gettext_noop("A mark for the computer, gone after counting."),
    ),
):
    register(personal)


def _enrolments_ended(persons: Collection[Any]) -> Mapping[Any, date | None]:
    """The last day of the last enrolment; None while one runs."""
    found: dict[Any, date | None] = {}
    rows = Enrolment.objects.filter(student__in=persons).values_list("student_id", "ends_on")
    for student, ends_on in rows.order_by("student_id", "ends_on"):
        latest = found.get(student, ends_on)
        found[student] = None if latest is None or ends_on is None else max(latest, ends_on)
    return found


register_ending(_enrolments_ended)
