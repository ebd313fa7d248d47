"""What a stored receipt says in words, without the law of today playing a part."""

import json
from dataclasses import dataclass
from datetime import date

from houvast import lawbook
from houvast.workplace.models import Eligibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One provision as it was on that day, and where it stands."""

    text: str
    source: str
    valid_from: date


def reasons_of(row: Eligibility, language: str) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """The reasons and what only a human can judge, of the answer that was stored; nothing where none could be given."""
    receipt = json.loads(row.receipt)
    if "rule" not in receipt:
        return (), ()
    answer = lawbook.replay(receipt).answer
    reasons = tuple(
        Reason(text=one.text.in_(language), source=one.source, valid_from=one.valid_from) for one in answer.because
    )
    return reasons, tuple(text.in_(language) for text in answer.asks_human)
