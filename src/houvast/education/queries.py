"""Reading enrolments and results: for the student's timeline and the facts beside a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, UUIDField
from django.utils.translation import get_language, gettext

from houvast.core.access.words import Data
from houvast.education.models import Enrolment, Programme, Result
from houvast.people.models import Organisation
from houvast.people.prepared import Prepared
from houvast.privacy import door
from houvast.web.components import Entry, EntryKind

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from houvast.people.models import Person
    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer

MOST_RESULTS = 200
DECIMAL = re.compile(r"\d+[.,]\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRow:
    """A student in a programme; `level` is None and the days are empty when they are not known."""

    programme: str
    level: int | None
    pathway: str
    starts_on: date | None
    ends_on: date | None


def enrolments_of(student: Person) -> tuple[EnrolmentRow, ...]:
    """Every enrolment: those that run first, then the latest start first, an unknown start last."""
    found = (
        EnrolmentRow(programme=row[0], level=row[1], pathway=row[2], starts_on=row[3], ends_on=row[4])
        for row in _ENROLMENTS.rows(student=student.pk)
    )
    return tuple(
        sorted(found, key=lambda one: (one.ends_on is not None, -one.starts_on.toordinal() if one.starts_on else 0))
    )


def asked_for_enrolments(student: Person) -> Question:
    """What `enrolments_of` asks, for `asked_ahead`."""
    return _ENROLMENTS.question(student=student.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What this folder has for the page of one student: timeline entries, newest first, and the running enrolments."""

    entries: tuple[Entry, ...]
    running: tuple[EnrolmentRow, ...]


def part_of(student: Person, viewer: Viewer) -> Part:
    """Beginnings and endings of enrolments, and results: each for who may see it. At most 200 results, two queries."""
    enrolments = enrolments_of(student) if door.may(viewer, student, Data.ENROLMENT) else ()
    rows = [move for enrolment in enrolments for move in _moves(enrolment)]
    if door.may(viewer, student, Data.RESULTS):
        rows += [_result(*row) for row in _RESULTS.rows(student=student.pk)]
    return Part(
        entries=tuple(sorted(rows, key=lambda row: row.on, reverse=True)),
        running=tuple(one for one in enrolments if one.ends_on is None or one.ends_on >= viewer.day),
    )


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `part_of` asks."""
    asked = ((Data.ENROLMENT, _ENROLMENTS), (Data.RESULTS, _RESULTS))
    return tuple(one.question(student=student.pk) for data, one in asked if door.may(viewer, student, data))


def timeline_rows(student: Person, viewer: Viewer) -> tuple[Entry, ...]:
    """Moves and results for the timeline, newest first."""
    return part_of(student, viewer).entries


def _moves(enrolment: EnrolmentRow) -> list[Entry]:
    name = enrolment.programme
    rows = []
    if enrolment.starts_on:
        started = gettext("Started with %(programme)s") % {"programme": name}
        rows.append(Entry(on=enrolment.starts_on, kind=EntryKind.MOVE, title=started, text=enrolment.pathway))
    if enrolment.ends_on:
        ended = gettext("Enrolment in %(programme)s ended") % {"programme": name}
        rows.append(Entry(on=enrolment.ends_on, kind=EntryKind.MOVE, title=ended))
    return rows


def _result(on: date, title: str, grade: str, passed: bool | None) -> Entry:  # noqa: FBT001 - a row of the query below
    said = {True: gettext("passed"), False: gettext("not passed yet"), None: ""}[passed]
    text = ", ".join(part for part in (grade_in_words(grade), said) if part)
    return Entry(on=on, kind=EntryKind.RESULT, title=title, text=text)


def grade_in_words(grade: str) -> str:
    """The grade as the school wrote it; a number with the comma or the point of the reader's language."""
    if not DECIMAL.fullmatch(grade):
        return grade
    return grade.replace(".", ",") if (get_language() or "nl").startswith("nl") else grade.replace(",", ".")


def _enrolments(hole: MakesHole) -> QuerySet[Enrolment, Any]:
    columns = ("programme__name", "programme__level", "pathway", "starts_on", "ends_on")
    return Enrolment.objects.filter(student=hole("student", UUIDField())).order_by("id").values_list(*columns)


def _results(hole: MakesHole) -> QuerySet[Result, Any]:
    found = Result.objects.filter(student=hole("student", UUIDField()), withdrawn_on__isnull=True).order_by(
        "-on", "-id"
    )
    return found.values_list("on", "title", "grade", "passed")[:MOST_RESULTS]


_ENROLMENTS = Prepared(_enrolments)
_RESULTS = Prepared(_results)


def educations_of(student: Person, on: date) -> frozenset[str]:
    """The kinds of education (mbo, hbo) of the programmes in which this student is enrolled on this day.

    Without an enrolment that of the institution; empty where the institution gives none. One query. Asks no policy.
    """
    running = Enrolment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), Q(starts_on__isnull=True) | Q(starts_on__lte=on), student=student
    )
    own = _given_at(student.organisation)
    kinds = {kind or own for kind in running.values_list("programme__education", flat=True)} or {own}
    return frozenset(kinds - {""})


def educations_at(organisation: Organisation) -> frozenset[str]:
    """The kinds of education that this institution gives: its own and those of its programmes. One query."""
    kinds = set(Programme.objects.filter(organisation=organisation).values_list("education", flat=True).distinct())
    return frozenset((kinds | {_given_at(organisation)}) - {""})


def _given_at(organisation: Organisation) -> str:
    """The kind of education of an institution; a feeder school or a partner gives none of them."""
    return organisation.education if organisation.kind == Organisation.Kind.INSTITUTION else ""
