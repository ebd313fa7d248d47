"""What the worker does for the API: telling webhooks, dropping what is kept too long."""

import uuid
from datetime import timedelta

from houvast.api.feed import drop_old
from houvast.api.models import Call, KeptAnswer, Webhook
from houvast.api.telling import JOB, ask_to_tell, tell
from houvast.outbox.registry import Asked, Daily, Every, job

CALLS_ARE_KEPT = timedelta(days=90)
ANSWERS_ARE_KEPT = timedelta(days=7)


@job("api.look_for_changes", recurs=Every(minutes=1))
def look_for_changes(asked: Asked) -> bool:
    """Number what is new, and ask to tell the addresses that want to know."""
    ask_to_tell(asked.organisation_id, asked.at)
    return False


@job(JOB)
def tell_one(asked: Asked) -> bool:
    """Raises NotTold, and the queue tries again later. Whoever was ended meanwhile is told nothing."""
    webhook = Webhook.objects.filter(
        pk=uuid.UUID(str(asked.arguments["webhook"])), organisation_id=asked.organisation_id, ended_at__isnull=True
    ).first()
    if webhook is not None:
        tell(webhook, asked.at)
    return False


@job("api.tidy", recurs=Daily(hour=3))
def tidy(asked: Asked) -> bool:
    """Drop changes and uses of three months ago, and answers that nobody repeats a request for any more."""
    drop_old(asked.organisation_id, asked.at)
    Call.objects.filter(organisation_id=asked.organisation_id, at__lt=asked.at - CALLS_ARE_KEPT).delete()
    KeptAnswer.objects.filter(organisation_id=asked.organisation_id, at__lt=asked.at - ANSWERS_ARE_KEPT).delete()
    return False
