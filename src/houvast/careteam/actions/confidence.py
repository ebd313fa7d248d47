"""Talking with a helper outside school: asked by the student alone, answered by the people of that desk alone.

A form here is handled once by the id of the row it makes, not by the school's list of handled forms; mail leads to the
start page and lies in the helper's organisation. The school learns one thing, when and as long as the student wants:
that there was contact (S-132, S-452).
"""

import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.careteam.models import ConfidentialContact, ConfidentialRead, ConfidentialWord, SeenByHelper
from houvast.careteam.queries.confidence import at_my_desks, desks_reached_alone, digest_of, digests_of, is_own
from houvast.handover.models import Desk
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.privacy.scope import organisation_scope

KEPT = timedelta(days=365)
"""How long a contact is kept after it ended."""


def confide(
    *, desk: Desk, by: Viewer, key: uuid.UUID, called: str, reach_me: str, text: str, at: datetime
) -> ConfidentialContact:
    """A student asks a helper for contact; the same key asks once. Raises CannotBeDone when it runs already."""
    if not by.person.is_student or desk.pk not in {one.pk for one in desks_reached_alone(by)}:
        raise PermissionDenied
    with organisation_scope([by.organisation_id, desk.of_id]):
        earlier = ConfidentialContact.objects.filter(pk=key, student_digest=digest_of(by.person.pk)).first()
        if earlier is not None:
            return earlier
        if ConfidentialContact.objects.filter(
            student_digest__in=digests_of(by), desk=desk, ended_on__isnull=True
        ).exists():
            raise CannotBeDone(_("You have contact with them already. Write there."))
        contact = ConfidentialContact.objects.create(
            id=key,
            organisation_id=desk.of_id,
            desk=desk,
            student_digest=digest_of(by.person.pk),
            called=called,
            reach_me=reach_me,
            asked_at=at,
        )
        _write(contact, None, key, text, at)
        _tell_desk(contact, at)
    return contact


def write(*, contact: ConfidentialContact, by: Viewer, key: uuid.UUID, text: str, at: datetime) -> None:
    """The student or a helper of the desk writes. The same key writes once; the desk gets a mail that says nothing."""
    own = is_own(by, contact)
    if not own and not at_my_desks(by).filter(pk=contact.pk).exists():
        raise PermissionDenied
    if contact.ended_on is not None:
        raise CannotBeDone(_("This contact has ended. You can begin a new one at any time."))
    with organisation_scope([by.organisation_id, contact.organisation_id]):
        if not _write(contact, None if own else by.person, key, text, at):
            return
        if own:
            _tell_desk(contact, at)
        elif contact.taken_at is None:
            _take(contact, by, at)


def take(*, contact: ConfidentialContact, by: Viewer, at: datetime) -> None:
    """A helper takes it up: the student reads who it is."""
    _must_help(contact, by)
    with transaction.atomic():
        _take(contact, by, at)


def say_seen(*, contact: ConfidentialContact, by: Viewer, on: date, at: datetime) -> None:
    """A helper says that they spoke; the student can then let the school know just that."""
    _must_help(contact, by)
    with transaction.atomic():
        if contact.taken_at is None:
            _take(contact, by, at)
        ConfidentialContact.objects.filter(pk=contact.pk, seen_on__isnull=True).update(seen_on=on)


def end(*, contact: ConfidentialContact, by: Viewer, seen_revision: int, on: date) -> None:
    """Either of the two ends it. Raises ChangedMeanwhile."""
    if not is_own(by, contact):
        _must_help(contact, by)
    with organisation_scope([by.organisation_id, contact.organisation_id]):
        changed = ConfidentialContact.objects.filter(
            pk=contact.pk, revision=seen_revision, ended_on__isnull=True
        ).update(ended_on=on, revision=F("revision") + 1)
        if not changed:
            raise ChangedMeanwhile("The contact")


def let_school_know(*, contact: ConfidentialContact, by: Viewer, knows: bool, on: date) -> None:
    """The student lets the school know that there was contact, or takes that back; then no row is left."""
    if not is_own(by, contact):
        raise PermissionDenied
    if knows and contact.seen_on is None:
        raise CannotBeDone(_("You have not spoken to each other yet, so there is nothing to tell."))
    mine = {"organisation_id": by.organisation_id, "student": by.person, "by_whom": contact.desk.name}
    if knows:
        SeenByHelper.objects.get_or_create(**mine, defaults={"said_on": on})
    else:
        SeenByHelper.objects.filter(**mine).delete()


def note_read(*, contact: ConfidentialContact, by: Viewer, on: date) -> None:
    """Keep in the compartment that a helper opened it; the student reads this. Once a day a person."""
    if not is_own(by, contact):
        ConfidentialRead.objects.get_or_create(
            contact=contact,
            reader=by.person,
            on=on,
            defaults={"organisation_id": contact.organisation_id, "reader_name": by.person.name},
        )


def forget_ended(*, organisation_id: uuid.UUID, on: date) -> int:
    """Erase contacts that ended more than a year ago, of a helping organisation; returns how many."""
    over = ConfidentialContact.objects.filter(organisation_id=organisation_id, ended_on__lt=on - KEPT)
    found = over.count()
    over.delete()
    return found


def _must_help(contact: ConfidentialContact, by: Viewer) -> None:
    if not at_my_desks(by).filter(pk=contact.pk).exists():
        raise PermissionDenied


def _take(contact: ConfidentialContact, by: Viewer, at: datetime) -> None:
    ConfidentialContact.objects.filter(pk=contact.pk, taken_at__isnull=True).update(
        taken_by=by.person, taken_at=at, helper_name=by.person.name, revision=F("revision") + 1
    )
    contact.refresh_from_db()


def _write(contact: ConfidentialContact, helper: Person | None, key: uuid.UUID, text: str, at: datetime) -> bool:
    _word, made = ConfidentialWord.objects.get_or_create(
        id=key,
        defaults={
            "organisation_id": contact.organisation_id,
            "contact": contact,
            "helper": helper,
            "text": text,
            "at": at,
        },
    )
    return made


def _tell_desk(contact: ConfidentialContact, at: datetime) -> None:
    """Whoever took it, else everybody at the desk: a mail to the start page, kept in the helper's organisation."""
    if contact.desk.unit_id is None:
        return
    working = RoleAssignment.objects.filter(
        running_on(day_of(at)), unit_id=contact.desk.unit_id, confirmed_at__isnull=False
    )
    helpers = Person.objects.filter(pk__in=working.values("person_id"))
    if contact.taken_by_id:
        helpers = helpers.filter(pk=contact.taken_by_id)
    for helper in helpers.order_by("pk"):
        if helper.email:
            ask_mail(
                recipient=helper,
                kind=Kind.TASK,
                key=f"word/{contact.pk}/{at:%Y%m%d}/{helper.pk}",
                link=reverse("start"),
                at=at,
                organisation_id=contact.organisation_id,
            )
