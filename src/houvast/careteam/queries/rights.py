"""Who may hold meetings, and the ties that rows of this folder make between a viewer and a student.

The rights themselves stand in the policy; here only the relation is found: a partner at the table (`Seat`), who was
referred to (`Referral`), who is reached in confidence (a desk's own people).
"""

from django.db.models import Q, QuerySet
from django.http import Http404

from houvast.careteam.models import Seat
from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Data, Relation
from houvast.people.models import RoleAssignment, Unit
from houvast.people.viewer import Viewer

CHAIRS = frozenset({RoleAssignment.Role.SUPPORT_ADVISOR, RoleAssignment.Role.TEAM_LEADER})
STAFF = frozenset({*CHAIRS, RoleAssignment.Role.STUDY_COACH, RoleAssignment.Role.TEACHER})
UNITS = 200


def may_plan(viewer: Viewer) -> bool:
    """Whether this person can plan a meeting and lead it."""
    return bool(viewer.role_names & CHAIRS)


def units_of(viewer: Viewer) -> QuerySet[Unit]:
    """The colleges, teams and classes of which the viewer can plan a meeting, by name."""
    reach = Q(pk__in=())
    for role in viewer.roles:
        if role.role in CHAIRS:
            reach |= Q(path__startswith=role.path) if role.path else Q()
            if role.path is None:
                reach = Q()
                break
    kinds = (Unit.Kind.COLLEGE, Unit.Kind.TEAM, Unit.Kind.GROUP)
    found = Unit.objects.filter(reach, organisation_id=viewer.organisation_id, kind__in=kinds)
    return found.exclude(closed_on__lt=viewer.day).order_by("kind", "name", "pk")


def must_be(relation: Relation, data: Data, action: Action) -> None:
    """Http404 unless the policy lets this relation do this with this data."""
    if not decide({relation}, data, action).allowed:
        raise Http404


def seats_open(viewer: Viewer) -> QuerySet[Seat]:
    """The seats from which this partner sees a student now: agreed, not taken back, until a month after the meeting."""
    return Seat.objects.filter(
        state=Seat.State.AGREED, member__person=viewer.person, item__off_on__isnull=True, item__student__erased_at=None
    )
