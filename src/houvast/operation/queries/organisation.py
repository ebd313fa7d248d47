"""Units in the order of the tree, programmes, and how far the setting up is."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from houvast.core.access.words import Action, Data
from houvast.education.models import Programme
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
    """A unit in the order of the tree; `depth` counts from 0."""

    unit: Unit
    label: str
    depth: int
    under: str
    students: int


def units_as_tree(viewer: Viewer) -> list[UnitRow]:
    """Every unit of the organisation, each under its parent, by name."""
    units = list(Unit.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "pk"))
    members = UnitMembership.objects.filter(running_on(viewer.day), organisation_id=viewer.organisation_id)
    sizes = dict(members.values_list("unit_id").annotate(Count("pk")))
    under: dict[object, list[Unit]] = {}
    for unit in units:
        under.setdefault(unit.parent_id, []).append(unit)
    rows: list[UnitRow] = []

    def put(parent: Unit | None, depth: int) -> None:
        for unit in under.get(parent.pk if parent else None, ()):
            rows.append(
                UnitRow(
                    unit=unit,
                    label=str(UNIT_NAMES[unit.kind]),
                    depth=depth,
                    under=parent.name if parent else "",
                    students=sizes.get(unit.pk, 0),
                )
            )
            put(unit, depth + 1)

    put(None, 0)
    return rows


def programmes(viewer: Viewer) -> list[Programme]:
    return list(Programme.objects.filter(organisation_id=viewer.organisation_id).order_by("name", "crebo", "pk"))


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
