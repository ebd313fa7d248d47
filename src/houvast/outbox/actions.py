"""Asking for mail and for background work, inside the transaction that makes it needed."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from houvast.outbox.kinds import Kind, text_of
from houvast.outbox.models import Job, Mail
from houvast.outbox.queue import MAY_HAVE_LEFT
from houvast.people.models import Organisation, Person


class NotALinkHere(ValueError):
    def __init__(self, link: str) -> None:
        super().__init__(f"A mail links to a page of this site: {link!r} must begin with one slash.")


class KeyOfAnotherMail(ValueError):
    def __init__(self, key: str) -> None:
        super().__init__(f"The key {key!r} belongs to a mail to somebody else. Put the recipient's id in the key.")


def ask_mail(
    *,
    recipient: Person,
    kind: Kind,
    key: str,
    link: str,
    at: datetime,
    organisation_id: uuid.UUID | None = None,
    helper: str = "",
    report: str = "",
    on_behalf_of: Organisation | None = None,
) -> Mail:
    """One mail to this person, for each key of an organisation; whoever asks again gets the first.

    `link` is a path on this site, `helper` the name of who to ask, `report` the text of a talk report: it is put in the
    mail only for `Kind.TALK_REPORT` and where the organisation chose so. `on_behalf_of` is who writes, where that is
    another than the organisation whose mail it is. Raises NotALinkHere, KeyOfAnotherMail.
    """
    if not link.startswith("/") or link.startswith("//"):
        raise NotALinkHere(link)
    organisation = Organisation.objects.get(pk=organisation_id or recipient.organisation_id)
    text = text_of(
        kind,
        recipient=recipient,
        organisation=on_behalf_of or organisation,
        url=settings.HOUVAST.public_url.rstrip("/") + link,
        helper=helper,
        report=report,
    )
    mail, _ = Mail.objects.get_or_create(
        organisation=organisation,
        key=key,
        defaults={
            "recipient": recipient,
            "kind": kind,
            "subject": text.subject,
            "body": text.body,
            "created_at": at,
            "try_after": at,
        },
    )
    if mail.recipient_id != recipient.pk:
        raise KeyOfAnotherMail(key)
    return mail


def ask_job(
    *,
    name: str,
    key: str,
    organisation_id: uuid.UUID,
    at: datetime,
    arguments: Mapping[str, object] | None = None,
) -> Job:
    """One job of this name for each key of an organisation, to be done from `at` on."""
    job, _ = Job.objects.get_or_create(
        organisation_id=organisation_id,
        name=name,
        key=key,
        defaults={"arguments": dict(arguments or {}), "created_at": at, "try_after": at},
    )
    return job


def try_failed_again(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """Put mail and jobs that were given up back in the queue; returns how many. What may have left already is held: a
    person decides on each.
    """
    mails = Mail.objects.filter(organisation_id=organisation_id, status=Mail.Status.FAILED)
    mails = mails.exclude(trouble=MAY_HAVE_LEFT)
    jobs = Job.objects.filter(organisation_id=organisation_id, status=Job.Status.FAILED)
    return sum(rows.update(status=Mail.Status.WAITING, attempts=0, try_after=at) for rows in (mails, jobs))
