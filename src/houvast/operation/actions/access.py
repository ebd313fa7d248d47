"""Single-use links that go out by mail, and are shown once to whoever made them."""

from django.urls import reverse

from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import now
from houvast.people.links import issue_link, link_address
from houvast.people.models import Account, Person, SingleUseLink
from houvast.privacy.scope import organisation_scope


def tell_by_link(person: Person, token: str, *, is_invitation: bool) -> str:
    """Ask for the mail with this link; returns the whole address, so that a school without mail can hand it over."""
    ask_mail(
        recipient=person,
        kind=Kind.INVITATION if is_invitation else Kind.RESET,
        key=f"link/{token[:12]}",
        link=reverse("open-link", kwargs={"token": token}),
        at=now(),
    )
    return link_address(token)


def ask_new_password(email: str) -> None:
    """A forgotten password: a link by mail when that address can sign in, else nothing; the answer is the same."""
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        return
    token = issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)
    with organisation_scope([account.organisation_id]):
        tell_by_link(account.person, token, is_invitation=False)
