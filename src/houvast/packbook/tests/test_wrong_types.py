"""Anything at any place of a pack: it is refused with a place and a mend, or proven; loader and prover never crash."""

import time
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast import lawbook
from houvast.core.procedure.prover import prove
from houvast.packbook.book import documents_by_id, parse_pack
from houvast.packbook.checking import published_rules
from houvast.packbook.reader import LARGEST, Document, PackError, Path_, Plain, Problem, read_yaml

PACKS = ("aftercare", "suspension", "support-agreement", "removal")
RULES = published_rules()

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**13), max_value=10**13)
    | st.text(max_size=40)
    | st.sampled_from(["x" * 9_000, "{coach}", "__class__", "a.b", "yes", "2027-02-30", "0", "-1", "\u0000", "é" * 70]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def places(value: Plain, path: Path_ = ()) -> list[Path_]:
    """Every place in the pack, the whole of it first."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in parts for place in places(part, (*path, key)))]


def replaced(value: Plain, path: Path_, new: Plain) -> Plain:
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {name: replaced(part, rest, new) if name == key else part for name, part in value.items()}
    assert isinstance(value, list)
    return [replaced(part, rest, new) if place == key else part for place, part in enumerate(value)]


def judged(value: Plain) -> None:
    began = time.process_time()
    problems: tuple[Problem, ...] = ()
    try:
        pack = parse_pack(Document(file="any.yaml", value=value, places={}), documents_by_id().get)
    except PackError as refused:
        problems = refused.problems
    else:
        report = prove(pack, lawbook.ask, frozenset(documents_by_id()), RULES)
        assert all(one.text.nl and one.mend.nl for one in (*report.errors, *report.warnings))
    assert all(one.text.nl and one.text.en and one.mend.nl and one.line >= 1 for one in problems)
    assert time.process_time() - began < 20


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_anything_at_any_place_is_refused_or_proven(data: st.DataObject) -> None:
    whole = documents_by_id()[data.draw(st.sampled_from(PACKS))].value
    place = data.draw(st.sampled_from(places(whole)))
    judged(replaced(whole, place, cast("Plain", data.draw(anything))))


def bomb(levels: int) -> str:
    """Aliases of aliases: a few lines that would unfold to thousands of millions of values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb(12),
        "a: &a [*a]",
        "a: &a {b: 1}\nc: {<<: *a}",
        "a: !!python/object/apply:os.system [x]",
        "k" * 5_000 + ": x",
        "title: {nl: '" + "x" * (LARGEST - 100) + "', en: x}",
        "a: " + "9" * 300_000,
        "? [1, 2]\n: x",
        "%YAML 9.9\n---\na: b",
        "a: |\n" + "  x\n" * 60_000,
        "\n".join(f"k{n}: {{}}" for n in range(35_000)),
    ],
    ids=["bomb", "itself", "merge", "object", "long key", "long text", "long number", "odd key", "other yaml", "lines",
         "keys"],
)  # fmt: skip
def test_a_bomb_does_not_go_off(text: str) -> None:
    began = time.process_time()
    problems: tuple[Problem, ...] = ()
    try:
        judged(read_yaml(text, "bomb.yaml").value)
    except PackError as refused:
        problems = refused.problems
    assert all(one.mend.nl for one in problems)
    assert time.process_time() - began < 15
