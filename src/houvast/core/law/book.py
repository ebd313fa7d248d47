"""The book of law: rules with their parameters, to be asked for any day they are known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from houvast.core.calendar import school_year_named
from houvast.core.law.answers import Answer, Finding, Receipt, canonical_json, digest, plain, plain_mapping
from houvast.core.law.errors import NotKnownOn, WrongFact
from houvast.core.law.facts import A_DAY, ABSENT, EARLIEST, LATEST, read_facts
from houvast.core.law.parameters import Law, Parameter, Standing, Version
from houvast.core.law.rule import Rule
from houvast.core.law.text import Text

# Days and rules that are asked for together are few; a book that has seen this many starts its notes afresh.
MOST_VIEWS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A rule's law on one day, with its version and its parameters written out once."""

    law: Law
    version: str
    parameters: str
    parameters_in_bytes: bytes


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule found, from which facts and which law."""

    facts: object
    cohort: str | None
    view: View
    finding: Finding


class Book:
    """Parameters and sentences by name. Every rule that is asked must find all it uses here."""

    def __init__(self, parameters: Mapping[str, Parameter], words: Mapping[str, Text]) -> None:
        self.parameters = parameters
        self.words = words
        self._views: dict[tuple[str, date, str | None, str | None], View] = {}

    def ask(
        self,
        rule: Rule[Any],
        given: Mapping[str, object],
        *,
        on: date,
        cohort: str | None = None,
        institution: str | None = None,
    ) -> Answer:
        """Answer a rule from facts as JSON values (days may be days).

        Law follows `on` (or the rule's own day, such as the day of notification), a cohort's norm follows `cohort`.
        Raises a QuestionError that names the fact, its value and what is allowed.
        """
        found = self._found(rule, given, on, cohort, institution)
        view, finding = found.view, found.finding
        specs = rule.specs
        values = {name: getattr(found.facts, name) for name in specs}
        absent = tuple(_left_out(name, specs[name][0].title) for name, value in values.items() if value is ABSENT)
        receipt = Receipt(
            rule=rule.id,
            version=view.version,
            on=on,
            cohort=found.cohort,
            institution=institution,
            facts={name: plain(value) for name, value in values.items() if value is not ABSENT},
            parameters=view.parameters,
            outcome=plain_mapping(finding.outcome),
            trace=tuple((name, plain(value)) for name, value in finding.trace),
        )
        return Answer(
            rule=rule.id,
            version=view.version,
            outcome=finding.outcome,
            because=finding.because,
            asks_human=finding.asks_human + absent,
            receipt=_sealed(receipt, view),
        )

    def finding(self, rule: Rule[Any], given: Mapping[str, object], *, on: date) -> Finding:
        """What `ask` finds, without the receipt: for proofs, which ask ten thousands of questions and store none."""
        return self._found(rule, given, on, None, None).finding

    def _found(
        self, rule: Rule[Any], given: Mapping[str, object], on: date, cohort: str | None, institution: str | None
    ) -> _Found:
        if not EARLIEST <= on <= LATEST:
            raise WrongFact("on", str(on), A_DAY)
        if rule.cohort is not None and cohort is not None:
            if given.get(rule.cohort, cohort) != cohort:
                raise WrongFact(rule.cohort, given[rule.cohort], Text(f"cohort {cohort}", f"cohort {cohort}"))
            given = {**given, rule.cohort: cohort}
        facts = read_facts(rule.id, rule.facts, given)
        own_cohort: str | None = getattr(facts, rule.cohort) if rule.cohort is not None else cohort
        view = self.view(rule, _day_of_law(rule, facts, on), own_cohort, institution)
        law = view.law if view.law.on == on else replace(view.law, on=on)
        return _Found(facts=facts, cohort=own_cohort, view=view, finding=rule.formulas[-1](facts, law))

    def view(self, rule: Rule[Any], day: date, cohort: str | None, institution: str | None) -> View:
        """The rule's law on `day`; raises NotKnownOn for a day before its first version."""
        key = (rule.id, day, cohort, institution)
        view = self._views.get(key)
        if view is None:
            if len(self._views) >= MOST_VIEWS:
                self._views.clear()
            view = self._views[key] = self._seen(rule, day, cohort, institution)
        return view

    def _seen(self, rule: Rule[Any], day: date, cohort: str | None, institution: str | None) -> View:
        cohort_day = school_year_named(cohort).begin if cohort is not None else day
        versions: dict[str, Version] = {}
        for key in sorted(rule.uses, key=lambda one: one.name):
            parameter = self.parameters[key.name]
            version = parameter.version_on(cohort_day if parameter.by_cohort else day, institution)
            if version is None:
                named = rule.cohort if parameter.by_cohort else rule.law_of
                raise NotKnownOn(rule.id, named or "on", cohort if parameter.by_cohort else day, self.known_from(rule))
            versions[key.name] = version
        # The newest version that makes a difference by day names the law; what goes by cohort is in the receipt.
        newest = max(version.valid_from for version in versions.values())
        records = ",".join(f"{canonical_json(name)}:{version.record}" for name, version in versions.items())
        return _view_of(
            Law(on=day, versions=versions, words=self.words), f"{newest.isoformat()}/{len(rule.formulas)}", records
        )

    def known_from(self, rule: Rule[Any]) -> date:
        """The first day for which the rule can be asked."""
        return max((self.parameters[key.name].versions[0].valid_from for key in rule.uses), default=date.min)

    def change_days(self, rule: Rule[Any], institution: str | None = None) -> tuple[date, ...]:
        """The days from `known_from` on at which the rule's law changes, the oldest first."""
        first = self.known_from(rule)
        days = {day for key in rule.uses for day in self.parameters[key.name].change_days(institution)}
        return tuple(sorted({first, *(day for day in days if day > first)}))


def _view_of(law: Law, version: str, records: str) -> View:
    parameters = "{" + records + "}"
    return View(law=law, version=version, parameters=parameters, parameters_in_bytes=parameters.encode())


def _sealed(receipt: Receipt, view: View) -> Receipt:
    """The receipt with its hash; the parameters, most of it and the same for all who ask, are bytes already."""
    before, after = receipt.around_parameters()
    return replace(receipt, hash=digest(before.encode(), view.parameters_in_bytes, after.encode()))


def _day_of_law(rule: Rule[Any], facts: object, on: date) -> date:
    if rule.law_of is None:
        return on
    day: date | None = getattr(facts, rule.law_of)
    return on if day is None else day


@lru_cache(maxsize=1024)
def _left_out(name: str, title: Text) -> Text:
    return Text(
        f"Niet opgegeven en daarom niet meegewogen: {title.nl} ({name}).",
        f"Not given and so not weighed: {title.en} ({name}).",
    )


def replayed(rule: Rule[Any], receipt: Mapping[str, Any], words: Mapping[str, Text]) -> Answer:
    """The answer that a stored receipt stands for, from its own facts and parameters; the present law plays no part.

    Raises KeyError or ValueError when the receipt is not whole, or names a formula that is not there.
    """
    versions = {name: version_of_record(name, record) for name, record in receipt["parameters"].items()}
    revision = int(str(receipt["version"]).rpartition("/")[2])
    if not 1 <= revision <= len(rule.formulas):
        message = f"the rule {rule.id} has no formula {revision}"
        raise ValueError(message)
    parameters = {
        name: Parameter(name=name, title=Text(name, name), versions=(replace(version, valid_from=date.min),))
        for name, version in versions.items()
    }
    book = _PinnedBook(parameters, words, versions, str(receipt["version"]))
    pinned = replace(rule, formulas=rule.formulas[:revision])
    on = date.fromisoformat(receipt["on"])
    return book.ask(pinned, receipt["facts"], on=on, cohort=receipt["cohort"], institution=receipt["institution"])


class _PinnedBook(Book):
    """A book that knows one version of everything: the one in a receipt."""

    def __init__(
        self,
        parameters: Mapping[str, Parameter],
        words: Mapping[str, Text],
        versions: Mapping[str, Version],
        version: str,
    ) -> None:
        super().__init__(parameters, words)
        self._versions = versions
        self._version = version

    def view(self, rule: Rule[Any], day: date, cohort: str | None, institution: str | None) -> View:  # noqa: ARG002
        records = ",".join(f"{canonical_json(name)}:{one.record}" for name, one in sorted(self._versions.items()))
        law = Law(on=day, versions=self._versions, words=self.words)
        return _view_of(law, self._version, records)


def record_of(version: Version) -> str:
    """A version as canonical JSON, as it stands in receipts."""
    return canonical_json(
        {
            "class": version.standing.value,
            "note": version.note,
            "says": {"en": version.says.en, "nl": version.says.nl},
            "source": version.source,
            "unit": version.unit,
            "url": version.url,
            "valid_from": version.valid_from.isoformat(),
            "value": plain(version.value),
            "verified": version.verified,
        },
    )


def version_of_record(name: str, record: Mapping[str, Any]) -> Version:
    """The version that a record in a receipt stands for."""
    value = record["value"]
    return Version(
        parameter=name,
        value=tuple(value) if isinstance(value, list) else value,
        unit=record["unit"],
        standing=Standing(record["class"]),
        source=record["source"],
        url=record["url"],
        valid_from=date.fromisoformat(record["valid_from"]),
        verified=record["verified"],
        says=Text(record["says"]["nl"], record["says"]["en"]),
        note=record["note"],
        record=json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )
