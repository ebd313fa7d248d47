"""Proposing, choosing, moving and cancelling a talk; who comes along; what to do after one that did not happen."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.appointments.actions.asking import note_planned
from houvast.appointments.models import Companion, HelpRequest, Moment, PlannedTalk, TalkChange
from houvast.appointments.queries.people import family_of, helpers_of
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

STATE = PlannedTalk.State
CHANGE = TalkChange.Kind
MOST_MOMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A talk as it is proposed: one to three moments, of which the other side picks one. `kind` is a Talk.Kind."""

    kind: str
    moments: tuple[datetime, ...]
    minutes: int = 30
    place: str = ""
    words: str = ""


def propose_talk(
    *,
    student: Person,
    by: Viewer,
    proposal: Proposal,
    at: datetime,
    staff: uuid.UUID | None = None,
    request: HelpRequest | None = None,
    follows: PlannedTalk | None = None,
) -> PlannedTalk:
    """Propose moments: somebody of school to the student, or the student to somebody (`staff`) around them.

    Raises CannotBeDone for no moment, one that is over, or a person who is not around the student.
    """
    _allowed(by, student)
    _must_be_ahead(proposal.moments, at)
    leads = by.person
    if by.person.pk == student.pk:
        leads = next((one.person for one in helpers_of(student, by.day) if one.pk == staff), student)
        if leads == student:
            raise CannotBeDone(gettext("Choose who you want to talk with."), "staff")
    with transaction.atomic():
        planned = PlannedTalk.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            staff=leads,
            proposed_by=by.person,
            kind=proposal.kind,
            minutes=proposal.minutes,
            place=proposal.place,
            words=proposal.words,
            request=request,
            follows=follows,
            created_at=at,
            changed_at=at,
        )
        _set_moments(planned, proposal.moments)
        _note(planned, CHANGE.PROPOSED, by=by, words=proposal.words, at=at)
        if request is not None:
            note_planned(request=request, by=by, at=at)
        if follows is not None and follows.state == STATE.MISSED and follows.reached_out_on is None:
            _reached_out(follows, by=by, words="", on=by.day, at=at)
        _tell_others(planned, by, at, Kind.TASK)
    return planned


def choose_moment(*, planned: PlannedTalk, by: Viewer, moment: uuid.UUID, seen_revision: int, at: datetime) -> None:
    """The other side picks one of the proposed moments. Raises ChangedMeanwhile, CannotBeDone."""
    _allowed(by, planned.student)
    if planned.state != STATE.PROPOSED:
        raise CannotBeDone(gettext("A moment was chosen already."))
    if planned.proposed_by_id == by.person.pk:
        raise CannotBeDone(gettext("You proposed these moments: the other one chooses."))
    chosen = Moment.objects.filter(pk=moment, planned=planned).first()
    if chosen is None:
        raise CannotBeDone(gettext("Choose one of the moments."), "moment")
    _must_be_ahead([chosen.starts_at], at)
    with transaction.atomic():
        _change(planned, seen_revision, at=at, state=STATE.AGREED, starts_at=chosen.starts_at)
        _note(planned, CHANGE.AGREED, by=by, at=at)
        _tell_others(planned, by, at, Kind.READY)


def move_talk(
    *, planned: PlannedTalk, by: Viewer, moments: Sequence[datetime], words: str, seen_revision: int, at: datetime
) -> None:
    """Other moments, with a word: the one who moves proposes, the other chooses. Raises ChangedMeanwhile."""
    _open(planned, by)
    _must_be_ahead(moments, at)
    with transaction.atomic():
        _change(planned, seen_revision, at=at, state=STATE.PROPOSED, starts_at=None, proposed_by_id=by.person.pk)
        planned.moments.all().delete()
        _set_moments(planned, moments)
        _note(planned, CHANGE.MOVED, by=by, words=words, at=at)
        _tell_others(planned, by, at, Kind.TASK)


def cancel_talk(*, planned: PlannedTalk, by: Viewer, words: str, seen_revision: int, at: datetime) -> None:
    """The talk does not go on; everybody of it is told. Raises ChangedMeanwhile."""
    _open(planned, by)
    with transaction.atomic():
        _change(planned, seen_revision, at=at, state=STATE.CANCELLED)
        _note(planned, CHANGE.CANCELLED, by=by, words=words, at=at)
        _tell_others(planned, by, at, Kind.READY)


def bring_along(
    *, planned: PlannedTalk, by: Viewer, at: datetime, person: uuid.UUID | None = None, name: str = ""
) -> None:
    """The student brings somebody: of the network, who is told, or anybody by name (S-610)."""
    if by.person.pk != planned.student_id:
        raise PermissionDenied
    _open(planned, by)
    along = next((tie.holder for tie in family_of(planned.student, by.day) if tie.holder_id == person), None)
    if along is None and not name.strip():
        raise CannotBeDone(gettext("Choose somebody, or type a name."), "name")
    with transaction.atomic():
        companion, made = (
            Companion.objects.get_or_create(
                planned=planned, person=along, defaults={"organisation_id": planned.organisation_id, "at": at}
            )
            if along
            else (
                Companion.objects.create(
                    organisation_id=planned.organisation_id, planned=planned, name=name.strip(), at=at
                ),
                True,
            )
        )
        if made:
            _note(planned, CHANGE.INVITED, by=by, words=along.name if along else companion.name, at=at)
        if made and along:
            _tell(planned, along, at, Kind.READY, f"along/{companion.pk}")


def record_held(*, planned: PlannedTalk, by: Viewer, seen_revision: int, at: datetime) -> None:
    """The talk was held; its report is written as any talk's."""
    _led(planned, by, at)
    with transaction.atomic():
        _change(planned, seen_revision, at=at, state=STATE.HELD)
        _note(planned, CHANGE.HELD, by=by, at=at)


def record_missed(*, planned: PlannedTalk, by: Viewer, words: str, seen_revision: int, at: datetime) -> None:
    """The student was not there: the next step is the coach's, who seeks contact. It is no absence and no mark."""
    _led(planned, by, at)
    with transaction.atomic():
        _change(planned, seen_revision, at=at, state=STATE.MISSED)
        _note(planned, CHANGE.MISSED, by=by, words=words, at=at)
        _tell(planned, planned.student, at, Kind.READY, f"missed/{planned.revision}")


def record_reached_out(*, planned: PlannedTalk, by: Viewer, words: str, on: date, at: datetime) -> None:
    """Contact was sought after a missed talk: what came of it."""
    _allowed(by, planned.student)
    if planned.state != STATE.MISSED or by.person.pk == planned.student_id:
        raise PermissionDenied
    with transaction.atomic():
        _reached_out(planned, by=by, words=words, on=on, at=at)


def _reached_out(planned: PlannedTalk, *, by: Viewer, words: str, on: date, at: datetime) -> None:
    _change(planned, planned.revision, at=at, reached_out_on=on, reached_out_words=words)
    _note(planned, CHANGE.REACHED_OUT, by=by, words=words, at=at)


def _allowed(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.PLANNED_TALKS, Action.RECORD).allowed:
        raise PermissionDenied


def _open(planned: PlannedTalk, by: Viewer) -> None:
    _allowed(by, planned.student)
    if planned.state not in (STATE.PROPOSED, STATE.AGREED):
        raise CannotBeDone(gettext("This talk is over or was cancelled. Propose a new one."))


def _led(planned: PlannedTalk, by: Viewer, at: datetime) -> None:
    _allowed(by, planned.student)
    if by.person.pk == planned.student_id:
        raise PermissionDenied
    if planned.state != STATE.AGREED or planned.starts_at is None or planned.starts_at > at:
        raise CannotBeDone(gettext("This talk has not been yet."))


def _must_be_ahead(moments: Sequence[datetime], at: datetime) -> None:
    if not moments:
        raise CannotBeDone(gettext("Propose one moment at least."), "moment_1")
    if any(one <= at for one in moments):
        raise CannotBeDone(gettext("This moment is over. Choose one that is still to come."), "moment_1")


def _set_moments(planned: PlannedTalk, moments: Sequence[datetime]) -> None:
    Moment.objects.bulk_create(
        Moment(organisation_id=planned.organisation_id, planned=planned, starts_at=one)
        for one in sorted(set(moments))[:MOST_MOMENTS]
    )


def _change(planned: PlannedTalk, seen_revision: int, *, at: datetime, **values: object) -> None:
    changed = PlannedTalk.objects.filter(pk=planned.pk, revision=seen_revision).update(
        **values, changed_at=at, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(gettext("The planned talk"))
    planned.refresh_from_db()


def _note(planned: PlannedTalk, kind: TalkChange.Kind, *, by: Viewer, at: datetime, words: str = "") -> None:
    TalkChange.objects.create(
        organisation_id=planned.organisation_id, planned=planned, kind=kind, by=by.person, words=words, at=at
    )


def _tell_others(planned: PlannedTalk, by: Viewer, at: datetime, kind: Kind) -> None:
    along = Companion.objects.filter(planned=planned, person__isnull=False).select_related("person")
    people = [planned.student, planned.staff, *(one.person for one in along if one.person)]
    for person in people:
        if person.pk != by.person.pk:
            _tell(planned, person, at, kind, str(planned.revision))


def _tell(planned: PlannedTalk, person: Person, at: datetime, kind: Kind, key: str) -> None:
    ask_mail(
        recipient=person,
        kind=kind,
        key=f"planned/{planned.pk}/{key}/{person.pk.hex}",
        link=reverse("appointments:planned-talk", args=(planned.pk,)),
        at=at,
        organisation_id=planned.organisation_id,
    )
