"""Who is who in a case. A role is settled for this student, and in this case when somebody was named: never by job
title.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import DateField, Exists, Field, OuterRef, Q, QuerySet, UUIDField

from houvast.cases.models import Case, CaseRole, CaseTask
from houvast.core.access.words import Relation
from houvast.core.procedure.roles import LABELS, Role
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.names import called
from houvast.people.viewer import ROLE_RELATION, Viewer, running_on
from houvast.privacy.relations import (
    PERSONAL,
    Given,
    Shape,
    Ties,
    guardian_still_sees,
    relations_to,
    tied,
    ties_of,
)

RELATION: dict[Role, Relation] = {
    Role.STUDENT: Relation.SELF,
    Role.GUARDIAN: Relation.GUARDIAN,
    Role.TRUSTED_PERSON: Relation.TRUSTED_PERSON,
    Role.COACH: Relation.COACH,
    Role.PROGRAMME_TEAM: Relation.TEAM_MEMBER,
    Role.TEAM_LEADER: Relation.TEAM_LEADER,
    Role.COLLEGE_DIRECTOR: Relation.COLLEGE_DIRECTOR,
    Role.SUPPORT_ADVISOR: Relation.SUPPORT_ADVISOR,
    Role.STUDENT_ADMINISTRATION: Relation.STUDENT_ADMINISTRATION,
    Role.PARTNER: Relation.PARTNER,
    Role.INSTITUTE_BASED_TEACHER_EDUCATOR: Relation.INSTITUTE_EDUCATOR,
}
"""The tie to the student that makes somebody hold a role. The other roles are held only by who was named."""
OWN = frozenset({Role.STUDENT, Role.GUARDIAN, Role.TRUSTED_PERSON})
"""Roles outside the school: what they may do is sign and answer, for themselves."""
_UNIT_ROLES = {relation: role for role, relation in ROLE_RELATION.items() if relation is not Relation.TEAM_MEMBER}


def role_name(role: Role | str, language: str) -> str:
    """What people call the role."""
    nl, en = LABELS[Role(role)]
    return en if language.startswith("en") else nl


def roles_for(viewer: Viewer, student: Person) -> frozenset[Role]:
    """The roles this viewer has for the student, before anybody is named."""
    relations = relations_to(viewer, student)
    return frozenset(role for role, relation in RELATION.items() if relation in relations)


def roles_in(viewer: Viewer, case: Case) -> frozenset[Role]:
    """The roles this viewer has in this case: where somebody was named for a role, only who was named."""
    named: dict[str, set[uuid.UUID]] = {}
    for role, person in _running(case, viewer.day).values_list("role", "person_id"):
        named.setdefault(role, set()).add(person)
    own = {role for role in roles_for(viewer, case.student) if role.value not in named}
    return frozenset(own | {Role(role) for role, persons in named.items() if viewer.person.pk in persons})


def _running(case: Case, on: date) -> QuerySet[CaseRole]:
    return CaseRole.objects.filter(running_on(on), case=case)


def holders(student: Person, role: Role, on: date, case: Case | None = None) -> tuple[Person, ...]:
    """Everybody who has this role on this day, by name: who was named in the case, else who has it for the student."""
    if case is not None:
        named = Person.objects.filter(pk__in=_running(case, on).filter(role=role.value).values("person_id"))
        if found := tuple(named.order_by("sort_name", "pk")):
            return found
    relation = RELATION.get(role)
    if relation is None:
        return ()
    if relation is Relation.SELF:
        return (student,)
    if relation in PERSONAL:
        tie = PersonalRelation.objects.filter(running_on(on), student=student, kind=PERSONAL[relation])
        if relation is Relation.GUARDIAN:
            tie = tie.filter(guardian_still_sees(on))
        persons = Person.objects.filter(pk__in=tie.values("holder_id"))
    elif relation in _UNIT_ROLES:
        covering = Q(unit__isnull=True) | Q(unit_id__in=_units_above(student, on))
        assigned = RoleAssignment.objects.filter(
            covering, running_on(on), role=_UNIT_ROLES[relation], organisation_id=student.organisation_id
        )
        persons = Person.objects.filter(pk__in=assigned.values("person_id"))
    else:
        return ()
    return tuple(persons.filter(erased_at__isnull=True).order_by("sort_name", "pk"))


def _units_above(student: Person, on: date) -> set[uuid.UUID]:
    """The units of the student on this day and every unit above them."""
    paths = UnitMembership.objects.filter(running_on(on), student=student).values_list("unit__path", flat=True)
    return {uuid.UUID(part) for path in paths for part in path.strip("/").split("/") if part}


def waiting_for(viewer: Viewer, roles: Iterable[Role] | None = None) -> QuerySet[CaseTask]:
    """Open tasks that are this viewer's by role in the case (all of the viewer's roles, or only these). Unordered."""
    wanted = None if roles is None else tuple(roles)
    ties = ties_by_role(viewer, tuple(RELATION) if wanted is None else wanted)
    values = values_by_role(viewer, ties)
    shapes = {role: one.shape for role, one in ties.items()}
    return open_tasks_in(shapes, lambda name, _: values[name], named_for=wanted)


def ties_by_role(viewer: Viewer, roles: Iterable[Role]) -> dict[Role, Ties]:
    """What makes each of these roles this viewer's, for those that tie the viewer to anybody at all."""
    relations = {role: RELATION[role] for role in roles if role in RELATION}
    return {role: ties_of(viewer, [one]) for role, one in relations.items() if _may_have(viewer, one)}


def values_by_role(viewer: Viewer, ties: Mapping[Role, Ties]) -> dict[str, Any]:
    """What fills the places of `open_tasks_in`: those of each role under a name of its own."""
    values: dict[str, Any] = {"viewer": viewer.person.pk, "day": viewer.day}
    for role, one in ties.items():
        values |= {f"{role}_{name}": value for name, value in one.values.items()}
    return values


def open_tasks_in(
    shapes: Mapping[Role, Shape], given: Given, *, named_for: tuple[Role, ...] | None = None
) -> QuerySet[CaseTask]:
    """Open tasks of whoever is tied to students in these shapes, each for its role, or was named for the role in the
    case (for one of `named_for`, or for any); whoever is named comes before who has the role for the student.
    """
    me = given("viewer", UUIDField())
    named = CaseRole.objects.filter(running_on(given("day", DateField())), case=OuterRef("case"), role=OuterRef("role"))
    by_tie = Q(pk__in=())
    for role, shape in shapes.items():
        by_tie |= Q(role=role.value) & tied(shape, _under(role, given), at="student")
    by_name = Q() if named_for is None else Q(role__in=[role.value for role in named_for])
    open_tasks = CaseTask.objects.filter(done_on__isnull=True, case__status=Case.Status.OPEN)
    return open_tasks.filter(
        Q(signer__isnull=True) | Q(signer=me),
        (by_tie & ~Exists(named)) | (by_name & Exists(named.filter(person=me))),
    )


def _under(role: Role, given: Given) -> Given:
    def place(name: str, field: "Field[Any, Any]") -> Any:
        return given(f"{role}_{name}", field)

    return place


def _may_have(viewer: Viewer, relation: Relation) -> bool:
    """Whether this viewer holds the relation to anybody at all: keeps the query small."""
    if relation is Relation.SELF:
        return viewer.person.is_student
    if relation in PERSONAL:
        return PERSONAL[relation] in viewer.relation_kinds
    return any(ROLE_RELATION.get(one.role) is relation for one in viewer.roles)  # type: ignore[call-overload]


def staff_named(organisation_id: uuid.UUID, typed: str) -> tuple[Person, ...]:
    """Members of staff of the organisation whose name contains, or whose number is, what was typed; at most five, by
    name.
    """
    fits = Q(number=typed)
    staff = Person.objects.filter(organisation_id=organisation_id, is_student=False, erased_at__isnull=True)
    return tuple(staff.filter(fits | called(typed), roles__isnull=False).distinct().order_by("sort_name", "pk")[:5])
