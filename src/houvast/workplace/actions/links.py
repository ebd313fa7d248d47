"""Links for a workplace supervisor without an account: made, bound to a device, opened again by a code, stopped.

A token, a device and a code are known to who holds them; here lie only their hashes. A link opens nothing by itself:
what it shows is asked of the policy, each time, as the person for whom it was made.
"""

import secrets
import uuid
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.core.calendar import school_year_named
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.ids import new_id
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.link_secrets import digest
from houvast.workplace.models import ProgressReview, Triad, WorkplaceLink

REVIEW_OPEN = timedelta(days=30)
CODE_OPEN = timedelta(minutes=15)
MOST_TRIES = 5
MOST_CODES = 10
Purpose = WorkplaceLink.Purpose


def send_review_link(*, review: ProgressReview, by: Viewer, at: datetime) -> str:
    """Mail the supervisor of this review a link that opens it and nothing else; earlier ones stop.

    Gives the token, which is kept nowhere. Raises CannotBeDone without a supervisor or an address.
    """
    if not door.decision(by, review.student, Data.PROGRESS_REVIEW, Action.RECORD).allowed:
        raise PermissionDenied
    return _send(Purpose.REVIEW, review.pk, review.triad, review.student, at=at, until=at + REVIEW_OPEN)


def send_placement_link(*, triad: Triad, by: Viewer, at: datetime) -> str:
    """Mail the supervisor a link for this placement, to the end of its school year; a new one stops the one before."""
    if not door.decision(by, triad.student, Data.WORKPLACE_GUIDANCE, Action.RECORD).allowed:
        raise PermissionDenied
    return _send(Purpose.PLACEMENT, triad.pk, triad, triad.student, at=at, until=_midnight_after(_last_day(triad)))


def _last_day(triad: Triad) -> date:
    return triad.ends_on or school_year_named(triad.school_year).end


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=UTC)


def _send(
    purpose: WorkplaceLink.Purpose, target: uuid.UUID, triad: Triad, student: Person, *, at: datetime, until: datetime
) -> str:
    person = triad.supervisor
    if person is None or not person.email:
        raise CannotBeDone(
            _("There is no workplace supervisor with a mail address yet. The placement office adds one.")
        )
    if until <= at:
        raise CannotBeDone(_("This placement has ended. A new link belongs to the placement that runs now."))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        stop_links(purpose=purpose, target=target, at=at)
        link = WorkplaceLink.objects.create(
            of_id=student.organisation_id,
            purpose=purpose,
            target_id=target,
            person_id=person.pk,
            token_hash=digest(token),
            made_at=at,
            expires_at=until,
        )
        ask_mail(
            recipient=person,
            kind=Kind.LINK,
            key=f"workplace-link/{link.pk}/{person.pk}",
            link=reverse("workplace:by-link", args=(token,)),
            at=at,
            organisation_id=student.organisation_id,
        )
    return token


def stop_links(*, purpose: WorkplaceLink.Purpose, target: uuid.UUID, at: datetime) -> int:
    """Every link for this review or placement stops at once; gives how many."""
    running = WorkplaceLink.objects.filter(purpose=purpose, target_id=target, revoked_at__isnull=True)
    return running.update(revoked_at=at)


def revoke(*, purpose: WorkplaceLink.Purpose, target: uuid.UUID, student: Person, by: Viewer, at: datetime) -> None:
    """Stop a link. Whoever may send one may stop it, and so may the student."""
    data = Data.PROGRESS_REVIEW if purpose is Purpose.REVIEW else Data.WORKPLACE_GUIDANCE
    may = door.decision(by, student, data, Action.RECORD).allowed or by.person.pk == student.pk
    if not may:
        raise PermissionDenied
    stop_links(purpose=purpose, target=target, at=at)


def bind(*, link: WorkplaceLink, at: datetime) -> str | None:
    """The first device that opens it is the device of this link. Gives its secret; None when another was first."""
    device = secrets.token_urlsafe(32)
    first = WorkplaceLink.objects.filter(pk=link.pk, device_hash="", revoked_at__isnull=True)
    return device if first.update(device_hash=digest(device), opened_at=at) else None


def is_device(link: WorkplaceLink, device: str) -> bool:
    """Whether this is the device the link is bound to."""
    return bool(link.device_hash and device) and constant_time_compare(link.device_hash, digest(device))


def send_code(*, link: WorkplaceLink, person: Person, token: str, at: datetime) -> None:
    """Mail a code of six digits to the same address; it works a quarter of an hour. Raises CannotBeDone after ten."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        sent = WorkplaceLink.objects.filter(pk=link.pk, codes_sent__lt=MOST_CODES).update(
            code_hash=_code_digest(link, code),
            code_until=at + CODE_OPEN,
            code_tries=0,
            codes_sent=F("codes_sent") + 1,
        )
        if not sent:
            raise CannotBeDone(
                _("Too many codes were asked. Ask the educator of the school or of the institute for a new link.")
            )
        ask_mail(
            recipient=person,
            kind=Kind.CODE,
            key=f"workplace-code/{new_id()}/{person.pk}",
            link=reverse("workplace:by-link", args=(token,)) + f"?code={code}",
            at=at,
            organisation_id=link.of_id,
        )


def use_code(*, link: WorkplaceLink, code: str, at: datetime) -> str | None:
    """With the right code in time this device takes the place of the one before; gives its secret, else None."""
    device = secrets.token_urlsafe(32)
    tried = WorkplaceLink.objects.filter(
        pk=link.pk, revoked_at__isnull=True, code_until__gt=at, code_tries__lt=MOST_TRIES
    )
    if not tried.update(code_tries=F("code_tries") + 1):
        return None
    right = WorkplaceLink.objects.filter(pk=link.pk, code_hash=_code_digest(link, code.strip())).exclude(code_hash="")
    return device if right.update(device_hash=digest(device), code_hash="", code_until=None) else None


def _code_digest(link: WorkplaceLink, code: str) -> str:
    return digest(f"{link.pk}/{code}")
