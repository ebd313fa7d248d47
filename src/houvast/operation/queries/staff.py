"""Who works here, with which roles, and whether they can sign in."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from houvast.people.models import Account, Person, RoleAssignment
from houvast.people.role_names import ROLE_NAMES
from houvast.people.viewer import Viewer, running_on
from houvast.people.waiting import waits_now

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """One person: the running roles in words, and the state of the access."""

    person: Person
    roles: str
    access: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPage:
    """At most fifty rows; `after` leads to the next, empty at the end."""

    rows: tuple[StaffRow, ...]
    after: str


def access_state(account: Account | None) -> str:
    """none, ended, invited or open."""
    if account is None:
        return "none"
    if not account.is_active:
        return "ended"
    return "open" if account.has_usable_password() else "invited"


def _staff(viewer: Viewer) -> QuerySet[Person]:
    with_role = RoleAssignment.every.filter(organisation_id=viewer.organisation_id).values("person_id")
    return Person.objects.filter(
        organisation_id=viewer.organisation_id, is_student=False, erased_at__isnull=True, pk__in=with_role
    )


def staff_page(viewer: Viewer, *, search: str, after: str) -> StaffPage:
    """By name, from `after` (a sort name and an id) on."""
    people = _staff(viewer).select_related("account")
    if search:
        people = people.filter(
            Q(sort_name__contains=search.lower()) | Q(email__icontains=search) | Q(number__startswith=search)
        )
    name, _bar, last = after.rpartition("|")
    if last and _is_id(last):
        people = people.filter(Q(sort_name__gt=name) | Q(sort_name=name, pk__gt=last))
    found = list(people.order_by("sort_name", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    held: dict[uuid.UUID, list[str]] = {}
    running = RoleAssignment.every.filter(running_on(viewer.day), person__in=shown, refused_at__isnull=True)
    running = running.select_related("unit")
    for role in running.order_by("role", "starts_on", "pk"):
        where = f" ({role.unit.name})" if role.unit else ""
        waits = f": {_('waits for the privacy officer')}" if waits_now(role) else ""
        held.setdefault(role.person_id, []).append(f"{ROLE_NAMES[role.role]}{where}{waits}")
    rows = tuple(
        StaffRow(
            person=person,
            roles=", ".join(held.get(person.pk, ())),
            access=access_state(getattr(person, "account", None)),
        )
        for person in shown
    )
    more = f"{shown[-1].sort_name}|{shown[-1].pk}" if len(found) > PAGE else ""
    return StaffPage(rows=rows, after=more)


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def staff_member(viewer: Viewer, person_id: uuid.UUID) -> Person | None:
    """Somebody of the viewer's organisation who is not a student; None for anybody else."""
    return (
        Person.objects.select_related("account")
        .filter(pk=person_id, organisation_id=viewer.organisation_id, is_student=False, erased_at__isnull=True)
        .first()
    )


def role_assignment(viewer: Viewer, role_id: uuid.UUID) -> RoleAssignment | None:
    """A role held in the viewer's organisation, with its person and unit; None for any other."""
    return (
        RoleAssignment.every.select_related("person", "unit")
        .filter(pk=role_id, organisation_id=viewer.organisation_id)
        .first()
    )
