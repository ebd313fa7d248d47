"""Recording the absence of a whole group, and that somebody told a student he is missed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.attendance.models import Absence, MissedContact
from houvast.attendance.queries.absences import counting
from houvast.core.access.words import Action, Data
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.privacy import door

OWN = "houvast"
"""The source of what is recorded here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson: `minutes` long; `title` may be empty."""

    day: date
    starts_at: time
    minutes: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Not there, or late: a number of Absence.Kind, and the minutes missed."""

    kind: int
    minutes: int


def record_group(*, lesson: Lesson, marks: Mapping[uuid.UUID, Mark | None], by: Viewer, at: datetime) -> int:
    """Write down who was not there; a student with None was. Returns how many were not there or late.

    Recording the same lesson again replaces what was recorded. What a file already told about this lesson is confirmed
    or corrected in its place, and a whole day that is known takes the lesson in, so that nothing counts twice.
    Raises PermissionDenied for a student this person may not record, CannotBeDone for a day to come.
    """
    if lesson.day > day_of(at):
        raise CannotBeDone(gettext("This lesson has yet to begin."))
    allowed = set(door.students(by, Data.ABSENCE, Action.RECORD).filter(pk__in=marks).values_list("pk", flat=True))
    if allowed != set(marks):
        raise PermissionDenied
    changed: set[uuid.UUID] = set()
    with transaction.atomic():
        # Locked in one order: two teachers who save the same group do not each wait for the other.
        list(Person.objects.select_for_update().filter(pk__in=allowed).order_by("pk").values_list("pk"))
        known: dict[uuid.UUID, list[Absence]] = {pk: [] for pk in allowed}
        for row in Absence.objects.filter(student__in=allowed, day=lesson.day).order_by("pk"):
            known[row.student_id].append(row)
        for student, mark in marks.items():
            if _record_one(student, mark, lesson, known[student], by=by, on=day_of(at)):
                changed.add(student)
        if changed:
            touch(changed, Touched.Kind.ABSENCE, at, organisation_id=by.organisation_id)
    return sum(mark is not None for mark in marks.values())


def _record_one(
    student: uuid.UUID, mark: Mark | None, lesson: Lesson, known: list[Absence], *, by: Viewer, on: date
) -> bool:
    """Whether anything changed."""
    here = [row for row in known if row.starts_at == lesson.starts_at]
    same = next((row for row in here if row.external_id == "" and row.lesson == lesson.title), None)
    same = same or next((row for row in here if row.withdrawn_on is None), None)
    if mark is None:
        present = [row for row in here if row.withdrawn_on is None]
        for row in present:
            row.withdrawn_on = on
            row.revision += 1
            row.save(update_fields=["withdrawn_on", "revision"])
        return bool(present)
    if any(row.starts_at is None and row.withdrawn_on is None for row in known) and same is None:
        return False
    if same is None:
        Absence.objects.create(
            organisation_id=by.organisation_id,
            student_id=student,
            day=lesson.day,
            starts_at=lesson.starts_at,
            lesson=lesson.title,
            source=OWN,
            recorded_by=by.person,
            confirmed=True,
            minutes=mark.minutes,
            kind=mark.kind,
        )
        return True
    said = (mark.minutes, mark.kind, True, None)
    if (same.minutes, same.kind, same.confirmed, same.withdrawn_on) == said:
        return False
    same.minutes, same.kind, same.confirmed, same.withdrawn_on = said
    same.recorded_by = by.person
    same.revision += 1
    same.save(update_fields=["minutes", "kind", "confirmed", "withdrawn_on", "recorded_by", "revision"])
    return True


def record_contact(*, student: Person, day: date, outcome: str, word: str, by: Viewer, at: datetime) -> MissedContact:
    """Keep that the student was told he is missed, or that it was tried; `day` is the first day of the absence."""
    if not door.decision(by, student, Data.ABSENCE, Action.RECORD).allowed:
        raise PermissionDenied
    if not counting().filter(student=student, day=day).exists():
        raise CannotBeDone(gettext("No absence is known on that day now."))
    with transaction.atomic():
        made = MissedContact.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            day=day,
            outcome=outcome,
            word=word,
            by=by.person,
            made_at=at,
        )
        touch([student], Touched.Kind.ABSENCE, at, organisation_id=student.organisation_id)
    return made
