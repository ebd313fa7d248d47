"""Whose cases a person opens: all of a student by a tie to that student, or only the one in which they were named."""

from typing import Any, NamedTuple

from django.db.models import DateField, Q, QuerySet, UUIDField

from houvast.cases.models import Case, CaseRole
from houvast.core.access.words import Action, Data
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Given, Shape


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
    seen, values = sight_of(viewer)
    return seen_in(seen, lambda name, _: values[name])


class Sight(NamedTuple):
    """How the condition of `seen_by` is written, without whose it is: by a tie to the student, and where named."""

    tied: Shape
    named: Shape | None

    @property
    def of_nothing(self) -> bool:
        """Whether no case at all can be seen."""
        return self.tied.ties_nobody and (self.named is None or self.named.ties_nobody)


def sight_of(viewer: Viewer) -> tuple[Sight, dict[str, Any]]:
    """The viewer's sight, and the values of its places."""
    ties = door.whose(viewer, Data.CASES)
    if not _is_named_somewhere(viewer):
        return Sight(ties.shape, None), ties.values
    by_name = door.whose(viewer, Data.NAMED_CASE)
    values = {f"named_{name}": one for name, one in by_name.values.items()}
    return Sight(ties.shape, by_name.shape), {**ties.values, **values}


def seen_in(sight: Sight, given: Given) -> Q:
    """The condition of `seen_by`, with values or holes at its places."""
    seen = Q(student_id__in=door.students_of(sight.tied, given).values("pk"))
    if sight.named is not None:
        tied = door.students_of(sight.named, lambda name, field: given(f"named_{name}", field)).values("pk")
        roles = CaseRole.objects.filter(running_on(given("day", DateField())), person_id=given("viewer", UUIDField()))
        seen |= Q(pk__in=roles.values("case"), student_id__in=tied)
    return seen
