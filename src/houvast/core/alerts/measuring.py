"""What each measure means, for one student, in plain Python; the queries of the shell must give the same."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from houvast.core.alerts.facts import AbsenceKind, Facts, Level
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState, Measure

UNAUTHORISED = frozenset({AbsenceKind.UNAUTHORISED, AbsenceKind.LUXURY})
PRESENT = frozenset({AbsenceKind.LATE})
OUT = frozenset(AbsenceKind) - PRESENT
UNUSUAL = OUT - {AbsenceKind.AUTHORISED}

Value = int | None
"""A whole number in the unit of the measure; None: the source says nothing, which is not the same as 0."""


def measured(rule: Rule, facts: Facts, on: date) -> tuple[FindingState, int]:
    """What this rule sees of this student on this day; only what lies on or before the day counts."""
    value = _MEASURES[rule.measure](rule, facts, on)
    if value is None:
        return FindingState.NO_DATA, 0
    return (FindingState.MET if value >= rule.threshold else FindingState.NOT_MET), value


def _minutes(facts: Facts, kinds: frozenset[AbsenceKind], first: date, last: date) -> int:
    return sum(one.minutes for one in facts.absences if one.kind in kinds and first <= one.day <= last)


def _unauthorised_minutes(rule: Rule, facts: Facts, on: date) -> Value:
    return _minutes(facts, UNAUTHORISED, *rule.window(on)) if facts.absence_known else None


def _absent_minutes(rule: Rule, facts: Facts, on: date) -> Value:
    return _minutes(facts, OUT, *rule.window(on)) if facts.absence_known else None


def _late_times(rule: Rule, facts: Facts, on: date) -> Value:
    first, last = rule.window(on)
    late = sum(1 for one in facts.absences if one.kind is AbsenceKind.LATE and first <= one.day <= last)
    return late if facts.absence_known else None


def _sick_periods(rule: Rule, facts: Facts, on: date) -> Value:
    if not facts.absence_known:
        return None
    first, last = rule.window(on)
    days = sorted({one.day for one in facts.absences if one.kind is AbsenceKind.SICK and first <= one.day <= last})
    gap = timedelta(days=rule.parameters["gap_days"])
    return (1 if days else 0) + sum(1 for earlier, later in pairwise(days) if later - earlier > gap)


def _absence_change(rule: Rule, facts: Facts, on: date) -> Value:
    first, last = rule.window(on)
    past, window = rule.parameters["past_days"], rule.window_days or 1
    begin = first - timedelta(days=past)
    if not facts.absence_known or facts.enrolled_on > begin:
        return None
    usual = _minutes(facts, UNUSUAL, begin, first - timedelta(days=1)) * window // past
    return max(0, _minutes(facts, UNUSUAL, first, last) - usual)


def _days_back(rule: Rule, facts: Facts, on: date) -> Value:
    if not facts.absence_known:
        return None
    away = max((one.day for one in facts.absences if one.kind in UNUSUAL and one.day <= on), default=None)
    if away is None or (on - away).days >= rule.parameters["past_days"]:
        return 0
    first = away - timedelta(days=rule.parameters["past_days"] - 1)
    much = _minutes(facts, UNUSUAL, first, away) >= rule.parameters["floor"]
    return (on - away).days if much else 0


def _latest_results(facts: Facts, on: date) -> dict[str, list[tuple[date, int, bool | None]]]:
    """Per unit its judged results up to and including the day, oldest first."""
    found: dict[str, list[tuple[date, int, bool | None]]] = {}
    for one in sorted(facts.results, key=lambda one: (one.on, one.attempt)):
        if one.on <= on and one.passed is not None:
            found.setdefault(one.unit, []).append((one.on, one.attempt, one.passed))
    return found


def _failed_results(rule: Rule, facts: Facts, on: date) -> Value:
    units = _latest_results(facts, on)
    first, _ = rule.window(on)
    return sum(1 for tries in units.values() if not tries[-1][2] and tries[-1][0] >= first) if units else None


def _results_improved(rule: Rule, facts: Facts, on: date) -> Value:
    units = _latest_results(facts, on)
    first, _ = rule.window(on)
    better = sum(1 for t in units.values() if t[-1][2] and t[-1][0] >= first and any(not one[2] for one in t[:-1]))
    return better if units else None


def _behind(facts: Facts, name: str, done: Decimal | None, on: date) -> Value:
    """Percent lacking of the latest norm that was reached; 0 when there is none yet."""
    reached = [n for n in facts.norms if n.measure == name and facts.enrolled_on + timedelta(weeks=n.weeks) <= on]
    if not reached:
        return 0
    norm = max(reached, key=lambda one: one.weeks).amount
    if done is None:
        return None
    return int(max(Decimal(0), norm - done) * 100 // norm) if norm > 0 else 0


def _credits_behind(_rule: Rule, facts: Facts, on: date) -> Value:
    known = [one for one in facts.results if one.on <= on]
    done = sum((one.credits for one in known), Decimal(0)) if known else None
    return _behind(facts, "credits", done, on)


def _modules_behind(_rule: Rule, facts: Facts, on: date) -> Value:
    units = _latest_results(facts, on)
    passed = Decimal(sum(1 for tries in units.values() if any(one[2] for one in tries))) if units else None
    return _behind(facts, "modules", passed, on)


def _placement_behind(_rule: Rule, facts: Facts, on: date) -> Value:
    done = None if facts.hours_done is None else Decimal(facts.hours_done)
    return _behind(facts, "placement_hours", done, on)


def _latest_level(judged: Iterable[tuple[date, Level | None]], first: date, on: date) -> Value:
    known = [(day, level) for day, level in judged if level is not None and day <= on]
    if not known:
        return None
    day, level = max(known)  # of two on one day the more worried one
    return level if day >= first else 0


def _attitude_level(rule: Rule, facts: Facts, on: date) -> Value:
    return _latest_level(((one.on, one.attitude) for one in facts.talks), rule.window(on)[0], on)


def _life_area_level(rule: Rule, facts: Facts, on: date) -> Value:
    return _latest_level(((one.on, one.life) for one in facts.talks), rule.window(on)[0], on)


def _days_without_talk(_rule: Rule, facts: Facts, on: date) -> Value:
    spoken = [one.on for one in facts.talks]
    if facts.latest_meeting_on is not None:
        spoken.append(facts.latest_meeting_on)
    latest = max((day for day in spoken if day <= on), default=facts.enrolled_on)
    return max(0, (on - latest).days)


def _agreements_overdue(_rule: Rule, facts: Facts, on: date) -> Value:
    return sum(1 for one in facts.agreements if one.due_on < on and one.answered_on is None and not one.said_done)


def _agreements_kept(rule: Rule, facts: Facts, on: date) -> Value:
    first, last = rule.window(on)
    answered = (one.answered_on for one in facts.agreements if one.kept and one.answered_on is not None)
    return sum(1 for day in answered if first <= day <= last)


def _by_a_person(_rule: Rule, _facts: Facts, _on: date) -> Value:
    return 0


_MEASURES: dict[Measure, Callable[[Rule, Facts, date], Value]] = {
    Measure.UNAUTHORISED_MINUTES: _unauthorised_minutes,
    Measure.ABSENT_MINUTES: _absent_minutes,
    Measure.LATE_TIMES: _late_times,
    Measure.SICK_PERIODS: _sick_periods,
    Measure.ABSENCE_CHANGE: _absence_change,
    Measure.FAILED_RESULTS: _failed_results,
    Measure.CREDITS_BEHIND: _credits_behind,
    Measure.MODULES_BEHIND: _modules_behind,
    Measure.PLACEMENT_BEHIND: _placement_behind,
    Measure.ATTITUDE_LEVEL: _attitude_level,
    Measure.LIFE_AREA_LEVEL: _life_area_level,
    Measure.DAYS_WITHOUT_TALK: _days_without_talk,
    Measure.AGREEMENTS_OVERDUE: _agreements_overdue,
    Measure.RAISED: _by_a_person,
    Measure.SIGNALS_NOTICED: _by_a_person,
    Measure.DAYS_BACK: _days_back,
    Measure.AGREEMENTS_KEPT: _agreements_kept,
    Measure.RESULTS_IMPROVED: _results_improved,
}
