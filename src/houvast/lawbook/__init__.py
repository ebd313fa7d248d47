"""The door to the law: reads the parameter files beside the rules once, and asks the rules.

answer = lawbook.ask("removal", {"birth_date": ..., ...}, on=day)
answer.outcome["allowed"], answer.because, answer.asks_human, answer.receipt
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from houvast.core.law.answers import Answer
from houvast.core.law.book import Book, replayed
from houvast.core.law.catalogue import rule_ids, rule_named
from houvast.core.law.parameters import Parameter
from houvast.core.law.rule import Rule
from houvast.lawbook.files import institution_parameters, parameters_of
from houvast.lawbook.receipts import Replay, replay

__all__ = ["Replay", "ask", "book", "book_for", "replay", "replayed", "rules"]


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
    for file in files:
        parameters.update(parameters_of(file, own))
    return Book(parameters)


def ask(
    rule: str, facts: Mapping[str, object], *, on: date, cohort: str | None = None, institution: str | None = None
) -> Answer:
    """Ask a rule by name. Facts are JSON values, days may be days; see `houvast law list`.

    Raises `houvast.core.law.errors.QuestionError` (UnknownRule, MissingFact, UnknownFact, WrongFact, NotKnownOn), each with a
    sentence in both languages that names the fact, its value and what is allowed.
    """
    asked = rule_named(rule)
    return book_for(asked).ask(asked, facts, on=on, cohort=cohort, institution=institution)
