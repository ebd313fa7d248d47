"""Who can sit at a table, who teaches a student, and which partners the school works with."""

import uuid
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from houvast.careteam.models import Meeting
from houvast.careteam.queries.rights import STAFF
from houvast.people.clock import today
from houvast.people.models import Account, AccountReach, Person, RoleAssignment, UnitMembership
from houvast.people.viewer import running_on
from houvast.privacy.scope import organisation_scope

MOST = 300
PARTNERS = 50


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


def _above_and_below(path: str) -> Q:
    """Roles in the unit itself, in every unit above it and under it, and of the whole school."""
    parts = path.rstrip("/").split("/")
    above = ["/".join(parts[: count + 1]) + "/" for count in range(len(parts))]
    return Q(unit__isnull=True) | Q(unit__path__in=above) | Q(unit__path__startswith=path)


def staff_of(meeting: Meeting) -> tuple[Person, ...]:
    """Coaches, teachers, team leaders and support advisors around the unit of this meeting, by name."""
    roles = RoleAssignment.objects.filter(
        _above_and_below(meeting.unit.path),
        running_on(today()),
        organisation_id=meeting.organisation_id,
        role__in=STAFF,
    )
    found = Person.objects.filter(pk__in=roles.values("person_id"), erased_at__isnull=True)
    return tuple(found.order_by("sort_name", "pk")[:MOST])


def teachers_of(student: Person) -> tuple[Person, ...]:
    """Every teacher and coach of the units this student is in, and of those above, by name. Two queries (S-605)."""
    day = today()
    paths = UnitMembership.objects.filter(running_on(day), student=student).values_list("unit__path", flat=True)
    within = Q(pk__in=())
    for path in paths:
        parts = path.rstrip("/").split("/")
        within |= Q(unit__path__in=["/".join(parts[: count + 1]) + "/" for count in range(len(parts))])
    teaching = RoleAssignment.objects.filter(
        within,
        running_on(day),
        person=OuterRef("pk"),
        role__in=(RoleAssignment.Role.TEACHER, RoleAssignment.Role.STUDY_COACH),
    )
    found = Person.objects.filter(Exists(teaching), organisation_id=student.organisation_id, erased_at__isnull=True)
    return tuple(found.order_by("sort_name", "pk")[:MOST])


def partners_of(organisation_id: uuid.UUID) -> tuple[Partner, ...]:
    """Everybody of another organisation who was given access to this school, by name."""
    reaching = AccountReach.objects.filter(organisation_id=organisation_id)
    accounts = list(
        Account.objects.filter(pk__in=reaching.values("account_id"), is_active=True)
        .select_related("organisation")
        .order_by("organisation__name", "pk")[:PARTNERS]
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
