"""The latest scorecards of the rules, for the page of a rule."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from houvast.alerts.evaluation.models import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """What was found over which days, and when; `by_rule` as `evaluation.scorecard.as_data` writes a card."""

    first: date
    last: date
    made_at: datetime
    by_rule: Mapping[str, Mapping[str, object]]


def latest_cards(organisation_id: uuid.UUID) -> Cards | None:
    """The cards that were made last; None when `houvast alerts evaluate` has not run here."""
    found = Evaluation.objects.filter(organisation_id=organisation_id).order_by("made_at", "id").last()
    if found is None:
        return None
    by_rule = {str(card["rule"]): card for card in found.cards}
    return Cards(first=found.first, last=found.last, made_at=found.made_at, by_rule=by_rule)
