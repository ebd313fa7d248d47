"""Who was let in to what is told in confidence: for the privacy officer, since an administrator gives that access."""

from datetime import datetime, timedelta

from houvast.people.models import AdministrativeAct, Person, RoleAssignment
from houvast.people.viewer import Viewer

Act = AdministrativeAct.Act
ROLES = frozenset({RoleAssignment.Role.STUDENT_COUNSELLOR, RoleAssignment.Role.HELPDESK})
"""Roles of a school or helpdesk that open a compartment."""
LETTING_IN = (Act.INVITED, Act.ACCESS_RESET, Act.ACCESS_RESTORED, Act.ROLE_GIVEN)
SHOWN_FOR = timedelta(days=90)
MOST = 50


def holds_confidence(person: Person) -> bool:
    """Whether this person opens, or is going to open, what was told in confidence."""
    return RoleAssignment.objects.filter(person=person, role__in=ROLES).exists()


def let_in(viewer: Viewer, at: datetime) -> tuple[AdministrativeAct, ...]:
    """Whom somebody let in, the latest first: fifty at most, of the last three months."""
    holders = RoleAssignment.objects.filter(organisation_id=viewer.organisation_id, role__in=ROLES).values("person_id")
    found = AdministrativeAct.objects.filter(
        organisation_id=viewer.organisation_id, act__in=LETTING_IN, at__gte=at - SHOWN_FOR, about_id__in=holders
    )
    return tuple(found.select_related("about", "by").order_by("-at", "-id")[:MOST])
