"""The latest scorecards of the rules, for the page of a rule."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from houvast.alerts.evaluation.models import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """What was found over which days, and when; `by_rule` as `evaluation.scorecard.as_data` writes a card."""

    first: date
    last: date
    made_at: datetime
    by_rule: Mapping[str, Mapping[str, object]]


def latest_cards(organisation_id: uuid.UUID) -> Cards | None:
    """The cards that were made last; None when `houvast alerts evaluate` has not run here."""
    found = Evaluation.objects.filter(organisation_id=organisation_id).order_by("made_at", "id").last()
    if found is None:
        return None
    by_rule = {str(card["rule"]): card for card in found.cards}
    return Cards(first=found.first, last=found.last, made_at=found.made_at, by_rule=by_rule)


def score_lines(organisation_id: uuid.UUID, rule_id: str) -> tuple[str, ...]:
    """The latest card of a rule as sentences; none when nothing was evaluated here."""
    cards = latest_cards(organisation_id)
    card = cards.by_rule.get(rule_id) if cards else None
    if cards is None or card is None:
        return ()
    said = _VERDICTS[str(card["verdict"])]
    lines = [_asked(cards), gettext(said)]
    if card["verdict"] in {"too_few", "no_history"}:
        return tuple(lines)
    lines.append(
        gettext("Of the students it spoke of, %(precision)s left early afterwards; of all students %(base)s.")
        % {"precision": _percent(card["precision"]), "base": _percent(card["base"])}
    )
    lines.append(
        gettext("Of the students who left early, it had spoken of %(recall)s.") % {"recall": _percent(card["recall"])}
    )
    if card["lead_days"] is not None:
        lines.append(
            gettext("Of half of them at least %(days)d days before.") % {"days": float(str(card["lead_days"]))}
        )
    lines.append(
        gettext("Answered in time: %(answered)s. Helped: %(helped)s.")
        % {"answered": _percent(card["answered_in_time"]), "helped": _percent(card["helped"])}
    )
    return tuple(lines)


def _asked(cards: Cards) -> str:
    return gettext("Looked at %(first)s to %(last)s, with what was known on each day.") % {
        "first": date_format(cards.first, "DATE_FORMAT"),
        "last": date_format(cards.last, "DATE_FORMAT"),
    }


def _percent(share: object) -> str:
    """A share with its interval, in whole per cent."""
    assert isinstance(share, dict)
    if share["value"] is None:
        return gettext("not known")
    return gettext("%(share)d%% (between %(low)d%% and %(high)d%%)") % {
        name: round(share[key] * 100) for name, key in (("share", "value"), ("low", "low"), ("high", "high"))
    }


_VERDICTS = {
    "says_something": gettext_noop("This rule says something about who leaves early."),
    "says_nothing": gettext_noop("This rule says nothing: it does no better than drawing lots."),
    "says_the_opposite": gettext_noop("Students this rule speaks of leave less often than others."),
    "too_few": gettext_noop("There are too few students to say how well this rule does."),
    "no_history": gettext_noop("There is no history to judge this rule by."),
}
