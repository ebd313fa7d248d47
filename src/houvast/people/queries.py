"""Reading about persons, units and roles. Nothing here is about a dossier; students go through the privacy door."""

from dataclasses import dataclass
from datetime import date

from houvast.people.clock import today
from houvast.people.models import Account, Person, RoleAssignment
from houvast.people.role_names import ROLE_NAMES
from houvast.people.waiting import waits_now


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """A role somebody holds, held or will hold; `is_running` on the day that was asked about."""

    pk: str
    role: str
    label: str
    unit: str
    starts_on: date
    ends_on: date | None
    is_running: bool
    revision: int
    waits: bool
    """It does not count until the privacy officer confirms it."""
    refused: str
    """Why the privacy officer refused it; empty when that did not happen."""


def roles_of(person: Person, on: date | None = None) -> tuple[HeldRole, ...]:
    """Every role of a person, the running and coming ones first, then the latest ended."""
    day = on or today()
    rows = RoleAssignment.every.filter(person=person).select_related("unit").order_by("-starts_on", "-pk")
    held = [
        HeldRole(
            pk=str(row.pk),
            role=row.role,
            label=str(ROLE_NAMES[row.role]),
            unit=row.unit.name if row.unit else "",
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_running=row.starts_on <= day and (row.ends_on is None or row.ends_on >= day),
            revision=row.revision,
            waits=waits_now(row),
            refused=row.refused_why if row.refused_at else "",
        )
        for row in rows
    ]
    return tuple(sorted(held, key=lambda one: one.ends_on is not None and one.ends_on < day))


def account_by_email(email: str) -> Account:
    """The account that signs in with this address; raises Account.DoesNotExist."""
    return Account.objects.get(email__iexact=email)
