"""The teams of an institution, to give a pupil who applied to."""

from houvast.people.models import Unit
from houvast.people.viewer import Viewer

MOST_TEAMS = 500


def teams_to_choose(viewer: Viewer) -> list[Unit]:
    """The teams of the viewer's own organisation, by name."""
    found = Unit.objects.filter(organisation_id=viewer.organisation_id, kind=Unit.Kind.TEAM)
    return list(found.order_by("name", "id")[:MOST_TEAMS])
