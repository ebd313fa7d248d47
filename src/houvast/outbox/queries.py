"""How the queue stands: what waits, since when, and what was given up."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from houvast.outbox.models import Job, Mail, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """One queue of an organisation. `oldest_due_at` is of what is late; None when nothing is."""

    waiting: int
    taken: int
    failed: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A mail or job that a person must look at; `what` is its kind or name."""

    id: uuid.UUID
    what: str
    trouble: str
    created_at: datetime


def mail_state(organisation_id: uuid.UUID, at: datetime) -> QueueState:
    return _state(Mail, organisation_id, at)


def job_state(organisation_id: uuid.UUID, at: datetime) -> QueueState:
    return _state(Job, organisation_id, at)


def given_up(organisation_id: uuid.UUID, *, most: int = 50) -> tuple[GivenUp, ...]:
    """What was given up, newest first; at most so many of mail and of jobs."""
    failed = {"organisation_id": organisation_id, "status": Work.Status.FAILED}
    mails = Mail.objects.filter(**failed).order_by("-id")[:most]
    jobs = Job.objects.filter(**failed).order_by("-id")[:most]
    found = [(mail, mail.kind) for mail in mails] + [(job, job.name) for job in jobs]
    rows = [GivenUp(id=one.pk, what=what, trouble=one.trouble, created_at=one.created_at) for one, what in found]
    return tuple(sorted(rows, key=lambda row: row.id, reverse=True))


def _state(model: type[Mail] | type[Job], organisation_id: uuid.UUID, at: datetime) -> QueueState:
    counted = model.objects.filter(organisation_id=organisation_id).aggregate(
        waiting=Count("id", filter=Q(status=Work.Status.WAITING)),
        taken=Count("id", filter=Q(status=Work.Status.TAKEN)),
        failed=Count("id", filter=Q(status=Work.Status.FAILED)),
        oldest_due_at=Min(
            "try_after", filter=Q(status__in=(Work.Status.WAITING, Work.Status.TAKEN), try_after__lte=at)
        ),
    )
    return QueueState(**counted)
