"""Reading talks, agreements and notes: what a viewer may see of them, and the facts a procedure asks for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.guidance.models import Agreement, Talk, WorkingNote
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door

COMPONENTS = ("study_behaviour", "professional_attitude", "results", "work_placement")
"""The four components of study progress (S-003 to S-006), as fields of a talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFact:
    """A written agreement: `side` is student, school or other; `status` open, kept, not_kept or dropped."""

    what: str
    side: str
    due_on: date
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFact:
    """A talk as a procedure asks for it. `judgements` maps each of COMPONENTS and wellbeing to a Talk.Judgement value;
    `finishes_in_time` is None when it was not discussed (S-008).
    """

    id: uuid.UUID
    held_on: date
    led_by: uuid.UUID
    kind: str
    agreements: tuple[AgreementFact, ...]
    judgements: dict[str, str]
    finishes_in_time: bool | None


def talk_facts(student: Person) -> tuple[TalkFact, ...]:
    """Every talk with this student, earliest first; two queries. Asks no policy: facts, not reading matter."""
    talks = Talk.objects.filter(student=student).order_by("held_on", "id").prefetch_related("agreements")
    return tuple(_fact(talk) for talk in talks)


def _fact(talk: Talk) -> TalkFact:
    agreed = sorted(talk.agreements.all(), key=lambda one: (one.due_on, one.pk))
    return TalkFact(
        id=talk.pk,
        held_on=talk.held_on,
        led_by=talk.led_by_id,
        kind=talk.kind,
        agreements=tuple(
            AgreementFact(what=one.what, side=one.side, due_on=one.due_on, status=one.status) for one in agreed
        ),
        judgements={name: getattr(talk, name) for name in (*COMPONENTS, "wellbeing")},
        finishes_in_time=talk.finishes_in_time,
    )


def talk_for(viewer: Viewer, talk_id: uuid.UUID, action: Action = Action.SEE) -> Talk:
    """The talk behind an id from outside, with its corrections and agreements; Http404 when the viewer may not."""
    talk = (
        Talk.objects.filter(pk=talk_id)
        .select_related("student", "led_by")
        .prefetch_related("corrections__corrected_by")
        .first()
    )
    if talk is None:
        raise Http404
    door.student(viewer, talk.student_id, Data.TALKS, action)
    return talk


def agreement_for(viewer: Viewer, agreement_id: uuid.UUID, action: Action = Action.SEE) -> Agreement:
    """The agreement behind an id from outside; Http404 when the viewer may not."""
    agreement = Agreement.objects.filter(pk=agreement_id).select_related("student", "talk", "who").first()
    if agreement is None:
        raise Http404
    door.student(viewer, agreement.student_id, Data.TALKS, action)
    return agreement


def talks_of(student: Person) -> QuerySet[Talk]:
    """The talks with this student, latest first."""
    return Talk.objects.filter(student=student).select_related("led_by").order_by("-held_on", "-id")


def all_agreements_of(student: Person) -> QuerySet[Agreement]:
    """Every agreement with this student, first due first."""
    return Agreement.objects.filter(student=student).order_by("due_on", "id")


def open_agreements_of(student: Person) -> QuerySet[Agreement]:
    """What still has to be done, first due first."""
    return (
        Agreement.objects.filter(student=student, status=Agreement.Status.OPEN)
        .select_related("who")
        .order_by("due_on", "id")
    )


def agreements_of(talk: Talk) -> QuerySet[Agreement]:
    """What was agreed in this talk, first due first."""
    return Agreement.objects.filter(talk=talk).select_related("who", "answered_by").order_by("due_on", "id")


def notes_of(viewer: Viewer, student: Person) -> Sequence[WorkingNote]:
    """The viewer's own working notes about this student, latest first; nobody sees another's (policy: WORKING_NOTES)."""
    if not door.may(viewer, student, Data.WORKING_NOTES):
        return ()
    return list(WorkingNote.objects.filter(writer=viewer.person, student=student).order_by("-written_at", "-id"))


def agreements_said_done(viewer: Viewer) -> QuerySet[Agreement]:
    """Agreements of the viewer's students of which the student says that they are done, and nobody answered yet."""
    return (
        Agreement.objects.filter(
            status=Agreement.Status.OPEN,
            said_done_on__isnull=False,
            student__in=door.students(viewer, Data.TALKS, Action.RECORD),
        )
        .select_related("student")
        .order_by("said_done_on", "id")
    )


def note_for(viewer: Viewer, note_id: uuid.UUID) -> WorkingNote:
    """The viewer's own note behind an id from outside; Http404 for anybody else's."""
    note = WorkingNote.objects.filter(pk=note_id, writer=viewer.person).first()
    if note is None:
        raise Http404
    door.student(viewer, note.student_id, Data.WORKING_NOTES, Action.RECORD)
    return note
