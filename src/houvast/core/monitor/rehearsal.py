"""A school year rehearsed from rates: how many talks, tracks, warnings, appeals and letters fall in which week.

Each run draws every event of every week by chance, in proportion to how much of the year's work falls in it; what is
shown is the middle run and the range of nine in ten. The same seed gives the same year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

WEEKS = 40
RUNS = 200


def _peaks(usual: float, *spans: tuple[int, int, float]) -> tuple[float, ...]:
    """The usual weight of a week, with other weights from one week up to another."""
    weights = [usual] * WEEKS
    for first, until, weight in spans:
        weights[first:until] = [weight] * (until - first)
    return tuple(weights)


PEAKS: Mapping[str, tuple[float, ...]] = {
    "talks": _peaks(1.0),
    "alerts": _peaks(1.0, (0, 4, 0.5)),
    "tracks": _peaks(1.0, (0, 8, 0.2)),
    "warnings": _peaks(0.2, (16, 22, 3.0)),
    "negative": _peaks(0.1, (32, 38, 3.0)),
    "appeals": _peaks(0.1, (34, WEEKS, 3.0)),
    "leaving": _peaks(0.8, (8, 11, 1.5), (20, 22, 1.5), (36, 39, 1.5)),
}
"""How much of the year's work falls in each teaching week; guidance stands all year, advice has its months."""
LETTERS = {"tracks": 3, "warnings": 1, "negative": 1, "appeals": 2, "leaving": 1}
"""Letters that come with each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Of a school or a team, for a year; `talks` and `alerts` a student, the others shares between 0 and 1."""

    students: int
    coaches: int
    talks: float
    alerts: float
    tracks: float
    warnings: float
    negative: float
    appeals: float
    leaving: float

    def expected(self) -> dict[str, float]:
        """How many of each in the whole year, on average."""
        warned = self.students * self.warnings
        return {
            "talks": self.students * self.talks,
            "alerts": self.students * self.alerts,
            "tracks": self.students * self.tracks,
            "warnings": warned,
            "negative": warned * self.negative,
            "appeals": warned * self.negative * self.appeals,
            "leaving": self.students * self.leaving,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The middle of all runs, and between what nine in ten lie."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A rehearsed year: per kind the whole year and what a coach has of it in a week, per week what a coach has of
    everything on average (letters come with the rest), and the fullest week.
    """

    totals: Mapping[str, Range]
    weekly: Mapping[str, float]
    per_coach: tuple[float, ...]
    fullest_week: int
    fullest: Range


def rehearse(rates: Rates, *, seed: int = 1, runs: int = RUNS) -> Year:
    """Play the year so many times. Weeks count from 0."""
    draw = Random(seed)  # noqa: S311 - a rehearsal, no secret
    expected = rates.expected()
    totals: dict[str, list[int]] = {kind: [] for kind in (*expected, "letters")}
    weeks: list[list[int]] = [[] for _ in range(WEEKS)]
    for _ in range(runs):
        year = {kind: _drawn_year(draw, expected[kind], PEAKS[kind]) for kind in expected}
        for kind, drawn in year.items():
            totals[kind].append(sum(drawn))
        totals["letters"].append(sum(sum(year[kind]) * number for kind, number in LETTERS.items()))
        for week in range(WEEKS):
            weeks[week].append(sum(drawn[week] for drawn in year.values()))
    fullest = max(range(WEEKS), key=lambda week: sum(weeks[week]))
    return Year(
        totals={kind: _range(numbers) for kind, numbers in totals.items()},
        per_coach=tuple(round(sum(one) / len(one) / max(1, rates.coaches), 2) for one in weeks),
        weekly={kind: sum(numbers) / len(numbers) / WEEKS / max(1, rates.coaches) for kind, numbers in totals.items()},
        fullest_week=fullest,
        fullest=_range(weeks[fullest]),
    )


def _drawn_year(draw: Random, expected: float, peaks: Sequence[float]) -> list[int]:
    weight = sum(peaks)
    return [_drawn(draw, expected * peak / weight) for peak in peaks]


def _drawn(draw: Random, mean: float) -> int:
    """A number of events with this mean: Poisson, by its normal form where that is as good."""
    if mean <= 0:
        return 0
    if mean > 30:  # noqa: PLR2004 - from here the normal form is within a per cent
        return max(0, round(draw.gauss(mean, sqrt(mean))))
    number, left = 0, draw.expovariate(1.0)
    while left < mean:
        number += 1
        left += draw.expovariate(1.0)
    return number


def _range(numbers: Sequence[int]) -> Range:
    ordered = sorted(numbers)
    last = len(ordered) - 1
    return Range(low=ordered[round(last * 0.05)], middle=ordered[last // 2], high=ordered[round(last * 0.95)])
