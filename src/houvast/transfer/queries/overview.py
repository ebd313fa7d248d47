"""Numbers per feeder school, for the institution that received its pupils (S-749 to S-752)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from houvast.core.transfer.standing import Standing
from houvast.people.viewer import Viewer
from houvast.transfer.models import BoardRow
from houvast.transfer.queries.reach import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRow:
    """How a school's pupils fared here."""

    school: str
    applied: int
    placed: int
    started: int
    no_show: int
    stopped: int
    rejected: int


def overview_rows(viewer: Viewer, year: int) -> list[SchoolRow]:
    """One row per feeder school by name; one query."""
    here = visible(viewer, year=year).filter(side=BoardRow.Side.INSTITUTION)
    counted = here.values("school_name").annotate(
        applied=Count("id"),
        placed=_in(Standing.PLACED),
        started=_in(Standing.STARTED),
        no_show=_in(Standing.NO_SHOW),
        stopped=_in(Standing.STOPPED),
        rejected=_in(Standing.REJECTED),
    )
    names = ("applied", "placed", "started", "no_show", "stopped", "rejected")
    return [
        SchoolRow(school=school, **dict(zip(names, numbers, strict=True)))
        for school, *numbers in counted.order_by("school_name").values_list("school_name", *names)
    ]


def _in(standing: Standing) -> Count:
    return Count("id", filter=Q(standing=standing))
