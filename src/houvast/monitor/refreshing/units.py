"""To which team a unit belongs: the nearest team above it, itself included; a unit without one stands for itself."""

import uuid

from houvast.people.models import Unit


def teams_of(organisation_id: uuid.UUID) -> dict[uuid.UUID, uuid.UUID]:
    """The team of every unit of the organisation. One query."""
    rows = list(Unit.objects.filter(organisation_id=organisation_id).values_list("id", "kind", "path"))
    teams = {unit.hex: unit for unit, kind, _ in rows if kind == Unit.Kind.TEAM}
    found = {}
    for unit, _, path in rows:
        above = [teams[one] for one in path.split("/") if one in teams]
        found[unit] = above[-1] if above else unit
    return found
