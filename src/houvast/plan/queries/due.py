"""Open tasks of one plan, for the page of the student: one prepared query."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, UUIDField
from django.utils.translation import gettext

from houvast.core.access.words import Data, Relation
from houvast.people.models import Person
from houvast.people.prepared import MakesHole, Prepared, Question
from houvast.people.viewer import Viewer
from houvast.plan.models import PlanTask
from houvast.plan.queries.sharing import FIELDS, Audience, relations_of
from houvast.privacy import door
from houvast.web.addresses import addresses
from houvast.web.components import Rating, Row

MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task that is still to be done."""

    id: uuid.UUID
    what: str
    who: str
    owner: uuid.UUID | None
    due_on: date


def open_tasks(student: Person, viewer: Viewer) -> tuple[OpenTask, ...]:
    """Open tasks of this plan that the viewer may see, first due first, at most MOST. One query."""
    if not door.may(viewer, student, Data.PLAN):
        return ()
    relations = relations_of(viewer, student)
    return tuple(
        OpenTask(id=row[0], what=row[1], who=row[2], owner=row[3], due_on=row[4])
        for row in _OPEN.rows(student=student.pk)
        if _audience(row[5:]).includes(relations)
    )


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `open_tasks` asks."""
    return (_OPEN.question(student=student.pk),) if door.may(viewer, student, Data.PLAN) else ()


def due_rows(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """What is due in the plan, for the page of a student: who does it, by when."""
    return tuple(
        _row(one, viewer, gettext("Plan, for %(who)s") % {"who": one.who}) for one in open_tasks(student, viewer)
    )


def own_rows(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """What the viewer does in this plan."""
    mine = (one for one in open_tasks(student, viewer) if one.owner == viewer.person.pk)
    return tuple(_row(one, viewer, gettext("in your plan"), gettext("How did it go?")) for one in mine)


def _row(task: OpenTask, viewer: Viewer, why: str, action: str = "") -> Row:
    url = addresses("plan:task")(task.id)
    return Row(
        name=task.what,
        url=url,
        why=why,
        rating=Rating.AMBER if task.due_on < viewer.day else "",
        due=task.due_on,
        action_label=action,
        action_url=url if action else "",
    )


def _audience(columns: tuple[Any, ...]) -> Audience:
    return Audience(relations=frozenset(Relation(one) for one, yes in zip(FIELDS, columns, strict=True) if yes))


def _open(hole: MakesHole) -> QuerySet[PlanTask, Any]:
    flags = (f"section__{field}" for field in FIELDS.values())
    return (
        PlanTask.objects.filter(student=hole("student", UUIDField()), status=PlanTask.Status.OPEN)
        .order_by("due_on", "id")
        .values_list("id", "what", "owner_name", "owner_id", "due_on", *flags)[:MOST]
    )


_OPEN = Prepared(_open)
