"""An alert rule as data: what it looks at, from what value it speaks, what it says and who answers by when."""

from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from houvast.core.alerts.words import MEASURES, Behind, Measure, Pace, Source, Tone, Unit
from houvast.core.forms.form import Frozen
from houvast.core.forms.text import Text

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,3}$")]
Parameter = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,30}$")]
Item = Annotated[str, StringConstraints(pattern=r"^S-\d{3}(\.\.S-\d{3})?$")]

MOST_MINUTES = 60 * 24 * 366


class Who(Frozen):
    """For which students a rule holds: by what they follow. Who somebody is (age, gender, origin, disability ...) can
    not be named here, and no other place of a rule can name it either.
    """

    levels: tuple[Annotated[int, Field(ge=1, le=4)], ...] = ()
    pathways: tuple[Annotated[str, StringConstraints(pattern=r"^(BOL|BBL|OVO)$")], ...] = ()


class Rule(Frozen):
    """One rule. A threshold is in the unit of the measure, inclusive: from this value on."""

    id: RuleId
    name: Text
    tone: Tone = Tone.CONCERN
    measure: Measure
    threshold: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    lowest_threshold: Annotated[int, Field(ge=1, le=MOST_MINUTES)] = 1
    highest_threshold: Annotated[int, Field(ge=1, le=MOST_MINUTES)] = MOST_MINUTES
    window_days: Annotated[int, Field(ge=1, le=366)] | None = None
    parameters: dict[Parameter, Annotated[int, Field(ge=0, le=MOST_MINUTES)]] = Field(default_factory=dict)
    for_whom: Who = Who()
    pace: Pace = Pace.SOON
    reason: Text  # for staff; {value}, {window}, {threshold}
    to_student: Text  # for the student himself; the same places
    try_first: tuple[Text, ...] = Field(default=(), max_length=5)
    answer_within: Annotated[int, Field(ge=1, le=30)] = 5  # working days, from the day it is offered
    behind: Behind = Behind.TEAM_LEADER
    quiet_days: Annotated[int, Field(ge=0, le=366)] = 28  # after closing, before the same rule speaks again
    source: Text  # why this rule and this threshold, or that it is a proposal of ours
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _fits_its_measure(self) -> Self:
        counted = MEASURES[self.measure]
        if counted.window != (self.window_days is not None):
            raise ValueError(f"{self.measure} takes {'a' if counted.window else 'no'} window_days")
        if set(self.parameters) != counted.parameters:
            names = ", ".join(sorted(counted.parameters)) or "none"
            raise ValueError(f"{self.measure} takes these parameters: {names}")
        if not self.lowest_threshold <= self.threshold <= self.highest_threshold:
            raise ValueError("the threshold lies outside what a school may set")
        if self.tone is Tone.CONCERN and not self.try_first:
            raise ValueError("a concern says what to try first")
        for text in (self.reason.nl, self.reason.en, self.to_student.nl, self.to_student.en):
            try:
                text.format(value="1", window="1", threshold="1")
            except (KeyError, IndexError, ValueError):
                raise ValueError("a reason may name {value}, {window} and {threshold} only") from None
        return self

    @property
    def unit(self) -> Unit:
        return MEASURES[self.measure].unit

    @property
    def reads(self) -> Source:
        return MEASURES[self.measure].source

    def window(self, on: date) -> tuple[date, date]:
        """First and last day looked at, inclusive; for a measure without a window both are `on`."""
        return on - timedelta(days=(self.window_days or 1) - 1), on


class RuleBook(Frozen):
    """One file of rules."""

    id: RuleId
    version: Version
    title: Text
    rules: tuple[Rule, ...] = Field(min_length=1, max_length=100)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [rule.id for rule in self.rules]
        if len(names) != len(set(names)):
            raise ValueError("a rule stands twice")
        return self
