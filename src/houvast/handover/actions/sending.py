"""Putting a message for another installation in the outbox; the worker signs and sends it."""

import uuid
from datetime import datetime

from houvast.core.handover.messages import Told
from houvast.handover.models import Connection, Desk, Message
from houvast.handover.wire import body_of
from houvast.outbox.actions import ask_job

JOB = "handover.send"


def send(told: Told, *, organisation_id: uuid.UUID, connection: Connection, desk: Desk | None, at: datetime) -> None:
    """Keep the message in the same transaction and ask for its sending; it is sent until the other side has it."""
    message = Message.objects.create(
        organisation_id=organisation_id,
        connection=connection,
        handover_id=told.handover,
        body=body_of(told, desk=desk.remote_id if desk else None),
        made_at=at,
    )
    ask_job(
        name=JOB,
        key=f"message/{message.pk}",
        organisation_id=organisation_id,
        at=at,
        arguments={"handover": str(told.handover)},
    )
