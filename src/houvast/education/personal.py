"""Enrolments, results and placements: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.education.models import Diploma, Enrolment, Placement, Result, Touched
from houvast.privacy.registry import Kept, Personal, register

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
