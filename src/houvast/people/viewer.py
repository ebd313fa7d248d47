"""Who is looking: a person on a day, with the roles and relations that hold on that day."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast

from django.db.models import Case, CharField, DateField, Q, QuerySet, UUIDField, Value, When
from django.db.models.functions import Cast

from houvast.core.access.words import Relation
from houvast.people.clock import today
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment, Unit, counts
from houvast.people.prepared import Hole, MakesHole, Prepared, Question

ROLE_RELATION = {
    RoleAssignment.Role.TEACHER: Relation.TEAM_MEMBER,
    RoleAssignment.Role.STUDY_COACH: Relation.TEAM_MEMBER,
    RoleAssignment.Role.TEAM_LEADER: Relation.TEAM_LEADER,
    RoleAssignment.Role.COLLEGE_DIRECTOR: Relation.COLLEGE_DIRECTOR,
    RoleAssignment.Role.SUPPORT_ADVISOR: Relation.SUPPORT_ADVISOR,
    RoleAssignment.Role.STUDENT_ADMINISTRATION: Relation.STUDENT_ADMINISTRATION,
    RoleAssignment.Role.LEARNING_WORK_COACH: Relation.LEARNING_WORK_COACH,
    RoleAssignment.Role.PRIVACY_OFFICER: Relation.PRIVACY_OFFICER,
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
    RoleAssignment.Role.EDUCATION_MANAGER: Relation.EDUCATION_MANAGER,
    RoleAssignment.Role.STUDENT_COUNSELLOR: Relation.STUDENT_COUNSELLOR,
}
"""What a role in a unit makes of somebody for the students of that unit. The other roles tie nobody to a student."""

SYSTEM_RELATIONS = (Relation.ADMINISTRATION_SYSTEM, Relation.GUIDANCE_SYSTEM, Relation.FOLLOW_UP_SYSTEM)
"""What a connected system is to the students of its part of the school; `api` makes its viewer, no person holds it."""
ROLE_RELATION |= {cast("RoleAssignment.Role", str(one)): one for one in SYSTEM_RELATIONS}

CONFIRMED, HELD, WAITING, RELATION = "confirmed", "held", "waiting", "relation"
"""How it stands with what somebody was given: see `people.models.relation`."""

DESK_ROLES = frozenset(role for role, relation in ROLE_RELATION.items() if relation is Relation.DESK)
"""Roles at a partner desk: they reach the persons of their own desk (a unit), never a whole organisation."""


def running_on(day: date | Hole, prefix: str = "") -> Q:
    """The condition that a dated row (`starts_on`, `ends_on` inclusive) holds on this day."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


@dataclass(frozen=True, kw_only=True)
class RoleInUnits:
    """A role and the units it reaches: those whose path begins with `path`, itself included.

    `path` is None when the role reaches the whole organisation, and empty when it reaches nothing.
    """

    role: str
    organisation: uuid.UUID
    unit: uuid.UUID | None
    path: str | None
    large: bool
    """Whether the unit is a college: a large part of a school, of which lists are walked rather than sorted."""
    is_confirmed: bool = False
    """Whether a second person confirmed it: what students tell a helper in confidence asks that of every role."""

    def reaches(self, path: str) -> bool:
        """Whether a unit with this path lies within reach."""
        return self.path is None or bool(self.path and path.startswith(self.path))

    def question(self) -> Question | None:
        """What `units` is going to ask; None where it asks nothing."""
        return _BELOW.question(organisation=self.organisation, **_prefixed(self.path)) if self.path else None

    @cached_property
    def units(self) -> frozenset[uuid.UUID] | None:
        """The units within reach; None for the whole organisation. One query, when it is asked."""
        if self.path is None:
            return None
        if not self.path:
            return frozenset()
        found = _BELOW.rows(organisation=self.organisation, **_prefixed(self.path))
        return frozenset(unit for (unit,) in found)


class Viewer:
    """A person who looks or acts. Roles and kinds of relation are read once, in one query."""

    def __init__(self, person: Person, day: date | None = None) -> None:
        self.person = person
        self.day = day or today()
        self.emergency_until: datetime | None = None
        """Until when this person may have broken the glass for somebody; the door then looks for whom."""
        self.withheld_roles: frozenset[str] = frozenset()
        """Roles that do not count in this session, since the school's provider did not confirm them."""
        self.relations_read: dict[uuid.UUID, frozenset[Relation]] = {}
        """Relations to students as they were read by the door: pages ask for many parts of one student."""
        self.shared_read: dict[uuid.UUID, str] = {}
        """The kinds of data that an adult student shares with this guardian, where not everything; between commas."""

    @property
    def organisation_id(self) -> uuid.UUID:
        return self.person.organisation_id

    @cached_property
    def roles(self) -> tuple[RoleInUnits, ...]:
        return tuple(
            RoleInUnits(
                role=role,
                organisation=self.organisation_id,
                unit=unit,
                path=_reach(role, unit, path, kind),
                large=kind == Unit.Kind.COLLEGE,
                is_confirmed=state == CONFIRMED,
            )
            for role, unit, path, kind, state in self._held
            if state not in {RELATION, WAITING} and role not in self.withheld_roles
        )

    @cached_property
    def waiting_roles(self) -> tuple[str, ...]:
        """Roles that were given and do not count yet: the privacy officer confirms them first."""
        return tuple(sorted({role for role, *_, state in self._held if state == WAITING}))

    @cached_property
    def teams(self) -> tuple[tuple[uuid.UUID, str], ...]:
        """Id and name of the teams that this person's roles in units reach, by name."""
        paths = {one.path for one in self.roles if one.path}
        found = {
            (unit, name)
            for path in paths
            for unit, name in _TEAMS.rows(organisation=self.organisation_id, **_prefixed(path))
        }
        return tuple(sorted(found, key=lambda team: (team[1], team[0])))

    @cached_property
    def role_names(self) -> frozenset[str]:
        return frozenset(one.role for one in self.roles)

    def has_role(self, role: str) -> bool:
        return role in self.role_names

    @cached_property
    def relation_kinds(self) -> frozenset[str]:
        """The kinds of relation to single students that this person holds on this day."""
        return frozenset(name for name, *_, state in self._held if state == RELATION)

    @cached_property
    def _held(self) -> list[tuple[str, uuid.UUID | None, str | None, str | None, str]]:
        """Roles with unit, path, kind of unit and state, and kinds of relations, in one round trip."""
        return sorted(_HELD.rows(day=self.day, person=self.person.pk), key=lambda row: (row[0], row[2] or ""))


def _reach(role: str, unit: uuid.UUID | None, path: str | None, kind: str | None) -> str | None:
    """The path of what a role reaches: a role at a desk reaches desks only, in whatever unit it was given."""
    if role in DESK_ROLES:
        return (path or "") if kind == Unit.Kind.DESK else ""
    return (path or "") if unit else None


def _held(hole: MakesHole) -> QuerySet[Any, Any]:
    day, person = hole("day", DateField()), hole("person", UUIDField())
    roles = RoleAssignment.every.filter(running_on(day), person=person, refused_at__isnull=True)
    relations = PersonalRelation.objects.filter(running_on(day), holder=person)
    no_unit, no_path = Cast(Value(None), UUIDField()), Cast(Value(None), CharField())
    state = Case(
        When(confirmed_at__isnull=False, then=Value(CONFIRMED)),
        When(counts(), then=Value(HELD)),
        default=Value(WAITING),
        output_field=CharField(),
    )
    in_units = roles.values_list("role", "unit_id", "unit__path", "unit__kind", state)
    related = Value(RELATION, output_field=CharField())
    # a thousand relations are a few kinds: told apart along their index, before they meet the roles
    kinds = relations.values_list("kind", no_unit, no_path, no_path, related).distinct()
    return in_units.union(kinds)


def _within(hole: MakesHole) -> QuerySet[Unit]:
    """Units whose path begins with a path: a range of the index, which sorts by bytes on both databases."""
    return Unit.objects.filter(
        organisation=hole("organisation", UUIDField()),
        path__gte=hole("path", CharField()),
        path__lt=hole("after", CharField()),
    )


def _prefixed(path: str) -> dict[str, str]:
    """The range of everything that begins with this path: "0" follows the slash at its end."""
    return {"path": path, "after": f"{path[:-1]}0"}


_HELD = Prepared(_held)
_BELOW = Prepared(lambda hole: _within(hole).values_list("id"))
_TEAMS = Prepared(lambda hole: _within(hole).filter(kind=Unit.Kind.TEAM).values_list("id", "name"))


def held_by(person: uuid.UUID, day: date) -> Question:
    """What a viewer asks first: the roles and relations that this person holds on that day."""
    return _HELD.question(day=day, person=person)


def viewer_of(account: Account) -> Viewer:
    viewer = Viewer(account.person)
    viewer.emergency_until = account.emergency_until
    viewer.withheld_roles = account.withheld_roles
    return viewer
