"""Students as the administration needs them: name, number, classes, coach, and what is unknown."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from houvast.core.access.words import Action, Data, Purpose
from houvast.operation.queries.organisation import with_unknown_identity, without_coach
from houvast.people.models import Person, PersonalRelation, Unit, UnitMembership
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


def classes(viewer: Viewer) -> list[ClassRow]:
    """Every open class in which the viewer may arrange a student. Four queries, however many classes."""
    mine = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE)
    members = UnitMembership.objects.filter(running_on(viewer.day), student_id__in=mine.values("pk"))
    sizes = dict(
        members.filter(unit__kind=Unit.Kind.GROUP).values_list("unit_id").annotate(Count("student_id", distinct=True))
    )
    coached: dict[uuid.UUID, list[str]] = {}
    covered: dict[uuid.UUID, int] = {}
    running = PersonalRelation.objects.filter(running_on(viewer.day), kind=PersonalRelation.Kind.COACH)
    by_class = (
        running.filter(student__memberships__in=members, student__memberships__unit__kind=Unit.Kind.GROUP)
        .values("student__memberships__unit_id", "holder_id")
        .annotate(students=Count("student_id", distinct=True))
    )
    holders = {person.pk: person.name for person in Person.objects.filter(pk__in=running.values("holder_id"))}
    for row in by_class:
        unit = row["student__memberships__unit_id"]
        coached.setdefault(unit, []).append(holders[row["holder_id"]])
        covered[unit] = covered.get(unit, 0) + row["students"]
    units = Unit.objects.filter(pk__in=sizes, closed_on__isnull=True).select_related("parent")
    return [
        ClassRow(
            unit=unit,
            students=sizes[unit.pk],
            coaches=", ".join(sorted(coached.get(unit.pk, ()))),
            uncoached=max(0, sizes[unit.pk] - covered.get(unit.pk, 0)),
        )
        for unit in units.order_by("name", "pk")
    ]


def students_coached_by(viewer: Viewer, coach: Person) -> QuerySet[Person]:
    """The students of this coach today that the viewer may arrange, by name."""
    held = PersonalRelation.objects.filter(
        running_on(viewer.day), kind=PersonalRelation.Kind.COACH, holder=coach
    ).values("student_id")
    mine = door.students(viewer, Data.PEOPLE_AROUND, Action.MANAGE)
    return mine.filter(pk__in=held).order_by("sort_name", "pk")
