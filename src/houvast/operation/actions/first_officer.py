"""The first privacy officer, or one where none is left: by whoever runs the server, when two people asked for it.

An administrator gives the role; while somebody can confirm it, that person does and nobody here.
"""

import logging
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from houvast.appointments.actions.calendar_links import end_link_of
from houvast.people.actions.confirming import begin_afresh, is_administrator, officers_who_confirm
from houvast.people.clock import now, today
from houvast.people.links import link_address
from houvast.people.models import GUARDED, Account, Person, RoleAssignment
from houvast.people.viewer import running_on
from houvast.privacy.registry import tell
from houvast.privacy.scope import organisation_scope

logger = logging.getLogger("houvast.operation")
Role = RoleAssignment.Role
TWO = 2
LONGEST = 120


class NotByTheOperator(ValueError):
    """It cannot be done this way; the text says why and what to do."""


def appoint_privacy_officer(email: str, *, asked_by: Sequence[str]) -> str:
    """Confirm this person as privacy officer; gives the link with which they begin afresh. Raises NotByTheOperator.

    Everybody of the organisation who is trusted is told, and sees who asked for it on their start page.
    """
    account = Account.objects.filter(email__iexact=email, is_active=True).first()
    if account is None:
        raise NotByTheOperator(f"Nobody signs in with {email}, or the access was ended. Invite this person first.")
    with transaction.atomic(), organisation_scope([account.organisation_id]):
        person = Person.objects.get(pk=account.person_id)
        if person.is_student:
            raise NotByTheOperator("A role is for staff of the institution.")
        if is_administrator(person.pk, today()):
            raise NotByTheOperator(
                f"{person.name} is administrator, and would confirm what administrators give. Name somebody who is not."
            )
        names = _two_others(asked_by, person)
        _must_have_none(account)
        role = _waiting(person) or RoleAssignment(
            organisation_id=account.organisation_id, person=person, role=Role.PRIVACY_OFFICER, starts_on=today()
        )
        role.confirmed_at, role.confirmed_by, role.vouched_by = now(), None, "; ".join(names)
        role.revision += 1
        role.save()
        token = begin_afresh(account)
        end_link_of(person.pk, at=now())
        _tell_who_is_trusted(role)
    logger.warning("privacy_officer_by_operator account=%s role=%s", account.pk, role.pk)
    return link_address(token)


def _two_others(asked_by: Sequence[str], person: Person) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(" ".join(one.replace(";", " ").split()) for one in asked_by if one.strip()))
    different = {one.casefold() for one in names}
    if len(different) != TWO or person.name.casefold() in different or any(len(one) > LONGEST for one in names):
        raise NotByTheOperator(
            "Name two people who asked for it, neither of them the privacy officer: --asked-by twice."
        )
    return names


def _must_have_none(account: Account) -> None:
    there = (
        officers_who_confirm(today()).filter(organisation_id=account.organisation_id).exclude(person=account.person_id)
    )
    found = there.select_related("person").order_by("pk").first()
    if found is not None:
        raise NotByTheOperator(
            f"{found.person.name} is privacy officer there: that person confirms another one, on the page Privacy. "
            "Did that same person give the role? Then another administrator gives it."
        )


def _waiting(person: Person) -> RoleAssignment | None:
    """The role that an administrator gave already, or that was confirmed before and has not ended."""
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
    held = RoleAssignment.every.filter(still, person=person, role=Role.PRIVACY_OFFICER, refused_at__isnull=True)
    return held.select_for_update().order_by("-starts_on", "pk").first()


def _tell_who_is_trusted(role: RoleAssignment) -> None:
    trusted = RoleAssignment.objects.filter(
        running_on(today()), organisation_id=role.organisation_id, role__in=(Role.ADMINISTRATOR, *GUARDED)
    )
    for one in Person.objects.filter(pk__in=trusted.values("person_id")).order_by("pk"):
        tell(one, key=f"officer/{role.pk}/{role.revision}", link=reverse("start"), at=now())
