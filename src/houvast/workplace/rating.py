"""The colour of a review: the published rule as it is written, with the thresholds of the school where it set any."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from houvast import lawbook
from houvast.core.law.rules.progress_rating import LEAST_GREEN, MOST_AMBER, literal_rating
from houvast.workplace.models import ReviewThreshold
from houvast.workplace.review_form import CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the rule says of these colours; `warnings` are names; `receipt` is JSON with the thresholds used."""

    colour: str
    green: int
    amber: int
    red: int
    warnings: tuple[str, ...]
    receipt: str

    @property
    def open(self) -> int:
        """How many items have no colour."""
        return len(CODES) - self.green - self.amber - self.red


def count(colours: Iterable[str], *, level: int, on: date, threshold: ReviewThreshold | None) -> Counted:
    """Count colours (`green`, `amber`, `red`) of at most fourteen items (S-238 to S-240).

    Without a threshold of the school the published rule is applied literally. A threshold changes its numbers only, or
    names how many reds green may hold.
    """
    times = Counter(colours)
    green, amber, red = times["green"], times["amber"], times["red"]
    facts = {"green": green, "amber": amber, "red": red, "level": level}
    answer = lawbook.ask("progress-rating", facts, on=on)
    published, warnings = answer.outcome["rating"], answer.outcome["warnings"]
    assert isinstance(published, str)
    assert isinstance(warnings, tuple)
    receipt: dict[str, object] = {"published": answer.receipt.as_json()}
    colour = published
    if threshold is not None:
        colour = literal_rating(green, amber, red, least_green=threshold.least_green, most_amber=threshold.most_amber)
        if colour == "green" and threshold.most_red_in_green is not None and red > threshold.most_red_in_green:
            colour = "red"
        warnings = tuple(name for name in warnings if name == "items_unscored" or _still(name, threshold, colour, red))
        receipt["thresholds"] = {
            "valid_from": threshold.valid_from.isoformat(),
            "least_green": threshold.least_green,
            "most_amber": threshold.most_amber,
            "most_red_in_green": threshold.most_red_in_green,
            "published_rating": published,
        }
    return Counted(
        colour=colour,
        green=green,
        amber=amber,
        red=red,
        warnings=tuple(str(name) for name in warnings),
        receipt=json.dumps(receipt, ensure_ascii=False),
    )


def published(on: date) -> tuple[int, int]:
    """The least greens of green and the most ambers, as they were published on this day."""
    rule = lawbook.rule_named("progress-rating")
    law = lawbook.book_for(rule).view(rule, on, None, None).law
    return law[LEAST_GREEN], law[MOST_AMBER]


def _still(name: str, threshold: ReviewThreshold, colour: str, red: int) -> bool:
    """Whether a warning about the published rule holds for the school's own numbers too."""
    if name == "red_inside_green":
        return colour == "green" and red > 0
    out_of_reach = threshold.least_green - 1 + threshold.most_amber < len(CODES)
    return name == "amber_out_of_reach" and out_of_reach
