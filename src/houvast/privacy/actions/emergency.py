"""Breaking the glass: with a reason, for some hours, told to the student at once, reviewed by somebody else."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.core.access.words import Relation
from houvast.people.actions.record import NotYours
from houvast.people.models import Account, Person, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import ROLE_RELATION, Viewer
from houvast.privacy.actions.rights import tell_officers
from houvast.privacy.models import Emergency
from houvast.privacy.registry import tell

LASTS = timedelta(hours=4)
REASON_AT_LEAST = 20
OPEN_A_DAY = 3
NOT_FROM = frozenset({Relation.DESK, Relation.ADMINISTRATOR, Relation.PRIVACY_OFFICER})
"""Whose task does not bring students near: partner desks see what was handed over, these two open no dossier at all."""


def may_open(by: Viewer) -> bool:
    """Whether this is a staff member who works with students of this school."""
    relations = {ROLE_RELATION.get(RoleAssignment.Role(name)) for name in by.role_names}
    return bool(relations - NOT_FROM - {None})


def open_emergency(*, student: Person, reason: str, by: Viewer, at: datetime) -> Emergency:
    """Open what is needed to help this student now. The student and the privacy officer are told.

    Raises NotYours, and CannotBeDone without a reason or when it was opened often today.
    """
    if not may_open(by) or student.organisation_id != by.organisation_id or not student.is_student:
        raise NotYours
    if len(reason.strip()) < REASON_AT_LEAST:
        raise CannotBeDone(_("Say in a sentence what is going on: the student reads it."), "reason")
    with transaction.atomic():
        account = Account.objects.select_for_update().get(person=by.person)
        today = Emergency.objects.filter(holder=by.person, opened_at__gt=at - timedelta(days=1))
        if today.count() >= OPEN_A_DAY:
            raise CannotBeDone(_("You opened this for several students today. Call the privacy officer now."))
        emergency = Emergency.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            holder=by.person,
            reason=reason,
            opened_at=at,
            until=at + LASTS,
        )
        account.emergency_until = emergency.until
        account.save(update_fields=["emergency_until"])
        tell(student, key=f"emergency/{emergency.pk}", link="/my-data/", at=at)
        tell_officers(student.organisation_id, key=f"emergency/{emergency.pk}/officer", link="/privacy-officer/", at=at)
    by.emergency_until = emergency.until
    return emergency


def close_emergency(*, emergency: Emergency, by: Viewer, at: datetime) -> None:
    """Close it before its hours are over. Raises NotYours."""
    if emergency.holder_id != by.person.pk:
        raise NotYours
    Emergency.objects.filter(pk=emergency.pk, closed_at__isnull=True).update(closed_at=at)


def review_emergency(*, emergency: Emergency, review: str, words: str, by: Viewer, revision: int, at: datetime) -> None:
    """Say whether it was right to open, and why. Raises NotYours (also for who opened it), ChangedMeanwhile."""
    if not by.has_role(RoleAssignment.Role.PRIVACY_OFFICER) or emergency.organisation_id != by.organisation_id:
        raise NotYours
    if emergency.holder_id == by.person.pk:
        raise CannotBeDone(_("You opened this yourself. Somebody else judges it."))
    rows = Emergency.objects.filter(pk=emergency.pk, revision=revision, review="")
    with transaction.atomic():
        if not rows.update(
            review=review, review_words=words, reviewed_by=by.person, reviewed_at=at, revision=F("revision") + 1
        ):
            raise ChangedMeanwhile(_("the access in an emergency"))
        tell(emergency.student, key=f"emergency/{emergency.pk}/review", link="/my-data/", at=at)
