"""Questions for help: a student's own, and those that wait for somebody of school."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404

from houvast.appointments.models import HelpRequest
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.lists import AboutStudents

MOST = 50


def request_for(viewer: Viewer, request_id: uuid.UUID) -> HelpRequest:
    """The question behind an id from outside, for the student and for who was asked; Http404 for everybody else."""
    found = (
        HelpRequest.objects.filter(_mine(viewer), pk=request_id)
        .select_related("student", "asked_of", "asked_first")
        .prefetch_related("steps__by", "steps__to")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.HELP, Action.RECORD)
    return found


def _mine(viewer: Viewer) -> Q:
    """What the table allows is narrowed here: the student's own, and what this person was asked."""
    return Q(student=viewer.person) | Q(asked_of=viewer.person) | Q(asked_first=viewer.person)


def requests_of(student: Person) -> QuerySet[HelpRequest]:
    """The questions of a student, latest first."""
    return (
        HelpRequest.objects.filter(student=student)
        .select_related("asked_of", "student")
        .order_by("-asked_at", "-pk")[:MOST]
    )


def waiting_for(viewer: Viewer) -> list[HelpRequest]:
    """Open questions that wait for this person, first due first; noted as shown. One query."""
    found = _WAITING.all(viewer)
    if found:
        door.note_shown({one.student_id for one in found}, Purpose.GUIDANCE)
    return found


def open_asked_of(person: Any) -> Q:
    """Questions for this person (or who stands at that place of a prepared query) that are open."""
    return Q(asked_of=person, state=HelpRequest.State.OPEN)


_WAITING = AboutStudents(
    HelpRequest,
    lambda requests, hole: requests.filter(open_asked_of(hole("viewer", UUIDField()))).order_by("answer_by", "pk")[
        :MOST
    ],
    data=Data.HELP,
    action=Action.RECORD,
)
