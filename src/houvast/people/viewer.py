"""Who is looking: a person on a day, with the roles and relations that hold on that day."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import DateField, Q, QuerySet, UUIDField

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
}
"""What a role in a unit makes of somebody for the students of that unit. The other roles tie nobody to a student."""


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
        assigned = _ROLES.rows(day=self.day, person=self.person.pk)
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
                units=None if unit is None else frozenset(id_ for id_, its in below.items() if its.startswith(path)),
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
        return frozenset(kind for (kind,) in _RELATION_KINDS.rows(day=self.day, person=self.person.pk))


def _roles(hole: MakesHole) -> QuerySet[RoleAssignment, tuple[str, uuid.UUID | None, str | None]]:
    return (
        RoleAssignment.objects.filter(running_on(hole("day", DateField())), person=hole("person", UUIDField()))
        .order_by("role", "starts_on", "id")
        .values_list("role", "unit_id", "unit__path")
    )


def _relation_kinds(hole: MakesHole) -> QuerySet[PersonalRelation, tuple[str]]:
    held = PersonalRelation.objects.filter(running_on(hole("day", DateField())), holder=hole("person", UUIDField()))
    return held.order_by("kind").values_list("kind").distinct()


_ROLES = Prepared(_roles)
_RELATION_KINDS = Prepared(_relation_kinds)


def viewer_of(account: Account) -> Viewer:
    return Viewer(account.person)
