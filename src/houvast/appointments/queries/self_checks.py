"""Self-checks: the student's own, and those that were shown to this person."""

import json
import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from houvast.appointments.models import SelfCheck, SelfCheckShare
from houvast.appointments.self_check import QUESTIONS, Area, Mood, Question
from houvast.core.access.words import Data
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door

MOST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question with what was answered; None when it was left open."""

    question: Question
    mood: Mood | None


def answers_of(check: SelfCheck) -> tuple[Answer, ...]:
    """The answers in the order of the questions."""
    given: dict[str, str] = json.loads(check.answers or "{}")
    return tuple(Answer(question=one, mood=Mood(given[one.key]) if one.key in given else None) for one in QUESTIONS)


def needs_of(check: SelfCheck) -> tuple[Area, ...]:
    """The areas in which something could go better, in the order of the questions; each once."""
    found = {one.question.area: None for one in answers_of(check) if one.mood in (Mood.HARD, Mood.SO_SO)}
    return tuple(found)


def checks_of(student: Person) -> QuerySet[SelfCheck]:
    """A student's self-checks, latest first."""
    return SelfCheck.objects.filter(student=student).order_by("-taken_on", "-pk")[:MOST]


def own_check_for(viewer: Viewer, check_id: uuid.UUID) -> SelfCheck:
    """The student's own self-check behind an id; Http404 for everybody else."""
    found = SelfCheck.objects.filter(pk=check_id, student=viewer.person).select_related("student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.SELF_CHECK)
    return found


def check_for(viewer: Viewer, check_id: uuid.UUID) -> SelfCheck:
    """The self-check behind an id, for its student and for whom it is shared with now; Http404 for everybody else."""
    found = SelfCheck.objects.filter(pk=check_id).select_related("student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.SELF_CHECK)
    if found.student_id != viewer.person.pk and not shares_of(found).filter(shared_with=viewer.person).exists():
        raise Http404
    return found


def shares_of(check: SelfCheck) -> QuerySet[SelfCheckShare]:
    """With whom a self-check is shared now, by name."""
    running = SelfCheckShare.objects.filter(check_shared=check, ended_at__isnull=True)
    return running.select_related("shared_with").order_by("shared_with__sort_name", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCheck:
    """A self-check that a student showed to this person."""

    id: uuid.UUID
    student: Person
    taken_on: date


def shared_with(viewer: Viewer, student: Person | None = None) -> tuple[SharedCheck, ...]:
    """The self-checks shared with this person now, latest first: of their students, or of one."""
    shares = SelfCheckShare.objects.filter(
        shared_with=viewer.person,
        ended_at__isnull=True,
        check_shared__student__in=door.students(viewer, Data.SELF_CHECK),
    )
    if student is not None:
        shares = shares.filter(check_shared__student=student)
    latest = shares.select_related("check_shared__student").defer("check_shared__answers", "check_shared__words")
    return tuple(
        SharedCheck(id=one.check_shared_id, student=one.check_shared.student, taken_on=one.check_shared.taken_on)
        for one in latest.order_by("-at", "-pk")[:MOST]
    )
