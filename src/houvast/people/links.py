"""Single-use links: an invitation to a first password, or a new password. The token is shown once; its hash is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from houvast.people.clock import now
from houvast.people.models import Account, SingleUseLink

VALID_FOR = {
    SingleUseLink.Purpose.INVITATION: timedelta(days=14),
    SingleUseLink.Purpose.RESET: timedelta(hours=24),
}


class LinkIsSpent(Exception):
    """The link was used, ran out, was replaced by a newer one, or never existed; which of these is not said."""

    def __init__(self) -> None:
        super().__init__("This link does not work any more. Ask for a new one.")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue_link(*, account: Account, purpose: SingleUseLink.Purpose) -> str:
    """A new link's token, to be shown or mailed once. Every earlier open link of this account stops working."""
    token = secrets.token_urlsafe(32)
    at = now()
    with transaction.atomic():
        SingleUseLink.objects.filter(account=account, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
        SingleUseLink.objects.create(
            account=account, purpose=purpose, token_hash=_hash(token), expires_at=at + VALID_FOR[purpose]
        )
    return token


def link_address(token: str) -> str:
    """The whole address to open, for a mail or a screen."""
    return settings.HOUVAST.public_url.rstrip("/") + reverse("open-link", kwargs={"token": token})


def account_behind(token: str) -> Account:
    """Whose link this is; raises LinkIsSpent when it opens nothing."""
    link = (
        SingleUseLink.objects.select_related("account")
        .filter(token_hash=_hash(token), used_at__isnull=True, expires_at__gt=now(), account__is_active=True)
        .first()
    )
    if link is None:
        raise LinkIsSpent
    return link.account


def use_link(*, token: str, password: str) -> Account:
    """Set the password and spend the link, together: two who try at once, one of them finds it spent.

    Raises LinkIsSpent. The password was judged by the form.
    """
    with transaction.atomic():
        account = account_behind(token)
        spend_link(token)
        account.set_password(password)
        account.save(update_fields=["password"])
    return account


def spend_link(token: str) -> None:
    """The link has done its work. Raises LinkIsSpent when somebody else was first."""
    if not SingleUseLink.objects.filter(token_hash=_hash(token), used_at__isnull=True).update(used_at=now()):
        raise LinkIsSpent
