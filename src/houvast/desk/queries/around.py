"""Who is around a student: by relation to the student, and by role in the units the student belongs to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import Q

from houvast.core.access.words import Data
from houvast.people.models import PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.role_names import RELATION_NAMES, ROLE_NAMES
from houvast.people.viewer import running_on
from houvast.privacy import door
from houvast.web.components import Around

if TYPE_CHECKING:
    from houvast.people.models import Person
    from houvast.people.viewer import Viewer

ROLES_AROUND = (
    RoleAssignment.Role.TEAM_LEADER,
    RoleAssignment.Role.SUPPORT_ADVISOR,
    RoleAssignment.Role.COLLEGE_DIRECTOR,
)
HELPERS = frozenset({PersonalRelation.Kind.COACH, RoleAssignment.Role.TEAM_LEADER, RoleAssignment.Role.SUPPORT_ADVISOR})
"""Who helps: shown to the student and the guardian."""
PROFESSIONALS = frozenset({PersonalRelation.Kind.COACH, *ROLES_AROUND})


def around(student: Person, viewer: Viewer, *, helpers_only: bool = False) -> tuple[Around, ...]:
    """The people around a student, the coach first; nothing for who may not see them. Three queries.

    How to reach a guardian or a trusted person is for whoever may see the student's contact data.
    """
    if not door.may(viewer, student, Data.PEOPLE_AROUND):
        return ()
    reaches_family = door.may(viewer, student, Data.CONTACT)
    found = [*_related(student, viewer), *_in_units(student, viewer)]
    rows: dict[uuid.UUID, Around] = {}
    for kind, label, person in found:
        if person.pk in rows or person.pk == viewer.person.pk or (helpers_only and kind not in HELPERS):
            continue
        reachable = kind in PROFESSIONALS or reaches_family
        rows[person.pk] = Around(
            name=person.name,
            role=label,
            mail=person.email if reachable else "",
            phone=person.phone if reachable else "",
        )
    return tuple(rows.values())


def _related(student: Person, viewer: Viewer) -> list[tuple[str, str, Person]]:
    order = list(RELATION_NAMES)
    relations = PersonalRelation.objects.filter(running_on(viewer.day), student=student).select_related("holder")
    return sorted(
        ((relation.kind, str(RELATION_NAMES[relation.kind]), relation.holder) for relation in relations),
        key=lambda found: (order.index(found[0]), found[2].sort_name),
    )


def _in_units(student: Person, viewer: Viewer) -> list[tuple[str, str, Person]]:
    paths = UnitMembership.objects.filter(running_on(viewer.day), student=student).values_list("unit__path", flat=True)
    units = {uuid.UUID(part) for path in paths for part in path.split("/") if part}
    roles = RoleAssignment.objects.filter(
        running_on(viewer.day),
        Q(unit_id__in=units) | Q(unit__isnull=True),
        role__in=ROLES_AROUND,
        organisation_id=student.organisation_id,
    ).select_related("person")
    order: list[str] = list(ROLES_AROUND)
    return sorted(
        ((role.role, str(ROLE_NAMES[role.role]), role.person) for role in roles),
        key=lambda found: (order.index(found[0]), found[2].sort_name),
    )
