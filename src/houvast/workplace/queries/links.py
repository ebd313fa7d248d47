"""Reading links: what stands behind a token, and whether one runs for a review or placement."""

import uuid
from datetime import datetime

from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.workplace.link_secrets import digest
from houvast.workplace.models import ProgressReview, Triad, WorkplaceLink
from houvast.workplace.queries.places import running
from houvast.workplace.queries.reviews import whole


def link_behind(token: str, *, at: datetime) -> WorkplaceLink | None:
    """The link of this token while it runs; None for one that ended, was stopped or never was."""
    found = WorkplaceLink.objects.filter(token_hash=digest(token), revoked_at__isnull=True, expires_at__gt=at)
    return found.first()


def running_link(purpose: WorkplaceLink.Purpose, target: uuid.UUID, *, at: datetime) -> WorkplaceLink | None:
    """The link that runs for this review or placement."""
    found = WorkplaceLink.objects.filter(purpose=purpose, target_id=target, revoked_at__isnull=True, expires_at__gt=at)
    return found.order_by("-made_at").first()


def person_of(link: WorkplaceLink) -> Person | None:
    """For whom the link was made, while that person is known here."""
    found = Person.objects.filter(pk=link.person_id, erased_at__isnull=True).select_related("organisation")
    return found.first()


def review_of(link: WorkplaceLink) -> ProgressReview | None:
    """The review behind a link for a review."""
    return whole().filter(pk=link.target_id).first()


def triad_behind(link: WorkplaceLink, *, at: datetime) -> Triad | None:
    """The placement behind a link for a placement, while it runs."""
    return running(day_of(at)).filter(pk=link.target_id).first()
