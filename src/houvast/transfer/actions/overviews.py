"""The total overview that an institution sends to its feeder schools (S-749)."""

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from houvast.core.access.words import Action
from houvast.people.clock import day_of
from houvast.people.viewer import Viewer
from houvast.transfer.actions.recording import tell_school
from houvast.transfer.chain import details_of
from houvast.transfer.models import BoardRow, Pupil, TransferEvent
from houvast.transfer.queries.reach import RECEIVING, visible


def send_overview(*, by: Viewer, year: int, at: datetime) -> int:
    """Tell each feeder school once a day that the standing of its pupils here was gone through; how many schools.

    The numbers themselves stand on the school's own board, where they are always the present ones.
    """
    rows = visible(by, Action.RECORD, year=year).filter(side=BoardRow.Side.INSTITUTION)
    first: dict[uuid.UUID, BoardRow] = {}
    for row in rows.order_by("owner", "id"):
        first.setdefault(row.owner_id, row)
    if not by.role_names & RECEIVING:
        raise PermissionDenied
    with transaction.atomic():
        for row in first.values():
            _tell(row, by, at)
    return len(first)


def _tell(row: BoardRow, by: Viewer, at: datetime) -> None:
    with details_of(row, writes=True):
        pupil = Pupil.objects.select_related("student").get(pk=row.pupil_id)
        on = day_of(at)
        kind = TransferEvent.Kind.OVERVIEW_SENT
        known = TransferEvent.objects.filter(pupil=pupil, kind=kind, on=on, by_organisation=row.organisation_id)
        if known.exists():
            return
        TransferEvent.objects.create(
            organisation_id=pupil.organisation_id, pupil=pupil, kind=kind, on=on, at=at, by=by.person,
            by_name=by.person.name, by_organisation_id=row.organisation_id,
        )  # fmt: skip
        tell_school(pupil, key=f"transfer/overview/{row.organisation_id}/{on}", at=at)
