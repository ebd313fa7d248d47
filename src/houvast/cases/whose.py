"""Whose cases a person opens: all of a student by a tie to that student, or only the one in which they were named."""

from django.db.models import Q, QuerySet

from houvast.cases.models import Case, CaseRole
from houvast.core.access.words import Action, Data
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door


def named(viewer: Viewer) -> QuerySet[CaseRole]:
    """Where the viewer was named for a role, on the viewer's day."""
    return CaseRole.objects.filter(running_on(viewer.day), person=viewer.person)


def _is_named_somewhere(viewer: Viewer) -> bool:
    """Whether anybody named this person at all: keeps the other viewers' queries as they are."""
    return PersonalRelation.Kind.CASE_TEAM in viewer.relation_kinds


def kind_of(viewer: Viewer, case: Case, action: Action = Action.SEE) -> Data:
    """The kind of data as which this case opens for the viewer: that of the named only in the case of the name."""
    if not _is_named_somewhere(viewer) or door.may(viewer, case.student, Data.CASES, action):
        return Data.CASES
    return Data.NAMED_CASE if named(viewer).filter(case=case).exists() else Data.CASES


def may(viewer: Viewer, case: Case, action: Action) -> bool:
    """Whether the viewer may do this in this case, by a tie to the student or by name."""
    return door.may(viewer, case.student, kind_of(viewer, case, action), action)


def seen_of(viewer: Viewer, student: Person) -> Q | None:
    """Which cases of this student the viewer sees, as a condition on Case; None for none at all."""
    if door.may(viewer, student, Data.CASES):
        return Q()
    if _is_named_somewhere(viewer) and door.may(viewer, student, Data.NAMED_CASE):
        return Q(pk__in=named(viewer).values("case"))
    return None


def seen_by(viewer: Viewer) -> Q:
    """Which cases of all students the viewer sees, as a condition on Case."""
    seen = Q(student_id__in=door.students(viewer, Data.CASES).values("pk"))
    if _is_named_somewhere(viewer):
        tied = door.students(viewer, Data.NAMED_CASE).values("pk")
        seen |= Q(pk__in=named(viewer).values("case"), student_id__in=tied)
    return seen
