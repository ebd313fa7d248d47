"""Which texts ask for review: the law they rest on got a new version, or their day has come.

A text names each rule with the version of the law that was read when it was reviewed. `lawbook` knows the version that
holds today, and the next one that is already known; a difference means that somebody must read the text again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from houvast import lawbook
from houvast.core.law.errors import QuestionError
from houvast.directory.content.entry import Entry

AHEAD = timedelta(days=60)
"""How long before a known change of law the texts that rest on it already ask for review."""


class Why(StrEnum):
    LAW = "law"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksReview:
    """One text and one reason. `rule`, `read` and `now` are given when it is the law."""

    entry: str
    why: Why
    rule: str = ""
    read: str = ""
    now: str = ""


VersionOn = Callable[[str, date], str]


def version_on(rule_id: str, day: date) -> str:
    """The version of the law behind a rule on a day, as its answers name it; raises UnknownRule."""
    rule = lawbook.rule_named(rule_id)
    return lawbook.book_for(rule).view(rule, day, None, None).version


def asking_review(entries: Iterable[Entry], *, on: date, version: VersionOn = version_on) -> tuple[AsksReview, ...]:
    """Every text that asks for review on this day, with each reason; in the order of the texts."""
    found: list[AsksReview] = []
    for entry in entries:
        found += (
            AsksReview(entry=entry.id, why=Why.LAW, rule=rule, read=read, now=now)
            for rule, read, now in _moved(entry.rules, on, version)
        )
        if on >= entry.review_by:
            found.append(AsksReview(entry=entry.id, why=Why.DATE))
    return tuple(found)


def _moved(rules: Mapping[str, str], on: date, version: VersionOn) -> Iterable[tuple[str, str, str]]:
    """Rules whose version is not the one that was read; a change within 60 days counts already."""
    for rule, read in rules.items():
        try:
            versions = (version(rule, on), version(rule, on + AHEAD))
        except QuestionError:
            yield rule, read, "-"
            continue
        if changed := [one for one in versions if one != read]:
            yield rule, read, changed[-1]
