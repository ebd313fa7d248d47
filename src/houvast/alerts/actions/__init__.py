"""What happens to alerts: what rules find, what people raise, answer and close, and what a school sets.

A measuring ends with `offer_alerts` and `climb_alerts`, once for an organisation.
"""

from houvast.alerts.actions.answering import (
    answer,
    ask_visit,
    close,
    hand_on,
    reach_out,
    say,
    see_good_news,
    take,
)
from houvast.alerts.actions.climbing import climb_alerts
from houvast.alerts.actions.findings import Applied, apply_findings
from houvast.alerts.actions.offering import offer_alerts
from houvast.alerts.actions.raising import give_kudos, raise_concern
from houvast.alerts.actions.setting import set_capacity, set_rule

__all__ = [
    "Applied",
    "answer",
    "apply_findings",
    "ask_visit",
    "climb_alerts",
    "close",
    "give_kudos",
    "hand_on",
    "offer_alerts",
    "raise_concern",
    "reach_out",
    "say",
    "see_good_news",
    "set_capacity",
    "set_rule",
    "take",
]
