"""The board as a list: who is shown, counts per phase, and named ways of looking. A fixed number of queries."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from houvast.core.access.words import Purpose
from houvast.core.transfer.phases import Phase
from houvast.core.transfer.reasons import ReasonToLook
from houvast.people.models import Organisation
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.transfer.models import BoardRow, MatchSuggestion, WorkList
from houvast.transfer.queries.counts import CONDITIONS, counts_of
from houvast.transfer.queries.reach import visible
from houvast.transfer.queries.shows import Show

PAGE = 50
SHOW_OF_PHASE = {
    Phase.DOSSIER: Show.DOSSIER,
    Phase.APPLICATIONS: Show.NO_APPLICATION,
    Phase.PLACEMENT: Show.UNDECIDED,
    Phase.SUMMER: Show.WITHOUT_PLACE,
    Phase.START: Show.NOT_STARTED,
}
"""What each phase of the year is about, as a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the filters ask; `after` is a keyset place, `year` the first calendar year of the leaving year."""

    year: int
    show: Show = Show.ALL
    text: str = ""
    reason: str = ""
    school: str = ""
    after: str = ""

    def as_address(self) -> dict[str, str]:
        """The filters as they stand in an address, without the place in the list."""
        pairs = {"show": self.show.value, "q": self.text, "reason": self.reason, "school": self.school}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One page of the board. `counts` per Show over everything visible; `after` is empty on the last page."""

    rows: tuple[BoardRow, ...]
    counts: dict[Show, int]
    total: int
    after: str


def board(viewer: Viewer, asked: Asked) -> Board:
    """Fifty rows by name, and the counts of every list: two queries (and one for a restricted viewer's students)."""
    reachable = visible(viewer, year=asked.year)
    total, counts = counts_of(reachable)
    found = list(_place(_filtered(reachable, asked), asked.after).order_by("sort_name", "id")[: PAGE + 1])
    shown = found[:PAGE]
    door.note_shown([row.student_id for row in shown], _purpose(viewer))
    last = shown[-1] if len(found) > PAGE else None
    return Board(
        rows=tuple(shown),
        counts=counts,
        total=total,
        after=f"{last.pk.hex}{last.sort_name}" if last else "",
    )


def _purpose(viewer: Viewer) -> Purpose:
    kinds = {Organisation.Kind.MUNICIPALITY, Organisation.Kind.PARTNER}
    return Purpose.HANDED_OVER if viewer.person.organisation.kind in kinds else Purpose.GUIDANCE


def _filtered(rows: QuerySet[BoardRow], asked: Asked) -> QuerySet[BoardRow]:
    if asked.show in CONDITIONS:
        rows = rows.filter(CONDITIONS[asked.show])
    if asked.reason in set(ReasonToLook):
        rows = rows.filter(Q(reasons__contains=f" {asked.reason}") | Q(reasons__startswith=asked.reason))
    if asked.school:
        rows = rows.filter(school_name=asked.school)
    for word in asked.text.lower().split()[:5]:
        rows = rows.filter(Q(sort_name__contains=word) | Q(towards__icontains=word))
    return rows


def _place(rows: QuerySet[BoardRow], after: str) -> QuerySet[BoardRow]:
    """After a place in the list: an id in hexadecimal and a sort name; nothing is skipped for what is no place."""
    try:
        id_, name = uuid.UUID(hex=after[:32]), after[32:]
    except ValueError:
        return rows
    return rows.filter(Q(sort_name__gt=name) | Q(sort_name=name, id__gt=id_))


def schools_of(viewer: Viewer, year: int) -> Sequence[str]:
    """The feeder schools on the board of an institution or municipality, by name; none on a school's own board."""
    if viewer.person.organisation.kind == Organisation.Kind.FEEDER_SCHOOL:
        return ()
    return list(
        visible(viewer, year=year).order_by("school_name").values_list("school_name", flat=True).distinct()[:200]
    )


def work_lists(viewer: Viewer) -> list[WorkList]:
    """The viewer's own named lists and those shared within the organisation, by name."""
    found = WorkList.objects.filter(organisation=viewer.organisation_id).filter(
        Q(made_by=viewer.person) | Q(is_shared=True)
    )
    return list(found.order_by("name", "id")[:PAGE])


def own_list(viewer: Viewer, list_id: uuid.UUID) -> WorkList:
    """The viewer's own named list behind an id from outside; Http404 for anybody else's."""
    found = WorkList.objects.filter(pk=list_id, organisation=viewer.organisation_id, made_by=viewer.person).first()
    if found is None:
        raise Http404
    return found


def open_suggestions(viewer: Viewer) -> int:
    """How many suggestions wait for a person of this organisation."""
    return MatchSuggestion.objects.filter(
        organisation=viewer.organisation_id, status=MatchSuggestion.Status.OPEN
    ).count()
