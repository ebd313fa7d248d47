"""Who waits to be let in to what is told in confidence, and who was let in: for the privacy officer."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from houvast.careteam.queries.confidence import REACHED_ALONE
from houvast.handover.models import Desk
from houvast.people.actions.confirming import WAITS, is_administrator, may_judge, officers_who_confirm
from houvast.people.models import GUARDED, Account, AdministrativeAct, Person, RoleAssignment, SignInProvider
from houvast.people.role_names import ROLE_NAMES
from houvast.people.viewer import Viewer, running_on
from houvast.people.waiting import OPENS, opens_confidence

Act = AdministrativeAct.Act
LETTING_IN = (
    *(Act.INVITED, Act.ACCESS_RESET, Act.ACCESS_RESTORED),
    *(Act.ROLE_GIVEN, Act.ROLE_CONFIRMED, Act.ROLE_REFUSED),
)
SHOWN_FOR = timedelta(days=90)
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRole:
    """A role that does not count yet. `email` is the address at which this person comes in, empty without access."""

    role: RoleAssignment
    label: str
    email: str
    may_judge: bool


def holds_confidence(person: Person) -> bool:
    """Whether this person opens, or is going to open, what was told in confidence, or confirms who does."""
    return opens_confidence(person.pk, person.organisation_id)


def let_in(viewer: Viewer, at: datetime) -> tuple[AdministrativeAct, ...]:
    """Whom somebody let in, the latest first: fifty at most, of the last three months."""
    holders = RoleAssignment.every.filter(OPENS, organisation_id=viewer.organisation_id).values("person_id")
    found = AdministrativeAct.objects.filter(
        organisation_id=viewer.organisation_id, act__in=LETTING_IN, at__gte=at - SHOWN_FOR, about_id__in=holders
    )
    return tuple(found.select_related("about", "by").order_by("-at", "-id")[:MOST])


def waiting_roles(viewer: Viewer) -> tuple[WaitingRole, ...]:
    """Roles of this organisation that wait, the longest waiting first: fifty at most. Three queries."""
    rows = list(_waiting(viewer).order_by("given_at", "pk")[:MOST])
    emails, arranges = _emails(rows), is_administrator(viewer.person.pk, viewer.day)
    return tuple(_row(one, emails, viewer, arranges=arranges) for one in rows)


def how_many_wait(viewer: Viewer) -> int:
    """One query."""
    return _waiting(viewer).count()


def waiting_role(viewer: Viewer, role_id: uuid.UUID) -> WaitingRole | None:
    """One that waits, waited, or was refused in this organisation; None for any other."""
    ours = RoleAssignment.every.filter(OPENS, organisation_id=viewer.organisation_id)
    found = ours.select_related("person", "unit", "given_by", "confirmed_by", "refused_by").filter(pk=role_id).first()
    arranges = is_administrator(viewer.person.pk, viewer.day)
    return _row(found, _emails([found]), viewer, arranges=arranges) if found else None


def other_roles(role: RoleAssignment, viewer: Viewer) -> tuple[str, ...]:
    """What this person does here already, in words."""
    held = RoleAssignment.objects.filter(running_on(viewer.day), person_id=role.person_id).exclude(pk=role.pk)
    return tuple(sorted({str(ROLE_NAMES[one]) for one in held.values_list("role", flat=True)}))


def provider_that_waits(viewer: Viewer) -> SignInProvider | None:
    """The school's own provider, when it was changed since the privacy officer looked."""
    found = SignInProvider.objects.filter(organisation=viewer.organisation_id, is_open=True).first()
    return found if found and not found.is_confirmed else None


def has_officer(viewer: Viewer) -> bool:
    """Whether anybody here can confirm: a privacy officer who can sign in and is no administrator."""
    return officers_who_confirm(viewer.day).filter(organisation_id=viewer.organisation_id).exists()


def somebody_may_judge(person: Person, viewer: Viewer) -> bool:
    """Whether anybody here can confirm each role of this person that waits: not who gave it, nor who gets it."""
    officers = set(
        officers_who_confirm(viewer.day)
        .filter(organisation_id=viewer.organisation_id)
        .values_list("person_id", flat=True)
    )
    rows = _waiting(viewer).filter(person=person)
    return all(officers - {one.given_by_id, one.person_id} for one in rows)


def _waiting(viewer: Viewer) -> QuerySet[RoleAssignment]:
    """At a desk only where students tell in confidence: elsewhere the role itself is enough."""
    alone = Desk.objects.filter(kind__in=REACHED_ALONE, unit__isnull=False).values("unit_id")
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.day)
    ours = RoleAssignment.every.filter(WAITS, still, organisation_id=viewer.organisation_id)
    return ours.filter(Q(role__in=GUARDED) | Q(unit_id__in=alone)).select_related("person", "unit", "given_by")


def _emails(rows: list[RoleAssignment]) -> dict[uuid.UUID, str]:
    accounts = Account.objects.filter(person_id__in={one.person_id for one in rows}, is_active=True)
    return dict(accounts.values_list("person_id", "email"))


def _row(role: RoleAssignment, emails: dict[uuid.UUID, str], viewer: Viewer, *, arranges: bool) -> WaitingRole:
    return WaitingRole(
        role=role,
        label=str(ROLE_NAMES[role.role]),
        email=emails.get(role.person_id, ""),
        may_judge=may_judge(role, viewer, arranges=arranges),
    )
