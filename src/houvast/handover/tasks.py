"""Jobs of handovers: sending to other installations what waits, in order, until they have it."""

import json
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass

from django.db.models import F

from houvast.core.handover.steps import Party, State
from houvast.handover.actions.connecting import signing_key
from houvast.handover.actions.receiving_side import close_file
from houvast.handover.actions.sending import JOB
from houvast.handover.models import Following, Handover, HandoverStep, Message, TheirKey
from houvast.handover.signing import sign
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of, now

PATH = "/api/v1/handovers/messages"
SECONDS = 5
"""How long the other side may take; on SQLite nobody else writes meanwhile."""
AT_ONCE = 500
NO_USE = frozenset({404, 409, 410, 422})
"""Answers after which sending the same again is no use: the other side understood and would not."""


@job("handover.empty_what_ended", recurs=Daily(hour=2))
def empty_what_ended(asked: Asked) -> bool:
    """What may not be read any more is not kept either: the day after its last day it is emptied."""
    today = day_of(asked.at)
    ended = Following.objects.filter(organisation_id=asked.organisation_id, until__lt=today).exclude(content={})
    for following in ended.select_related("person", "desk").order_by("id")[:AT_ONCE]:
        if following.accepted_on is None:
            close_file(following, on=today)
        else:
            Following.objects.filter(pk=following.pk).update(content={})
    return ended.exists()


class NotDelivered(Exception):
    """The other side did not take the message; it is tried again."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_options: object) -> None:
        """A signed message goes where it was sent to and nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said: taken in, or why it would not have it."""

    taken_in: bool
    why: str = ""


@job(JOB)
def send_what_waits(asked: Asked) -> bool:
    """Send the oldest message of this handover that is not delivered; True when another waits behind it.

    Raises NotDelivered, and the queue tries again later: the order is kept, since nothing overtakes what was not taken.
    """
    handover = uuid.UUID(str(asked.arguments["handover"]))
    waiting = Message.objects.filter(
        organisation_id=asked.organisation_id, handover_id=handover, delivered_at__isnull=True, refused=""
    )
    message = waiting.select_related("connection__of").order_by("made_at", "id").first()
    if message is None:
        return False
    if message.connection.revoked_at is not None:
        _would_not(message, "The connection was ended.")
        return True
    answer = _sent(message)
    if answer.taken_in:
        Message.objects.filter(pk=message.pk).update(delivered_at=now(), body={})
    else:
        _would_not(message, answer.why)
    return waiting.exists()


def _sent(message: Message) -> Answer:
    connection = message.connection
    theirs = (
        TheirKey.objects.filter(connection=connection, revoked_at__isnull=True).order_by("-added_at", "-id").first()
    )
    if theirs is None:
        raise NotDelivered("The other side has no key that counts. Ask for a new card.")
    key = signing_key(connection.of, at=now())
    assert key.private is not None
    line = sign(private=key.private, reader=theirs.name, number=message.pk, at=now(), body=message.body)
    request = urllib.request.Request(  # noqa: S310 - the address was judged when the connection was made
        connection.address.rstrip("/") + PATH,
        data=line.encode(),
        headers={"Content-Type": "application/jose", "User-Agent": "houvast"},
        method="POST",
    )
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as response:
            said = json.loads(response.read(100_000))
    except urllib.error.HTTPError as error:
        if error.code in NO_USE:
            return Answer(taken_in=False, why=_detail(error))
        raise NotDelivered(f"The other side answered {error.code}.") from error
    except (OSError, ValueError) as error:
        raise NotDelivered("The other side does not answer.") from error
    if not isinstance(said, dict) or "state" not in said:
        raise NotDelivered("The other side gave an answer that is not one of ours.")
    return Answer(taken_in=True)


def _detail(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read(10_000)).get("detail", ""))[:300] or str(error.code)
    except (ValueError, AttributeError, OSError):
        return str(error.code)


def _would_not(message: Message, why: str) -> None:
    """Keep why; when it was the offer itself, the giving side has hold again and sees it."""
    Message.objects.filter(pk=message.pk).update(refused=why or "refused", body={})
    handover = Handover.objects.filter(pk=message.handover_id, state=State.CONSENTED).first()
    if handover is None:
        return
    Handover.objects.filter(pk=handover.pk).update(
        state=State.REFUSED, ended_on=day_of(now()), reason=why[:500], revision=F("revision") + 1
    )
    HandoverStep.objects.create(
        organisation_id=handover.organisation_id,
        handover=handover,
        party=Party.RECEIVER,
        state=State.REFUSED,
        reason=why[:500],
        at=now(),
    )
