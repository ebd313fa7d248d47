"""Three ways to put students in order, each made from the students to learn from: rules, learned, trees."""

from collections.abc import Callable, Sequence
from typing import Any

from evaluation.material import Rule, Student, Values
from houvast.alerts.evaluation.learned import learn

STRENGTH = 0.01
"""Chosen on OULAD 2013 alone: learned on its February presentations, tried on those of October, and the other way."""
POINT = 0.25
"""Log odds that make one point of a rule; set before any part to test was read."""
Order = Callable[[Sequence[Values]], list[float]]
"""Scores of students, highest first in line."""


def by_rules(rules: Sequence[Rule], earlier: Sequence[Student]) -> tuple[Order, dict[str, int]]:
    """Whole points per rule, from how much it said of the earlier students beside the other rules; never below 0.

    More of what a rule looks at never lowers a place. A rule that has no data adds nothing.
    """
    rows = [{rule.says: float(bool(rule.speaks(one.ours))) for rule in rules} for one in earlier]
    model = learn([rule.says for rule in rules], rows, [one.ended for one in earlier], strength=1.0)
    points = {column.name: max(0, round(column.weight / column.scale / POINT)) for column in model.columns}

    def order(values: Sequence[Values]) -> list[float]:
        return [float(sum(points[rule.says] for rule in rules if rule.speaks(one))) for one in values]

    return order, points


def by_learning(rows: Sequence[Values], ended: Sequence[bool]) -> Order:
    """The ranking that Houvast offers: a logistic regression."""
    columns = _columns(rows)
    model = learn(columns, _filled(columns, rows), ended, strength=STRENGTH)
    return lambda values: [model.score(one) for one in _filled(columns, values)]


def by_trees(rows: Sequence[Values], ended: Sequence[bool]) -> Order:
    """Boosted trees, to compare with: what is lost by a ranking that can be explained."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    columns = _columns(rows)

    def table(some: Sequence[Values]) -> Any:
        filled = _filled(columns, some)
        return np.array([[np.nan if row[name] is None else row[name] for name in columns] for row in filled], float)

    trees = HistGradientBoostingClassifier(
        max_depth=3, learning_rate=0.03, max_iter=200, min_samples_leaf=40, random_state=0
    ).fit(table(rows), np.asarray(ended))
    return lambda values: [float(chance) for chance in trees.predict_proba(table(values))[:, 1]]


def _columns(rows: Sequence[Values]) -> list[str]:
    return sorted({name for row in rows for name in row})


def _filled(columns: Sequence[str], rows: Sequence[Values]) -> list[dict[str, float | None]]:
    """Each row with these columns only. A column a row does not have (another programme, another group) is 0 there;
    one it has without a value is unknown.
    """
    return [{name: row.get(name, 0.0) for name in columns} for row in rows]
