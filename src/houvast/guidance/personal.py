"""Talks, agreements and notes: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.guidance.models import Agreement, Contact, Success, Talk, TalkCorrection, WorkingNote
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=Contact,
        title=gettext_noop("When you were last spoken to"),
        whose=("student",),
        data=Data.TALKS,
    ),
    Personal(
        model=Talk,
        title=gettext_noop("Talks with you"),
        whose=("student",),
        data=Data.TALKS,
        actors=("led_by",),
    ),
    Personal(
        model=TalkCorrection,
        title=gettext_noop("Corrections of talk reports"),
        whose=("talk__student",),
        data=Data.TALKS,
        actors=("corrected_by",),
    ),
    Personal(
        model=Agreement,
        title=gettext_noop("Agreements with you"),
        whose=("student",),
        data=Data.TALKS,
        actors=("who", "answered_by"),
    ),
    Personal(
        model=Success,
        title=gettext_noop("What went well"),
        whose=("student",),
        data=Data.SUCCESSES,
        actors=("seen_by",),
    ),
    Personal(
        model=WorkingNote,
        title=gettext_noop("Own notes of staff"),
        whose=("student", "writer"),
        data=Data.WORKING_NOTES,
        withheld=gettext_noop(
            "Notes that somebody keeps as a memory for themselves and shows to nobody. You may ask the writer."
        ),
    ),
):
    register(personal)
