"""Signing in with a local account: the backend, the limit on tries, and picking a person in a demonstration."""

import hashlib
import hmac
import logging
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import UUIDField
from django.http import HttpRequest

from houvast.people.clock import now
from houvast.people.models import Account, SignInAttempt
from houvast.people.prepared import PreparedRecord

logger = logging.getLogger("houvast.people")
WINDOW = timedelta(minutes=15)
TRIES_PER_EMAIL = 5
TRIES_PER_ORIGIN = 50


class ByEmail(BaseBackend):
    """E-mail address and password. An unknown address takes as long as a wrong password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django passes it
        username: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> Account | None:
        if not username or password is None:
            return None
        account = Account.objects.filter(email__iexact=username).first()
        if account is None or not account.has_usable_password():
            make_password(password)
            return None
        return account if account.check_password(password) and account.is_active else None

    def get_user(self, user_id: Any) -> Account | None:
        """The account of a session. Its person lies behind the wall, which opens after this is known."""
        return _ACCOUNT.get(account=user_id)


def active_account(key: uuid.UUID | str) -> Account | None:
    """The account with this key, as a session kept it; None when it is closed."""
    return Account.objects.filter(pk=key, is_active=True).first()


_ACCOUNT = PreparedRecord(
    Account, lambda accounts, hole: accounts.filter(pk=hole("account", UUIDField()), is_active=True)
)


def origin_of(request: HttpRequest) -> str:
    """The network address a request came from; behind a proxy the one that proxy saw, the latest in its header."""
    if settings.HOUVAST.behind_proxy and (passed_on := request.headers.get("X-Forwarded-For", "")):
        return passed_on.rsplit(",", 1)[-1].strip()[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def _hashed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.strip().lower().encode(), hashlib.sha256).hexdigest()


def too_many_tries(email: str, origin: str) -> bool:
    """Whether this address, or this place, failed so often in a quarter of an hour that the next try must wait."""
    since = now() - WINDOW
    by_email = SignInAttempt.objects.filter(email_hash=_hashed(email), at__gte=since).count()
    by_origin = SignInAttempt.objects.filter(origin_hash=_hashed(origin), at__gte=since).count()
    return by_email >= TRIES_PER_EMAIL or by_origin >= TRIES_PER_ORIGIN


def note_failed_try(email: str, origin: str) -> None:
    """Remember a failed try, by hashes only, and forget those of more than a day ago."""
    logger.warning("sign_in_failed address=%s origin=%s", _hashed(email)[:12], _hashed(origin)[:12])
    SignInAttempt.objects.filter(at__lt=now() - timedelta(days=1)).delete()
    SignInAttempt.objects.create(email_hash=_hashed(email), origin_hash=_hashed(origin), at=now())


def too_many_answers(origin: str) -> bool:
    """Whether so many answers of providers could not be trusted, from this place, that the next one must wait.

    Counted by place only, and with wrong passwords: a whole school comes from one place.
    """
    return too_many_tries("", origin)


def note_untrusted_answer(origin: str) -> None:
    """Remember that an answer of a provider could not be trusted."""
    note_failed_try(f"provider {uuid.uuid4()}", origin)
