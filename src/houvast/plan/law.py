"""What the law says of an adjustment that is asked or refused: asked of the rules of law, never decided here."""

from dataclasses import dataclass
from datetime import date

from houvast import lawbook
from houvast.core.law.errors import QuestionError
from houvast.plan.models import Adjustment


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What can be done against a refusal: objection or complaint, the last day, and what the law says, with sources."""

    route: str
    last_day: date | None
    reasons: tuple[tuple[str, str, str], ...]


def must_be_made(adjustment: Adjustment, *, is_burden: bool, reasoned: bool, on: date, language: str) -> str:
    """The provision by which the adjustment is due (Wgbh/cz article 2), in this language; empty when a human weighs."""
    answer = lawbook.ask(
        "equal-treatment",
        {
            "domain": adjustment.domain,
            "disability_or_chronic_illness": adjustment.ground == Adjustment.Ground.DISABILITY,
            "adjustment_asked": True,
            "burden_disproportionate": is_burden,
            "burden_reasoned": reasoned,
        },
        on=on,
    )
    if answer.outcome["adjustment_due"] is not True:
        return ""
    return next((one.text.in_(language) for one in answer.because if one.parameter == "rights.adjustment"), "")


def equal_treatment_of(adjustment: Adjustment, *, on: date, language: str) -> tuple[tuple[str, str, str], ...]:
    """What the law of equal treatment says of this adjustment: text, source and address; nothing for other grounds."""
    if adjustment.ground != Adjustment.Ground.DISABILITY:
        return ()
    facts = {
        "domain": adjustment.domain,
        "disability_or_chronic_illness": True,
        "adjustment_asked": True,
        "burden_disproportionate": False,
        "burden_reasoned": False,
    }
    answer = lawbook.ask("equal-treatment", facts, on=on)
    return tuple((one.text.in_(language), one.source, one.url) for one in answer.because)


def route_against(adjustment: Adjustment, *, on: date, language: str) -> Route | None:
    """The way open against a refusal and its last day (WEB 7.5.1); None when it was not refused."""
    if adjustment.decided_on is None or adjustment.status != Adjustment.Status.REFUSED:
        return None
    try:
        answer = lawbook.ask("legal-protection", {"matter": "support", "notified_on": adjustment.decided_on}, on=on)
    except QuestionError:
        return None
    until = answer.outcome.get("last_day")
    return Route(
        route=str(answer.outcome["route"]),
        last_day=date.fromisoformat(until) if isinstance(until, str) else until if isinstance(until, date) else None,
        reasons=tuple((one.text.in_(language), one.source, one.url) for one in answer.because),
    )
