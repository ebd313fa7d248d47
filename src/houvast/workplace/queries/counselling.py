"""The counsellor's desk, and what others may know: that somebody came, and the advice that was released."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Person
from houvast.people.names import called
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.models import CounsellorAdvice, CounsellorEntry, CounsellorVisit
from houvast.workplace.queries.rights import by_role

PAGE = 50
FOUND = 10
"""How many students a search at the desk gives; who is not among them asks more precisely."""
STATE = CounsellorVisit.State
KIND = CounsellorAdvice.Kind
KINDS: dict[str, str | Promise] = {
    KIND.POSTPONE: _("Postpone the study advice"),
    KIND.EXTENSION: _("Extend the study"),
    KIND.TIME_OUT: _("A time-out from the placement"),
    KIND.NEW_RIGHTS: _("New rights to study finance"),
    KIND.REMISSION: _("Remission of the performance grant"),
}
STATES: dict[str, str | Promise] = {
    STATE.ASKED: _("asked, waits for a day"),
    STATE.PLANNED: _("planned"),
    STATE.HELD: _("held"),
    STATE.MISSED: _("did not come"),
    STATE.CANCELLED: _("called off"),
}
FOR_THE_PROGRAMME = frozenset({KIND.POSTPONE, KIND.EXTENSION, KIND.TIME_OUT})
"""Advice for the programme; the other kinds the student takes to who pays out study finance."""


def counsels(viewer: Viewer) -> bool:
    """Whether the viewer has the counsellor's desk."""
    return by_role(viewer, Data.COUNSELLING, Action.RECORD)


def desk_page(viewer: Viewer, *, typed: str = "") -> dict[str, Any]:
    """Who asked for a talk, whose talk is planned, whom the counsellors spoke lately; and who was looked up by name."""
    mine = door.students(viewer, Data.COUNSELLING, Action.RECORD)
    visits = CounsellorVisit.objects.filter(student__in=mine).select_related("student", "counsellor").defer("about")
    asked = list(visits.filter(state=STATE.ASKED).order_by("asked_at", "pk")[:PAGE])
    planned = list(visits.filter(state=STATE.PLANNED).order_by("planned_at", "pk")[:PAGE])
    held = list(visits.filter(state=STATE.HELD).order_by("-held_on", "-pk")[:PAGE])
    door.note_shown([one.student_id for one in (*asked, *planned, *held)], Purpose.SUPPORT)
    return {
        "typed": typed,
        "found": _called(mine, typed),
        "asked": asked,
        "planned": planned,
        "held": held,
        "today": viewer.day,
    }


def _called(mine: QuerySet[Person], typed: str) -> Sequence[Person]:
    """Students of that number, or with every word in the name: who comes without having asked for a talk."""
    if not typed.strip():
        return ()
    found = list(mine.filter(called(typed) | Q(number=typed.strip())).order_by("sort_name", "pk")[:FOUND])
    door.note_shown([one.pk for one in found], Purpose.SUPPORT)
    return found


def visit_for(viewer: Viewer, visit_id: uuid.UUID) -> CounsellorVisit:
    """The appointment behind an id from outside; Http404 for who does not counsel this student."""
    found = CounsellorVisit.objects.filter(pk=visit_id).select_related("student").first()
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.COUNSELLING, Action.RECORD)
    return found


def advice_for(viewer: Viewer, advice_id: uuid.UUID) -> CounsellorAdvice:
    """The advice behind an id from outside, for the student who answers it; Http404 for anybody else."""
    found = CounsellorAdvice.objects.filter(pk=advice_id).select_related("student").first()
    if found is None or found.student_id != viewer.person.pk:
        raise Http404
    door.student(viewer, found.student_id, Data.COUNSELLOR_ADVICE, Action.SIGN)
    return found


def file_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The file of one student, for that student and the counsellors."""
    own = student.pk == viewer.person.pk
    visits = CounsellorVisit.objects.filter(student=student).select_related("counsellor").order_by("-asked_at")
    entries = CounsellorEntry.objects.filter(student=student).select_related("written_by").order_by("-on", "-pk")
    advice = CounsellorAdvice.objects.filter(student=student).select_related("made_by").order_by("-made_at", "-pk")
    found = list(visits[:PAGE])
    return {
        "student": student,
        "own": own,
        "visits": [(one, STATES[one.state]) for one in found],
        "may_ask": own and not any(one.state in (STATE.ASKED, STATE.PLANNED) for one in found),
        "entries": list(entries[:PAGE]),
        "advice": [(one, KINDS[one.kind], one.kind in FOR_THE_PROGRAMME) for one in advice[:PAGE]],
        "may_write": door.may(viewer, student, Data.COUNSELLING, Action.RECORD),
        "today": viewer.day,
    }


def has_been(student: Person, viewer: Viewer) -> bool | None:
    """Whether the student has seen the counsellor: yes or no, and nothing else; None for who may not know (S-132)."""
    if not door.may(viewer, student, Data.COUNSELLOR_VISIT):
        return None
    return CounsellorVisit.objects.filter(student=student, state=STATE.HELD).exists()


def released_advice(student: Person, viewer: Viewer) -> Sequence[tuple[CounsellorAdvice, str | Promise]]:
    """Advice for the programme that the student released, the latest first; nothing for who may not see it."""
    if not door.may(viewer, student, Data.COUNSELLOR_ADVICE):
        return ()
    found = CounsellorAdvice.objects.filter(
        student=student, state=CounsellorAdvice.State.RELEASED, kind__in=FOR_THE_PROGRAMME
    ).select_related("made_by")
    return [(one, KINDS[one.kind]) for one in found.order_by("-answered_at", "-pk")[:PAGE]]


def advice_to_weigh(viewer: Viewer, *, most: int = PAGE) -> Sequence[tuple[CounsellorAdvice, str | Promise]]:
    """Released advice about every student of this viewer, the latest first: for who decides."""
    mine = door.students(viewer, Data.COUNSELLOR_ADVICE)
    found = CounsellorAdvice.objects.filter(
        student__in=mine, state=CounsellorAdvice.State.RELEASED, kind__in=FOR_THE_PROGRAMME
    ).select_related("student", "made_by")
    shown = list(found.order_by("-answered_at", "-pk")[:most])
    door.note_shown([one.student_id for one in shown], Purpose.PROCEDURE)
    return [(one, KINDS[one.kind]) for one in shown]


def released_for(viewer: Viewer, advice_id: uuid.UUID) -> CounsellorAdvice:
    """Released advice behind an id from outside; Http404 for what was not released, or is not for this viewer."""
    found = CounsellorAdvice.objects.filter(
        pk=advice_id, state=CounsellorAdvice.State.RELEASED, kind__in=FOR_THE_PROGRAMME
    )
    one = found.select_related("student", "made_by").first()
    if one is None:
        raise Http404
    door.student(viewer, one.student_id, Data.COUNSELLOR_ADVICE)
    return one
