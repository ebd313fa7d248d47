"""Observations of professional behaviour as a viewer may see them, by point of the list; nothing is counted."""

import uuid
from typing import Any

from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.behaviour_list import LIST
from houvast.workplace.models import Observation

PAGE = 100


def observation_for(viewer: Viewer, observation_id: uuid.UUID) -> Observation:
    """The observation behind an id from outside; Http404 when the viewer may not talk it over."""
    found = Observation.objects.filter(pk=observation_id).select_related("student", "seen_by").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    return found


def behaviour_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The list with what was seen under each point, the latest first."""
    found = Observation.objects.filter(student=student).select_related("seen_by", "discussed_by")
    under: dict[str, list[Observation]] = {}
    for one in found.order_by("-seen_on", "-pk")[:PAGE]:
        under.setdefault(one.item, []).append(one)
    return {
        "student": student,
        "own": student.pk == viewer.person.pk,
        "headings": [
            {"title": heading.title, "points": [(point.says, under.get(point.name, [])) for point in heading.points]}
            for heading in LIST
        ],
        "any": bool(under),
        "may_note": door.may(viewer, student, Data.WORKPLACE_GUIDANCE, Action.RECORD),
        "today": viewer.day,
    }
