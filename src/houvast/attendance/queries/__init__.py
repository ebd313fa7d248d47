"""Reading absence: for the page of a student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import UUIDField

from houvast.attendance.models import AbsenceTotal
from houvast.core.access.words import Data
from houvast.people.prepared import Prepared
from houvast.privacy import door

if TYPE_CHECKING:
    from decimal import Decimal

    from django.db.models import QuerySet

    from houvast.people.models import Person
    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """Hours of absence of one kind (AbsenceTotal.Kind) in one school year, as a source gave them."""

    kind: str
    school_year: str
    hours: Decimal


def totals_of(student: Person, viewer: Viewer) -> tuple[TotalRow, ...]:
    """Hours of absence, latest year first; nothing for who may not see them.

    A total has no day, so it stands beside the timeline and not on it.
    """
    if not door.may(viewer, student, Data.ABSENCE):
        return ()
    return tuple(TotalRow(kind=row[0], school_year=row[1], hours=row[2]) for row in _TOTALS.rows(student=student.pk))


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `totals_of` asks."""
    return (_TOTALS.question(student=student.pk),) if door.may(viewer, student, Data.ABSENCE) else ()


def _totals(hole: MakesHole) -> QuerySet[AbsenceTotal, Any]:
    found = AbsenceTotal.objects.filter(student=hole("student", UUIDField()))
    return found.order_by("-school_year", "kind", "source").values_list("kind", "school_year", "hours")


_TOTALS = Prepared(_totals)
