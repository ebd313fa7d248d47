"""The law book as pages show it: questions in groups, and an answer in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, pgettext

from houvast import lawbook
from houvast.core.law.answers import Answer
from houvast.core.law.parameters import Standing
from houvast.core.law.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that the law book answers."""

    id: str
    title: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer in words: outcomes as (label, value) pairs, reasons of law and of policy apart, what a human judges."""

    on: date
    outcomes: tuple[tuple[str, object], ...]
    law: tuple[Any, ...]
    policy: tuple[Any, ...]
    asks_human: tuple[str, ...]
    version: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason with its source; `unverified` says that the text of the source itself was not read."""

    text: str
    source: str
    url: str
    valid_from: date
    unverified: bool


def questions(language: str) -> tuple[Question, ...]:
    """Every question, by title."""
    listed = (
        Question(id=rule.id, title=rule.title.in_(language), question=rule.question.in_(language))
        for rule in lawbook.rules()
    )
    return tuple(sorted(listed, key=lambda one: one.title.casefold()))


def told(rule: Rule[Any], answer: Answer, language: str) -> Told:
    """The answer in the reader's language."""
    reasons = [
        (
            one.standing,
            Reason(
                text=one.text.in_(language),
                source=one.source,
                url=one.url,
                valid_from=one.valid_from,
                unverified=not one.verified,
            ),
        )
        for one in answer.because
    ]
    return Told(
        on=answer.receipt.on,
        outcomes=tuple(
            (_heading(rule.outcome[name].in_(language)), _said(value, rule, language))
            for name, value in answer.outcome.items()
        ),
        law=tuple(reason for standing, reason in reasons if standing is Standing.LAW),
        policy=tuple(reason for standing, reason in reasons if standing is Standing.POLICY),
        asks_human=tuple(text.in_(language) for text in answer.asks_human),
        version=answer.version,
        receipt=answer.receipt.hash,
    )


def _heading(title: str) -> str:
    """An outcome's title as a heading; the codes that it lists in brackets are for programs."""
    plain = title.partition(" (")[0]
    return plain[:1].upper() + plain[1:]


def _said(value: object, rule: Rule[Any], language: str) -> object:
    """An outcome as a person reads it: a fact by its title, a code by its words. A day stays a day."""
    if value is None:
        return gettext("not known yet")
    if isinstance(value, tuple | list):
        return ", ".join(str(_said(one, rule, language)) for one in value) or gettext("none")
    if isinstance(value, bool):
        return gettext("yes") if value else pgettext("answer", "no")
    return lawbook.words_of(value, rule).in_(language) if isinstance(value, str) else value
