"""Describes rules as plain values: for `houvast law list --json`, for forms and for the API."""

from typing import Any

from houvast import lawbook
from houvast.core.law.facts import Kind, Spec
from houvast.core.law.parameters import Parameter
from houvast.core.law.rule import Rule


def described(rule: Rule[Any], language: str) -> dict[str, Any]:
    """One rule: id, title, facts with type and allowed values, outcome, sources, valid periods and boundaries."""
    book = lawbook.book()
    parameters = [book.parameters[key.name] for key in rule.uses]
    days = book.change_days(rule)
    return {
        "id": rule.id,
        "title": rule.title.in_(language),
        "question": rule.question.in_(language),
        "facts": [_fact(name, spec, language, required=required) for name, (spec, required) in rule.specs.items()],
        "outcome": [{"name": name, "title": title.in_(language)} for name, title in rule.outcome.items()],
        "sources": _sources(parameters),
        "valid_periods": [
            {"from": day.isoformat(), "until": following.isoformat() if following else None}
            for day, following in zip(days, (*days[1:], None), strict=True)
        ],
        "boundaries": [
            {"fact": one.fact, "after": version.value, "unit": version.unit, "from": version.valid_from.isoformat()}
            for one in rule.boundaries
            for version in book.parameters[one.key.name].versions
        ],
        "law_of": rule.law_of,
        "cohort": rule.cohort,
        "formula": len(rule.formulas),
    }


def _fact(name: str, spec: Spec, language: str, *, required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "required": required,
        "title": spec.title.in_(language),
        "help": spec.help.in_(language),
        **_kind(spec.kind, language),
    }


def _kind(kind: Kind, language: str) -> dict[str, Any]:
    values: dict[str, Any] = {"type": kind.name, "allowed": kind.allowed.in_(language)}
    if kind.options:
        values["options"] = list(kind.options)
        values["option_titles"] = {option: lawbook.words_of(option).in_(language) for option in kind.options}
    if kind.least is not None:
        values |= {"minimum": kind.least, "maximum": kind.most}
    if kind.columns:
        values["columns"] = [_fact(column.name, column, language, required=True) for column in kind.columns]
    return values


def _sources(parameters: list[Parameter]) -> list[dict[str, Any]]:
    seen: dict[str, dict[str, Any]] = {}
    for parameter in parameters:
        for version in parameter.versions:
            source = {"source": version.source, "url": version.url, "class": version.standing.value}
            known = seen.setdefault(version.source, {**source, "verified": True})
            known["verified"] = known["verified"] and version.verified
    return list(seen.values())
