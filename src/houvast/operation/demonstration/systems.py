"""Two connected systems of the demonstration: a timetable that writes absence, a portal that reads days of talks."""

from datetime import timedelta

from houvast.api import actions
from houvast.core.access.words import Purpose
from houvast.people.clock import now
from houvast.people.models import Organisation, RoleAssignment
from houvast.people.viewer import Viewer

SYSTEMS = (
    (
        "Rooster",
        "Functioneel beheer, tst. 1100",
        Purpose.ADMINISTRATION,
        ("students:read", "absences:read", "absences:write", "changes:read"),
        "Aanwezigheid uit het rooster overnemen",
        timedelta(days=300),
    ),
    (
        "Studentportaal",
        "Leverancier van het portaal, tst. 1105",
        Purpose.GUIDANCE,
        ("students:read", "talks:read", "agreements:read"),
        "Gesprekken in de agenda van de student",
        timedelta(days=20),
    ),
)


def tell_systems(school: Organisation) -> None:
    """Connect them as the administrator does. Their tokens are shown to nobody: make another to try one."""
    role = RoleAssignment.Role.ADMINISTRATOR
    held = RoleAssignment.objects.filter(organisation=school, role=role).select_related("person").order_by("pk").first()
    if held is None:
        return
    by, at = Viewer(held.person), now()
    for name, keeper, purpose, scopes, reason, lasts in SYSTEMS:
        client = actions.connect(new=actions.NewClient(name=name, keeper=keeper, unit=None), by=by, at=at)
        new = actions.NewToken(purpose=purpose, scopes=scopes, reason=reason, expires_at=at + lasts)
        actions.give_token(client=client, new=new, by=by, at=at)
