"""Every rule has examples, and every example holds."""

import pytest

from houvast.core.alerts.measuring import measured
from houvast.core.alerts.scenario import Scenario
from houvast.core.alerts.words import FindingState, Source
from houvast.packbook.alerts import rule, rules, scenarios

pytestmark = pytest.mark.no_database


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda one: f"{one.rule}: {one.says}")
def test_a_scenario_holds_on_each_of_its_days(scenario: Scenario) -> None:
    found = [measured(rule(scenario.rule), scenario.facts, day.on) for day in scenario.expect]
    assert found == [(day.state, day.value) for day in scenario.expect]


@pytest.mark.parametrize("name", [one.id for one in rules() if one.reads is not Source.PERSON])
def test_a_rule_is_shown_the_day_before_and_on_the_day(name: str) -> None:
    for one in scenarios():
        states = [day.state for day in one.expect]
        if one.rule == name and FindingState.MET in states and states[0] is not FindingState.MET:
            return
    pytest.fail(f"no scenario of {name} shows the day before it speaks and the day itself")
