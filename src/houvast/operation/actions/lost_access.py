"""What whoever runs the server does for somebody who cannot come in; the log says it, with the account's id."""

import logging

from django.db import transaction

from houvast.people import factors
from houvast.people.devices import end_others
from houvast.people.links import issue_link, link_address
from houvast.people.models import Account, SingleUseLink

logger = logging.getLogger("houvast.operation")


class NobodyThere(LookupError):
    """No account that is open signs in with this address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Nobody signs in with {email}, or the access was ended.")


def link_of_operator(email: str) -> str:
    """A link for a new password; the old one stops, and every device is signed out. Raises NobodyThere."""
    with transaction.atomic():
        account = _account(email)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        end_others(account, None)
        token = issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)
    logger.warning("link_by_operator account=%s", account.pk)
    return link_address(token)


def take_second_step_away(email: str) -> str:
    """The app, passkeys and codes on paper stop, and every device is signed out. Raises NobodyThere."""
    with transaction.atomic():
        account = _account(email)
        factors.take_away(account)
        end_others(account, None)
    logger.warning("second_step_by_operator account=%s", account.pk)
    return f"{email} comes in with the password alone, and can make a new second step at My access."


def _account(email: str) -> Account:
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise NobodyThere(email)
    return account
