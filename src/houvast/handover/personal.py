"""Warm handovers and the files of partner desks: what is said of persons, for `privacy.registry`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.handover.models import (
    Connection,
    Following,
    FollowingEntry,
    FollowUp,
    Handover,
    HandoverItem,
    HandoverStep,
    PlanLine,
)
from houvast.privacy.registry import Personal, register, register_ending

for personal in (
    Personal(
        model=Connection,
        title=gettext_noop("Connections with other installations"),
        actors=("made_by",),
    ),
    Personal(
        model=Handover,
        title=gettext_noop("Handovers of you"),
        whose=("student",),
        data=Data.HANDOVER,
        actors=("colleague", "asked_by"),
    ),
    Personal(
        model=HandoverItem,
        title=gettext_noop("What was told at a handover"),
        whose=("handover__student",),
        data=Data.HANDOVER,
    ),
    Personal(
        model=PlanLine,
        title=gettext_noop("What was agreed at a handover"),
        whose=("handover__student",),
        data=Data.HANDOVER,
    ),
    Personal(
        model=HandoverStep,
        title=gettext_noop("Steps of a handover"),
        whose=("handover__student",),
        data=Data.HANDOVER,
        actors=("by",),
    ),
    Personal(
        model=Following,
        title=gettext_noop("The file of a partner desk about you"),
        whose=("person",),
        data=Data.FOLLOWING,
        actors=("holder",),
        withheld=gettext_noop(
            "The file of the organisation that helps you. Ask that organisation: it gives you a copy."
        ),
    ),
    Personal(
        model=FollowingEntry,
        title=gettext_noop("Entries in the file of a partner desk"),
        whose=("following__person",),
        data=Data.FOLLOWING,
        actors=("by",),
        withheld=gettext_noop(
            "The file of the organisation that helps you. Ask that organisation: it gives you a copy."
        ),
    ),
    Personal(
        model=FollowUp,
        title=gettext_noop("Questions after a handover"),
        whose=("handover__student", "following__person"),
        data=Data.HANDOVER,
        actors=("answered_by",),
    ),
):
    register(personal)


def _files_closed(persons: Collection[Any]) -> Mapping[Any, date | None]:
    """The day a partner desk closed its file; None while it follows the person."""
    found: dict[Any, date | None] = {}
    for person, closed_on in Following.objects.filter(person__in=persons).values_list("person_id", "closed_on"):
        latest = found.get(person, closed_on)
        found[person] = None if latest is None or closed_on is None else max(latest, closed_on)
    return found


register_ending(_files_closed)
