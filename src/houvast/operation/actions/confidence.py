"""Who hears about who is let in to what is told in confidence: the privacy officers, and whoever is let in."""

from datetime import datetime

from django.urls import reverse

from houvast.operation.actions.access import tell_by_link
from houvast.operation.queries.confidence import holds_confidence
from houvast.people.ids import new_id
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy.actions.rights import tell_officers
from houvast.privacy.registry import tell


def tell_who_was_let_in(person: Person, *, by: Viewer, at: datetime) -> None:
    """That somebody waits or got a new link; nothing for somebody who opens nothing of that kind."""
    if holds_confidence(person):
        tell_officers(by.organisation_id, key=f"let-in/{new_id()}", link=reverse("privacy-officer"), at=at)


def tell_role_was_judged(role: RoleAssignment, token: str, *, at: datetime) -> None:
    """Whoever was let in gets the link to begin with; who gave the role hears that there is an answer."""
    if token:
        tell_by_link(role.person, token, is_invitation=False)
    if role.given_by is not None and role.given_by_id != role.person_id:
        page = reverse("administration-staff-member", kwargs={"person_id": role.person_id})
        tell(role.given_by, key=f"role/{role.pk}/{at:%Y%m%d%H%M%S}", link=page, at=at)
    if not token:
        tell(role.person, key=f"role/{role.pk}/{at:%Y%m%d%H%M%S}/own", link=reverse("my-access"), at=at)
