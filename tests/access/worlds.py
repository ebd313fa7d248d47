"""Generated schools: organisations, units in trees, dated roles and relations, ages around eighteen, consent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from houvast.core.access.words import Relation
from houvast.people.clock import now
from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment, Unit, UnitMembership
from houvast.people.viewer import ROLE_RELATION
from tests.houvast_testing.cast import make_organisation, make_person, make_unit

DAYS = (date(2026, 11, 21), date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 29))
TREE = (None, 0, 0, 1, 2, None)
"""The parent of each unit of an organisation, by number: a college, two teams, a class in each, and a desk alone."""
KINDS = (Unit.Kind.COLLEGE, Unit.Kind.TEAM, Unit.Kind.TEAM, Unit.Kind.GROUP, Unit.Kind.GROUP, Unit.Kind.DESK)
ORGANISATIONS, STAFF, STUDENTS = 2, 2, 3


def _reaches(unit: int | None, above: Collection[int], relation: Relation | None) -> bool:
    """A role at a desk reaches its desk only; any other its unit and all below it, or the whole school."""
    if relation is Relation.DESK:
        return unit is not None and unit in above and KINDS[unit] is Unit.Kind.DESK
    return unit is None or unit in above


@dataclass(frozen=True)
class Period:
    """Days before and after the day of looking; `ends` is None while it runs."""

    begins: int
    ends: int | None

    def dates(self, day: date) -> dict[str, date | None]:
        starts = day + timedelta(days=self.begins)
        return {"starts_on": starts, "ends_on": None if self.ends is None else starts + timedelta(days=self.ends)}

    def holds(self) -> bool:
        return self.begins <= 0 and (self.ends is None or self.begins + self.ends >= 0)


@dataclass(frozen=True)
class Role:
    staff: int
    role: str
    unit: int | None
    period: Period


@dataclass(frozen=True)
class Membership:
    student: int
    unit: int
    period: Period


@dataclass(frozen=True)
class Tie:
    kind: str
    holder: int
    student: int
    period: Period
    has_authority: bool
    consents: bool


@dataclass(frozen=True)
class World:
    """Persons are numbered: the staff of each organisation, then its students."""

    day: date
    roles: tuple[Role, ...]
    memberships: tuple[Membership, ...]
    ties: tuple[Tie, ...]
    births: tuple[date | None, ...]
    erased: tuple[bool, ...]


ALL_STAFF = range(ORGANISATIONS * STAFF)
ALL_STUDENTS = range(ORGANISATIONS * STUDENTS)
periods = st.builds(
    Period, begins=st.sampled_from((-400, -1, 0, 0, 1)), ends=st.sampled_from((None, None, 0, 1, 399, 400))
)


def _births(day: date) -> st.SearchStrategy[date | None]:
    eighteen = (
        day.replace(year=day.year - 18, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 18)
    )
    near = st.integers(-2, 2).map(lambda days: eighteen + timedelta(days=days))
    return st.one_of(st.none(), near, st.just(date(2010, 2, 28)), st.just(date(2008, 2, 29)), st.just(date(2000, 1, 1)))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    day = draw(st.sampled_from(DAYS))
    roles = st.builds(
        Role,
        staff=st.sampled_from(ALL_STAFF),
        role=st.sampled_from(RoleAssignment.Role.values),
        unit=st.one_of(st.none(), st.sampled_from(range(len(TREE)))),
        period=periods,
    )
    memberships = st.builds(
        Membership,
        student=st.sampled_from(ALL_STUDENTS),
        unit=st.sampled_from(range(len(TREE))),
        period=periods,
    )
    ties = st.builds(
        Tie,
        kind=st.sampled_from((*PersonalRelation.Kind.values, *[PersonalRelation.Kind.GUARDIAN.value] * 4)),
        holder=st.sampled_from((*ALL_STAFF, *(len(ALL_STAFF) + one for one in ALL_STUDENTS))),
        student=st.sampled_from(ALL_STUDENTS),
        period=periods,
        has_authority=st.booleans(),
        consents=st.booleans(),
    ).filter(lambda tie: tie.holder != len(ALL_STAFF) + tie.student)
    return World(
        day=day,
        roles=tuple(draw(st.lists(roles, max_size=6))),
        memberships=tuple(draw(st.lists(memberships, max_size=6, unique_by=lambda one: (one.student, one.unit)))),
        ties=tuple(
            draw(st.lists(ties, min_size=2, max_size=8, unique_by=lambda one: (one.kind, one.holder, one.student)))
        ),
        births=tuple(draw(st.tuples(*(_births(day) for _ in ALL_STUDENTS)))),
        erased=tuple(draw(st.tuples(*(st.sampled_from((False, False, False, True)) for _ in ALL_STUDENTS)))),
    )


class Built:
    """A world in the database; `people` are its persons by number."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.organisations: list[Organisation] = [make_organisation(f"ROC {n}") for n in range(ORGANISATIONS)]
        self.units: list[list[Unit]] = []
        for organisation in self.organisations:
            made: list[Unit] = []
            for number, (parent, kind) in enumerate(zip(TREE, KINDS, strict=True)):
                made.append(make_unit(organisation, kind, f"U{number}", None if parent is None else made[parent]))
            self.units.append(made)
        self.staff = [make_person(self.organisations[n // STAFF], "Staf", str(n)) for n in ALL_STAFF]
        self.students = [
            make_person(
                self.organisations[n // STUDENTS], "Student", str(n), is_student=True, birth_date=world.births[n]
            )
            for n in ALL_STUDENTS
        ]
        self.people: list[Person] = [*self.staff, *self.students]
        for n, erased in enumerate(world.erased):
            if erased:
                self.students[n].erased_at = self.students[n].created_at
                self.students[n].save(update_fields=["erased_at"])
        for role in world.roles:
            RoleAssignment.objects.create(
                organisation=self.staff[role.staff].organisation,
                person=self.staff[role.staff],
                role=role.role,
                unit=None if role.unit is None else self.units[role.staff // STAFF][role.unit],
                confirmed_at=now(),
                **role.period.dates(world.day),
            )
        for member in world.memberships:
            UnitMembership.objects.create(
                organisation=self.students[member.student].organisation,
                student=self.students[member.student],
                unit=self.units[member.student // STUDENTS][member.unit],
                **member.period.dates(world.day),
            )
        for tie in world.ties:
            PersonalRelation.objects.create(
                organisation=self.students[tie.student].organisation,
                kind=tie.kind,
                holder=self.people[tie.holder],
                student=self.students[tie.student],
                has_authority=tie.has_authority,
                student_consents=tie.consents,
                **tie.period.dates(world.day),
            )

    def relations(self, viewer: int, student: int) -> frozenset[Relation]:
        """What ties them, worked out from the world alone: the third opinion beside decision and queryset."""
        world, found = self.world, set()
        if viewer == len(ALL_STAFF) + student:
            found.add(Relation.SELF)
        for tie in world.ties:
            if (tie.holder, tie.student) == (viewer, student) and tie.period.holds() and self._sees(tie):
                found.add(Relation(tie.kind))
        if viewer < len(ALL_STAFF) and viewer // STAFF == student // STUDENTS:
            here = {one.unit for one in world.memberships if one.student == student and one.period.holds()}
            above = {unit for start in here for unit in _up(start)}
            for role in world.roles:
                relation = ROLE_RELATION.get(RoleAssignment.Role(role.role))
                if role.staff == viewer and role.period.holds() and relation and _reaches(role.unit, above, relation):
                    found.add(relation)
        return frozenset(found)

    def _sees(self, tie: Tie) -> bool:
        if tie.kind != PersonalRelation.Kind.GUARDIAN:
            return True
        birth = self.world.births[tie.student]
        if birth is None:
            return False
        day = self.world.day
        years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
        return tie.has_authority if years < 18 else tie.consents


def _up(unit: int) -> tuple[int, ...]:
    parent = TREE[unit]
    return (unit,) if parent is None else (unit, *_up(parent))
