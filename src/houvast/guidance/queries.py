"""Reading talks, agreements and notes: what a viewer may see of them, and the facts a procedure asks for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.guidance.models import Agreement, Contact, Talk, WorkingNote
from houvast.people.models import Person, full_name
from houvast.people.prepared import MakesHole, Prepared, PreparedRecord, Question
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.lists import AboutStudents

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkRow:
    """A talk in the timeline; `judgements` in the order of COMPONENTS and wellbeing.

    `met_on` is of the student: the day of the latest formal meeting, which may be later than any talk.
    """

    id: uuid.UUID
    kind: str
    held_on: date
    goes_well: str
    report: str
    led_by: str
    judgements: tuple[str, ...]
    met_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRow:
    """An agreement in the timeline or among what is due."""

    id: uuid.UUID
    talk: uuid.UUID
    side: str
    what: str
    due_on: date
    status: str
    said_done_on: date | None
    answered_on: date | None
    remark: str


def talks_of(student: Person) -> tuple[TalkRow, ...]:
    """The talks with this student, latest first."""
    return tuple(
        TalkRow(
            id=row[0], kind=row[1], held_on=row[2], goes_well=row[3], report=row[4], led_by=full_name(*row[5:9]),
            met_on=row[9], judgements=row[10:],
        )
        for row in _TALKS.rows(student=student.pk)
    )  # fmt: skip


def all_agreements_of(student: Person) -> tuple[AgreementRow, ...]:
    """Every agreement with this student, first due first."""
    return tuple(
        AgreementRow(
            id=row[0], talk=row[1], side=row[2], what=row[3], due_on=row[4], status=row[5], said_done_on=row[6],
            answered_on=row[7], remark=row[8],
        )
        for row in _AGREEMENTS.rows(student=student.pk)
    )  # fmt: skip


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `talks_of` and `all_agreements_of` ask, for who may see talks."""
    both = (_TALKS, _AGREEMENTS) if door.may(viewer, student, Data.TALKS) else ()
    return tuple(one.question(student=student.pk) for one in both)


def _talks(hole: MakesHole) -> QuerySet[Talk, Any]:
    names = (f"led_by__{part}" for part in ("given_name", "name_prefix", "family_name", "number"))
    return (
        Talk.objects.filter(student=hole("student", UUIDField()))
        .order_by("-held_on", "-id")
        .values_list(
            "id",
            "kind",
            "held_on",
            "goes_well",
            "report",
            *names,
            "student__contact__latest_meeting_on",
            *COMPONENTS,
            "wellbeing",
        )
    )


def _agreements(hole: MakesHole) -> QuerySet[Agreement, Any]:
    columns = ("id", "talk_id", "side", "what", "due_on", "status", "said_done_on", "answered_on", "remark")
    found = Agreement.objects.filter(student=hole("student", UUIDField()))
    return found.order_by("due_on", "id").values_list(*columns)


_TALKS = Prepared(_talks)
_AGREEMENTS = Prepared(_agreements)


def later(one: date | None, other: date | None) -> date | None:
    """The later of two days of which each may be unknown."""
    return max((day for day in (one, other) if day is not None), default=None)


def not_seen_after(day: date, contact: str = "contact") -> Q:
    """Students with whom neither a talk nor a formal meeting was held after this day; `contact` is the path to the
    contact row from the model that is filtered.
    """
    unseen = Q()
    for column in ("latest_talk_on", "latest_meeting_on"):
        unseen &= Q(**{f"{contact}__{column}__isnull": True}) | Q(**{f"{contact}__{column}__lte": day})
    return unseen


def latest_meeting_of(student: Person) -> date | None:
    """The day of the latest formal meeting with this student; one query. Asks no policy."""
    return next((day for (day,) in _MEETING.rows(student=student.pk)), None)


def _meeting(hole: MakesHole) -> QuerySet[Contact, Any]:
    return Contact.objects.filter(student=hole("student", UUIDField())).values_list("latest_meeting_on")


_MEETING = Prepared(_meeting)


def open_agreements_of(student: Person) -> list[Agreement]:
    """What still has to be done, first due first."""
    return _OPEN.all(student=student.pk)


def asked_for_open(student: Person) -> Question:
    """What `open_agreements_of` asks."""
    return _OPEN.question(student=student.pk)


def _open(agreements: QuerySet[Agreement], hole: MakesHole) -> QuerySet[Agreement]:
    found = agreements.filter(student=hole("student", UUIDField()), status=Agreement.Status.OPEN)
    return found.order_by("due_on", "id")


_OPEN = PreparedRecord(Agreement, _open, related=("who",))


def agreements_of(talk: Talk) -> QuerySet[Agreement]:
    """What was agreed in this talk, first due first."""
    return Agreement.objects.filter(talk=talk).select_related("who", "answered_by").order_by("due_on", "id")


def notes_of(viewer: Viewer, student: Person) -> Sequence[WorkingNote]:
    """The viewer's own working notes about this student, latest first; nobody sees another's."""
    if not door.may(viewer, student, Data.WORKING_NOTES):
        return ()
    return list(WorkingNote.objects.filter(writer=viewer.person, student=student).order_by("-written_at", "-id"))


MOST_SAID_DONE = 10


def agreements_said_done(viewer: Viewer) -> list[Agreement]:
    """Agreements of the viewer's students of which the student says that they are done, and nobody answered yet; at
    most ten.
    """
    return _SAID_DONE.all(viewer)


def asked_for_said_done(viewer: Viewer) -> tuple[Question, ...]:
    """What `agreements_said_done` asks, for `asked_ahead`."""
    return _SAID_DONE.question(viewer)


_SAID_DONE = AboutStudents(
    Agreement,
    lambda agreements, _: agreements.filter(status=Agreement.Status.OPEN, said_done_on__isnull=False).order_by(
        "said_done_on", "id"
    )[:MOST_SAID_DONE],
    data=Data.TALKS,
    action=Action.RECORD,
)


def note_for(viewer: Viewer, note_id: uuid.UUID) -> WorkingNote:
    """The viewer's own note behind an id from outside; Http404 for anybody else's."""
    note = WorkingNote.objects.filter(pk=note_id, writer=viewer.person).first()
    if note is None:
        raise Http404
    door.student(viewer, note.student_id, Data.WORKING_NOTES, Action.RECORD)
    return note
