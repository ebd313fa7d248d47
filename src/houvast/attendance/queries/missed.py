"""Who is missed and was not told so yet: the task of whoever is first in line, from the first day (S-521, S-607).

Every absence counts but coming late, with permission too. Done is: somebody spoke with the student, left a message, or
tried and could not reach him; the last is told as such and stays a task until the next working day brings a new try.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import DateField, Exists, OuterRef, Q, UUIDField

from houvast.attendance.models import Absence, MissedContact
from houvast.attendance.queries.absences import counting
from houvast.attendance.year import runs
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person, PersonalRelation, RoleAssignment
from houvast.people.prepared import Prepared
from houvast.people.viewer import running_on
from houvast.privacy import door
from houvast.web.more import begin_within

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.db.models import QuerySet

    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer
    from houvast.privacy.relations import Shape

LOOKED_BACK = timedelta(days=14)
STILL_MISSED = timedelta(days=7)
"""Who was last absent longer ago is back, or is followed as long absence."""
SHOWN = 50
COACH = PersonalRelation.Kind.COACH
COVER = PersonalRelation.Kind.COACH_COVER
STEPS_IN = frozenset({RoleAssignment.Role.STUDENT_ADMINISTRATION, RoleAssignment.Role.TEAM_LEADER})


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedRow:
    """A student who is missed since `first`; `last` is the last day of it, `kinds` are numbers of Absence.Kind.

    `tried` is how often somebody tried in vain since then.
    """

    student: Person
    first: date
    last: date
    kinds: tuple[int, ...]
    tried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Some of `total` students who are missed, the longest missed first; `begin` stand before them."""

    rows: tuple[MissedRow, ...] = ()
    begin: int = 0
    total: int = 0


def missed_by(viewer: Viewer, *, begin: int = 0, most: int = SHOWN) -> Missed:
    """Whom this viewer is first in line for: as coach or cover; without a coach, as team leader or administration.

    At most `most`; `begin` are left out. Two queries, one where nobody is missed.
    """
    asked = _asked(viewer)
    if asked is None:
        return Missed()
    shape, steps_in, values = asked
    days: dict[uuid.UUID, dict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    names: dict[uuid.UUID, tuple[str, ...]] = {}
    for student, day, kind, *name in _absent(shape, steps_in).rows(**values):
        days[student][day].add(kind)
        names[student] = tuple(name)
    contacts: dict[uuid.UUID, list[tuple[date, str]]] = defaultdict(list)
    for student, day, outcome in _told(shape, steps_in).rows(**values) if days else ():
        contacts[student].append((day, outcome))
    waiting = [
        found
        for student, its in days.items()
        if (found := _waits(student, its, contacts[student])) and found[2] >= viewer.day - STILL_MISSED
    ]
    begin = begin_within(begin, len(waiting))
    shown = sorted(waiting, key=lambda one: (one[1], one[0]))[begin : begin + most]
    if shown:
        door.note_shown([one[0] for one in shown], Purpose.GUIDANCE)
    rows = tuple(
        MissedRow(student=_named(pk, names[pk]), first=first, last=last, kinds=kinds, tried=tried)
        for pk, first, last, kinds, tried in shown
    )
    return Missed(rows=rows, begin=begin, total=len(waiting))


def asked_for_missed(viewer: Viewer) -> tuple[Question, ...]:
    """What `missed_by` asks, for `asked_ahead`."""
    if (asked := _asked(viewer)) is None:
        return ()
    shape, steps_in, values = asked
    return _absent(shape, steps_in).question(**values), _told(shape, steps_in).question(**values)


def _asked(viewer: Viewer) -> tuple[Shape, bool, dict[str, Any]] | None:
    """How and with which values the queries below are asked; None for who is first in line for nobody."""
    ties = door.whose(viewer, Data.ABSENCE)
    if ties.shape.ties_nobody or not may_follow(viewer):
        return None
    return ties.shape, bool(viewer.role_names & STEPS_IN), {**ties.values, "since": viewer.day - LOOKED_BACK}


def _named(student: uuid.UUID, name: tuple[str, ...]) -> Person:
    """The student, of whom only the name was read."""
    return Person.from_db(connection.alias, ("id", *NAME), (student, *name))


def _waits(
    student: uuid.UUID, days: dict[date, set[int]], contacts: list[tuple[date, str]]
) -> tuple[uuid.UUID, date, date, tuple[int, ...], int] | None:
    """The latest run of absence, unless somebody told the student since it began."""
    begin, end = runs(days)[-1]
    since = [outcome for day, outcome in contacts if day >= begin]
    if any(outcome != MissedContact.Outcome.NOT_REACHED for outcome in since):
        return None
    kinds = {kind for day, its in days.items() if begin <= day <= end for kind in its}
    return student, begin, end, tuple(sorted(kinds)), len(since)


NAME = ("given_name", "name_prefix", "family_name", "number")


@lru_cache(maxsize=256)
def _absent(shape: Shape, steps_in: bool) -> Prepared:  # noqa: FBT001 - a key of the cache
    """What the viewer's students missed of late, but for coming late: student, day, kind, name."""

    def written(hole: MakesHole) -> QuerySet[Absence, Any]:
        rows = counting().filter(_first_in_line(shape, hole, steps_in=steps_in))
        rows = rows.filter(day__gte=hole("since", DateField()), day__lte=hole("day", DateField()))
        return rows.exclude(kind=Absence.Kind.LATE).values_list(
            "student_id", "day", "kind", *(f"student__{one}" for one in NAME)
        )

    return Prepared(written)


@lru_cache(maxsize=256)
def _told(shape: Shape, steps_in: bool) -> Prepared:  # noqa: FBT001 - a key of the cache
    """Who of them was told or sought of late: student, day, outcome."""

    def written(hole: MakesHole) -> QuerySet[MissedContact, Any]:
        told = MissedContact.objects.filter(_first_in_line(shape, hole, steps_in=steps_in))
        return told.filter(day__gte=hole("since", DateField())).values_list("student_id", "day", "outcome")

    return Prepared(written)


def _first_in_line(shape: Shape, hole: MakesHole, *, steps_in: bool) -> Q:
    """Rows of students whom the viewer coaches, or covers for; who steps in has those without a coach too."""
    running = PersonalRelation.objects.filter(running_on(hole("day", DateField())))
    coached = running.filter(holder=hole("viewer", UUIDField()), kind__in=(COACH, COVER))
    mine = Q(student_id__in=coached.values("student_id"))
    if steps_in:
        mine |= Q(~Exists(running.filter(kind=COACH, student_id=OuterRef("student_id"))))
    return door.about_students_of(shape, hole) & mine


def may_follow(viewer: Viewer) -> bool:
    """Whether somebody may have students to tell that they are missed."""
    return bool({COACH, COVER} & viewer.relation_kinds) or bool(viewer.role_names & STEPS_IN)


def first_day_missed(student: Person, viewer: Viewer) -> date | None:
    """The first day of the latest run of absence that a viewer may record about; None when there is none."""
    if not door.may(viewer, student, Data.ABSENCE, Action.RECORD):
        return None
    days = [day for (day,) in _DAYS.rows(**_lately(student, viewer))]
    return runs(days)[-1][0] if days else None


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `first_day_missed` asks, for `asked_ahead`."""
    records = door.may(viewer, student, Data.ABSENCE, Action.RECORD)
    return (_DAYS.question(**_lately(student, viewer)),) if records else ()


def _lately(student: Person, viewer: Viewer) -> dict[str, Any]:
    return {"student": student.pk, "begin": viewer.day - LOOKED_BACK, "end": viewer.day}


def _days(hole: MakesHole) -> QuerySet[Absence, Any]:
    rows = counting().filter(student=hole("student", UUIDField())).exclude(kind=Absence.Kind.LATE)
    return rows.filter(day__gte=hole("begin", DateField()), day__lte=hole("end", DateField())).values_list("day")


_DAYS = Prepared(_days)
