"""What an adult student shares with family, per kind of data, and whom a student trusts: given and ended by them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from houvast.appointments.models import ConsentChange
from houvast.appointments.queries.network import KINDS
from houvast.core.access.words import Action, Data
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.actions.staff import NewPerson, add_person, open_access
from houvast.people.links import issue_link
from houvast.people.models import Account, Person, PersonalRelation, SingleUseLink
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door

TRUSTED = PersonalRelation.Kind.TRUSTED_PERSON
MOST_TRUSTED = 5
MOST_A_MONTH = 10


def share_with_family(
    *, relation: PersonalRelation, by: Viewer, kinds: Collection[Data], seen_revision: int, at: datetime
) -> None:
    """From now on an adult student's guardian sees these kinds, and nothing when there are none (S-608, S-612).

    What a guardian of a minor must see follows from the law and is left alone; the choice then waits for the birthday.
    Raises ChangedMeanwhile.
    """
    if relation.student_id != by.person.pk or relation.kind != PersonalRelation.Kind.GUARDIAN:
        raise PermissionDenied
    if not door.decision(by, relation.student, Data.NETWORK, Action.RECORD).allowed:
        raise PermissionDenied
    chosen = [data for group in KINDS if set(group.data) & set(kinds) for data in group.data]
    shared = f",{','.join(chosen)}," if chosen else ""
    with transaction.atomic():
        changed = PersonalRelation.objects.filter(pk=relation.pk, revision=seen_revision).update(
            student_consents=bool(chosen), shared_data=shared, revision=F("revision") + 1
        )
        if not changed:
            raise ChangedMeanwhile(relation.holder.name)
        change = ConsentChange.objects.create(
            organisation_id=relation.organisation_id,
            student_id=relation.student_id,
            relation=relation,
            consents=bool(chosen),
            shared_data=shared,
            at=at,
        )
        ask_mail(
            recipient=relation.holder,
            kind=Kind.READY,
            key=f"consent/{change.pk}",
            link=reverse("start"),
            at=at,
            organisation_id=relation.organisation_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """Somebody whom a student trusts, as the student knows them."""

    given_name: str
    family_name: str
    email: str
    language: str = "nl"


def invite_trusted(*, trusted: Trusted, by: Viewer, at: datetime) -> PersonalRelation:
    """A student invites somebody they trust, who gets an account by a link in a mail; not before the student asks.

    Somebody who signs in here already is linked and told; the student hears nothing about that account. Whoever is
    invited sees talks and successes that the student shares, and nothing else. Raises CannotBeDone.
    """
    student = by.person
    if not door.decision(by, student, Data.NETWORK, Action.RECORD).allowed or not student.is_student:
        raise PermissionDenied
    if trusted.email.casefold() == student.email.casefold():
        raise CannotBeDone(gettext("This is your own address."), "email")
    running = PersonalRelation.objects.filter(running_on(by.day), student=student, kind=TRUSTED)
    if running.count() >= MOST_TRUSTED:
        raise CannotBeDone(gettext("You have five people already. Stop with one of them first."))
    lately = by.day - timedelta(days=30)
    if PersonalRelation.objects.filter(student=student, kind=TRUSTED, starts_on__gt=lately).count() >= MOST_A_MONTH:
        raise CannotBeDone(gettext("You invited many people this month. Ask your coach to help."))
    with transaction.atomic():
        holder, token = _account_of(trusted, by)
        if running.filter(holder=holder).exists():
            raise CannotBeDone(gettext("You invited this person already."), "email")
        relation = PersonalRelation.objects.create(
            organisation_id=student.organisation_id, kind=TRUSTED, holder=holder, student=student, starts_on=by.day
        )
        ask_mail(
            recipient=holder,
            kind=Kind.INVITATION if token else Kind.READY,
            key=f"trusted/{relation.pk}",
            link=reverse("open-link", args=(token,)) if token else reverse("start"),
            at=at,
        )
    return relation


def invite_again(*, relation: PersonalRelation, by: Viewer, at: datetime) -> None:
    """The link is lost or ran out: a new one by mail. Raises CannotBeDone when this person signs in already."""
    _must_be_own(relation, by)
    account = Account.objects.filter(person=relation.holder, is_active=True).first()
    if account is None or account.has_usable_password() or not relation.holder.email:
        raise CannotBeDone(gettext("This person signs in already."))
    with transaction.atomic():
        token = issue_link(account=account, purpose=SingleUseLink.Purpose.INVITATION)
        link = reverse("open-link", args=(token,))
        key = f"trusted/{relation.pk}/{token[:12]}"
        ask_mail(recipient=relation.holder, kind=Kind.INVITATION, key=key, link=link, at=at)


def _account_of(trusted: Trusted, by: Viewer) -> tuple[Person, str]:
    """The person behind this address, and the token of an invitation; no token for whoever signs in already."""
    account = Account.objects.filter(email__iexact=trusted.email, is_active=True).first()
    if account is not None:
        if account.organisation_id != by.organisation_id or account.person.is_student:
            raise CannotBeDone(gettext("We cannot invite this address from here. Ask your coach to help."), "email")
        return account.person, ""
    person = add_person(
        new=NewPerson(
            given_name=trusted.given_name,
            family_name=trusted.family_name,
            email=trusted.email,
            language=trusted.language,
        ),
        by=by,
    )
    return person, open_access(person=person, email=trusted.email, by=by)


def _must_be_own(relation: PersonalRelation, by: Viewer) -> None:
    if relation.student_id != by.person.pk or relation.kind != TRUSTED:
        raise PermissionDenied


def end_trust(*, relation: PersonalRelation, by: Viewer, seen_revision: int) -> None:
    """A trusted person is one no longer; the last day was yesterday, so that it holds at once."""
    _must_be_own(relation, by)
    last = max(relation.starts_on, by.day - timedelta(days=1))
    changed = PersonalRelation.objects.filter(pk=relation.pk, revision=seen_revision).update(
        ends_on=last, revision=F("revision") + 1
    )
    if not changed:
        raise ChangedMeanwhile(relation.holder.name)
