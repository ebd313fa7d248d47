"""The transfer from one school to the next: who leaves, where they applied, what happened, who sees it."""

from houvast.transfer.models.board import BoardRow, WorkList
from houvast.transfer.models.figures import InflowFigure
from houvast.transfer.models.matching import MatchSuggestion
from houvast.transfer.models.pupil import Application, ConsentItem, Need, Pupil, TransferEvent

__all__ = [
    "Application",
    "BoardRow",
    "ConsentItem",
    "InflowFigure",
    "MatchSuggestion",
    "Need",
    "Pupil",
    "TransferEvent",
    "WorkList",
]
