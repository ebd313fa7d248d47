"""When a role that was confirmed waits again, and who opens or is going to open what was told in confidence."""

import uuid
from datetime import date, datetime

from django.db.models import Q

from houvast.people.models import GUARDED, RoleAssignment
from houvast.people.viewer import DESK_ROLES
from houvast.people.wall_opening import inside

AT_A_DESK = Q(role__in=sorted(DESK_ROLES), unit__isnull=False)
"""Roles at a desk: what students tell a helper there opens to who was confirmed."""
OPENS = Q(role__in=GUARDED) | AT_A_DESK
"""Roles of which a second person says whether they open what was told in confidence."""
NOT_JUDGED = Q(confirmed_at__isnull=True, refused_at__isnull=True)
"""Nobody said yes or no yet."""
UNCONFIRMED: dict[str, object] = {"confirmed_at": None, "confirmed_by_id": None, "vouched_by": ""}
"""What of a role is set when it waits again."""
ASKS_AGAIN = ("ends_on", "revision", "given_by", "given_at", "confirmed_by", "confirmed_at", "vouched_by")
"""The fields of a role that a later last day changes."""


def given_anew(role: RoleAssignment, last_day: date | None, *, by: uuid.UUID | None, at: datetime) -> dict[str, object]:
    """What changes beside the last day when that is later than it was; nothing when it is not."""
    if role.ends_on is None or (last_day is not None and last_day <= role.ends_on):
        return {}
    given: dict[str, object] = {"given_by_id": by, "given_at": at}
    return given | UNCONFIRMED


def waits_now(role: RoleAssignment) -> bool:
    """Whether it does not count until a second person confirms it."""
    return role.role in GUARDED and role.confirmed_at is None and role.refused_at is None


def opens_confidence(person_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    """Whether this person opens, opened or is going to open what was told in confidence, or confirms who does."""
    with inside([organisation_id]):
        held = RoleAssignment.every.filter(OPENS, person_id=person_id)
        return held.exists()
