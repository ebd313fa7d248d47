"""Who is missed and was not told so yet: the task of whoever is first in line, from the first day (S-521, S-607).

Every absence counts but coming late, with permission too. Done is: somebody spoke with the student, left a message, or
tried and could not reach him; the last is told as such and stays a task until the next working day brings a new try.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, Exists, OuterRef, Q, UUIDField

from houvast.attendance.models import Absence, MissedContact
from houvast.attendance.queries.absences import counting
from houvast.attendance.year import runs
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person, PersonalRelation, RoleAssignment
from houvast.people.prepared import Prepared
from houvast.people.viewer import running_on
from houvast.privacy import door

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.db.models import QuerySet

    from houvast.people.prepared import MakesHole
    from houvast.people.viewer import Viewer

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


def missed_by(viewer: Viewer) -> tuple[MissedRow, ...]:
    """Whom this viewer is first in line for: as coach or cover; without a coach, as team leader or administration.

    The longest missed first, at most 50. Three queries.
    """
    students = _first_in_line(viewer)
    since = viewer.day - LOOKED_BACK
    absent = counting().filter(student__in=students, day__range=(since, viewer.day)).exclude(kind=Absence.Kind.LATE)
    recent = absent.filter(day__gte=viewer.day - STILL_MISSED).values("student_id")
    days: dict[uuid.UUID, dict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    for student, day, kind in absent.filter(student__in=recent).values_list("student_id", "day", "kind"):
        days[student][day].add(kind)
    contacts: dict[uuid.UUID, list[tuple[date, str]]] = defaultdict(list)
    told = MissedContact.objects.filter(student__in=list(days), day__gte=since).order_by("made_at")
    for student, day, outcome in told.values_list("student_id", "day", "outcome"):
        contacts[student].append((day, outcome))
    waiting = [
        found
        for student, its in days.items()
        if (found := _waits(student, its, contacts[student])) and found[2] >= viewer.day - STILL_MISSED
    ]
    first = sorted(waiting, key=lambda one: (one[1], one[0]))[:SHOWN]
    people = Person.objects.defer("bsn", "bsn_digest").in_bulk([one[0] for one in first])
    if people:
        door.note_shown(people, Purpose.GUIDANCE)
    return tuple(
        MissedRow(student=people[pk], first=begin, last=end, kinds=kinds, tried=tried)
        for pk, begin, end, kinds, tried in first
    )


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


def _first_in_line(viewer: Viewer) -> QuerySet[Person]:
    around = PersonalRelation.objects.filter(running_on(viewer.day), student=OuterRef("pk"))
    coached = around.filter(kind=COACH)
    mine = Q(Exists(around.filter(holder=viewer.person, kind__in=(COACH, COVER))))
    if viewer.role_names & STEPS_IN:
        return door.students(viewer, Data.ABSENCE).filter(mine | ~Exists(coached))
    return door.students(viewer, Data.ABSENCE).filter(mine)


def may_follow(viewer: Viewer) -> bool:
    """Whether somebody may have students to tell that they are missed."""
    return bool({COACH, COVER} & viewer.relation_kinds) or bool(viewer.role_names & STEPS_IN)


def first_day_missed(student: Person, viewer: Viewer) -> date | None:
    """The first day of the latest run of absence that a viewer may record about; None when there is none."""
    if not door.may(viewer, student, Data.ABSENCE, Action.RECORD):
        return None
    days = [day for (day,) in _DAYS.rows(student=student.pk, begin=viewer.day - LOOKED_BACK, end=viewer.day)]
    return runs(days)[-1][0] if days else None


def _days(hole: MakesHole) -> QuerySet[Absence, Any]:
    rows = counting().filter(student=hole("student", UUIDField())).exclude(kind=Absence.Kind.LATE)
    return rows.filter(day__gte=hole("begin", DateField()), day__lte=hole("end", DateField())).values_list("day")


_DAYS = Prepared(_days)
