"""A ranking learned from earlier students: a logistic regression, so that each weight can be shown and added up.

Learning needs scikit-learn (the extra `houvast[learning]`); what was learned is plain numbers, and ordering students or
explaining a place needs nothing. Nothing is pickled, so a stored model cannot run code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

Row = Mapping[str, float | None]
"""What is known of a student, by the name of the column; None is not known."""


class LearningNotInstalled(Exception):
    def __init__(self) -> None:
        super().__init__("Learning needs scikit-learn: install houvast[learning].")


class NothingToLearn(Exception):
    def __init__(self) -> None:
        super().__init__("There is nothing to learn from: all earlier students ended alike.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One input: `weight` counts per `scale` above `centre`; `unknown` counts when the value is not known."""

    name: str
    centre: float
    scale: float
    weight: float
    unknown: float

    def part(self, value: float | None) -> float:
        """What this column adds to the score of a student, in log odds."""
        return self.unknown if value is None else self.weight * (value - self.centre) / self.scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """A column, the value it had (None when unknown), and what it added to (or took from) the score."""

    column: str
    value: float | None
    added: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What was learned, from how many earlier students, of whom so many ended as predicted."""

    columns: tuple[Column, ...]
    intercept: float
    students: int
    outcomes: int

    def score(self, row: Row) -> float:
        """Higher is nearer to those who ended so; orders students, says nothing about one."""
        return self.intercept + sum(column.part(row.get(column.name)) for column in self.columns)

    def chance(self, row: Row) -> float:
        """The score as a share of earlier students like this."""
        return 1 / (1 + exp(-self.score(row)))

    def because(self, row: Row, most: int = 3) -> tuple[Because, ...]:
        """What put the student this high, the largest first; only what added."""
        parts = (
            Because(column=column.name, value=row.get(column.name), added=column.part(row.get(column.name)))
            for column in self.columns
        )
        return tuple(sorted((one for one in parts if one.added > 0), key=lambda one: -one.added)[:most])


def learn(columns: Sequence[str], rows: Sequence[Row], outcomes: Sequence[bool], *, strength: float = 0.01) -> Model:
    """Learn weights for these columns. `strength` is scikit-learn's C: smaller holds the weights nearer to zero.

    Raises LearningNotInstalled, NothingToLearn. The same input gives the same model.
    """
    try:
        import numpy as np
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise LearningNotInstalled from error
    ended = np.asarray(outcomes, dtype=bool)
    if not len(ended) or ended.all() or not ended.any():
        raise NothingToLearn
    table = np.array([[np.nan if row.get(name) is None else row[name] for name in columns] for row in rows], float)
    unknown = np.isnan(table)
    known = np.where(unknown, 0.0, table)
    counts = np.maximum((~unknown).sum(axis=0), 1)
    centres = known.sum(axis=0) / counts
    spread = np.sqrt((np.where(unknown, 0.0, table - centres) ** 2).sum(axis=0) / counts)
    scales = np.where(spread > 0, spread, 1.0)
    standard = np.where(unknown, 0.0, (table - centres) / scales)
    fitted = LogisticRegression(C=strength, max_iter=2_000).fit(np.hstack([standard, unknown]), ended)
    weights, unknowns = np.split(fitted.coef_[0], 2)
    return Model(
        columns=tuple(
            Column(name=name, centre=float(centre), scale=float(scale), weight=float(weight), unknown=float(missing))
            for name, centre, scale, weight, missing in zip(columns, centres, scales, weights, unknowns, strict=True)
        ),
        intercept=float(fitted.intercept_[0]),
        students=len(ended),
        outcomes=int(ended.sum()),
    )
