"""The door to the law: reads the parameter files beside the rules once, and asks the rules.

answer = lawbook.ask("removal", {"birth_date": ..., ...}, on=day)
answer.outcome["allowed"], answer.because, answer.asks_human, answer.receipt
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from houvast.core.law.answers import Answer, Finding, canonical_json, digest
from houvast.core.law.book import Book, replayed
from houvast.core.law.catalogue import rule_ids, rule_named
from houvast.core.law.rule import Rule
from houvast.core.law.text import Text
from houvast.lawbook.files import institution_parameters, parameters_of

if TYPE_CHECKING:
    from houvast.core.law.parameters import Parameter

__all__ = ["Replay", "ask", "book", "book_for", "finding", "replay", "rule_named", "rules", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """`whole`: the receipt's hash fits its content. `same`: asked again from itself, it gives the same receipt."""

    answer: Answer
    whole: bool
    same: bool


def rules() -> tuple[Rule[Any], ...]:
    """All rules, in the order of the catalogue."""
    return tuple(rule_named(rule_id) for rule_id in rule_ids())


@lru_cache(maxsize=1)
def book() -> Book:
    """The whole book: every parameter of every rule."""
    files = sorted({file for rule in rules() for file in rule.files})
    return _book_of(tuple(files))


def book_for(rule: Rule[Any]) -> Book:
    """The part of the book that one rule needs; quicker to open than the whole."""
    return _book_of(rule.files)


@cache
def _book_of(files: tuple[str, ...]) -> Book:
    own = institution_parameters()
    parameters: dict[str, Parameter] = {}
    words: dict[str, Text] = {}
    for file in files:
        of_file = parameters_of(file, own)
        parameters.update(of_file[0])
        words.update(of_file[1])
    return Book(parameters, words)


def ask(
    rule: str,
    facts: Mapping[str, object],
    *,
    on: date,
    cohort: str | None = None,
    institution: str | None = None,
) -> Answer:
    """Ask a rule by name. Facts are JSON values, days may be days; see `houvast law list`.

    Raises `houvast.core.law.errors.QuestionError` (UnknownRule, MissingFact, UnknownFact, WrongFact, NotKnownOn), each
    with a sentence in both languages that names the fact, its value and what is allowed.
    """
    asked = rule_named(rule)
    return book_for(asked).ask(asked, facts, on=on, cohort=cohort, institution=institution)


def finding(rule: str, facts: Mapping[str, object], *, on: date) -> Finding:
    """What `ask` would find, without a receipt: for proofs, which ask ten thousands of questions and store none."""
    asked = rule_named(rule)
    return book_for(asked).finding(asked, facts, on=on)


def words_of(code: str, rule: Rule[Any] | None = None) -> Text:
    """What a code in a fact or an outcome is called; the name of a fact of the rule is called by that fact's title.

    Raises KeyError for a code that nobody gave words.
    """
    if rule is not None and code in rule.specs:
        return rule.specs[code][0].title
    return _codes()[f"codes.{code}"]


@cache
def _codes() -> Mapping[str, Text]:
    return parameters_of("codes", {})[1]


def replay(receipt: Mapping[str, Any]) -> Replay:
    """Ask a receipt's rule again with the facts, the law and the formula that the receipt holds.

    Raises UnknownRule, KeyError or ValueError when it is no receipt of ours.
    """
    content = {name: value for name, value in receipt.items() if name != "hash"}
    asked = rule_named(str(receipt["rule"]))
    answer = replayed(asked, receipt, book_for(asked).words)
    whole = digest(canonical_json(content).encode()) == receipt["hash"]
    return Replay(answer=answer, whole=whole, same=answer.receipt.hash == receipt["hash"])
