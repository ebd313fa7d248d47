"""Loading a file of services: everything in one transaction, nothing twice."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from houvast.directory.actions.keeping import NotYours
from houvast.directory.models import Service, ServiceCheck
from houvast.directory.queries.fitting import is_stale
from houvast.directory.queries.services import may_keep
from houvast.directory.service_file import ServiceRow
from houvast.people.models import Organisation
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How many rows were new, changed an entry, or changed nothing; `waiting`: new and changed that wait for review."""

    added: int
    changed: int
    unchanged: int
    waiting: int


def import_services(
    *,
    rows: Sequence[ServiceRow],
    kept_by: Organisation,
    by: Viewer | None,
    on: date,
    at: datetime,
    write: bool,
) -> Loaded:
    """Make or change the entries of one organisation by their code; `write=False` only counts.

    A row with a day of checking within half a year is published with that day; without one, what is new or changed
    waits in the review queue until a keeper looked at it. `by` is None on the command line. Raises NotYours.
    """
    if by is not None and not (may_keep(by) and by.organisation_id == kept_by.pk):
        raise NotYours
    counted = {"added": 0, "changed": 0, "unchanged": 0, "waiting": 0}
    with transaction.atomic():
        known = {one.code: one for one in Service.objects.select_for_update().filter(kept_by=kept_by)}
        for row in rows:
            service = known.get(row.code)
            values = asdict(row)
            if service is not None and not _differs(service, values):
                counted["unchanged"] += 1
                continue
            counted["added" if service is None else "changed"] += 1
            is_fresh = not is_stale(row.checked_on, on)
            counted["waiting"] += not is_fresh
            if write:
                _store(service or Service(kept_by=kept_by), values, is_fresh=is_fresh, by=by, at=at)
    return Loaded(**counted)


def _differs(service: Service, values: dict[str, object]) -> bool:
    """Whether a row says something else than the entry; a file without a day of checking does not take one away."""
    return any(
        getattr(service, name) != value for name, value in values.items() if name != "checked_on" or value is not None
    )


def _store(service: Service, values: dict[str, object], *, is_fresh: bool, by: Viewer | None, at: datetime) -> None:
    for name, value in values.items():
        setattr(service, name, value)
    service.checked_by = service.kept_by.name[:120] if values["checked_on"] else ""
    service.state = Service.State.PUBLISHED if is_fresh else Service.State.WAITING
    service.revision += 1
    service.save()
    ServiceCheck.objects.create(
        organisation_id=service.kept_by_id,
        service=service,
        by=by.person if by else None,
        at=at,
        outcome=ServiceCheck.Outcome.IMPORTED,
    )
