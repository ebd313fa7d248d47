"""What ties a viewer to students, in two forms that mean the same: a condition for a query, a set for one student."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import DateField, F, Field, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from houvast.core.access.words import Relation
from houvast.people.models import Person, PersonalRelation, UnitMembership
from houvast.people.prepared import Hole, MakesHole, Prepared, column
from houvast.people.viewer import ROLE_RELATION, Viewer, running_on

PERSONAL = {
    Relation.COACH: PersonalRelation.Kind.COACH,
    Relation.GUARDIAN: PersonalRelation.Kind.GUARDIAN,
    Relation.TRUSTED_PERSON: PersonalRelation.Kind.TRUSTED_PERSON,
    Relation.CASE_TEAM: PersonalRelation.Kind.CASE_TEAM,
    Relation.PARTNER: PersonalRelation.Kind.PARTNER,
    Relation.HANDED_OVER: PersonalRelation.Kind.HANDED_OVER,
    Relation.WORKPLACE_SUPERVISOR: PersonalRelation.Kind.WORKPLACE_SUPERVISOR,
    Relation.SCHOOL_EDUCATOR: PersonalRelation.Kind.SCHOOL_EDUCATOR,
    Relation.INSTITUTE_EDUCATOR: PersonalRelation.Kind.INSTITUTE_EDUCATOR,
}

ADULT_AT = 18
MANY_UNITS = 100
"""Classes of some 25: from about here a list of fifty costs less to walk than to sort, at 100,000 students."""


def turned_adult_on_or_before(day: date) -> date:
    """Whoever was born on or before this day is an adult (18) on `day`; born on 29 February turns 18 on 1 March."""
    try:
        return day.replace(year=day.year - ADULT_AT)
    except ValueError:  # today is 29 February and 18 years ago had none: who was born on the 28th is an adult
        return day.replace(year=day.year - ADULT_AT, day=28)


def guardian_still_sees(day: date) -> Q:
    """A guardian with authority over a minor, or with the consent of an adult student.

    A birth date that is not known gives no access: it is asked for, never assumed.
    """
    return _guardian_sees(turned_adult_on_or_before(day))


def _guardian_sees(adult_birth_date: date | Hole) -> Q:
    minor, adult = Q(student__birth_date__gt=adult_birth_date), Q(student__birth_date__lte=adult_birth_date)
    return (minor & Q(has_authority=True)) | (adult & Q(student_consents=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a condition on students is written, without whose it is: viewers of one shape share their SQL.

    `own`: the viewer is a student; `whole`: sees the whole organisation; `kinds`: relations to single students, but for
    guardians, whose say ends; `places`: how many units fit, a power of two; `walks`: see `ties_of`.
    """

    own: bool
    whole: bool
    kinds: tuple[str, ...]
    guardian: bool
    places: int
    walks: bool

    @property
    def ties_nobody(self) -> bool:
        return not (self.own or self.whole or self.kinds or self.guardian or self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What ties one viewer to students: a shape, and a value for each of its places by name."""

    shape: Shape
    values: dict[str, Any]


Given = Callable[[str, "Field[Any, Any]"], Any]
"""What stands at a place of a condition, by name and kind: a value, or a hole to be filled at each call."""


def ties_of(viewer: Viewer, relations: Iterable[Relation], *, in_order: bool = False) -> Ties:
    """By what this viewer has at least one of these relations to students.

    `in_order` is for the first rows of a long ordered list: PostgreSQL sees by itself when so many students are tied
    that walking the order and asking of each is cheaper than sorting them all, SQLite has to be kept from the key of
    Person (MANY_UNITS).
    """
    wanted = frozenset(relations)
    roles = [role for role in viewer.roles if ROLE_RELATION.get(role.role) in wanted]  # type: ignore[call-overload]
    units = sorted({unit for role in roles for unit in role.units or ()})
    places = 1 << (len(units) - 1).bit_length() if units else 0
    kinds = {kind for relation, kind in PERSONAL.items() if relation in wanted and kind in viewer.relation_kinds}
    shape = Shape(
        own=Relation.SELF in wanted and viewer.person.is_student,
        whole=any(role.units is None for role in roles),
        kinds=tuple(sorted(kinds - {PersonalRelation.Kind.GUARDIAN})),
        guardian=PersonalRelation.Kind.GUARDIAN in kinds,
        places=places,
        walks=in_order and len(units) > MANY_UNITS and connection.vendor == "sqlite",
    )
    filled = [*units, *units[:1] * (places - len(units))]
    values = {
        "viewer": viewer.person.pk,
        "organisation": viewer.organisation_id,
        "day": viewer.day,
        "adult": turned_adult_on_or_before(viewer.day),
        **{f"unit{place}": unit for place, unit in enumerate(filled)},
    }
    return Ties(shape=shape, values=values)


def tied(shape: Shape, given: Given) -> Q:
    """The condition on Person that is written in this shape.

    What ties by unit and by person stands in one subquery, a union: a planner then starts from those few students,
    where an OR of subqueries makes it walk past every student of the school.
    """
    condition = Q(pk__in=())
    viewer, organisation = given("viewer", UUIDField()), given("organisation", UUIDField())
    running = running_on(given("day", DateField()))
    if shape.own:
        condition |= Q(pk=viewer)
    if shape.whole:
        condition |= Q(organisation_id=organisation)
    parts: list[QuerySet[Any, Any]] = []
    if shape.places:
        places = [given(f"unit{place}", UUIDField()) for place in range(shape.places)]
        members = UnitMembership.objects.alias(of=column("unit_id")).filter(running, of__in=places)
        parts.append(members.filter(organisation_id=organisation).values("student_id"))
    held = PersonalRelation.objects.filter(running, holder_id=viewer)
    if shape.kinds:
        parts.append(held.filter(kind__in=shape.kinds).values("student_id"))
    if shape.guardian:
        sees = _guardian_sees(given("adult", DateField()))
        parts.append(held.filter(sees, kind=PersonalRelation.Kind.GUARDIAN).values("student_id"))
    if parts:
        found = parts[0].union(*parts[1:]) if len(parts) > 1 else parts[0]
        condition |= Q(In(Coalesce(F("pk"), F("pk")), found)) if shape.walks else Q(pk__in=found)
    return condition


def tied_by(viewer: Viewer, relations: Iterable[Relation], *, in_order: bool = False) -> Q:
    """The condition on Person under which the viewer has at least one of these relations to that student."""
    ties = ties_of(viewer, relations, in_order=in_order)
    return tied(ties.shape, lambda name, _: ties.values[name])


def relations_to(viewer: Viewer, student: Person) -> frozenset[Relation]:
    """Every relation the viewer has to this one student on the viewer's day."""
    found: set[Relation] = set()
    if student.pk == viewer.person.pk:
        found.add(Relation.SELF)
    held = _KINDS_HELD.rows(
        day=viewer.day,
        holder=viewer.person.pk,
        student=student.pk,
        adult=turned_adult_on_or_before(viewer.day),
    )
    kinds = {kind for (kind,) in held}
    found.update(relation for relation, kind in PERSONAL.items() if kind in kinds)
    if student.organisation_id == viewer.organisation_id and viewer.roles:
        units = {unit for (unit,) in _UNITS.rows(day=viewer.day, student=student.pk)}
        for role in viewer.roles:
            relation = ROLE_RELATION.get(role.role)  # type: ignore[call-overload]
            if relation and (role.units is None or role.units & units):
                found.add(relation)
    return frozenset(found)


def _kinds_held(hole: MakesHole) -> QuerySet[PersonalRelation, tuple[str]]:
    held = PersonalRelation.objects.filter(
        running_on(hole("day", DateField())), holder=hole("holder", UUIDField()), student=hole("student", UUIDField())
    )
    sees = held.filter(~Q(kind=PersonalRelation.Kind.GUARDIAN) | _guardian_sees(hole("adult", DateField())))
    return sees.values_list("kind")


def _units(hole: MakesHole) -> QuerySet[UnitMembership, tuple[uuid.UUID]]:
    belongs = UnitMembership.objects.filter(running_on(hole("day", DateField())), student=hole("student", UUIDField()))
    return belongs.values_list("unit_id")


_KINDS_HELD = Prepared(_kinds_held)
_UNITS = Prepared(_units)
