"""What ties a viewer to students, in two forms that mean the same: a condition for a query, a set for one student."""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, F, Field, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.db.models.sql.compiler import SQLCompiler

from houvast.core.access.words import Data, Relation
from houvast.people.gathered import walked
from houvast.people.models import Person, PersonalRelation, UnitMembership
from houvast.people.prepared import Hole, MakesHole, Prepared, Question, column
from houvast.people.viewer import ROLE_RELATION, RoleInUnits, Viewer, running_on

PERSONAL = {
    Relation.COACH: PersonalRelation.Kind.COACH,
    Relation.COACH_COVER: PersonalRelation.Kind.COACH_COVER,
    Relation.FORMER_COACH: PersonalRelation.Kind.FORMER_COACH,
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


def _guardian_sees(adult_birth_date: date | Hole, shared: Any = None) -> Q:
    """`shared` is a kind of data between commas: an adult student may share some kinds only (S-608, S-612)."""
    minor, adult = Q(student__birth_date__gt=adult_birth_date), Q(student__birth_date__lte=adult_birth_date)
    consents = Q(student_consents=True)
    if shared is not None:
        consents &= Q(shared_data="") | Q(GreaterThan(StrIndex(F("shared_data"), shared), 0))
    return (minor & Q(has_authority=True)) | (adult & consents)


ALWAYS_WITH_CONSENT = frozenset({Data.IDENTITY})
"""Whoever is shared anything is shared who it is about."""


def shared(data: Data | None) -> str:
    """What `shared_data` must hold for this kind of data; a comma is in every list that is not empty."""
    return f",{data}," if data and data not in ALWAYS_WITH_CONSENT else ","


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a condition on students is written, without whose it is: viewers of one shape share their SQL.

    `own`: the viewer is a student; `whole`: sees the whole organisation; `kinds`: relations to single students, but for
    guardians, whose say ends; `places`: how many units fit, a power of two; `paths`: the colleges; `walks`: whether
    each student of a long ordered list is asked, first one first, instead of gathering all who are tied.
    """

    own: bool
    whole: bool
    kinds: tuple[str, ...]
    guardian: bool
    places: int
    paths: tuple[str, ...]
    walks: bool

    @property
    def of_relations(self) -> bool:
        """Whether relations to single students are all that ties."""
        return not (self.own or self.whole or self.places or self.paths)

    @property
    def ties_nobody(self) -> bool:
        return self.of_relations and not (self.kinds or self.guardian)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What ties one viewer to students: a shape, and a value for each of its places by name."""

    shape: Shape
    values: dict[str, Any]


Given = Callable[[str, "Field[Any, Any]"], Any]
"""What stands at a place of a condition, by name and kind: a value, or a hole to be filled at each call."""


def ties_of(viewer: Viewer, relations: Iterable[Relation], *, data: Data | None = None, in_order: bool = False) -> Ties:
    """By what this viewer has at least one of these relations to students; `data` is what an adult must have shared.

    `in_order`: only the first rows along an index are wanted. Who reaches a college then has every student asked in
    turn, which finds fifty soon; for a team, that would walk past most of the school.
    """
    wanted = frozenset(relations)
    roles = _roles_within(viewer, wanted)
    units = sorted({unit for role in roles if not role.large for unit in role.units or ()})
    paths = sorted({role.path for role in roles if role.large and role.path})
    places = 1 << (len(units) - 1).bit_length() if units else 0
    kinds = {kind for relation, kind in PERSONAL.items() if relation in wanted and kind in viewer.relation_kinds}
    shape = Shape(
        own=Relation.SELF in wanted and viewer.person.is_student,
        whole=any(role.path is None for role in roles),
        kinds=tuple(sorted(kinds - {PersonalRelation.Kind.GUARDIAN})),
        guardian=PersonalRelation.Kind.GUARDIAN in kinds,
        places=places,
        paths=tuple(paths),
        walks=in_order and bool(paths),
    )
    filled = [*units, *units[:1] * (places - len(units))]
    values = {
        "viewer": viewer.person.pk,
        "organisation": viewer.organisation_id,
        "day": viewer.day,
        "adult": turned_adult_on_or_before(viewer.day),
        "shared": shared(data),
        **{f"unit{place}": unit for place, unit in enumerate(filled)},
    }
    return Ties(shape=shape, values=values)


def tied(shape: Shape, given: Given, *, at: str = "") -> Q:
    """The condition on Person that is written in this shape; with `at`, on what has its student there ("student").

    What ties by unit and by person stands in one subquery, a union: a planner then starts from those few students,
    where an OR of subqueries makes it walk past every student of the school. A list that is to be walked gets that OR.
    """
    key = f"{at}_id" if at else "pk"
    condition = Q((f"{key}__in", ()))
    if shape.own:
        condition |= Q((key, given("viewer", UUIDField())))
    if shape.whole:
        organisation = f"{at}__organisation_id" if at else "organisation_id"
        condition |= Q((organisation, given("organisation", UUIDField())))
    parts = list(_parts(shape, given))
    if shape.walks:
        for part in parts:
            condition |= Q(Exists(part.filter(student_id=OuterRef(key))))
    elif parts:
        found = [part.values("student_id") for part in parts]
        condition |= Q((f"{key}__in", found[0].union(*found[1:]) if len(found) > 1 else found[0]))
    return condition


class _Written(Value):
    """A unit's path as part of the SQL: a plan that is kept must know how much of the school a college is."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - Django's
        assert re.fullmatch(r"[0-9a-f/]+", self.value)
        return f"'{self.value}'", ()


def _parts(shape: Shape, given: Given) -> Iterator[QuerySet[Any]]:
    """The rows that tie: memberships of units within reach, and relations."""
    running = running_on(given("day", DateField()))
    if shape.places or shape.paths:
        organisation = given("organisation", UUIDField())
        members = UnitMembership.objects.filter(running, organisation_id=organisation)
    if shape.places:
        places = [given(f"unit{place}", UUIDField()) for place in range(shape.places)]
        yield members.alias(of=column("unit_id")).filter(of__in=places)
    for path in shape.paths:
        yield members.filter(unit__path__startswith=_Written(path))
    held = PersonalRelation.objects.filter(running, holder_id=given("viewer", UUIDField()))
    if shape.kinds:
        yield held.filter(kind__in=shape.kinds)
    if shape.guardian:
        sees = _guardian_sees(given("adult", DateField()), _text(given("shared", CharField())))
        yield held.filter(sees, kind=PersonalRelation.Kind.GUARDIAN)


def any_tied(shape: Shape, given: Given, rows: QuerySet[Any], **same: str) -> Q:
    """Whether one of these rows, which have a `student`, is about who is tied in this shape and a student still.

    `same` says which columns of the rows equal which of the record that is asked about. Who is tied by relations alone
    is walked, and the first with such a row says yes: a condition on the rows would gather all. Else row by row.
    """
    rows = rows.filter(student__is_student=True, student__erased_at__isnull=True)
    if not shape.of_relations:
        theirs = rows.filter(**{here: OuterRef(there) for here, there in same.items()})
        return Q(Exists(theirs.filter(tied(replace(shape, walks=True), given, at="student"))))
    theirs = rows.filter(**{here: OuterRef(OuterRef(there)) for here, there in same.items()})
    condition = Q(pk__in=())
    for part in _parts(shape, given):
        condition |= Q(Exists(part.filter(walked(theirs.filter(student_id=OuterRef("student_id"))))))
    return condition


def by_relations(shape: Shape, given: Given) -> QuerySet[Any, Any] | None:
    """The keys of all who are tied in this shape, where one sort of relation is all that ties; else None."""
    parts = list(_parts(shape, given)) if shape.of_relations else []
    return parts[0].values("student_id") if len(parts) == 1 else None


def _text(value: Any) -> Any:
    """As an expression of the database, whether a value or a hole stands there."""
    return value if isinstance(value, Hole) else Value(value, output_field=CharField())


def tied_by(viewer: Viewer, relations: Iterable[Relation], *, data: Data | None = None, in_order: bool = False) -> Q:
    """The condition on Person under which the viewer has at least one of these relations to that student."""
    ties = ties_of(viewer, relations, data=data, in_order=in_order)
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
    kinds = {kind for kind, _ in held}
    given = [shared_data for kind, shared_data in held if kind == PersonalRelation.Kind.GUARDIAN]
    if given and all(given) and student.birth_date and student.birth_date <= turned_adult_on_or_before(viewer.day):
        viewer.shared_read[student.pk] = "".join(given)
    found.update(relation for relation, kind in PERSONAL.items() if kind in kinds)
    if student.organisation_id == viewer.organisation_id and viewer.roles:
        paths = [path for (path,) in _PATHS.rows(day=viewer.day, student=student.pk)]
        for role in viewer.roles:
            relation = ROLE_RELATION.get(role.role)  # type: ignore[call-overload]
            if relation and (role.path is None or any(role.reaches(path) for path in paths)):
                found.add(relation)
    return frozenset(found)


def asked_to_tie(viewer: Viewer, relations: Iterable[Relation]) -> tuple[Question, ...]:
    """What `ties_of` is going to ask: the units below those of this viewer's roles."""
    roles = _roles_within(viewer, frozenset(relations))
    return tuple(asked for role in roles if not role.large and (asked := role.question()))


def _roles_within(viewer: Viewer, wanted: frozenset[Relation]) -> list[RoleInUnits]:
    return [role for role in viewer.roles if ROLE_RELATION.get(role.role) in wanted]  # type: ignore[call-overload]


def asked_to_relate(viewer: Viewer, student: uuid.UUID) -> tuple[Question, ...]:
    """What `relations_to` is going to ask about this student."""
    adult = turned_adult_on_or_before(viewer.day)
    held = _KINDS_HELD.question(day=viewer.day, holder=viewer.person.pk, student=student, adult=adult)
    return (held, _PATHS.question(day=viewer.day, student=student)) if viewer.roles else (held,)


def with_consent(viewer: Viewer, student: Person, relations: frozenset[Relation], data: Data) -> frozenset[Relation]:
    """These relations, without that of a guardian with whom an adult student shares other kinds of data only."""
    given = viewer.shared_read.get(student.pk)
    return relations if given is None or shared(data) in given else relations - {Relation.GUARDIAN}


def _kinds_held(hole: MakesHole) -> QuerySet[PersonalRelation, tuple[str, str]]:
    held = PersonalRelation.objects.filter(
        running_on(hole("day", DateField())), holder=hole("holder", UUIDField()), student=hole("student", UUIDField())
    )
    sees = held.filter(~Q(kind=PersonalRelation.Kind.GUARDIAN) | _guardian_sees(hole("adult", DateField())))
    return sees.values_list("kind", "shared_data")


def _paths(hole: MakesHole) -> QuerySet[UnitMembership, tuple[str]]:
    belongs = UnitMembership.objects.filter(running_on(hole("day", DateField())), student=hole("student", UUIDField()))
    return belongs.values_list("unit__path")


_KINDS_HELD = Prepared(_kinds_held)
_PATHS = Prepared(_paths)
