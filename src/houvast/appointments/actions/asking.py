"""Asking for help, answering, handing on warmly, and who takes over when no answer comes."""

import uuid
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.appointments.models import HelpRequest, HelpStep
from houvast.appointments.queries.norms import norm_of, school_days_after
from houvast.appointments.queries.people import cover_of, helpers_of
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


def ask_for_help(*, by: Viewer, of: uuid.UUID, topic: str, words: str, at: datetime) -> HelpRequest:
    """A student asks somebody around them; an answer comes within the school days of the norm (S-764, S-765).

    Raises PermissionDenied for anybody but a student, CannotBeDone when that person is not around the student.
    """
    student = by.person
    _allowed(by, student)
    if not student.is_student:
        raise PermissionDenied
    asked = next((one.person for one in helpers_of(student, by.day) if one.pk == of), None)
    if asked is None:
        raise CannotBeDone(gettext("This person is no longer around you at school. Choose somebody else."), "of")
    with transaction.atomic():
        request = HelpRequest.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            asked_first=asked,
            asked_of=asked,
            topic=topic,
            words=words,
            asked_at=at,
            answer_by=_last_day(student, by.day),
        )
        _step(request, HelpStep.Kind.ASKED, by=student, to=asked, words=words, at=at)
        _tell(asked, request, at=at)
    return request


def add_words(*, request: HelpRequest, by: Viewer, words: str, at: datetime) -> None:
    """The student says more; a question that was answered is open again."""
    if by.person.pk != request.student_id:
        raise PermissionDenied
    with transaction.atomic():
        _change(
            request,
            request.revision,
            state=HelpRequest.State.OPEN,
            answered_at=None,
            passed_on_at=None,
            answer_by=_last_day(request.student, by.day),
        )
        _step(request, HelpStep.Kind.ADDED, by=by.person, words=words, at=at)
        if request.asked_of:
            _tell(request.asked_of, request, at=at)


def answer(*, request: HelpRequest, by: Viewer, words: str, seen_revision: int, at: datetime) -> None:
    """Somebody who was asked answers; the student gets a mail that something is there. Raises ChangedMeanwhile."""
    _asked(request, by)
    with transaction.atomic():
        _change(request, seen_revision, state=HelpRequest.State.ANSWERED, answered_at=at)
        _step(request, HelpStep.Kind.ANSWERED, by=by.person, words=words, at=at)
        _tell(request.student, request, at=at, kind=Kind.READY)


def note_planned(*, request: HelpRequest, by: Viewer, at: datetime) -> None:
    """A talk was proposed as an answer."""
    if by.person.pk == request.student_id:
        return
    _asked(request, by)
    _change(request, request.revision, state=HelpRequest.State.ANSWERED, answered_at=at)
    _step(request, HelpStep.Kind.PLANNED, by=by.person, at=at)


def hand_on(*, request: HelpRequest, by: Viewer, to: uuid.UUID, words: str, seen_revision: int, at: datetime) -> None:
    """Hand a question on warmly: with a word for the student and for who takes it. Raises ChangedMeanwhile."""
    _asked(request, by)
    taker = next((one.person for one in helpers_of(request.student, by.day) if one.pk == to), None)
    if taker is None or taker.pk == by.person.pk:
        raise CannotBeDone(gettext("Choose somebody else who is around the student."), "to")
    with transaction.atomic():
        _change(request, seen_revision, asked_of=taker, answer_by=_last_day(request.student, by.day))
        _step(request, HelpStep.Kind.HANDED_ON, by=by.person, to=taker, words=words, at=at)
        _tell(taker, request, at=at)
        _tell(request.student, request, at=at, kind=Kind.READY)


def pass_on_unanswered(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """Give every question without an answer in time to the cover, once; how many. Nobody is left without an answer."""
    day = day_of(at)
    late = HelpRequest.objects.filter(
        organisation_id=organisation_id, state=HelpRequest.State.OPEN, answer_by__lt=day, passed_on_at__isnull=True
    ).select_related("student", "asked_of")
    passed = 0
    for request in late.order_by("answer_by", "pk")[:200]:
        cover = cover_of(request.student, day, without=[one for one in (request.asked_of_id,) if one])
        with transaction.atomic():
            taker = cover.person if cover else request.asked_of
            _change(
                request,
                request.revision,
                asked_of=taker,
                passed_on_at=at,
                answer_by=_last_day(request.student, day),
            )
            _step(request, HelpStep.Kind.PASSED_ON, by=None, to=taker, at=at)
            if taker:
                _tell(taker, request, at=at)
            _tell(request.student, request, at=at, kind=Kind.READY)
        passed += 1
    return passed


def _allowed(by: Viewer, student: Person) -> None:
    if not door.decision(by, student, Data.HELP, Action.RECORD).allowed:
        raise PermissionDenied


def _asked(request: HelpRequest, by: Viewer) -> None:
    """Who was asked, now or first, and is still around the student."""
    if by.person.pk not in {request.asked_of_id, request.asked_first_id}:
        raise PermissionDenied
    _allowed(by, request.student)


def _last_day(student: Person, day: date) -> date:
    return school_days_after(student.organisation, day, norm_of(student.organisation_id).answer_within)


def _change(request: HelpRequest, seen_revision: int, **values: object) -> None:
    changed = HelpRequest.objects.filter(pk=request.pk, revision=seen_revision).update(
        **values, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(gettext("The question"))
    request.refresh_from_db()


def _step(
    request: HelpRequest,
    kind: HelpStep.Kind,
    *,
    by: Person | None,
    at: datetime,
    to: Person | None = None,
    words: str = "",
) -> None:
    HelpStep.objects.create(
        organisation_id=request.organisation_id, request=request, kind=kind, by=by, to=to, words=words, at=at
    )


def _tell(person: Person, request: HelpRequest, *, at: datetime, kind: Kind = Kind.TASK) -> None:
    ask_mail(
        recipient=person,
        kind=kind,
        key=f"help/{request.pk}/{request.revision}/{person.pk.hex}",
        link=reverse("appointments:help-request", args=(request.pk,)),
        at=at,
        organisation_id=request.organisation_id,
    )
