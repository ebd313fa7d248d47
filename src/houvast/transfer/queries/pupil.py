"""One pupil in full: what happened, applications, needs as far as they may be told, consent, and what may be done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.people.models import Organisation, Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.chain import details_of
from houvast.transfer.consent import agreed_items, item_of
from houvast.transfer.models import Application, BoardRow, ConsentItem, Need, Pupil, TransferEvent
from houvast.transfer.queries.reach import FAMILY, row_for
from houvast.transfer.renewing import standing_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A pupil as one organisation may see it. `hidden` says that more was written than was agreed to be told."""

    row: BoardRow
    pupil: Pupil
    applications: tuple[Application, ...]
    events: tuple[TransferEvent, ...]
    needs: tuple[Need, ...]
    consents: tuple[ConsentItem, ...]
    agreed: frozenset[str]
    hidden: bool
    other_applications: int
    """How many applications there are elsewhere, which an institution does not see."""


def details(viewer: Viewer, row_id: uuid.UUID, action: Action = Action.SEE) -> Details:
    """The pupil behind a row of the viewer's board; Http404 when the viewer may not."""
    return details_of_row(row_for(viewer, row_id, action), viewer)


def details_of_row(row: BoardRow, viewer: Viewer) -> Details:
    """What may be told to the organisation of this row: five queries, inside the wall of the pupil's chain."""
    with details_of(row):
        pupil = Pupil.objects.select_related("student", "organisation", "municipality").get(pk=row.pupil_id)
        applications = list(Application.objects.filter(pupil=pupil).order_by("applied_on", "id"))
        events = list(
            TransferEvent.objects.filter(pupil=pupil).select_related("by_organisation").order_by("on", "at", "id")
        )
        needs = list(Need.objects.filter(pupil=pupil).select_related("by_organisation").order_by("area", "id"))
        consents = list(ConsentItem.objects.filter(pupil=pupil).order_by("party", "item"))
    own = row.side == BoardRow.Side.SCHOOL
    agreed = frozenset(ConsentItem.Item) if own else agreed_items(consents, row.side, viewer.day)
    told = [
        need for need in needs if own or item_of(need.area) in agreed or need.by_organisation_id == row.organisation_id
    ]
    mine = [
        one
        for one in applications
        if row.side != BoardRow.Side.INSTITUTION or one.institution_id == row.organisation_id
    ]
    ids = {one.pk for one in mine}
    stands = [one for one in standing_events(events) if one.application_id is None or one.application_id in ids]
    return Details(
        row=row,
        pupil=pupil,
        applications=tuple(mine),
        events=tuple(reversed(stands)),
        needs=tuple(told),
        consents=tuple(consents),
        agreed=frozenset(agreed),
        hidden=len(told) < len(needs),
        other_applications=len(applications) - len(mine),
    )


def own_transfer(viewer: Viewer, student_id: uuid.UUID | None, action: Action = Action.SEE) -> Details:
    """The latest transfer of the viewer, or of a child of the viewer; Http404 when there is none.

    Everything that was written is shown: it is about them.
    """
    student: Person = door.student(viewer, student_id or viewer.person.pk, Data.TRANSFER, action)
    because = door.decision(viewer, student, Data.TRANSFER, action).because
    if not any(one.relation in FAMILY for one in because):
        raise Http404
    row = (
        BoardRow.objects.filter(student=student, side=BoardRow.Side.SCHOOL, closed_on__isnull=True)
        .order_by("-leaving_year", "id")
        .first()
    )
    if row is None:
        raise Http404
    return details_of_row(row, viewer)


def children_with_a_transfer(viewer: Viewer) -> list[Person]:
    """The children of a guardian who leave a school, by name; one query."""
    leaving = BoardRow.objects.filter(side=BoardRow.Side.SCHOOL, closed_on__isnull=True).values("student")
    guardian = PersonalRelation.Kind.GUARDIAN
    mine = PersonalRelation.objects.filter(holder=viewer.person, kind=guardian).values("student")
    found = door.students(viewer, Data.TRANSFER).filter(pk__in=leaving).filter(pk__in=mine).defer("bsn", "bsn_digest")
    children = list(found.order_by("sort_name", "id")[:20])
    door.note_shown(children, Purpose.OWN_AFFAIRS)
    return children


def institutions_elsewhere(viewer: Viewer) -> list[Organisation]:
    """The institutions in this house where somebody may apply, by name; not the viewer's own."""
    known = Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).exclude(pk=viewer.organisation_id)
    return list(known.order_by("name", "id")[:200])
