"""A rule's scorecard: of whom it spoke, who left early afterwards, how long before, and what was done. Plain values.

A student counts once. A rule is judged on days after the day on which its threshold was set: before that day the
threshold may have been chosen because of what had happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import median

from houvast.alerts.evaluation.figures import SMALLEST_GROUP, Share, Worth


class Verdict(StrEnum):
    SAYS_SOMETHING = "says_something"
    SAYS_NOTHING = "says_nothing"  # the interval of the precision covers the base rate
    SAYS_THE_OPPOSITE = "says_the_opposite"  # whoever it spoke of left less than others
    TOO_FEW = "too_few"
    NO_HISTORY = "no_history"  # what it looks at is kept as it is now only, or nothing lies after it was set


@dataclass(slots=True, kw_only=True)
class Count:
    """Students of a group: all, who left early, of whom the rule spoke, and both (spoke first, left after)."""

    students: int = 0
    left: int = 0
    spoken: int = 0
    found: int = 0

    def add(self, *, left: bool, spoken: bool) -> None:
        self.students += 1
        self.left += left
        self.spoken += spoken
        self.found += left and spoken

    @property
    def worth(self) -> Worth:
        return Worth(
            precision=Share(hits=self.found, of=self.spoken),
            recall=Share(hits=self.found, of=self.left),
            base=Share(hits=self.left, of=self.students),
        )

    @property
    def is_hidden(self) -> bool:
        """A figure about fewer students would be about persons."""
        return self.students < SMALLEST_GROUP or self.left < SMALLEST_GROUP


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was counted of one rule; filled student by student, so that memory does not grow with the school."""

    whole: Count = field(default_factory=Count)
    groups: dict[tuple[str, str], Count] = field(default_factory=dict)
    lead_days: dict[int, int] = field(default_factory=dict)

    def add(self, groups: Mapping[str, str], *, spoke_on: date | None, left_on: date | None) -> None:
        """One student. What was said on the day of leaving, or after it, was said too late and does not count."""
        in_time = spoke_on is not None and (left_on is None or spoke_on < left_on)
        self.whole.add(left=left_on is not None, spoken=in_time)
        for name, value in groups.items():
            self.groups.setdefault((name, value), Count()).add(left=left_on is not None, spoken=in_time)
        if in_time and spoke_on is not None and left_on is not None:
            days = (left_on - spoke_on).days
            self.lead_days[days] = self.lead_days.get(days, 0) + 1

    @property
    def lead(self) -> float | None:
        """Half of the students who left were spoken of at least so many days before; None without any."""
        every = [days for days, times in sorted(self.lead_days.items()) for _ in range(times)]
        return median(every) if every else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What was done with the alerts of a rule: answered within the term, and ended better or with help running."""

    answered: Share
    helped: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The scorecard of one rule over the days from `first` (None when there were none) to `last`."""

    rule: str
    verdict: Verdict
    first: date | None
    last: date
    worth: Worth
    lead_days: float | None
    handling: Handling
    groups: tuple[tuple[str, str, Worth | None], ...]
    """Name, value and figures; None for a group too small to show."""


def card_of(rule: str, tally: Tally, *, first: date | None, last: date, has_history: bool, handling: Handling) -> Card:
    """The card, with what it comes down to."""
    return Card(
        rule=rule,
        verdict=_verdict(tally.whole, has_history=has_history and first is not None),
        first=first,
        last=last,
        worth=tally.whole.worth,
        lead_days=tally.lead,
        handling=handling,
        groups=tuple(
            (name, value, None if count.is_hidden else count.worth)
            for (name, value), count in sorted(tally.groups.items())
        ),
    )


def _verdict(count: Count, *, has_history: bool) -> Verdict:
    worth = count.worth
    if not has_history:
        return Verdict.NO_HISTORY
    if count.spoken < SMALLEST_GROUP or count.left < SMALLEST_GROUP:
        return Verdict.TOO_FEW
    if worth.says_nothing:
        return Verdict.SAYS_NOTHING
    better = (worth.precision.value or 0) > (worth.base.value or 0)
    return Verdict.SAYS_SOMETHING if better else Verdict.SAYS_THE_OPPOSITE


def as_data(card: Card) -> dict[str, object]:
    """For a file or a page: rounded, days as text, hidden groups named and without figures."""
    return {
        "rule": card.rule,
        "verdict": card.verdict.value,
        "first": card.first.isoformat() if card.first else None,
        "last": card.last.isoformat(),
        **_figures(card.worth),
        "lead_days": card.lead_days,
        "answered_in_time": as_share(card.handling.answered),
        "helped": as_share(card.handling.helped),
        "groups": [
            {"group": name, "value": value, "hidden": worth is None, **(_figures(worth) if worth else {})}
            for name, value, worth in card.groups
        ],
    }


def _figures(worth: Worth) -> dict[str, object]:
    return {"precision": as_share(worth.precision), "recall": as_share(worth.recall), "base": as_share(worth.base)}


def as_share(share: Share) -> dict[str, object]:
    """A share for a file or a page."""
    value = share.value
    return {
        "value": None if value is None else round(value, 3),
        "low": round(share.low, 3),
        "high": round(share.high, 3),
        "of": round(share.of),
    }
