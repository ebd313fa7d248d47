"""Facts of any rule, made from the declaration that the command line, the API and the page are made from."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from houvast.core.law.facts import Kind
from houvast.core.law.rule import Rule

DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2040, 12, 31))
ASKED = st.dates(min_value=date(2026, 1, 1), max_value=date(2040, 12, 31))


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Any value a fact of this kind may have, as JSON has it."""
    least, most = kind.least or 0, kind.most or 0
    simple: dict[str, st.SearchStrategy[Any]] = {
        "date": DAYS.map(date.isoformat),
        "boolean": st.booleans(),
        "integer": st.integers(min_value=int(least), max_value=int(most)),
        "number": st.floats(min_value=least, max_value=most, allow_nan=False).map(lambda one: round(one, 2)),
        "school_year": st.integers(min_value=2018, max_value=2030).map(lambda year: f"{year}-{year + 1}"),
    }
    if kind.name == "choice":
        return st.sampled_from(kind.options)
    if kind.name == "list":
        return st.lists(st.sampled_from([one for one in kind.options if one != "none"]), unique=True, max_size=3)
    if kind.name == "rows":
        columns = {column.name: values_of(column.kind) for column in kind.columns}
        return st.lists(st.fixed_dictionaries(columns), max_size=5)
    return simple[kind.name]


def facts_of(rule: Rule[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The facts of a rule: required ones present (perhaps null), optional ones perhaps."""
    required = {name: st.none() | values_of(spec.kind) for name, (spec, needed) in rule.specs.items() if needed}
    optional = {name: st.none() | values_of(spec.kind) for name, (spec, needed) in rule.specs.items() if not needed}
    return st.fixed_dictionaries(required, optional=optional)
