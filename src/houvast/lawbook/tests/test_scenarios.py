"""Our scenarios hold, cover every rule, and anyone's file is checked before it is run."""

from collections import Counter
from importlib.resources import files

import pytest

from houvast import lawbook
from houvast.lawbook.scenarios import Result, ScenarioFileError, run_ours, run_text

pytestmark = pytest.mark.no_database
LEAST_PER_RULE = 3


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return run_ours()


def test_every_scenario_holds(results: list[Result]) -> None:
    assert [f"{one.place} {one.name}: {one.difference}" for one in results if one.difference] == []


def test_every_rule_has_scenarios(results: list[Result]) -> None:
    count = Counter(result.rule for result in results)
    assert {rule.id: count[rule.id] for rule in lawbook.rules() if count[rule.id] < LEAST_PER_RULE} == {}


def test_no_scenario_is_told_twice(results: list[Result]) -> None:
    assert [name for (_, name), times in Counter((one.rule, one.name) for one in results).items() if times > 1] == []


def test_every_file_of_parameters_has_its_module() -> None:
    names = {one.name for one in files("houvast.core.law.rules").iterdir()}
    modules = {name.replace(".py", ".yaml") for name in names if name.endswith(".py")}
    # What codes are called belongs to no rule.
    assert {name for name in names if name.endswith(".yaml")} - modules == {"codes.yaml"}


RIGHT = """
- name: Level 2 is a basic qualification
  rule: basic-qualification
  on: 2026-01-01
  facts: {qualifications: [mbo2]}
  outcome: {basic_qualification: true}
"""


def test_a_right_file_of_somebody_else_holds() -> None:
    assert [one.difference for one in run_text(RIGHT, "theirs.yaml")] == [""]


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ("basic_qualification: true}", "basic_qualification: false}"),
        ("outcome: {basic_qualification: true}", "outcome: {basic_qualification: true}\n  because: [no such article]"),
        ("outcome: {basic_qualification: true}", "outcome: {basic_qualification: true}\n  asks: [nothing like it]"),
        ("outcome: {basic_qualification: true}", "error: something"),
        ("facts: {qualifications: [mbo2]}", "facts: {qualification: [mbo2]}"),
        ("outcome: {basic_qualification: true}", "outcome: {no_such_key: true}"),
    ],
)
def test_a_scenario_that_does_not_hold_says_the_difference(change: str, difference: str) -> None:
    [result] = run_text(RIGHT.replace(change, difference), "theirs.yaml")
    assert result.difference


@pytest.mark.parametrize(
    "text",
    [
        "just text",
        "- 1",
        "- {name: a, rule: removal, on: 2026-01-01}",
        "- {name: a, rule: removal, on: tomorrow, facts: {}, outcome: {}}",
        "- {name: a, rule: removal, on: 2026-01-01, facts: {}, outcome: {}, error: b}",
        "- {name: a, rule: removal, on: 2026-01-01, facts: {}, outcome: {}, surprise: b}",
        "- {name: a, name: b, rule: removal, on: 2026-01-01, facts: {}, outcome: {}}",
        "- [",
        "- {name: a, rule: removal, on: 2026-02-30, facts: {}, outcome: {}}",
        "[" * 5000,
    ],
)
def test_a_file_that_is_no_list_of_scenarios_is_refused(text: str) -> None:
    with pytest.raises(ScenarioFileError):
        run_text(text, "theirs.yaml")
