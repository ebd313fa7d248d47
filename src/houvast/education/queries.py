"""Reading enrolments and results: for the student's timeline and the facts beside a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from houvast.core.access.words import Data
from houvast.education.models import Enrolment, Result
from houvast.privacy import door
from houvast.web.components import Entry, EntryKind

if TYPE_CHECKING:
    from houvast.people.models import Person
    from houvast.people.viewer import Viewer

MOST_RESULTS = 200


def enrolments_of(student: Person) -> tuple[Enrolment, ...]:
    """Every enrolment with its programme: those that run first, then the latest start first, an unknown start last."""
    found = Enrolment.objects.filter(student=student).select_related("programme")
    return tuple(
        sorted(
            found,
            key=lambda one: (one.ends_on is not None, -(one.starts_on.toordinal() if one.starts_on else 0), one.pk),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What this folder has for the page of one student: timeline entries, newest first, and the running enrolments."""

    entries: tuple[Entry, ...]
    running: tuple[Enrolment, ...]


def part_of(student: Person, viewer: Viewer) -> Part:
    """Beginnings and endings of enrolments, and results: each for who may see it. At most 200 results, two queries."""
    enrolments = enrolments_of(student) if door.may(viewer, student, Data.ENROLMENT) else ()
    rows = [move for enrolment in enrolments for move in _moves(enrolment)]
    if door.may(viewer, student, Data.RESULTS):
        found = Result.objects.filter(student=student).order_by("-on", "-id")[:MOST_RESULTS]
        rows += [_result(result) for result in found]
    return Part(
        entries=tuple(sorted(rows, key=lambda row: row.on, reverse=True)),
        running=tuple(one for one in enrolments if one.ends_on is None or one.ends_on >= viewer.day),
    )


def timeline_rows(student: Person, viewer: Viewer) -> tuple[Entry, ...]:
    """Moves and results for the timeline, newest first."""
    return part_of(student, viewer).entries


def _moves(enrolment: Enrolment) -> list[Entry]:
    name = enrolment.programme.name
    rows = []
    if enrolment.starts_on:
        started = gettext("Started with %(programme)s") % {"programme": name}
        rows.append(Entry(on=enrolment.starts_on, kind=EntryKind.MOVE, title=started, text=enrolment.pathway))
    if enrolment.ends_on:
        ended = gettext("Enrolment in %(programme)s ended") % {"programme": name}
        rows.append(Entry(on=enrolment.ends_on, kind=EntryKind.MOVE, title=ended))
    return rows


def _result(result: Result) -> Entry:
    passed = {True: gettext("passed"), False: gettext("not passed yet"), None: ""}[result.passed]
    return Entry(
        on=result.on,
        kind=EntryKind.RESULT,
        title=result.title,
        text=", ".join(part for part in (result.grade, passed) if part),
    )
