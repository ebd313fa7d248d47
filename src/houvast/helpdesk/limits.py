"""How often one place may knock: a person types a few questions, a program thousands."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings

from houvast.helpdesk.models import Knock
from houvast.people.clock import real_now

ASK, LINK = "ask", "link"
WINDOW = timedelta(hours=1)
MOST_FROM_ONE_PLACE = {ASK: 5, LINK: 30}
MOST_TOGETHER = {ASK: 300, LINK: 3000}


def _hashed(origin: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"helpdesk/{origin}".encode(), hashlib.sha256).hexdigest()


def too_often(what: str, origin: str) -> bool:
    """Whether this place, or all places together, knocked so often in an hour that the next must wait."""
    recent = Knock.objects.filter(what=what, at__gte=real_now() - WINDOW)
    from_here = recent.filter(origin_hash=_hashed(origin)).count()
    return from_here >= MOST_FROM_ONE_PLACE[what] or recent.count() >= MOST_TOGETHER[what]


def note_knock(what: str, origin: str) -> None:
    """Remember a knock, by hash only, and forget those of more than a day ago."""
    Knock.objects.filter(at__lt=real_now() - timedelta(days=1)).delete()
    Knock.objects.create(what=what, origin_hash=_hashed(origin), at=real_now())
