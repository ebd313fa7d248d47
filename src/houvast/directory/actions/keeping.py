"""A keeper makes, changes, looks at or withdraws an entry of their own organisation."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from houvast.directory.models import Service, ServiceCheck, ServiceDoubt
from houvast.directory.queries.services import may_keep
from houvast.directory.service_file import ServiceRow
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer

GIVEN = tuple(field.name for field in fields(ServiceRow) if field.name not in ("code", "checked_on"))
"""What a keeper types of an entry: everything that a file can say, but its code and when it was looked at."""


class NotYours(PermissionError):
    """This person keeps no entries, or this is an entry of another organisation."""

    def __init__(self) -> None:
        super().__init__("Entries are kept by the organisation whose they are, by whoever keeps its directory there.")


def doubt(*, service: Service, fault: str, words: str, on: date) -> None:
    """A reader says that something of this entry is not right; nobody is named, and the keeper looks at it.

    `fault` is a ServiceDoubt.Fault value. What was said before of the same kind is counted on.
    """
    with transaction.atomic():
        said, made = ServiceDoubt.objects.get_or_create(
            service=service, fault=fault, defaults={"words": words, "latest_on": on}
        )
        if not made:
            ServiceDoubt.objects.filter(pk=said.pk).update(
                words=words or said.words, latest_on=on, times=F("times") + 1
            )


def make(*, given: Mapping[str, Any], by: Viewer, on: date, at: datetime) -> Service:
    """A new entry of the own organisation, looked at today and so published. Raises NotYours."""
    if not may_keep(by):
        raise NotYours
    with transaction.atomic():
        service = Service(kept_by=by.person.organisation, state=Service.State.PUBLISHED)
        service.code = service.pk.hex[-12:]
        _fill(service, given)
        _looked(service, by, on)
        service.save()
        _note(service, by, at, ServiceCheck.Outcome.CHANGED)
    return service


def change(
    *, service: Service, given: Mapping[str, Any], by: Viewer, on: date, at: datetime, seen_revision: int
) -> None:
    """Change an entry, and by that look at it. Raises NotYours, ChangedMeanwhile."""
    with transaction.atomic():
        locked = _locked(service, by, seen_revision)
        _fill(locked, given)
        _looked(locked, by, on)
        locked.state = Service.State.PUBLISHED
        locked.save()
        _note(locked, by, at, ServiceCheck.Outcome.CHANGED)


def look_again(*, service: Service, by: Viewer, on: date, at: datetime, seen_revision: int) -> None:
    """Say that an entry is still right; what waited is published. Raises NotYours, ChangedMeanwhile."""
    with transaction.atomic():
        locked = _locked(service, by, seen_revision)
        _looked(locked, by, on)
        locked.state = Service.State.PUBLISHED
        locked.save(update_fields=["checked_on", "checked_by", "state", "revision"])
        _note(locked, by, at, ServiceCheck.Outcome.RIGHT)


def withdraw(*, service: Service, by: Viewer, at: datetime, seen_revision: int) -> None:
    """Take an entry from the public pages; its history stays. Raises NotYours, ChangedMeanwhile."""
    with transaction.atomic():
        locked = _locked(service, by, seen_revision)
        ServiceDoubt.objects.filter(service=service).delete()
        locked.state = Service.State.WITHDRAWN
        locked.revision += 1
        locked.save(update_fields=["state", "revision"])
        _note(locked, by, at, ServiceCheck.Outcome.WITHDRAWN)


def _locked(service: Service, by: Viewer, seen_revision: int) -> Service:
    if not may_keep(by) or service.kept_by_id != by.organisation_id:
        raise NotYours
    locked = Service.objects.select_for_update().get(pk=service.pk)
    if locked.revision != seen_revision:
        raise ChangedMeanwhile(locked.name)
    return locked


def _fill(service: Service, given: Mapping[str, Any]) -> None:
    for name in GIVEN:
        if name in given:
            setattr(service, name, given[name])


def _looked(service: Service, by: Viewer, on: date) -> None:
    """Looked at by the keeper: what readers doubted is answered by that."""
    ServiceDoubt.objects.filter(service=service).delete()
    service.checked_on, service.checked_by = on, by.person.organisation.name[:120]
    service.revision += 1


def _note(service: Service, by: Viewer, at: datetime, outcome: ServiceCheck.Outcome) -> None:
    ServiceCheck.objects.create(
        organisation_id=service.kept_by_id, service=service, by=by.person, at=at, outcome=outcome
    )
