"""How far a student is in the programme, beside the programme's own norm: pure values in, pure values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

WEEK = timedelta(days=7)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """One result. `passed` None is "not said"; `attempt` counts from 1; `credits` None is "no credits told"."""

    on: date
    title: str
    unit: str = ""
    grade: str = ""
    points: Decimal | None = None
    passed: bool | None = None
    credits: Decimal | None = None
    weight: Decimal | None = None
    attempt: int = 1

    @property
    def key(self) -> str:
        """What a resit has in common with the attempt before it."""
        return self.unit or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """By so many weeks after the start the programme expects this amount of a measure (ProgressNorm.Measure)."""

    measure: str
    weeks: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One measure: what was reached, what was expected by now, and what comes next by when.

    `expected` None: the programme gave no norm that counts by now.
    """

    measure: str
    reached: Decimal
    expected: Decimal | None
    next_amount: Decimal | None = None
    next_on: date | None = None

    @property
    def behind(self) -> Decimal:
        return max(NOTHING, self.expected - self.reached) if self.expected is not None else NOTHING


def best_of(results: Iterable[Got]) -> list[Got]:
    """One result per unit, the best attempt: passed before not, else the later one. In the order of the units."""
    found: dict[str, Got] = {}
    for one in sorted(results, key=lambda got: (got.attempt, got.on)):
        known = found.get(one.key)
        if known is None or one.passed or not known.passed:
            found[one.key] = one
    return [found[key] for key in sorted(found)]


def credits_of(results: Iterable[Got]) -> Decimal:
    """Credits earned, each unit once: of the best attempt, and none for what was not passed."""
    return sum((one.credits or NOTHING for one in best_of(results) if one.passed is not False), NOTHING)


def modules_of(results: Iterable[Got]) -> Decimal:
    """Units that were passed."""
    return Decimal(sum(one.passed is True for one in best_of(results)))


def stand(measure: str, reached: Decimal, norms: Iterable[Norm], started: date | None, on: date) -> Stand:
    """Where a student stands on one measure; without a first day nothing is expected yet."""
    of_measure = sorted((norm for norm in norms if norm.measure == measure), key=lambda norm: norm.weeks)
    if started is None or not of_measure:
        return Stand(measure=measure, reached=reached, expected=None)
    weeks = (on - started) // WEEK
    due = [norm for norm in of_measure if norm.weeks <= weeks]
    ahead = next((norm for norm in of_measure if norm.weeks > weeks), None)
    return Stand(
        measure=measure,
        reached=reached,
        expected=due[-1].amount if due else None,
        next_amount=ahead.amount if ahead else None,
        next_on=started + ahead.weeks * WEEK if ahead else None,
    )
