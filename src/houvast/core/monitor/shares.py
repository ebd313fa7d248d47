"""Shares with their uncertainty, and what a share before and a share after say of a change.

E. B. Wilson, Probable inference, JASA 22 (1927) 209-212, for the interval of a share; R. G. Newcombe, Interval
estimation for the difference between independent proportions, Statistics in Medicine 17 (1998) 873-890, method 10.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

CERTAINTY = 1.959964
"""Of the normal distribution, for intervals of 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many. `hits` lies between 0 and `of`; both are counts of persons or of things, never weights."""

    hits: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.hits <= self.of:
            message = f"{self.hits} of {self.of} is no share"
            raise ValueError(message)

    @property
    def value(self) -> float | None:
        """Between 0 and 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of Wilson, between 0 and 1; everything is possible of nothing."""
        if not self.of:
            return 0.0, 1.0
        share, squared = self.hits / self.of, CERTAINTY**2
        middle = (share + squared / (2 * self.of)) / (1 + squared / self.of)
        reach = CERTAINTY * sqrt(share * (1 - share) / self.of + squared / (4 * self.of**2)) / (1 + squared / self.of)
        return max(0.0, middle - reach), min(1.0, middle + reach)


class Verdict(StrEnum):
    """What two shares say of a change."""

    MORE = "more"
    LESS = "less"
    CANNOT_TELL = "cannot_tell"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The difference between a share before and one after, as a part of one, with its 95 % interval."""

    difference: float
    low: float
    high: float
    verdict: Verdict


def change(before: Share, after: Share, *, least: int = 10) -> Change:
    """What changed, and whether that can be told from chance; fewer than `least` on either side is too few to say."""
    first, second = before.value or 0.0, after.value or 0.0
    (low_1, high_1), (low_2, high_2) = before.interval, after.interval
    difference = second - first
    low = difference - sqrt((second - low_2) ** 2 + (high_1 - first) ** 2)
    high = difference + sqrt((high_2 - second) ** 2 + (first - low_1) ** 2)
    if min(before.of, after.of) < least:
        verdict = Verdict.TOO_FEW
    elif low > 0:
        verdict = Verdict.MORE
    elif high < 0:
        verdict = Verdict.LESS
    else:
        verdict = Verdict.CANNOT_TELL
    return Change(difference=difference, low=max(-1.0, low), high=min(1.0, high), verdict=verdict)
