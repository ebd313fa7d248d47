"""What the queries found for one rule: only students of whom there is something to say."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from houvast.alerts.measuring.chosen import Key
from houvast.alerts.measuring.population import Student


@dataclass(slots=True, kw_only=True)
class Seen:
    """`values` are above 0, `from_day` is the first day that counts (the oldest row, or the day counted from),
    `unknown` says of whom the source says nothing, `due` when time alone may change the state.
    """

    values: dict[Key, int] = field(default_factory=dict)
    from_day: dict[Key, date] = field(default_factory=dict)
    unknown: Container[Key] = field(default_factory=frozenset)
    due: dict[Key, date] = field(default_factory=dict)


Found = tuple[dict[str, Seen], dict[Key, date]]
Seeing = Callable[[Mapping[Key, Student]], Found]
"""What was asked, to be looked at once the students are known: what each rule sees, and the first later day with
anything on it, of those who have one.
"""
