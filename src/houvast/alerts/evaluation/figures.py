"""Shares with their uncertainty, and what an order of students is worth when so many are invited. Plain values only.

Sources: E. B. Wilson, Probable inference, JASA 22 (1927) 209-212, for the interval of a share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

CERTAINTY = 1.959964
"""Of the normal distribution, for intervals of 95 %."""
SMALLEST_GROUP = 10
"""A group with fewer students is hidden: a figure about it would be about persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, with the 95 % interval of Wilson. `hits` is a fraction where ties were shared out."""

    hits: float
    of: float

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def low(self) -> float:
        return self._bounds()[0]

    @property
    def high(self) -> float:
        return self._bounds()[1]

    def covers(self, other: float) -> bool:
        """Whether the interval holds this value: then the share does not differ from it as far as is known."""
        return self.low <= other <= self.high

    def _bounds(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        share, squared = self.hits / self.of, CERTAINTY**2
        middle = (share + squared / (2 * self.of)) / (1 + squared / self.of)
        reach = CERTAINTY * sqrt(share * (1 - share) / self.of + squared / (4 * self.of**2)) / (1 + squared / self.of)
        return max(0.0, middle - reach), min(1.0, middle + reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What an invitation of some students found: precision, recall, and the base rate a blind draw would find."""

    precision: Share
    recall: Share
    base: Share

    @property
    def says_nothing(self) -> bool:
        """The interval of the precision covers the base rate: no better than drawing lots, as far as is known."""
        return self.precision.covers(self.base.value or 0.0)


def worth_of(invited: Sequence[bool], outcomes: Sequence[bool]) -> Worth:
    """What inviting these students found; both in the same order of students."""
    hits = sum(1 for asked, came in zip(invited, outcomes, strict=True) if asked and came)
    return Worth(
        precision=Share(hits=hits, of=sum(invited)),
        recall=Share(hits=hits, of=sum(outcomes)),
        base=Share(hits=sum(outcomes), of=len(outcomes)),
    )


def invited_shares(scores: Sequence[float], share: float) -> list[float]:
    """The chance of each student to be invited when this share of all can be: 1 above the cut, 0 below, and between
    for those who tie at the cut. A tie is not broken by anything: each who ties has the same chance.
    """
    room = share * len(scores)
    ordered = sorted(scores, reverse=True)
    if not ordered or room <= 0:
        return [0.0] * len(scores)
    cut = ordered[min(len(ordered), max(1, -int(-room // 1))) - 1]
    above = sum(1 for score in scores if score > cut)
    level = sum(1 for score in scores if score == cut)
    chance = min(1.0, max(0.0, (room - above) / level))
    return [1.0 if score > cut else chance if score == cut else 0.0 for score in scores]


def worth_at(scores: Sequence[float], outcomes: Sequence[bool], share: float) -> Worth:
    """What is found when the highest scores are invited, as many as this share of all; ties shared out."""
    chances = invited_shares(scores, share)
    hits = sum(chance for chance, came in zip(chances, outcomes, strict=True) if came)
    return Worth(
        precision=Share(hits=hits, of=sum(chances)),
        recall=Share(hits=hits, of=sum(outcomes)),
        base=Share(hits=sum(outcomes), of=len(outcomes)),
    )


def together(parts: Sequence[Worth]) -> Worth:
    """Folds added up: hits and students of all of them."""

    def added(name: str) -> Share:
        shares: list[Share] = [getattr(part, name) for part in parts]
        return Share(hits=sum(one.hits for one in shares), of=sum(one.of for one in shares))

    return Worth(precision=added("precision"), recall=added("recall"), base=added("base"))
