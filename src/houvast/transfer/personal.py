"""The transfer board: what is said of persons, for `privacy.registry`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.privacy.registry import Kept, Personal, register, register_ending
from houvast.transfer.models import (
    Application,
    BoardRow,
    ConsentItem,
    MatchSuggestion,
    Need,
    Pupil,
    TransferEvent,
    WorkList,
)

for personal in (
    Personal(
        model=Pupil,
        title=gettext_noop("Your transfer to another school"),
        whose=("student",),
        data=Data.TRANSFER,
        kept=Kept.APPLICATION,
        hidden=("said", "person_key", "number_key", "shared_with"),
    ),
    Personal(
        model=Application,
        title=gettext_noop("Your applications"),
        whose=("pupil__student",),
        data=Data.TRANSFER,
        kept=Kept.APPLICATION,
        hidden=("said", "law_receipt"),
    ),
    Personal(
        model=TransferEvent,
        title=gettext_noop("What happened in your transfer"),
        whose=("pupil__student",),
        data=Data.TRANSFER,
        actors=("by",),
        kept=Kept.APPLICATION,
    ),
    Personal(
        model=Need,
        title=gettext_noop("What you need at a new school"),
        whose=("pupil__student",),
        data=Data.TRANSFER,
        actors=("by",),
        kept=Kept.APPLICATION,
    ),
    Personal(
        model=ConsentItem,
        title=gettext_noop("What you agreed to share"),
        whose=("pupil__student",),
        data=Data.TRANSFER,
        actors=("by",),
        kept=Kept.APPLICATION,
    ),
    Personal(
        model=BoardRow,
        title=gettext_noop("Your line on transfer boards"),
        whose=("student", "pupil__student"),
        data=Data.TRANSFER,
        kept=Kept.APPLICATION,
        hidden=("sort_name",),
    ),
    Personal(
        model=WorkList,
        title=gettext_noop("Lists that staff made"),
        whose=("made_by",),
        withheld=gettext_noop("A choice of columns of a staff member."),
    ),
    Personal(
        model=MatchSuggestion,
        title=gettext_noop("Records that looked like yours"),
        whose=("pupil__student", "other__student"),
        data=Data.TRANSFER,
        actors=("decided_by",),
        kept=Kept.APPLICATION,
        withheld=gettext_noop("Names somebody else too."),
    ),
):
    register(personal)


def _chains_closed(persons: Collection[Any]) -> Mapping[Any, date | None]:
    """The day a pupil left the chain; None while the way to another school is open."""
    found: dict[Any, date | None] = {}
    for student, closed_on in Pupil.objects.filter(student__in=persons).values_list("student_id", "closed_on"):
        latest = found.get(student, closed_on)
        found[student] = None if latest is None or closed_on is None else max(latest, closed_on)
    return found


register_ending(_chains_closed)
