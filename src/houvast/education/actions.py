"""Programmes: added and changed by whoever the caller judged may do so."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from houvast.education.models import Programme


class ProgrammeIsListed(Exception):
    """There is a programme with this name and crebo already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFacts:
    """`crebo` may be empty; `level` 1 to 4 and `years` may be unknown."""

    name: str
    crebo: str
    level: int | None
    years: int | None


def save_programme(*, organisation_id: uuid.UUID, programme_id: uuid.UUID | None, facts: ProgrammeFacts) -> Programme:
    """A new programme, or the facts of a known one replaced. Raises ProgrammeIsListed, Programme.DoesNotExist."""
    if programme_id is None:
        programme = Programme(organisation_id=organisation_id)
    else:
        programme = Programme.objects.get(pk=programme_id, organisation_id=organisation_id)
    programme.name, programme.crebo = facts.name, facts.crebo
    programme.level, programme.years = facts.level, facts.years
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:
        raise ProgrammeIsListed from error
    return programme
