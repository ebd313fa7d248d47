"""Which way is open against a decision, by whom and until when: asked of the rule of law, never reckoned here."""

from dataclasses import dataclass
from datetime import date

from houvast import lawbook
from houvast.core.law.answers import Answer

RULE = "legal-protection"
NO_DECISION = "treatment"
"""The matter without a decision: then no day of notification is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The route (appeal, objection, complaint, civil_court), its last day if a term runs, and the answer behind it."""

    route: str
    last_day: date | None
    source: str
    also_open: tuple[str, ...]
    answer: Answer


def route_for(matter: str, notified_on: date | None, *, on: date) -> Way:
    """The way against a decision of this kind, made known on this day. Raises QuestionError."""
    answer = lawbook.ask(RULE, {"matter": matter, "notified_on": notified_on}, on=on)
    last, others = answer.outcome.get("last_day"), answer.outcome.get("also_open")
    return Way(
        route=str(answer.outcome["route"]),
        last_day=date.fromisoformat(last) if isinstance(last, str) else last if isinstance(last, date) else None,
        source=answer.because[0].source,
        also_open=others if isinstance(others, tuple) else (),
        answer=answer,
    )
