"""Units in the order of the tree, programmes, and how far the setting up is."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from houvast.core.access.words import Action, Data
from houvast.education.models import Programme, ProgressNorm
from houvast.people.models import (
    AdministrativeAct,
    Person,
    PersonalRelation,
    RoleAssignment,
    Unit,
    UnitMembership,
)
from houvast.people.role_names import ACT_NAMES, UNIT_NAMES
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door

LATEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit in a list; `depth` counts from 0, `units` how many stand under it where the list is not the whole tree."""

    unit: Unit
    label: str
    depth: int
    under: str
    students: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """Units to show. `trail` names what stands above, the top first; `after` leads to the next fifty; `searches` says
    that the school is too large to show as one tree.
    """

    rows: tuple[UnitRow, ...]
    trail: tuple[Unit, ...] = ()
    after: str = ""
    searches: bool = False


ONE_TREE = 150
"""Up to so many units the whole tree is one page; beyond, one goes down it or searches."""
PAGE = 50


def units_page(viewer: Viewer, *, search: str = "", under: uuid.UUID | None = None, after: str = "") -> UnitPage:
    """The whole tree of a school of ordinary size; else the units under one, or those whose name has this text.

    Six queries at most, whatever the number of units.
    """
    ours = Unit.objects.filter(organisation_id=viewer.organisation_id)
    if not search and under is None and ours.count() <= ONE_TREE:
        return UnitPage(rows=tuple(units_as_tree(viewer)))
    above = ours.filter(pk=under).first() if under else None
    found = ours.filter(name__icontains=search) if search else ours.filter(parent=above)
    name, _, last = after.rpartition("|")
    if last and (place := _uuid(last)):
        found = found.filter(Q(name__gt=name) | Q(name=name, pk__gt=place))
    read = list(found.select_related("parent").order_by("name", "pk")[: PAGE + 1])
    shown = read[:PAGE]
    sizes, below = _sizes(viewer, shown), _children(shown)
    rows = tuple(_unit_row(unit, 0, sizes, below) for unit in shown)
    more = f"{shown[-1].name}|{shown[-1].pk}" if len(read) > PAGE else ""
    return UnitPage(rows=rows, trail=_trail(above), after=more, searches=True)


def units_as_tree(viewer: Viewer) -> list[UnitRow]:
    """Every unit of the organisation, each under its parent, by name. Two queries."""
    units = list(
        Unit.objects.filter(organisation_id=viewer.organisation_id).select_related("parent").order_by("name", "pk")
    )
    sizes = _sizes(viewer, None)
    under: dict[object, list[Unit]] = {}
    for unit in units:
        under.setdefault(unit.parent_id, []).append(unit)
    rows: list[UnitRow] = []

    def put(parent: Unit | None, depth: int) -> None:
        for unit in under.get(parent.pk if parent else None, ()):
            rows.append(_unit_row(unit, depth, sizes, {}))
            put(unit, depth + 1)

    put(None, 0)
    return rows


def open_units(viewer: Viewer, *kinds: str) -> list[Unit]:
    """Every unit that is not closed, of these kinds (none named: of all), the largest kind first. One query."""
    found = Unit.objects.filter(organisation_id=viewer.organisation_id, closed_on__isnull=True)
    if kinds:
        found = found.filter(kind__in=kinds)
    order = list(UNIT_NAMES)
    return sorted(found, key=lambda unit: (order.index(unit.kind), unit.name, unit.pk))


def unit_here(viewer: Viewer, unit_id: uuid.UUID) -> Unit | None:
    """A unit of the viewer's organisation; None for any other."""
    return Unit.objects.filter(pk=unit_id, organisation_id=viewer.organisation_id).first()


def _unit_row(unit: Unit, depth: int, sizes: dict[uuid.UUID, int], below: dict[uuid.UUID, int]) -> UnitRow:
    return UnitRow(
        unit=unit,
        label=str(UNIT_NAMES[unit.kind]),
        depth=depth,
        under=unit.parent.name if unit.parent else "",
        students=sizes.get(unit.pk, 0),
        units=below.get(unit.pk, 0),
    )


def _sizes(viewer: Viewer, units: list[Unit] | None) -> dict[uuid.UUID, int]:
    """How many students each of these units (None: every one) has today; those of units below are not counted."""
    members = UnitMembership.objects.filter(running_on(viewer.day), organisation_id=viewer.organisation_id)
    if units is not None:
        members = members.filter(unit__in=units)
    return dict(members.values_list("unit_id").annotate(Count("pk")))


def _children(units: list[Unit]) -> dict[uuid.UUID, int]:
    rows = Unit.objects.filter(parent__in=units).values_list("parent_id").annotate(Count("pk"))
    return {parent: count for parent, count in rows if parent is not None}


def _trail(unit: Unit | None) -> tuple[Unit, ...]:
    """The units above this one and itself, the top first."""
    if unit is None:
        return ()
    ids = [found for part in unit.path.split("/") if part and (found := _uuid(part))]
    known = Unit.objects.in_bulk(ids)
    return tuple(known[one] for one in ids if one in known)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def programmes(viewer: Viewer) -> list[Programme]:
    return list(Programme.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "crebo", "pk"))


def norms_of(programme: Programme) -> list[ProgressNorm]:
    """What a programme expects, those of every cohort first, then by what is counted and when."""
    return list(ProgressNorm.objects.filter(programme=programme).order_by("cohort", "measure", "weeks"))


def students_without_coach_count(viewer: Viewer) -> int:
    """How many students that this viewer may arrange have no coach today."""
    return without_coach(viewer).count()


def without_coach(viewer: Viewer) -> QuerySet[Person]:
    """Students that this viewer may arrange and whom nobody coaches today."""
    coached = PersonalRelation.objects.filter(running_on(viewer.day), kind=PersonalRelation.Kind.COACH)
    return door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE).exclude(pk__in=coached.values("student_id"))


def with_unknown_identity(viewer: Viewer) -> QuerySet[Person]:
    """Students whose name or birth date nobody knows yet, and which this viewer may type."""
    unknown = Q(birth_date__isnull=True) | Q(family_name="", given_name="")
    return door.students(viewer, Data.IDENTITY, Action.RECORD).filter(unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """Counts that say how far the setting up of an institution is."""

    units: int
    programmes: int
    staff: int
    students: int
    without_coach: int
    unknown_identity: int


def set_up_of(viewer: Viewer) -> SetUp:
    organisation = viewer.organisation_id
    staff = RoleAssignment.objects.filter(running_on(viewer.day), organisation_id=organisation)
    return SetUp(
        units=Unit.objects.filter(organisation_id=organisation, closed_on__isnull=True).count(),
        programmes=Programme.objects.filter(organisation_id=organisation).count(),
        staff=staff.values("person_id").distinct().count(),
        students=Person.objects.filter(organisation_id=organisation, is_student=True, erased_at__isnull=True).count(),
        without_coach=students_without_coach_count(viewer),
        unknown_identity=with_unknown_identity(viewer).count(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    label: str
    by: str
    about: str
    note: str
    act: AdministrativeAct


def latest_acts(viewer: Viewer) -> list[ActRow]:
    """What the administration did lately, the latest first; about students it says that, not whom."""
    rows = (
        AdministrativeAct.objects.filter(organisation_id=viewer.organisation_id)
        .select_related("by", "about")
        .order_by("-at", "-pk")[:LATEST]
    )
    return [
        ActRow(
            label=str(ACT_NAMES[row.act]),
            by=row.by.name,
            about="" if row.about is None or row.about.is_student else row.about.name,
            note=row.note,
            act=row,
        )
        for row in rows
    ]
