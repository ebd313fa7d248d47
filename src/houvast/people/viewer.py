"""Who is looking: a person on a day, with the roles and relations that hold on that day."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import CharField, DateField, Q, QuerySet, UUIDField, Value

from houvast.core.access.words import Relation
from houvast.people.clock import today
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment, Unit
from houvast.people.prepared import Hole, MakesHole, Prepared

ROLE_RELATION = {
    RoleAssignment.Role.TEACHER: Relation.TEAM_MEMBER,
    RoleAssignment.Role.STUDY_COACH: Relation.TEAM_MEMBER,
    RoleAssignment.Role.TEAM_LEADER: Relation.TEAM_LEADER,
    RoleAssignment.Role.COLLEGE_DIRECTOR: Relation.COLLEGE_DIRECTOR,
    RoleAssignment.Role.SUPPORT_ADVISOR: Relation.SUPPORT_ADVISOR,
    RoleAssignment.Role.STUDENT_ADMINISTRATION: Relation.STUDENT_ADMINISTRATION,
    RoleAssignment.Role.ADMINISTRATOR: Relation.ADMINISTRATOR,
    RoleAssignment.Role.ATTENDANCE_OFFICER: Relation.DESK,
    RoleAssignment.Role.RMC: Relation.DESK,
    RoleAssignment.Role.YOUTH_ADVISER: Relation.DESK,
    RoleAssignment.Role.YOUTH_TEAM: Relation.DESK,
    RoleAssignment.Role.OUTREACH: Relation.DESK,
    RoleAssignment.Role.JOB_COACH: Relation.DESK,
    RoleAssignment.Role.INTAKE: Relation.DESK,
    RoleAssignment.Role.PLACEMENT_OFFICE: Relation.PLACEMENT_OFFICE,
    RoleAssignment.Role.REGIONAL_COORDINATOR: Relation.REGIONAL_COORDINATOR,
}
"""What a role in a unit makes of somebody for the students of that unit. The other roles tie nobody to a student."""

DESK_ROLES = frozenset(role for role, relation in ROLE_RELATION.items() if relation is Relation.DESK)
"""Roles at a partner desk: they reach the persons of their own desk (a unit), never a whole organisation."""


def running_on(day: date | Hole, prefix: str = "") -> Q:
    """The condition that a dated row (`starts_on`, `ends_on` inclusive) holds on this day."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleInUnits:
    """A role and the units it reaches; `units` is None when it reaches the whole organisation."""

    role: str
    unit: uuid.UUID | None
    units: frozenset[uuid.UUID] | None


class Viewer:
    """A person who looks or acts. Roles are read once; two queries at most, whatever the size of the school."""

    def __init__(self, person: Person, day: date | None = None) -> None:
        self.person = person
        self.day = day or today()
        self.relations_read: dict[uuid.UUID, frozenset[Relation]] = {}
        """Relations to students as they were read by the door: pages ask for many parts of one student."""

    @property
    def organisation_id(self) -> uuid.UUID:
        return self.person.organisation_id

    @cached_property
    def roles(self) -> tuple[RoleInUnits, ...]:
        assigned = [row for row in self._held if row[0] not in PersonalRelation.Kind]
        paths = [path for _, unit, path in assigned if unit]
        below: dict[uuid.UUID, str] = {}
        self._units: list[tuple[uuid.UUID, str, str, str]] = []
        if paths:
            condition = Q()
            for path in paths:
                condition |= Q(path__startswith=path)
            self._units = list(Unit.objects.filter(condition).values_list("id", "path", "kind", "name"))
            below = {id_: path for id_, path, _, _ in self._units}
        return tuple(
            RoleInUnits(
                role=role,
                unit=unit,
                units=None
                if unit is None and role not in DESK_ROLES
                else frozenset(id_ for id_, its in below.items() if path and its.startswith(path)),
            )
            for role, unit, path in assigned
        )

    @property
    def teams(self) -> tuple[tuple[uuid.UUID, str], ...]:
        """Id and name of the teams that this person's roles in units reach, by name."""
        found = ((id_, name) for id_, _, kind, name in self._units if kind == Unit.Kind.TEAM) if self.roles else ()
        return tuple(sorted(found, key=lambda team: (team[1], team[0])))

    @cached_property
    def role_names(self) -> frozenset[str]:
        return frozenset(one.role for one in self.roles)

    def has_role(self, role: str) -> bool:
        return role in self.role_names

    @cached_property
    def relation_kinds(self) -> frozenset[str]:
        """The kinds of relation to single students that this person holds on this day."""
        return frozenset(name for name, _, _ in self._held if name in PersonalRelation.Kind)

    @cached_property
    def _held(self) -> list[tuple[str, uuid.UUID | None, str | None]]:
        """Roles with their units, and kinds of relations, in one round trip; no role is named as a kind is."""
        return sorted(_HELD.rows(day=self.day, person=self.person.pk), key=lambda row: (row[0], row[2] or ""))


def _held(hole: MakesHole) -> QuerySet[Any, Any]:
    day, person = hole("day", DateField()), hole("person", UUIDField())
    roles = RoleAssignment.objects.filter(running_on(day), person=person)
    relations = PersonalRelation.objects.filter(running_on(day), holder=person)
    no_unit, no_path = Value(None, output_field=UUIDField()), Value(None, output_field=CharField())
    return roles.values_list("role", "unit_id", "unit__path").union(relations.values_list("kind", no_unit, no_path))


_HELD = Prepared(_held)


def viewer_of(account: Account) -> Viewer:
    return Viewer(account.person)
