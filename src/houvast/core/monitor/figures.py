"""Every figure with its definition. A page, an export and a report read this list and nothing else, so that a figure
without a definition cannot be shown.
"""

from houvast.core.monitor.definition import Figure, Group, Wish
from houvast.core.monitor.figures_advice import ADVICE
from houvast.core.monitor.figures_early import EARLY
from houvast.core.monitor.figures_leaving import LEAVING
from houvast.core.monitor.figures_seen import SEEN
from houvast.core.monitor.figures_stall import STALL
from houvast.core.monitor.parts import PARTS, SCHOOL_YEAR_MONTHS

__all__ = ["BY_ID", "FIGURES", "FIRST", "PARTS", "SCHOOL_YEAR_MONTHS", "Figure", "Group", "Wish"]

FIGURES: tuple[Figure, ...] = (*SEEN, *LEAVING, *ADVICE, *EARLY, *STALL)
BY_ID = {figure.id: figure for figure in FIGURES}
FIRST = {
    Group.SEEN: "talked",
    Group.LEAVING: "left",
    Group.ADVICE: "negative",
    Group.EARLY: "early-23",
    Group.STALL: "left",
}
"""The figure that leads a page and can be compared between teams and programmes."""
