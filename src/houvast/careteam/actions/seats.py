"""Asking a partner to the table for one student, and the answer of who may say yes."""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.careteam.actions.meetings import must_be_open, must_chair
from houvast.careteam.models import Item, Member, Seat
from houvast.careteam.parts import came_from, is_by_law
from houvast.core.access.words import Action, Data
from houvast.core.handover.items import guardian_agrees_too
from houvast.guidance.partners import partner_named
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person, PersonalRelation
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.plan.actions import take_task_back
from houvast.privacy import door


def ask_seat(*, item: Item, member: Member, parts: Collection[str], why: str, by: Viewer, at: datetime) -> Seat:
    """Ask a partner to the table for one student; the student answers per partner, except where the law gives absence
    to an attendance officer. Raises CannotBeDone.
    """
    must_chair(by, item.meeting)
    must_be_open(item.meeting)
    if member.meeting_id != item.meeting_id or not member.of_organisation:
        raise PermissionDenied
    student, on = item.student, day_of(at)
    partner = partner_named(item.organisation_id, member.person_id)
    officer = partner is not None and partner.is_attendance_officer
    by_law = is_by_law(parts, is_attendance_officer=officer, birth_date=student.birth_date, on=on)
    with transaction.atomic():
        seat, made = Seat.objects.get_or_create(
            item=item,
            member=member,
            defaults={
                "organisation_id": item.organisation_id,
                "parts": sorted(parts),
                "why": why,
                "ground": Seat.Ground.LAW if by_law else Seat.Ground.CONSENT,
                "state": Seat.State.AGREED if by_law else Seat.State.ASKED,
                "asked_by": by.person,
                "asked_at": at,
            },
        )
        if not made:
            raise CannotBeDone(_("This partner was asked for this student already."), "member")
        tell(student, key=f"care-seat/{seat.pk}", at=at, helper=by.person.name, asks=not by_law)
    return seat


def answer_seat(*, seat: Seat, by: Viewer, agrees: bool, seen_revision: int, on: date, at: datetime) -> None:
    """The student says yes or no; under 16 a guardian says yes too (UAVG art. 5). Raises ChangedMeanwhile."""
    student = seat.item.student
    if not door.decision(by, student, Data.CARE_TEAM, Action.SIGN).allowed:
        raise PermissionDenied
    if seat.state != Seat.State.ASKED:
        raise CannotBeDone(_("This was answered already."))
    own, both = by.person.pk == student.pk, guardian_agrees_too(student.birth_date, on=on)
    if not own and not both:
        raise PermissionDenied
    values: dict[str, object] = {"answered_on": on} if own else {"guardian_agreed_on": on if agrees else None}
    said = {"answered_on": seat.answered_on, "guardian_agreed_on": seat.guardian_agreed_on, **values}
    complete = said["answered_on"] and (said["guardian_agreed_on"] or not both)
    if not agrees:
        values |= {"state": Seat.State.DECLINED, "answered_on": on}
    elif complete:
        values["state"] = Seat.State.AGREED
    with transaction.atomic():
        changed = Seat.objects.filter(pk=seat.pk, revision=seen_revision).update(**values, revision=F("revision") + 1)
        if not changed:
            raise ChangedMeanwhile("The question")
        if own and agrees and not complete:
            tell_guardians(student, key=f"care-seat-guardian/{seat.pk}", on=on, at=at)


def take_back_seat(*, seat: Seat, by: Viewer, seen_revision: int) -> None:
    """The student takes the yes back: from this moment the partner sees nothing more of it."""
    if by.person.pk != seat.item.student_id or seat.ground == Seat.Ground.LAW:
        raise PermissionDenied
    with transaction.atomic():
        changed = Seat.objects.filter(pk=seat.pk, revision=seen_revision, state=Seat.State.AGREED).update(
            state=Seat.State.WITHDRAWN, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile("The question")
        take_task_back(came_from=came_from(seat.item_id), owner_id=seat.member.person_id)


def tell(student: Person, *, key: str, at: datetime, helper: str = "", asks: bool = True) -> None:
    """A mail without content to the student: something is asked, or something is there to read."""
    if student.email:
        ask_mail(
            recipient=student,
            kind=Kind.TASK if asks else Kind.READY,
            key=key,
            link=reverse("careteam:student", args=(student.pk,)),
            at=at,
            helper=helper,
        )


def tell_guardians(student: Person, *, key: str, on: date, at: datetime) -> None:
    """A mail without content to every guardian with authority."""
    held = PersonalRelation.objects.filter(
        running_on(on), student=student, kind=PersonalRelation.Kind.GUARDIAN, has_authority=True
    )
    for relation in held.select_related("holder"):
        if relation.holder.email:
            ask_mail(
                recipient=relation.holder,
                kind=Kind.TASK,
                key=f"{key}/{relation.holder_id}",
                link=reverse("careteam:student", args=(student.pk,)),
                at=at,
                organisation_id=student.organisation_id,
            )
