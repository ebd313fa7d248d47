"""The feeder school of a student of ours: found by the row of our own board, told as far as the student agreed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404

from houvast.core.access.words import Action, Data
from houvast.core.transfer.matching import folded
from houvast.people.models import Organisation, Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.consent import agreed_items
from houvast.transfer.models import BoardRow, ConsentItem, TransferEvent
from houvast.transfer.queries.pupil import details_of_row
from houvast.transfer.queries.reach import log_at_school

Kind = TransferEvent.Kind
MOST_OF_ONE_DAY = 200
"""So many pupils with one birth date are looked at."""
BETWEEN_SCHOOLS = frozenset({Kind.INFORMATION_ASKED, Kind.INFORMATION_GIVEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSchool:
    """Where a student of ours came from. `row` is None when no school on our board can be told to be the one.

    `agreed`: the student agreed on the page of the transfer that mentor and coach talk, and that still holds.
    `said`: what the schools asked and told each other, latest first; empty without that agreement.
    """

    student: Person
    row: BoardRow | None
    agreed: bool
    said: tuple[TransferEvent, ...]


def has_old_school(viewer: Viewer, student: Person) -> bool:
    """Whether the way to the old school is offered: to who may ask a handover, in an institution. Asks no row."""
    is_institution = viewer.person.organisation.kind == Organisation.Kind.INSTITUTION
    return is_institution and door.may(viewer, student, Data.HANDOVER, Action.RECORD)


def row_of_student(student: Person) -> BoardRow | None:
    """The row of who applied here with this name and birth date, of the latest year.

    None when the birth date is not known, when nobody is found, and when there are two: then nobody is guessed.
    """
    if student.birth_date is None:
        return None
    born_then = BoardRow.objects.filter(
        organisation=student.organisation_id, side=BoardRow.Side.INSTITUTION, closed_on__isnull=True,
        birth_date=student.birth_date,
    )  # fmt: skip
    name = folded(student.name)
    found = [row for row in born_then.order_by("-leaving_year", "id")[:MOST_OF_ONE_DAY] if folded(row.name) == name]
    if not found or any(row.leaving_year == found[0].leaving_year for row in found[1:]):
        return None
    return found[0]


def old_school(viewer: Viewer, student_id: uuid.UUID) -> OldSchool:
    """The old school of a student whom the viewer may hand over; Http404 else. Read in the log of that school too."""
    student = door.student(viewer, student_id, Data.HANDOVER, Action.RECORD)
    if not has_old_school(viewer, student):
        raise Http404
    row = row_of_student(student)
    if row is None:
        return OldSchool(student=student, row=None, agreed=False, said=())
    found = details_of_row(row, viewer)
    if ConsentItem.Item.HANDOVER not in agreed_items(found.consents, row.side, viewer.day):
        return OldSchool(student=student, row=row, agreed=False, said=())
    log_at_school(viewer, row, door.decision(viewer, student, Data.HANDOVER, Action.RECORD).because[0].purpose)
    schools = {row.organisation_id, row.owner_id}
    said = tuple(one for one in found.events if one.kind in BETWEEN_SCHOOLS and one.by_organisation_id in schools)
    return OldSchool(student=student, row=row, agreed=True, said=said)
