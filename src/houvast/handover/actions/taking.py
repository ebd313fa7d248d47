"""Taking in a signed message of another installation: once, in order of coming, and never from who is not trusted."""

from datetime import datetime

from django.db import IntegrityError, transaction

from houvast.core.handover.messages import Offer
from houvast.core.handover.steps import State
from houvast.handover.actions import between
from houvast.handover.actions.receiving_side import NoSuchReceiver
from houvast.handover.models import Connection, Following, Handover, ReceivedMessage, SigningKey, TheirKey
from houvast.handover.signing import NotTrusted, Signed, opened, signer_named_in
from houvast.handover.wire import public_state, told_in
from houvast.privacy.scope import organisation_scope


class NotTakenIn(Exception):
    """The message is right, and what it asks cannot be done; the text says why. Sending it again is no use."""


def take_in_signed(message: str, *, at: datetime) -> str:
    """Check and take in; gives the state in which the handover is then, by its name on the wire.

    The same message again changes nothing and gives the same answer. Raises NotTrusted and NotTakenIn.
    """
    name = signer_named_in(message)
    reason = "The key is not known here, or was revoked."
    keys = TheirKey.objects.filter(name=name, revoked_at__isnull=True, connection__revoked_at__isnull=True)
    for key in keys.select_related("connection"):
        signed = opened(message, public=key.public, at=at)
        ours = SigningKey.objects.filter(name=signed.reader, revoked_at__isnull=True, of_id=key.connection.of_id)
        if ours.exists():
            with organisation_scope([key.connection.of_id]):
                return _take_in(signed, key.connection, at=at)
        reason = "The message was written for another reader."
    raise NotTrusted(reason)


def _take_in(signed: Signed, connection: Connection, *, at: datetime) -> str:
    organisation_id = connection.of_id
    with transaction.atomic():
        earlier = ReceivedMessage.objects.filter(connection=connection, message_id=signed.number).first()
        if earlier is None:
            try:
                with transaction.atomic():
                    ReceivedMessage.objects.create(
                        organisation_id=organisation_id,
                        connection=connection,
                        message_id=signed.number,
                        digest=signed.digest,
                        at=at,
                    )
            except IntegrityError:
                earlier = ReceivedMessage.objects.get(connection=connection, message_id=signed.number)
        if earlier is not None:
            if earlier.digest != signed.digest:
                raise NotTakenIn("Another message with this number was taken in before.")
            return _state(signed, connection)
        told = told_in(signed.body)
        if isinstance(told, Offer) and _is_of_another(told, connection):
            raise NotTakenIn("A handover of this number is known from another side.")
        try:
            between.take_in(told, organisation_id=organisation_id, giver_id=None, connection_id=connection.pk, at=at)
        except NoSuchReceiver as error:
            raise NotTakenIn(str(error)) from error
        return _state(signed, connection)


def _is_of_another(offer: Offer, connection: Connection) -> bool:
    known = Following.objects.filter(organisation_id=connection.of_id, handover_id=offer.handover)
    return known.exclude(connection=connection).exists()


def _state(signed: Signed, connection: Connection) -> str:
    number = signed.body.told.handover
    received = Following.objects.filter(connection=connection, handover_id=number).values_list("state", flat=True)
    given = Handover.objects.filter(desk__connection=connection, pk=number).values_list("state", flat=True)
    found = received.first() or given.first()
    if found is None:
        raise NotTakenIn("This handover is not known here.")
    return public_state(State(found))
