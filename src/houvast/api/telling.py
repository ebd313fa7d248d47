"""Telling webhooks that something changed: signed, tried again until it arrives, never what and never about whom.

The message follows Standard Webhooks: headers webhook-id, webhook-timestamp and webhook-signature, the last an
HMAC-SHA256 over the three parts "id.timestamp.body" under the secret that was shown once.
"""

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
import uuid
from datetime import datetime

from django.conf import settings

from houvast.api.addresses import trouble_with
from houvast.api.feed import NoFeed, changes_after, give_numbers
from houvast.api.models import Webhook
from houvast.outbox.actions import ask_job
from houvast.outbox.models import Job

JOB = "api.tell"
SECONDS = 5
"""How long the other side may take; on SQLite nobody else writes meanwhile."""
RUNNING = (Job.Status.WAITING, Job.Status.TAKEN)


class NotTold(Exception):
    """The other side did not take it; the queue tries again, later each time."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object, **_options: object) -> None:
        """What is signed for one address goes to no other."""


def ask_to_tell(organisation: uuid.UUID, at: datetime) -> int:
    """Ask a job for each webhook of which something changed since it was told; one at a time each. Gives how many."""
    try:
        latest = give_numbers(organisation)
    except NoFeed:
        return 0
    asked = 0
    rows = Webhook.objects.filter(organisation_id=organisation, ended_at__isnull=True, told__lt=latest)
    for webhook in rows.order_by("pk"):
        if Job.objects.filter(
            organisation_id=organisation, name=JOB, key__startswith=f"{webhook.pk}/", status__in=RUNNING
        ).exists():
            continue
        if not changes_after(organisation, webhook.told, webhook.resources.split(), most=1):
            Webhook.objects.filter(pk=webhook.pk).update(told=latest)
            continue
        arguments = {"webhook": str(webhook.pk)}
        ask_job(name=JOB, key=f"{webhook.pk}/{latest}", organisation_id=organisation, at=at, arguments=arguments)
        asked += 1
    return asked


def tell(webhook: Webhook, at: datetime) -> None:
    """Send what there is to tell now. Raises NotTold."""
    latest = give_numbers(webhook.organisation_id)
    if trouble := trouble_with(webhook.address):
        raise NotTold(trouble)
    body = json.dumps(
        {
            "type": "changes",
            "timestamp": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "resources": webhook.resources.split(),
            "link": settings.HOUVAST.public_url.rstrip("/") + "/api/v1/changes",
        }
    ).encode()
    _post(webhook.address, body, signed(webhook.secret or "", f"{webhook.pk.hex}-{latest}", at, body))
    Webhook.objects.filter(pk=webhook.pk).update(told=latest, told_at=at)


def signed(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers by which the other side knows that it was us, and that it is not an old message."""
    moment = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    seal = hmac.new(key, f"{message_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(seal).decode()}",
    }


def _post(address: str, body: bytes, headers: dict[str, str]) -> None:
    request = urllib.request.Request(  # noqa: S310 - the address was judged: https, or http in development
        address, data=body, headers={"Content-Type": "application/json", "User-Agent": "Houvast", **headers}
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS):
            return
    except urllib.error.HTTPError as error:
        raise NotTold(f"The address answered {error.code}.") from error
    except (OSError, ValueError) as error:
        raise NotTold(f"The address cannot be reached ({type(error).__name__}).") from error
