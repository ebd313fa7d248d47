"""An alert as it is read: why it is here, from what, what may help, what happened, in the reader's language."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.words import ACTS, ANSWERS, OUTCOMES, SIGNALS, STATES, STATES_TO_STUDENT, WAYS
from houvast.core.alerts.life import Act, has_climbed
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.wording import amount_in_words, days_in_words, reason
from houvast.core.alerts.words import AnswerKind, Outcome, Signal, State, Tone, Unit
from houvast.packbook.alerts import UnknownRule, rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """What happened, on which day and by whom (empty when nobody did it), and what was said."""

    day: date
    what: str
    who: str
    words: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAlert:
    """One alert. `due` is the last day for an answer; `threshold` says from what value the rule speaks, or nothing."""

    id: uuid.UUID
    revision: int
    name: str
    why: str
    state: str
    is_open: bool
    is_positive: bool
    raised_on: date
    raised_by: str
    signals: tuple[str, ...]
    evidence: tuple[tuple[date, str], ...]
    threshold: str
    source: str
    try_first: tuple[str, ...]
    due: date | None
    is_late: bool
    has_faded: bool
    is_contested: bool
    steps: tuple[ShownStep, ...] = ()


def rule_of(alert: Alert) -> Rule | None:
    """The rule as it comes with Houvast; None when it is in no pack any more."""
    try:
        return rule(alert.rule)
    except UnknownRule:
        return None


def name_of(alert: Alert) -> str:
    """What the rule is called, in the reader's language."""
    found = rule_of(alert)
    return found.name.in_(get_language() or "nl") if found else alert.rule


def why_of(alert: Alert, *, to_student: bool = False) -> str:
    """Why this alert is here; for staff a part of a sentence, for the student sentences."""
    found = rule_of(alert)
    if found is None:
        return gettext("a rule that is no longer used")
    said = reason(found, alert.value, get_language() or "nl", to_student=to_student)
    noticed = signals_of(alert)
    if noticed and not to_student:
        said += ": " + ", ".join(noticed).lower()
    return said


def signals_of(alert: Alert) -> tuple[str, ...]:
    """What people noticed, in words."""
    return tuple(str(SIGNALS[Signal(one)]) for one in alert.signals)


def shown(alert: Alert, day: date, *, to_student: bool = False, steps: Sequence[AlertStep] = ()) -> ShownAlert:
    """The alert in the reader's language. Give it with `student` and `raised_by` read."""
    found, language = rule_of(alert), get_language() or "nl"
    late = has_climbed(State(alert.state), alert.answer_by, day)
    return ShownAlert(
        id=alert.pk,
        revision=alert.revision,
        name=found.name.in_(language) if found else alert.rule,
        why=why_of(alert, to_student=to_student),
        state=str((STATES_TO_STUDENT if to_student else STATES)[State(alert.state)]),
        is_open=alert.state != State.CLOSED,
        is_positive=alert.tone == Tone.POSITIVE,
        raised_on=alert.raised_on,
        raised_by=alert.raised_by.name if alert.raised_by else "",
        signals=signals_of(alert),
        evidence=_evidence(alert, found, language),
        threshold=_threshold(alert, found, language),
        source=found.source.in_(language) if found else "",
        try_first=() if to_student or found is None else tuple(one.in_(language) for one in found.try_first),
        due=alert.answer_by if alert.state == State.OWNED and alert.owner_id else None,
        is_late=late,
        has_faded=alert.faded_on is not None and alert.state != State.CLOSED,
        is_contested=alert.contested_on is not None,
        steps=tuple(_step(one, alert) for one in steps),
    )


def _threshold(alert: Alert, found: Rule | None, language: str) -> str:
    if found is None or alert.raised_by_id is not None or not alert.threshold:
        return ""
    said = amount_in_words(found.unit, alert.threshold, language)
    if found.window_days is None:
        return gettext("This rule speaks from %(amount)s.") % {"amount": said}
    window = days_in_words(found.window_days, language)
    return gettext("This rule speaks from %(amount)s in %(window)s.") % {"amount": said, "window": window}


def _evidence(alert: Alert, found: Rule | None, language: str) -> tuple[tuple[date, str], ...]:
    """The days and what was counted on each; amounts only where they say more than “once”."""
    rows = []
    for _source, _row, day, amount, label in alert.evidence:
        said = amount_in_words(found.unit, amount, language) if found and found.unit is Unit.MINUTES else ""
        rows.append((date.fromisoformat(day), ", ".join(part for part in (said, label) if part)))
    return tuple(rows)


def _step(step: AlertStep, alert: Alert) -> ShownStep:
    what = str(ACTS[Act(step.act)])
    if step.act == Act.ANSWERED and step.detail:
        what = str(ANSWERS[AnswerKind(step.detail)]).rstrip(" …,")
    elif step.act == Act.CLOSED and step.detail:
        what = str(OUTCOMES[Outcome(step.detail)])
    elif step.detail in WAYS:
        what = str(WAYS[step.detail])
    if step.reached is not None:
        what += ": " + (gettext("there was contact") if step.reached else gettext("no response"))
    return ShownStep(
        day=step.on,
        what=what,
        who=step.by.name if step.by else "",
        words=step.words or "",
        is_own=step.by_id is not None and step.by_id == alert.student_id,
    )
