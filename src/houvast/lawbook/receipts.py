"""Plays a stored receipt again: is it whole, and does it still give the same answer?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from houvast.core.law.answers import Answer, canonical_json, digest
from houvast.core.law.book import replayed
from houvast.core.law.catalogue import rule_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """`whole`: the receipt's hash fits its content. `same`: asked again from its own parameters, it gives the same receipt."""

    answer: Answer
    whole: bool
    same: bool


def replay(receipt: Mapping[str, Any]) -> Replay:
    """Ask a receipt's rule again with the facts, the law and the formula that the receipt holds.

    Raises UnknownRule, KeyError or ValueError when it is no receipt of ours.
    """
    content = {name: value for name, value in receipt.items() if name != "hash"}
    answer = replayed(rule_named(str(receipt["rule"])), receipt)
    whole = digest(canonical_json(content)) == receipt["hash"]
    return Replay(answer=answer, whole=whole, same=answer.receipt.hash == receipt["hash"])
