"""Reading absences: of a group for whoever records, of a student for whoever may see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Exists, OuterRef, Q, UUIDField

from houvast.attendance.models import Absence, MissedContact, SickReport
from houvast.attendance.year import Missed
from houvast.core.access.words import Action, Data, Purpose, Relation
from houvast.people.gathered import Among
from houvast.people.models import Person, Unit, UnitMembership
from houvast.people.prepared import Prepared, PreparedRecord
from houvast.people.viewer import running_on
from houvast.privacy import door

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator
    from datetime import date, time

    from django.db.models import QuerySet

    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer
    from houvast.privacy.relations import Shape

GROUPS = 50
MOST_IN_GROUP = 200
YEARS_ROWS = 4_000
"""More than a student can miss in a year: 40 weeks of 5 days of 8 lessons are 1,600."""


def counting() -> QuerySet[Absence]:
    """Absences that count: what a correction took back does not."""
    return Absence.objects.filter(withdrawn_on__isnull=True)


def groups_to_record(viewer: Viewer, search: str = "") -> list[Unit]:
    """The classes of which the viewer may record absence, by name; at most 50, narrowed by a part of the name."""
    members = UnitMembership.objects.filter(
        running_on(viewer.day),
        unit=OuterRef("pk"),
        student__in=door.students(viewer, Data.ABSENCE, Action.RECORD).values("pk"),
    )
    found = Unit.objects.filter(Exists(members), kind=Unit.Kind.GROUP, organisation_id=viewer.organisation_id)
    if search:
        found = found.filter(name__icontains=search)
    return list(found.order_by("name", "pk")[:GROUPS])


def group_to_record(viewer: Viewer, unit: uuid.UUID) -> Unit | None:
    """The class behind an id from outside, of the viewer's own organisation."""
    return _GROUP.get(unit=unit, organisation=viewer.organisation_id)


_GROUP = PreparedRecord(
    Unit,
    lambda units, hole: units.filter(
        pk=hole("unit", UUIDField()), kind=Unit.Kind.GROUP, organisation_id=hole("organisation", UUIDField())
    ),
)


def students_to_record(viewer: Viewer, unit: uuid.UUID) -> list[Person]:
    """The students of a class of whom the viewer may record absence, by name; noted in the log of reads."""
    ties = door.whose(viewer, Data.ABSENCE, Action.RECORD)
    found = [] if ties.shape.ties_nobody else _roll(ties.shape).all(**ties.values, unit=unit)
    if found:
        door.note_shown(found, Purpose.GUIDANCE)
    return found


@lru_cache(maxsize=256)
def _roll(shape: Shape) -> PreparedRecord[Person]:
    def narrowed(_persons: QuerySet[Person], hole: MakesHole) -> QuerySet[Person]:
        found = door.students_among(shape, hole, _members(hole))
        return found.order_by("sort_name", "pk")[:MOST_IN_GROUP]

    return PreparedRecord(Person, narrowed, without=frozenset({"bsn", "bsn_digest"}))


def _members(hole: MakesHole) -> QuerySet[UnitMembership]:
    return UnitMembership.objects.filter(running_on(hole("day", DateField())), unit_id=hole("unit", UUIDField()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A class of which absence is recorded: its students whom the viewer may record, as they are members on `on`."""

    unit: uuid.UUID
    on: date
    students: list[Person]


def marks_of(roll: Roll, day: date, starts_at: time | None) -> dict[uuid.UUID, tuple[int, int]]:
    """What is known of these students at this moment, as kind and minutes: the lesson itself, else the whole day."""
    ours = {one.pk for one in roll.students}
    found: dict[uuid.UUID, tuple[int, int]] = {}
    for student, begins, kind, minutes in _MARKS.rows(unit=roll.unit, day=roll.on, at=day):
        if student not in ours:
            continue
        if begins is None:
            found.setdefault(student, (kind, minutes))
        elif begins == starts_at:
            found[student] = (kind, minutes)
    return found


def _marks(hole: MakesHole) -> QuerySet[Absence, Any]:
    rows = counting().filter(Among("student_id", _members(hole).values("student_id")), day=hole("at", DateField()))
    return rows.order_by("pk").values_list("student_id", "starts_at", "kind", "minutes")


_MARKS = Prepared(_marks)


def sick_on(roll: Roll, day: date) -> frozenset[uuid.UUID]:
    """Who of these reported sick and is not back on this day. That they are sick is shown, never why."""
    rows = _SICK_ON.rows(unit=roll.unit, day=roll.on, at=day)
    return frozenset(student for (student,) in rows) & {one.pk for one in roll.students}


def _sick_on(hole: MakesHole) -> QuerySet[SickReport, Any]:
    day = hole("at", DateField())
    rows = SickReport.objects.filter(Among("student_id", _members(hole).values("student_id")), from_day__lte=day)
    return rows.filter(Q(back_on__isnull=True) | Q(back_on__gt=day)).values_list("student_id")


_SICK_ON = Prepared(_sick_on)


def absences_of(student: Person, viewer: Viewer, begin: date, end: date) -> list[Missed]:
    """What a student missed in these days, latest first; a guardian sees what was confirmed, and nothing else."""
    if not door.may(viewer, student, Data.ABSENCE):
        return []
    rows = _MISSED.rows(student=student.pk, begin=begin, end=end)
    found = [Missed(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]
    return [one for one in found if one.confirmed] if only_confirmed(viewer, student) else found


_COLUMNS = ("day", "minutes", "kind", "starts_at", "lesson", "confirmed")


def _missed(hole: MakesHole) -> QuerySet[Absence, Any]:
    rows = counting().filter(student=hole("student", UUIDField()))
    rows = rows.filter(day__gte=hole("begin", DateField()), day__lte=hole("end", DateField()))
    return rows.order_by("-day", "-starts_at", "pk").values_list(*_COLUMNS)[:YEARS_ROWS]


_MISSED = Prepared(_missed)


def questions(student: Person, viewer: Viewer, begin: date, end: date) -> Iterator[Question]:
    """What the page of a year asks here, for `asked_ahead`."""
    if door.may(viewer, student, Data.ABSENCE):
        yield _MISSED.question(student=student.pk, begin=begin, end=end)
        if not only_confirmed(viewer, student):
            yield _CONTACTS.question(student=student.pk)
    if door.may(viewer, student, Data.SICK_REPORT):
        yield _OPEN.question(student=student.pk)
        yield _SICK.question(student=student.pk)


def only_confirmed(viewer: Viewer, student: Person) -> bool:
    """Whether everything this viewer may see of a student comes from being a guardian."""
    if student.pk not in viewer.relations_read:
        door.decision(viewer, student, Data.ABSENCE)
    return viewer.relations_read.get(student.pk) == frozenset({Relation.GUARDIAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SickRow:
    """A sick report as this viewer sees it: `reason` is empty when it is not for them."""

    report: SickReport
    reason: str


def sick_reports_of(student: Person, viewer: Viewer) -> tuple[SickRow, ...]:
    """The latest sick reports, with as much of the reason as the student chose to share with this viewer."""
    if not door.may(viewer, student, Data.SICK_REPORT):
        return ()
    rows = _SICK.all(student=student.pk)
    return tuple(SickRow(report=row, reason=_reason(row, viewer, student)) for row in rows)


_SICK = PreparedRecord(
    SickReport, lambda rows, hole: rows.filter(student=hole("student", UUIDField())).order_by("-from_day", "-pk")[:20]
)


def open_sick_report(student: Person) -> SickReport | None:
    """The sick report that still runs. Asks no policy."""
    return _OPEN.get(student=student.pk)


_OPEN = PreparedRecord(
    SickReport, lambda rows, hole: rows.filter(student=hole("student", UUIDField()), back_on__isnull=True)
)


WITH_COACH = frozenset({Relation.COACH})
WITH_TEAM = frozenset({Relation.COACH, Relation.TEAM_LEADER, Relation.SUPPORT_ADVISOR})


def _reason(report: SickReport, viewer: Viewer, student: Person) -> str:
    """The student reads what he wrote, whoever reported reads it; others as he chose."""
    if viewer.person.pk in {student.pk, report.reported_by_id}:
        return report.reason or ""
    reads = {SickReport.Shared.COACH: WITH_COACH, SickReport.Shared.TEAM: WITH_TEAM}
    allowed = reads.get(SickReport.Shared(report.shared), frozenset())
    return (report.reason or "") if allowed & viewer.relations_read[student.pk] else ""


def contacts_of(student: Person, viewer: Viewer) -> tuple[MissedContact, ...]:
    """Who told the student that he was missed, latest first."""
    if not door.may(viewer, student, Data.ABSENCE) or only_confirmed(viewer, student):
        return ()
    found = _CONTACTS.all(student=student.pk)
    people = Person.objects.in_bulk({one.by_id for one in found if one.by_id}) if found else {}
    for one in found:
        one.by = people[one.by_id] if one.by_id else None
    return tuple(found)


_CONTACTS = PreparedRecord(
    MissedContact, lambda rows, hole: rows.filter(student=hole("student", UUIDField())).order_by("-made_at")[:20]
)
