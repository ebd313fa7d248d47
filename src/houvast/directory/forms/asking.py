"""The few questions of an answer: a part of the facts of its rule; the question itself says the rest."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from houvast import lawbook
from houvast.directory.content.entry import Asking
from houvast.directory.forms.law import QuestionForm


class ShortQuestionForm(QuestionForm):
    """The facts that an answer asks. What it neither asks nor knows is not known, and the rule says what that means."""

    def __init__(self, asking: Asking, today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(lawbook.rule_named(asking.rule), today, data)
        self.asking = asking
        for name in tuple(self.fields):
            if name not in asking.asks:
                del self.fields[name]
        self.order_fields(asking.asks)

    def facts(self) -> dict[str, object]:
        known = super().facts()
        required = {name: None for name, (_, needed) in self.rule.specs.items() if needed}
        return {**required, **self.asking.presets, **{name: known[name] for name in self.asking.asks if name in known}}
