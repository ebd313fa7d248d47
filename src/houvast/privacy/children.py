"""From an id in an address to the child whose rights a guardian exercises; for nobody else."""

import uuid

from django.http import Http404

from houvast.core.access.words import Action, Data, Relation
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.representing import with_representation


def child(viewer: Viewer, student_id: uuid.UUID, data: Data, action: Action = Action.SEE) -> Person:
    """The student under 16, noted in the log of reads; Http404 for whoever has another tie, and none."""
    found = door.student(viewer, student_id, data, action)
    if not represents(viewer, found):
        raise Http404
    return found


def represents(viewer: Viewer, student: Person) -> bool:
    """Whether this viewer exercises this student's rights now, from the relations that the door read."""
    relations = viewer.relations_read.get(student.pk, frozenset())
    return Relation.LEGAL_REPRESENTATIVE in with_representation(student, relations, viewer.day)
