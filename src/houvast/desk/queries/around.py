"""Who is around a student: by relation to the student, and by role in the units the student belongs to."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateField, Q, UUIDField, Value

from houvast.core.access.words import Data
from houvast.core.handover.desks import DeskKind
from houvast.handover.queries import asked_at_school, desks_at_school
from houvast.handover.words import DESKS
from houvast.people.models import PersonalRelation, RoleAssignment, UnitMembership, full_name
from houvast.people.prepared import Prepared, column
from houvast.people.role_names import RELATION_NAMES, ROLE_NAMES
from houvast.people.viewer import running_on
from houvast.privacy import door
from houvast.web.components import Around

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from houvast.people.models import Person
    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer

ROLES_AROUND = (
    RoleAssignment.Role.TEAM_LEADER,
    RoleAssignment.Role.SUPPORT_ADVISOR,
    RoleAssignment.Role.COLLEGE_DIRECTOR,
)
AT_WORK = frozenset({
    PersonalRelation.Kind.WORKPLACE_SUPERVISOR,
    PersonalRelation.Kind.SCHOOL_EDUCATOR,
    PersonalRelation.Kind.INSTITUTE_EDUCATOR,
})  # fmt: skip
"""Who guides a teacher student at a training school."""
HELPERS = frozenset({
    PersonalRelation.Kind.COACH, RoleAssignment.Role.TEAM_LEADER, RoleAssignment.Role.SUPPORT_ADVISOR, *AT_WORK,
})  # fmt: skip
"""Who helps: shown to the student and the guardian."""
PROFESSIONALS = frozenset({PersonalRelation.Kind.COACH, *ROLES_AROUND, *AT_WORK})


def around(student: Person, viewer: Viewer, *, helpers_only: bool = False) -> tuple[Around, ...]:
    """The people around a student, the coach first; nothing for who may not see them. Two queries.

    How to reach a guardian or a trusted person is for whoever may see the student's contact data.
    """
    if not door.may(viewer, student, Data.PEOPLE_AROUND):
        return ()
    reaches_family = door.may(viewer, student, Data.CONTACT)
    rows: dict[uuid.UUID, Around] = {}
    for kind, holder, *names, mail, phone in _known(student, viewer):
        if holder in rows or holder == viewer.person.pk or (helpers_only and kind not in HELPERS):
            continue
        reachable = kind in PROFESSIONALS or reaches_family
        rows[holder] = Around(
            name=full_name(*names),
            role=str(RELATION_NAMES.get(kind) or ROLE_NAMES[kind]),
            mail=mail if reachable else "",
            phone=phone if reachable else "",
        )
    return tuple(rows.values())


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `around` asks first, and `at_school`."""
    if not door.may(viewer, student, Data.PEOPLE_AROUND):
        return ()
    return (_TIED.question(day=viewer.day, student=student.pk), *asked_at_school(student, viewer))


def at_school(student: Person, viewer: Viewer) -> tuple[Around, ...]:
    """The desks in the student's school, with where and when they are there (S-624, S-625). One query."""
    return tuple(
        Around(name=desk.name, role=str(DESKS[DeskKind(desk.kind)]), text=desk.where_and_when)
        for desk in desks_at_school(student, viewer)
    )


PERSON = ("given_name", "name_prefix", "family_name", "number", "email", "phone")
UNIT = "unit"


def _known(student: Person, viewer: Viewer) -> list[tuple[Any, ...]]:
    """Kind, person, names, mail and phone of everybody with a relation to the student, in the order of the kinds; then
    of everybody with a role in a unit of the student, in one above it, or in the whole organisation. Two queries.
    """
    tied = _TIED.rows(day=viewer.day, student=student.pk)
    related = [row for row in tied if row[0] != UNIT]
    order = list(RELATION_NAMES)
    related.sort(key=lambda row: (order.index(row[0]), row[-1], row[1]))
    paths = [row[-1] for row in tied if row[0] == UNIT]
    return [*(row[:-1] for row in related), *_in_units(student, viewer, paths)]


def _in_units(student: Person, viewer: Viewer, paths: list[str]) -> list[tuple[Any, ...]]:
    units = {uuid.UUID(part) for path in paths for part in path.split("/") if part}
    if len(units) > MOST_UNITS:
        found = list(_roles_in(viewer.day, student.organisation_id, list(units)))
    else:
        filled = [*units, *[student.pk] * (MOST_UNITS - len(units))]
        places = {f"unit{index}": unit for index, unit in enumerate(filled)}
        found = _ROLES.rows(day=viewer.day, organisation=student.organisation_id, **places)
    order: list[str] = list(ROLES_AROUND)
    return sorted(found, key=lambda row: order.index(row[0]))


MOST_UNITS = 8
"""Holes for the units of a student and those above; a hole that is left over holds an id that is no unit."""


def _roles_in(day: Any, organisation: Any, units: list[Any]) -> QuerySet[RoleAssignment, Any]:
    return (
        RoleAssignment.objects.alias(of=column("unit_id"))
        .filter(
            running_on(day),
            Q(of__in=units) | Q(unit__isnull=True),
            role__in=ROLES_AROUND,
            organisation_id=organisation,
        )
        .order_by("person__sort_name", "person_id")
        .values_list("role", "person_id", *(f"person__{name}" for name in PERSON))
    )


def _tied_rows(hole: MakesHole) -> QuerySet[Any, Any]:
    """Who has a relation to the student, with the name they sort by; and the units of the student, each by its path."""
    running, student = running_on(hole("day", DateField())), hole("student", UUIDField())
    related = PersonalRelation.objects.filter(running, student=student).values_list(
        "kind", "holder_id", *(f"holder__{name}" for name in PERSON), "holder__sort_name"
    )
    nobody, nothing = Value(None, output_field=UUIDField()), Value("", output_field=CharField())
    belongs = UnitMembership.objects.filter(running, student=student).values_list(
        Value(UNIT, output_field=CharField()), nobody, *[nothing] * len(PERSON), "unit__path"
    )
    return related.union(belongs, all=True)


_TIED = Prepared(_tied_rows)
_ROLES = Prepared(
    lambda hole: _roles_in(
        hole("day", DateField()),
        hole("organisation", UUIDField()),
        [hole(f"unit{index}", UUIDField()) for index in range(MOST_UNITS)],
    )
)
