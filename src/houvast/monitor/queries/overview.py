"""The first page of the figures: one leading figure of each page, for the present year."""

from dataclasses import dataclass

from houvast.core.monitor.figures import BY_ID, FIRST, Group
from houvast.monitor.queries.counting import sums
from houvast.monitor.queries.figures import Shown, whole_of
from houvast.monitor.queries.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A page and what it leads with."""

    group: Group
    shown: Shown


def openings(reach: Reach, year: int) -> tuple[Opening, ...]:
    """Every page with its leading figure; one query."""
    marks = {mark for figure_id in FIRST.values() for mark in BY_ID[figure_id].marks}
    found = sums(reach, (year, year - 1), marks)
    return tuple(
        Opening(group=group, shown=Shown(figure=BY_ID[one], whole=whole_of(reach, BY_ID[one], year, found), rows=()))
        for group, one in FIRST.items()
    )
