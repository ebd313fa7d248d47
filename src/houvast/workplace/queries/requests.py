"""Procedures that the institute's own desks look at together: switches of training school, requests for a third chance.

Only cases the viewer sees anyway: of an own student, or in which they were named.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, DateField, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from houvast.cases import whose
from houvast.cases.models import Case, CaseEvent, CaseTask
from houvast.cases.queries import task_url
from houvast.cases.whose import Sight
from houvast.core.access.words import Purpose
from houvast.people.models import Person
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.models import TrainingSchool, Triad
from houvast.workplace.procedure_names import RESIT, SWITCH

PAGE = 50
REQUEST, ADVICE, BOARD = "request", "advice", "board"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request in a procedure. `where` is the step or the ending in words; `mine` the address of the viewer's part,
    `turn` what waits for others.
    """

    case: uuid.UUID
    student: Person
    school: TrainingSchool | None
    on: date
    where: str
    ended: bool
    due_on: date | None
    mine: str
    turn: str = ""

    @property
    def url(self) -> str:
        return reverse("cases:case", args=(self.case,))


def switches(viewer: Viewer, *, ended: bool = False, region: str = "", most: int = PAGE) -> tuple[Asked, ...]:
    """Requests for another training school, those with the nearest last day first; ended ones the latest first."""
    return _asked(viewer, _cases(viewer, SWITCH, ended=ended, region=region, most=most), ended=ended)


def asked_for_switches(viewer: Viewer) -> tuple[Question, ...]:
    """What `switches` asks first, for `asked_ahead`."""
    found = _of(viewer, SWITCH, ended=False, region="", most=PAGE)
    return () if found is None else (found[0].question(**found[1]),)


def third_chances(viewer: Viewer, *, ended: bool = False, most: int = PAGE) -> tuple[Asked, ...]:
    """Requests for a third chance of workplace learning: open until the examination board decided (S-167 to S-170)."""
    return _asked(viewer, _cases(viewer, RESIT, ended=ended, most=most), ended=ended)


def _cases(viewer: Viewer, pack: str, *, ended: bool, region: str = "", most: int) -> list[Case]:
    found = _of(viewer, pack, ended=ended, region=region, most=most)
    return [] if found is None else found[0].all(**found[1])


def _of(
    viewer: Viewer, pack: str, *, ended: bool, region: str, most: int
) -> tuple[PreparedRecord[Case], dict[str, Any]] | None:
    """What is asked for the cases of this procedure that the viewer sees, and its values; None for who sees none."""
    sight, values = whose.sight_of(viewer)
    if sight.of_nothing:
        return None
    given = {**values, "region": region} if region else values
    return _written(sight, pack, most, ended=ended, in_region=bool(region)), given


@lru_cache(maxsize=256)
def _written(sight: Sight, pack: str, most: int, *, ended: bool, in_region: bool) -> PreparedRecord[Case]:
    def narrowed(cases: QuerySet[Case], hole: MakesHole) -> QuerySet[Case]:
        status = Case.Status.ENDED if ended else Case.Status.OPEN
        found = cases.filter(whose.seen_in(sight, hole), pack=pack, status=status)
        if pack == RESIT:
            requested = CaseEvent.objects.filter(act=REQUEST, kind="done", case__pack=RESIT)
            found = found.filter(pk__in=requested.values("case"))
        if in_region:
            here = running_on(hole("day", DateField())) & Q(training_school__region=hole("region", CharField()))
            found = found.filter(student_id__in=Triad.objects.filter(here).values("student"))
        order = ("-closed_on", "pk") if ended else (F("next_due_on").asc(nulls_last=True), "opened_on", "pk")
        return found.order_by(*order)[:most]

    return PreparedRecord(Case, narrowed, related=("student",))


def _asked(viewer: Viewer, cases: Sequence[Case], *, ended: bool) -> tuple[Asked, ...]:
    if not cases:
        return ()
    door.note_shown([one.student_id for one in cases], Purpose.PROCEDURE)
    schools = _schools([one.student_id for one in cases], viewer.day)
    mine, others = ({}, {}) if ended else _waits(viewer, cases)
    word = ("outcome" if ended else "step") + ("_en" if (get_language() or "nl").startswith("en") else "_nl")
    return tuple(
        Asked(
            case=one.pk,
            student=one.student,
            school=schools.get(one.student_id),
            on=one.opened_on,
            where=getattr(one, word),
            ended=ended,
            due_on=one.next_due_on,
            mine=mine.get(one.pk, ""),
            turn=", ".join(others.get(one.pk, ())),
        )
        for one in cases
    )


def _schools(students: Iterable[uuid.UUID], on: date) -> dict[uuid.UUID, TrainingSchool]:
    triads = Triad.objects.filter(running_on(on), student__in=list(students)).select_related("training_school")
    return {one.student_id: one.training_school for one in triads}


def _waits(viewer: Viewer, cases: Sequence[Case]) -> tuple[dict[uuid.UUID, str], dict[uuid.UUID, list[str]]]:
    """By case: the address of the viewer's own task that can be done now, and what waits for others, in words."""
    named = whose.named(viewer).filter(case__in=cases)
    parts = {(one.case_id, one.role) for one in named}
    tasks = CaseTask.objects.filter(case__in=cases, done_on__isnull=True, ready=True).order_by("optional", "-since")
    english = (get_language() or "nl").startswith("en")
    mine: dict[uuid.UUID, str] = {}
    others: dict[uuid.UUID, list[str]] = {}
    for task in tasks:
        if (task.case_id, task.role) in parts:
            mine.setdefault(task.case_id, task_url(task))
        else:
            others.setdefault(task.case_id, []).append(task.title_en if english else task.title_nl)
    return mine, others
