"""Who is there for a student at school: whom a question for help or a talk may go to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.role_names import RELATION_NAMES, ROLE_NAMES
from houvast.people.viewer import running_on

KINDS = (PersonalRelation.Kind.COACH, PersonalRelation.Kind.COACH_COVER)
ROLES = (
    RoleAssignment.Role.TEAM_LEADER,
    RoleAssignment.Role.SUPPORT_ADVISOR,
    RoleAssignment.Role.LEARNING_WORK_COACH,
)
MOST = 12
FAMILY = (PersonalRelation.Kind.GUARDIAN, PersonalRelation.Kind.TRUSTED_PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody at school who is there for a student; `role` is a relation or a role, `role_name` says it in words."""

    person: Person
    role: str
    role_name: str

    @property
    def pk(self) -> uuid.UUID:
        return self.person.pk


def helpers_of(student: Person, on: date) -> tuple[Helper, ...]:
    """The coach first, then who covers, then team leader, support advisor and learning-work coach; at most MOST.

    Three queries. Asks no policy: whom a student may turn to is no secret for the student.
    """
    ties = PersonalRelation.objects.filter(running_on(on), student=student, kind__in=KINDS).select_related("holder")
    found = {one.holder_id: _helper(one.holder, one.kind) for one in sorted(ties, key=lambda one: (one.kind, one.pk))}
    paths = UnitMembership.objects.filter(running_on(on), student=student).values_list("unit__path", flat=True)
    units = {uuid.UUID(part) for path in paths for part in path.split("/") if part}
    roles = (
        RoleAssignment.objects.filter(
            running_on(on),
            Q(unit__in=units) | Q(unit__isnull=True),
            organisation_id=student.organisation_id,
            role__in=ROLES,
        )
        .select_related("person")
        .order_by("person__sort_name", "person_id")[: MOST * 4]
    )
    for one in sorted(roles, key=lambda one: (ROLES.index(RoleAssignment.Role(one.role)), one.unit_id is None)):
        found.setdefault(one.person_id, _helper(one.person, one.role))
    return tuple(found.values())[:MOST]


def _helper(person: Person, role: str) -> Helper:
    return Helper(person=person, role=role, role_name=str(RELATION_NAMES.get(role) or ROLE_NAMES[role]))


def cover_of(student: Person, on: date, *, without: Sequence[uuid.UUID] = ()) -> Helper | None:
    """Who takes over a question that waits too long: who covers for the coach, the coach, then the others, by role."""
    order = (PersonalRelation.Kind.COACH_COVER, PersonalRelation.Kind.COACH, *ROLES)
    there = [one for one in helpers_of(student, on) if one.pk not in without]
    return min(there, key=lambda one: order.index(one.role), default=None)


def family_of(student: Person, on: date) -> tuple[PersonalRelation, ...]:
    """The guardians and trusted persons of a student on a day, by name. Asks no policy."""
    return tuple(
        PersonalRelation.objects.filter(running_on(on), student=student, kind__in=FAMILY)
        .select_related("holder")
        .order_by("kind", "holder__sort_name", "pk")
    )
