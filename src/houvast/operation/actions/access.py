"""Single-use links that go out by mail, and are shown once to whoever made them."""

from django.urls import reverse

from houvast.outbox.actions import ask_job, ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import now
from houvast.people.ids import new_id
from houvast.people.links import issue_link, link_address
from houvast.people.models import Account, Organisation, Person, SingleUseLink
from houvast.privacy.scope import organisation_scope
from houvast.vault.keyring import seal, unseal

NEW_PASSWORD = "operation.mail_new_password"  # noqa: S105 - the name of a job
COMPARTMENT = "identity"


def tell_by_link(person: Person, token: str, *, is_invitation: bool, by: Organisation | None = None) -> str:
    """Ask for the mail with this link; returns the whole address, so that a school without mail can hand it over.

    `by` is who invites somebody of another organisation.
    """
    ask_mail(
        recipient=person,
        kind=Kind.INVITATION if is_invitation else Kind.RESET,
        key=f"link/{token[:12]}",
        link=reverse("open-link", kwargs={"token": token}),
        at=now(),
        on_behalf_of=by,
    )
    return link_address(token)


def ask_new_password(email: str) -> None:
    """Ask the worker to mail a link for this address, whoever it belongs to.

    Whether anybody signs in with it is looked up by the job: this side does the same work for every address, so that
    neither the answer nor its time tells. The address waits sealed.
    """
    queue = Organisation.objects.order_by("id").values_list("id", flat=True).first()
    if queue is None:
        return
    with organisation_scope([queue]):
        ask_job(
            name=NEW_PASSWORD,
            key=str(new_id()),
            organisation_id=queue,
            at=now(),
            arguments={"address": seal(COMPARTMENT, email)},
        )


def mail_new_password(sealed_address: str) -> None:
    """A link by mail when somebody signs in with this address, else nothing."""
    email = unseal(COMPARTMENT, sealed_address)
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        return
    with organisation_scope([account.organisation_id]):
        token = issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)
        tell_by_link(account.person, token, is_invitation=False)
