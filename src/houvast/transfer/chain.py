"""The wall between organisations, opened for one pupil's chain only, after the policy said yes.

Lists and counts stay inside one organisation: its board rows are its own. Only the details of one pupil, and the
renewal of the rows that tell of that pupil, reach the school that brought the pupil in and those it is shared with.
"""

import uuid
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, nullcontext

from django.db import connection

from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope
from houvast.transfer.models import Application, BoardRow, Pupil


def _scope(organisations: Collection[uuid.UUID], *, writes: bool) -> AbstractContextManager[None]:
    if connection.vendor == "sqlite" and not writes:
        return nullcontext()
    return organisation_scope(organisations)


def details_of(row: BoardRow, *, writes: bool = False) -> AbstractContextManager[None]:
    """Inside the wall of who looks and of the school that brought this pupil in."""
    return _scope({row.organisation_id, row.owner_id}, writes=writes)


def whole_chain(pupils: Iterable[Pupil], applications: Iterable[Application]) -> AbstractContextManager[None]:
    """Inside the wall of everybody who has, or is to have, a board row of these pupils."""
    found = {pupil.organisation_id for pupil in pupils}
    found |= {uuid.UUID(one) for pupil in pupils for one in pupil.shared_with}
    found |= {pupil.municipality_id for pupil in pupils if pupil.municipality_id}
    found |= {one.institution_id for one in applications if one.institution_id}
    return _scope(found, writes=True)


def every_school(*, writes: bool) -> AbstractContextManager[None]:
    """Inside the wall of every school: only to find that two schools name the same pupil, by keyed hashes."""
    kinds = (Organisation.Kind.FEEDER_SCHOOL, Organisation.Kind.INSTITUTION)
    ids = Organisation.objects.filter(kind__in=kinds).values_list("id", flat=True)
    return _scope(set(ids), writes=writes)
