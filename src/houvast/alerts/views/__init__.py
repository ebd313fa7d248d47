"""Pages of alerts."""

from houvast.alerts.views.acting import answer, close, contest, hand_on, outreach, say, seen, take, visit
from houvast.alerts.views.lists import board, climbed, place, raised
from houvast.alerts.views.raising import concern, kudos
from houvast.alerts.views.setting import rule, rules

__all__ = [
    "answer",
    "board",
    "climbed",
    "close",
    "concern",
    "contest",
    "hand_on",
    "kudos",
    "outreach",
    "place",
    "raised",
    "rule",
    "rules",
    "say",
    "seen",
    "take",
    "visit",
]
