"""What the receiving side told, written down by the giving side."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from houvast.core.handover.messages import Change, Contact, Told
from houvast.core.handover.steps import STEP_TO, Ground, Party, State, after, follow_ups
from houvast.handover.models import FollowUp, Handover, HandoverStep
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind


def take_in(told: Told, *, organisation_id: uuid.UUID, at: datetime, connection_id: uuid.UUID | None = None) -> None:
    """Write down what was told. What does not fit the state any more (it was revoked meanwhile, or came twice) is let
    be: the giving side's own word has gone to the other side.
    """
    with transaction.atomic():
        found = Handover.objects.select_for_update().filter(pk=told.handover, organisation_id=organisation_id)
        if connection_id is not None:
            found = found.filter(desk__connection_id=connection_id)
        handover = found.first()
        if handover is None:
            return
        match told:
            case Change():
                _take_in_change(handover, told, at=at)
            case Contact():
                _take_in_contact(handover, told)


def _take_in_change(handover: Handover, told: Change, *, at: datetime) -> None:
    state = after(
        State(handover.state), STEP_TO[told.state], by=Party.RECEIVER, ground=Ground(handover.ground)
    ) if told.state in STEP_TO else None  # fmt: skip
    if state is None or state is not told.state:
        return
    values: dict[str, object] = {"state": state}
    match state:
        case State.ACCEPTED:
            values |= {"accepted_on": told.on, "arrived_on": told.on}
        case State.TALKED:
            values["talked_on"] = told.on
        case State.DONE:
            values["done_on"] = told.on
        case State.REFUSED:
            values |= {"ended_on": told.on, "reason": told.reason}
        case _:
            pass
    Handover.objects.filter(pk=handover.pk).update(**values, revision=F("revision") + 1)
    handover.refresh_from_db()
    HandoverStep.objects.create(
        organisation_id=handover.organisation_id,
        handover=handover,
        party=Party.RECEIVER,
        state=state,
        reason=told.reason,
        at=at,
    )
    if state is State.DONE:
        FollowUp.objects.bulk_create(
            FollowUp(organisation_id=handover.organisation_id, handover=handover, weeks=one.weeks, due_on=one.due_on)
            for one in follow_ups(told.on)
        )
    if handover.asked_by.email:
        ask_mail(
            recipient=handover.asked_by,
            kind=Kind.READY,
            key=f"handover/{handover.pk}/giver/{state}",
            link=reverse("handover", args=(handover.pk,)),
            at=at,
            organisation_id=handover.organisation_id,
        )


def _take_in_contact(handover: Handover, told: Contact) -> None:
    if handover.state in {State.REFUSED, State.REVOKED}:
        return
    if handover.in_contact_on is None or told.on >= handover.in_contact_on:
        Handover.objects.filter(pk=handover.pk).update(
            in_contact=told.in_contact, in_contact_on=told.on, revision=F("revision") + 1
        )
    if told.weeks:
        FollowUp.objects.filter(handover=handover, weeks=told.weeks).update(told=told.in_contact)
