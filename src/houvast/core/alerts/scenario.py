"""An example of a rule that people can read: what is known, and what the rule says on which day."""

from datetime import date

from pydantic import Field

from houvast.core.alerts.facts import Facts
from houvast.core.alerts.rules import RuleId
from houvast.core.alerts.words import FindingState
from houvast.core.forms.form import Frozen


class Expected(Frozen):
    """What the rule sees on this day, at the threshold it comes with."""

    on: date
    state: FindingState
    value: int = 0


class Scenario(Frozen):
    """`says` is a sentence about the behaviour that `expect` shows: the day before, on and after."""

    rule: RuleId
    says: str = Field(min_length=10)
    facts: Facts
    expect: tuple[Expected, ...] = Field(min_length=1)


class Scenarios(Frozen):
    scenarios: tuple[Scenario, ...]
