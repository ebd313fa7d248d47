"""What the page of a student is going to ask of the database, for others and for the student: asked together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from houvast.attendance import queries as attendance
from houvast.cases import queries as cases
from houvast.desk.queries import alerting, around
from houvast.documents import queries as documents
from houvast.education import queries as education
from houvast.guidance import queries as guidance
from houvast.handover import queries as handover
from houvast.plan.queries import due as plan
from houvast.workplace.queries.places import asked_for_placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from houvast.people.models import Person
    from houvast.people.prepared import Question
    from houvast.people.viewer import Viewer

PARTS = (cases, guidance, education, plan, around, attendance, alerting)


def questions(student: Person, viewer: Viewer) -> Iterator[Question]:
    """Of every part of the page, what it asks first about this student for this viewer."""
    for part in PARTS:
        yield from part.questions(student, viewer)


OWN = (cases, documents, plan, around, alerting)


def own_questions(student: Person, viewer: Viewer) -> Iterator[Question]:
    """The same of the student's own page."""
    for part in OWN:
        yield from part.questions(student, viewer)
    yield guidance.asked_for_open(student)
    yield from handover.asked_for_own_page(student)
    yield asked_for_placed(student, viewer.day)
