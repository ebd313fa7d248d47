"""Students as the administration needs them: name, number, classes, coach, and what is unknown."""

import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from houvast.core.access.words import Action, Data, Purpose
from houvast.operation.queries.organisation import with_unknown_identity, without_coach
from houvast.people.models import Person, PersonalRelation, Unit, UnitMembership, full_name
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentRow:
    """One student; `classes` and `coach` in words, empty when there is none."""

    pk: uuid.UUID
    name: str
    number: str
    classes: str
    coach: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentPage:
    """At most fifty rows; `after` leads to the next, empty at the end."""

    rows: tuple[StudentRow, ...]
    after: str


def students_page(viewer: Viewer, *, which: str, search: str, after: str) -> StudentPage:
    """`which`: all, without-coach or unknown. Noted in the log of reads."""
    match which:
        case "without-coach":
            students = without_coach(viewer)
        case "unknown":
            students = with_unknown_identity(viewer)
        case _:
            students = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE)
    if search:
        students = students.filter(Q(sort_name__contains=search.lower()) | Q(number__startswith=search))
    name, _, last = after.rpartition("|")
    with suppress(ValueError):  # no place to go on from, or an unreadable one: begin at the beginning
        students = students.filter(Q(sort_name__gt=name) | Q(sort_name=name, pk__gt=uuid.UUID(last)))
    found = list(students.order_by("sort_name", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    more = f"{shown[-1].sort_name}|{shown[-1].pk}" if len(found) > PAGE else ""
    return StudentPage(rows=student_rows(viewer, shown), after=more)


def student_rows(viewer: Viewer, students: list[Person]) -> tuple[StudentRow, ...]:
    """Rows for these students, in their order, noted in the log of reads. Two queries, however many."""
    door.note_shown(students, Purpose.ADMINISTRATION)
    classes = _texts(
        UnitMembership.objects.filter(running_on(viewer.day), student__in=students, unit__kind=Unit.Kind.GROUP)
        .order_by("unit__name", "pk")
        .values_list("student_id", "unit__name")
    )
    coaches: dict[uuid.UUID, list[str]] = {}
    relations = PersonalRelation.objects.filter(
        running_on(viewer.day), student__in=students, kind=PersonalRelation.Kind.COACH
    )
    for relation in relations.select_related("holder").order_by("holder__sort_name", "pk"):
        coaches.setdefault(relation.student_id, []).append(relation.holder.name)
    return tuple(
        StudentRow(
            pk=student.pk,
            name=student.name,
            number=student.number,
            classes=", ".join(classes.get(student.pk, ())),
            coach=", ".join(coaches.get(student.pk, ())),
            is_known=bool(student.birth_date and (student.family_name or student.given_name)),
        )
        for student in students
    )


def _texts(pairs: Iterable[tuple[uuid.UUID, str]]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {}
    for key, text in pairs:
        found.setdefault(key, []).append(text)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """A class, how many of its students the viewer may arrange, who coaches them, and how many nobody does."""

    unit: Unit
    students: int
    coaches: str
    uncoached: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPage:
    """At most fifty classes; `after` leads to the next, empty at the end."""

    rows: tuple[ClassRow, ...]
    after: str


def classes_page(viewer: Viewer, *, search: str, after: str) -> ClassPage:
    """The open classes in which the viewer may arrange a student, by name. A few queries, however many classes."""
    mine = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE).values("pk")
    members = UnitMembership.objects.filter(running_on(viewer.day), student_id__in=mine)
    units = Unit.objects.filter(
        Exists(members.filter(unit_id=OuterRef("pk"))),
        organisation_id=viewer.organisation_id,
        kind=Unit.Kind.GROUP,
        closed_on__isnull=True,
    )
    if search:
        units = units.filter(name__icontains=search)
    name, _, last = after.rpartition("|")
    with suppress(ValueError):  # as in students_page
        units = units.filter(Q(name__gt=name) | Q(name=name, pk__gt=uuid.UUID(last)))
    found = list(units.select_related("parent").order_by("name", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    return ClassPage(
        rows=_class_rows(viewer, shown, members.filter(unit__in=shown)),
        after=f"{shown[-1].name}|{shown[-1].pk}" if len(found) > PAGE else "",
    )


def _class_rows(viewer: Viewer, units: list[Unit], members: QuerySet[UnitMembership]) -> tuple[ClassRow, ...]:
    classes_of: dict[uuid.UUID, list[uuid.UUID]] = {}
    for student, unit in members.values_list("student_id", "unit_id"):
        classes_of.setdefault(student, []).append(unit)
    coached: dict[uuid.UUID, set[str]] = {}
    covered: dict[uuid.UUID, set[uuid.UUID]] = {}
    running = PersonalRelation.objects.filter(
        running_on(viewer.day), kind=PersonalRelation.Kind.COACH, student_id__in=list(classes_of)
    )
    holder = ("given_name", "name_prefix", "family_name", "number")
    for student, *names in running.values_list("student_id", *(f"holder__{name}" for name in holder)):
        for unit in classes_of[student]:
            coached.setdefault(unit, set()).add(full_name(*names))
            covered.setdefault(unit, set()).add(student)
    sizes = Counter(unit for units_of_one in classes_of.values() for unit in units_of_one)
    return tuple(
        ClassRow(
            unit=unit,
            students=sizes[unit.pk],
            coaches=", ".join(sorted(coached.get(unit.pk, ()))),
            uncoached=sizes[unit.pk] - len(covered.get(unit.pk, ())),
        )
        for unit in units
    )


def students_coached_by(viewer: Viewer, coach: Person) -> QuerySet[Person]:
    """The students of this coach today that the viewer may arrange, by name."""
    held = PersonalRelation.objects.filter(
        running_on(viewer.day), kind=PersonalRelation.Kind.COACH, holder=coach
    ).values("student_id")
    mine = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE)
    return mine.filter(pk__in=held).order_by("sort_name", "pk")
