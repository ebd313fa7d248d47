"""A value and a rule in words, in both languages: plain, without codes."""

from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Unit

HOUR = 60
WEEK = 7
LONG = 28


def amount_in_words(unit: Unit, value: int, language: str) -> str:
    """A value of this unit as people say it: “8 uur”, “vier keer”, “20 procent”."""
    english = language.startswith("en")
    match unit:
        case Unit.MINUTES:
            return _hours(value, english=english)
        case Unit.TIMES:
            said = ({1: "once", 2: "twice"}.get(value, f"{value} times"), f"{value} keer")
        case Unit.DAYS:
            return days_in_words(value, language)
        case Unit.PERCENT:
            said = (f"{value} per cent", f"{value} procent")
        case Unit.LEVEL:
            said = ("asks attention", "aandacht") if value == 1 else ("concern", "zorg")
    return said[0] if english else said[1]


def _hours(minutes: int, *, english: bool) -> str:
    if minutes < HOUR:
        return f"{minutes} minutes" if english else f"{minutes} minuten"
    hours = round(minutes / HOUR, 1)
    said = f"{hours:g}" if english else f"{hours:g}".replace(".", ",")
    if english:
        return "1 hour" if hours == 1 else f"{said} hours"
    return f"{said} uur"


def days_in_words(days: int, language: str) -> str:
    """Whole weeks as weeks, else days; from four weeks on in weeks that have passed, as people count."""
    english = language.startswith("en")
    if days >= WEEK and (days % WEEK == 0 or days >= LONG):
        weeks = days // WEEK
        if english:
            return "1 week" if weeks == 1 else f"{weeks} weeks"
        return "1 week" if weeks == 1 else f"{weeks} weken"
    if english:
        return "1 day" if days == 1 else f"{days} days"
    return "1 dag" if days == 1 else f"{days} dagen"


def reason(rule: Rule, value: int, language: str, *, to_student: bool = False) -> str:
    """Why this alert is here, as a part of a sentence for staff or as sentences for the student."""
    text = (rule.to_student if to_student else rule.reason).in_(language)
    return text.format(
        value=amount_in_words(rule.unit, value, language),
        window=days_in_words(rule.window_days or 1, language),
        threshold=amount_in_words(rule.unit, rule.threshold, language),
    )
