"""What a rule sees of one student on one day."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from houvast.core.alerts.words import FindingState, Source

MOST_EVIDENCE = 12
"""Rows that a finding carries: enough to check it, the latest ones; the value counts all of them."""


class Evidence(NamedTuple):
    """One thing that was counted: an absence, a result, a talk, an agreement. `amount` is in the measure's unit. A
    tuple, since a measuring makes very many.

    `row` is the key of what was counted, in the table of its source, as 32 hexadecimals; empty when there is none (a
    day without a talk).
    `label` is what the source calls it (a lesson, a unit, an agreement): may be empty.
    """

    source: Source
    row: str
    day: date
    amount: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A student, a rule and what it sees. `on` is the last day looked at, `since` the first (None without a window).

    MET has a value at or above the threshold that held on that day; NOT_MET one below; NO_DATA has value 0, and `since`
    is the day from which nothing is known. Evidence is the latest first, at most MOST_EVIDENCE.
    """

    student: uuid.UUID
    rule: str
    state: FindingState
    on: date
    value: int = 0
    threshold: int = 0
    since: date | None = None
    evidence: tuple[Evidence, ...] = ()
