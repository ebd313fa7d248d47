"""Units and programmes that files name: found, or made once."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from houvast.education.models import Programme
from houvast.people.ids import new_id
from houvast.people.models import Unit


@dataclass(frozen=True, slots=True)
class _UnitRow:
    id: uuid.UUID
    kind: str
    parent: uuid.UUID | None
    path: str


class Places:
    """The units and programmes of the institutions of one run: few, so they are read once and kept."""

    def __init__(self, organisations: Collection[uuid.UUID]) -> None:
        self._units: dict[tuple[uuid.UUID, str, str], list[_UnitRow]] = {}
        self._programmes: dict[tuple[uuid.UUID, str], list[Programme]] = {}
        self._new_units: list[Unit] = []
        self._new_programmes: list[Programme] = []
        self._changed_programmes: dict[uuid.UUID, Programme] = {}
        units = Unit.objects.filter(organisation__in=organisations, closed_on__isnull=True).order_by("path")
        for id_, organisation, kind, name, parent, path in units.values_list(
            "id", "organisation_id", "kind", "name", "parent_id", "path"
        ):
            self._units.setdefault((organisation, kind, name.casefold()), []).append(_UnitRow(id_, kind, parent, path))
        for programme in Programme.objects.filter(organisation__in=organisations).order_by("name", "id"):
            self._programmes.setdefault((programme.organisation_id, programme.crebo), []).append(programme)

    def unit(self, organisation: uuid.UUID, *, college: str, team: str, group: str) -> uuid.UUID | None:
        """The smallest unit that is named, made with those above it when it is not there; None when none is named."""
        found: _UnitRow | None = None
        for kind, name in ((Unit.Kind.COLLEGE, college), (Unit.Kind.TEAM, team), (Unit.Kind.GROUP, group)):
            if name:
                found = self._unit(organisation, kind, name, found)
        return found.id if found else None

    def _unit(self, organisation: uuid.UUID, kind: str, name: str, above: _UnitRow | None) -> _UnitRow:
        named = self._units.setdefault((organisation, kind, name.casefold()), [])
        if above is None and len(named) == 1:
            return named[0]
        parent = above.id if above else None
        for one in named:
            if one.parent == parent:
                return one
        unit = Unit(id=new_id(), organisation_id=organisation, kind=kind, name=name, parent_id=parent)
        unit.path = f"{above.path if above else ''}{unit.pk.hex}/"
        row = _UnitRow(unit.pk, kind, parent, unit.path)
        named.append(row)
        self._new_units.append(unit)
        return row

    def unit_named(self, organisation: uuid.UUID, name: str) -> uuid.UUID | None:
        """The one unit of any kind with this name; None when there is none or it is not clear which."""
        found = [one for kind in Unit.Kind for one in self._units.get((organisation, kind.value, name.casefold()), ())]
        return found[0].id if len(found) == 1 else None

    def programme(self, organisation: uuid.UUID, *, crebo: str, name: str, level: int | None) -> uuid.UUID:
        """The programme with this crebo and name; one known by its crebo only gets its name when a file has it."""
        known = self._programmes.setdefault((organisation, crebo), [])
        found = next((one for one in known if one.name == name), None) if name else (known[0] if known else None)
        if found is None and name and crebo and (nameless := next((one for one in known if one.name == crebo), None)):
            nameless.name = name
            self._changed_programmes[nameless.pk] = nameless
            found = nameless
        if found is None:
            found = Programme(id=new_id(), organisation_id=organisation, crebo=crebo, name=name or crebo, level=level)
            known.append(found)
            self._new_programmes.append(found)
        elif level is not None and found.level is None:
            found.level = level
            self._changed_programmes[found.pk] = found
        return found.pk

    def write(self) -> None:
        """Store what was made since the last time; units above go before those under them."""
        Unit.objects.bulk_create(self._new_units)
        new = {one.pk for one in self._new_programmes}
        changed = [one for one in self._changed_programmes.values() if one.pk not in new]
        Programme.objects.bulk_create(self._new_programmes)
        Programme.objects.bulk_update(changed, ["name", "level"])
        self.forget()

    def forget(self) -> None:
        """A rehearsal stores nothing and keeps what it would have made in mind."""
        self._new_units, self._new_programmes, self._changed_programmes = [], [], {}
