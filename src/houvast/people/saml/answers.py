"""Answers that were checked and wait for the browser that asked: each assertion counts once, each question once."""

import hashlib
import json
from datetime import timedelta

from django.db import IntegrityError, transaction

from houvast.people.clock import real_now
from houvast.people.models import SamlAnswer, SignInProvider
from houvast.people.provider.protocol import NotProven, Proven

WITHIN = timedelta(minutes=5)
REMEMBERED = timedelta(days=2)
"""Longer than an assertion counts, so that one that was used is known as long as it could be used again."""


def keep(provider: SignInProvider, assertion: str, question: str, proven: Proven) -> None:
    """Until the browser that asked takes it. Raises NotProven when this assertion or an answer came before."""
    SamlAnswer.objects.filter(at__lt=real_now() - REMEMBERED).delete()
    said = {
        "subject": proven.subject,
        "claims": dict(proven.claims),
        "id_token": proven.id_token,
        "end_session": proven.end_session,
        "session": proven.session,
    }
    try:
        with transaction.atomic():
            SamlAnswer.objects.create(
                provider=provider,
                assertion=_hashed(assertion),
                question=_hashed(question),
                proven=json.dumps(said),
                at=real_now(),
            )
    except IntegrityError as error:
        raise NotProven("This answer came before.") from error


def take(provider: SignInProvider, question: str) -> Proven:
    """The answer to a question of this browser, once. Raises NotProven when there is none, or it waited too long."""
    with transaction.atomic():
        waiting = SamlAnswer.objects.select_for_update().filter(provider=provider, question=_hashed(question))
        found = waiting.filter(proven__isnull=False, at__gte=real_now() - WITHIN).first()
        if found is None:
            raise NotProven("There is no answer to this question.")
        said = json.loads(str(found.proven))
        SamlAnswer.objects.filter(pk=found.pk).update(proven=None)
    return Proven(**said)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
