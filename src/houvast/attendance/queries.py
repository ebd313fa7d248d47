"""Reading absence: for the page of a student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from houvast.attendance.models import AbsenceTotal
from houvast.core.access.words import Data
from houvast.privacy import door

if TYPE_CHECKING:
    from houvast.people.models import Person
    from houvast.people.viewer import Viewer


def totals_of(student: Person, viewer: Viewer) -> tuple[AbsenceTotal, ...]:
    """Hours of absence per school year and kind as sources gave them, latest year first; nothing for who may not see them.

    A total has no day, so it stands beside the timeline and not on it.
    """
    if not door.may(viewer, student, Data.ABSENCE):
        return ()
    return tuple(AbsenceTotal.objects.filter(student=student).order_by("-school_year", "kind", "source"))
