"""What a school sets itself: whether a rule speaks, from what value, and how many alerts a coach can answer."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from houvast.core.alerts.rules import Rule

HOUSE_CAPACITY = 5
"""Students with new alerts that a coach can answer in a week, until the school sets it. A suggestion of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A school's word about one rule, from a day on. `order` tells settings of one day apart: the later counts."""

    rule: str
    valid_from: date
    speaks: bool
    threshold: int
    order: uuid.UUID


def as_set(rules: Iterable[Rule], settings: Iterable[Setting], on: date) -> tuple[Rule, ...]:
    """The rules that speak on this day, each with the threshold that holds then. What is set in the future waits."""
    latest: dict[str, Setting] = {}
    for one in sorted(settings, key=lambda one: (one.valid_from, one.order.hex)):
        if one.valid_from <= on:
            latest[one.rule] = one
    return tuple(_with(rule, latest.get(rule.id)) for rule in rules if rule.id not in latest or latest[rule.id].speaks)


def _with(rule: Rule, setting: Setting | None) -> Rule:
    return rule if setting is None else rule.model_copy(update={"threshold": setting.threshold})
