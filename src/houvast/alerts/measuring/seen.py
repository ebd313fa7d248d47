"""What the queries found for one rule: only students of whom there is something to say."""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date

from houvast.alerts.measuring.chosen import Key


@dataclass(slots=True, kw_only=True)
class Seen:
    """`values` are above 0, `from_day` is the first day that counts (the oldest row, or the day counted from),
    `unknown` says of whom the source says nothing, `due` when time alone may change the state.
    """

    values: dict[Key, int] = field(default_factory=dict)
    from_day: dict[Key, date] = field(default_factory=dict)
    unknown: Container[Key] = field(default_factory=frozenset)
    due: dict[Key, date] = field(default_factory=dict)
