"""A private calendar link: made, renewed and ended by the person whose calendar it is."""

import hashlib
import secrets
import uuid
from datetime import datetime

from django.db import transaction

from houvast.appointments.models import CalendarLink
from houvast.people.models import Person
from houvast.people.viewer import Viewer


def make_link(*, by: Viewer, at: datetime) -> str:
    """A new link's token, shown once; the one before stops working.

    The token begins with the organisation, so that the database can open its wall before anybody is known.
    """
    token = f"{by.organisation_id.hex}{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        end_link(by=by, at=at)
        CalendarLink.objects.create(
            organisation_id=by.organisation_id, person=by.person, token_hash=digest(token), made_at=at
        )
    return token


def end_link(*, by: Viewer, at: datetime) -> None:
    """The link stops working at once."""
    end_link_of(by.person.pk, at=at)


def end_link_of(person_id: uuid.UUID, *, at: datetime) -> None:
    """The same for somebody who begins afresh; whoever calls judged that."""
    CalendarLink.objects.filter(person=person_id, ended_at__isnull=True).update(ended_at=at)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def organisation_in(token: str) -> uuid.UUID | None:
    """The organisation that a token names; None when it cannot be one."""
    try:
        return uuid.UUID(hex=token[:32])
    except ValueError:
        return None


def person_of(token: str) -> Person | None:
    """Whose calendar this is; None when the link was ended or the person has no access any more."""
    link = (
        CalendarLink.objects.filter(token_hash=digest(token), ended_at__isnull=True, person__account__is_active=True)
        .select_related("person__organisation")
        .first()
    )
    return link.person if link else None
