"""Which persons of other organisations a school works with; their file lies behind the wall of their own."""

import uuid
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.db import connection

from houvast.people.clock import today
from houvast.people.models import Account, AccountReach, Person, RoleAssignment
from houvast.people.viewer import running_on
from houvast.privacy.scope import organisation_scope

MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody of another organisation with access to this school."""

    person: uuid.UUID
    name: str
    organisation: str
    is_attendance_officer: bool


def reading(organisations: Collection[uuid.UUID]) -> AbstractContextManager[None]:
    """Inside the wall of these organisations, for reading; SQLite has no wall, and takes no lock for a page."""
    return nullcontext() if connection.vendor == "sqlite" else organisation_scope(organisations)


def partners_of(organisation_id: uuid.UUID) -> tuple[Partner, ...]:
    """Everybody of another organisation who was given access to this school, by name."""
    reaching = AccountReach.objects.filter(organisation_id=organisation_id)
    accounts = list(
        Account.objects.filter(pk__in=reaching.values("account_id"), is_active=True)
        .select_related("organisation")
        .order_by("organisation__name", "pk")[:MOST]
    )
    people = [one.person_id for one in accounts]
    with reading([organisation_id, *{one.organisation_id for one in accounts}]):
        names = {one.pk: one.name for one in Person.objects.filter(pk__in=people).defer("bsn")}
        officers = set(
            RoleAssignment.objects.filter(
                running_on(today()), person__in=people, role=RoleAssignment.Role.ATTENDANCE_OFFICER
            ).values_list("person_id", flat=True)
        )
    found = (
        Partner(
            person=one.person_id,
            name=names.get(one.person_id, ""),
            organisation=one.organisation.name,
            is_attendance_officer=one.person_id in officers,
        )
        for one in accounts
    )
    return tuple(sorted(found, key=lambda one: (one.name, one.person)))


def partner_named(organisation_id: uuid.UUID, person_id: uuid.UUID) -> Partner | None:
    """One of them; None for anybody who has no access to this school."""
    return next((one for one in partners_of(organisation_id) if one.person == person_id), None)


def persons_elsewhere(ids: Collection[uuid.UUID], organisation_id: uuid.UUID) -> tuple[Person, ...]:
    """The persons among `ids` who work for another organisation and have access to this one, by name.

    Two queries; none without ids.
    """
    if not ids:
        return ()
    reaching = AccountReach.objects.filter(organisation_id=organisation_id)
    accounts = Account.objects.filter(person_id__in=ids, is_active=True, pk__in=reaching.values("account_id"))
    where = dict(accounts.values_list("person_id", "organisation_id"))
    if not where:
        return ()
    with reading([organisation_id, *set(where.values())]):
        found = Person.objects.filter(pk__in=where, erased_at__isnull=True).defer("bsn", "bsn_digest")
        return tuple(found.order_by("sort_name", "pk")[:MOST])
