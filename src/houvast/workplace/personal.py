"""Workplace learning of teacher students: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.privacy.registry import Personal, register
from houvast.workplace.models import (
    Appointment,
    Concern,
    Discussed,
    Eligibility,
    Inventory,
    Maximum,
    MeetingAgreement,
    ReviewMeeting,
    Standing,
    Triad,
)

for personal in (
    Personal(
        model=Triad,
        title=gettext_noop("Who guides you at the training school"),
        whose=("student",),
        data=Data.WORKPLACE,
        actors=("supervisor", "school_educator", "institute_educator"),
    ),
    Personal(
        model=Maximum,
        title=gettext_noop("Most credits of a programme"),
        actors=("set_by",),
    ),
    Personal(
        model=Standing,
        title=gettext_noop("Your credits at the inventory"),
        whose=("student",),
        data=Data.WORKPLACE,
    ),
    Personal(
        model=Inventory,
        title=gettext_noop("Inventories for appointments"),
        actors=("made_by",),
    ),
    Personal(
        model=Eligibility,
        title=gettext_noop("Whether you may be appointed"),
        whose=("student",),
        data=Data.APPOINTMENT,
        hidden=("receipt",),
    ),
    Personal(
        model=Appointment,
        title=gettext_noop("Your appointments at a training school"),
        whose=("student",),
        data=Data.APPOINTMENT,
        actors=("registered_by", "decided_by"),
        hidden=("receipt",),
    ),
    Personal(
        model=Concern,
        title=gettext_noop("Concerns about your workplace learning"),
        whose=("student",),
        data=Data.WORKPLACE_GUIDANCE,
        actors=("raised_by", "closed_by"),
    ),
    Personal(
        model=ReviewMeeting,
        title=gettext_noop("Review meetings of a training school"),
        actors=("led_by",),
    ),
    Personal(
        model=Discussed,
        title=gettext_noop("What was discussed of you at a review meeting"),
        whose=("student",),
        data=Data.WORKPLACE_GUIDANCE,
    ),
    Personal(
        model=MeetingAgreement,
        title=gettext_noop("Agreements of review meetings about you"),
        whose=("discussed__student",),
        data=Data.WORKPLACE_GUIDANCE,
    ),
):
    register(personal)
