"""Measures of results and placement for many students, beside the norm of the own programme."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, rows, these
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.seen import Seeing, Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Measure

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
CENT = Decimal("0.01")
UNIT = "COALESCE(NULLIF(unit, ''), title)"
LATEST = f"""
    SELECT id, student_id, "on", passed, title,
        ROW_NUMBER() OVER (PARTITION BY student_id, {UNIT} ORDER BY "on" DESC, attempt DESC, id DESC) AS latest,
        MAX(CASE WHEN NOT passed THEN 1 ELSE 0 END) OVER (PARTITION BY student_id, {UNIT}) = 1 AS failed_once
    FROM education_result
    WHERE {{students}} AND withdrawn_on IS NULL AND passed IS NOT NULL AND "on" <= %s
"""  # noqa: S608 - only the name of the unit is filled in here
"""Judged results up to a day with, per unit, which is the latest and whether any was not a pass."""
UNITS = f"""
    SELECT student_id, {UNIT} AS unit,
        MAX(CASE WHEN passed IS NOT NULL AND "on" <= %s THEN "on" END) AS judged_on,
        MAX(CASE WHEN passed AND "on" <= %s THEN {{moment}} END) AS passed_at,
        MAX(CASE WHEN NOT passed AND "on" <= %s THEN {{moment}} END) AS failed_at,
        SUM(CASE WHEN "on" <= %s THEN 1 ELSE 0 END) AS known,
        SUM(CASE WHEN "on" <= %s THEN COALESCE(credits_earned, 0) ELSE 0 END) AS credits,
        MIN(CASE WHEN "on" > %s THEN "on" END) AS later
    FROM education_result WHERE {{students}} AND withdrawn_on IS NULL GROUP BY student_id, {UNIT}
"""  # noqa: S608 - as above
"""The same in one pass, a row for each unit, without ranking every result: when it was judged last, was passed last and
was not passed last (day and attempt as one value that sorts), the credits, and the first result after the day.
"""
MOMENT = {
    "postgresql": """("on" - DATE '2000-01-01') * 100000::bigint + attempt""",
    "sqlite": """"on" || (100000 + attempt)""",
}
STANDS = {
    Measure.FAILED_RESULTS: "NOT passed",
    Measure.RESULTS_IMPROVED: "passed AND failed_once",
}
"""What the latest result of a unit must be, to be counted when it lies in the window."""
NORMS = {
    Measure.CREDITS_BEHIND: "credits",
    Measure.MODULES_BEHIND: "modules",
    Measure.PLACEMENT_BEHIND: "placement_hours",
}


class Without:
    """Everybody but those of whom the source says something."""

    def __init__(self, known: Mapping[Key, object]) -> None:
        self._known = known

    def __contains__(self, key: object) -> bool:
        return key not in self._known


def ask_progress(rules: Sequence[Rule], chosen: Chosen, school: School) -> Seeing:
    """Asks for what these rules, all about results or placement, see. A later day is one of a result."""
    windows = [rule for rule in rules if rule.measure in STANDS]
    found = _by_student(windows, chosen, school.on)
    placed = _hours(chosen) if any(rule.measure is Measure.PLACEMENT_BEHIND for rule in rules) else ()

    def look(people: Mapping[Key, Student]) -> tuple[dict[str, Seen], dict[Key, date]]:
        seen = {rule.id: Seen() for rule in rules}
        modules, points, later = _results(windows, found, school.on, seen)
        done: dict[Measure, Mapping[Key, Decimal]] = {
            Measure.CREDITS_BEHIND: points,
            Measure.MODULES_BEHIND: modules,
            Measure.PLACEMENT_BEHIND: {student: Decimal(hours) for student, hours in placed},
        }
        for rule in rules:
            if rule.measure in NORMS:
                _behind(rule, done[rule.measure], people, school, seen[rule.id])
        return seen, later

    return look


def _by_student(windows: Sequence[Rule], chosen: Chosen, on: date) -> Iterator[tuple[Any, ...]]:
    """A row per student: units judged, passed, and tied; results and credits up to the day; the first result after it;
    per rule how many units stand so in its window, and the oldest day.
    """
    columns, given = [], []
    for rule in windows:
        inside = f"{STANDS[rule.measure]} AND judged_on >= %s"
        columns += [f"SUM(CASE WHEN {inside} THEN 1 ELSE 0 END)", f"MIN(CASE WHEN {inside} THEN judged_on END)"]
        given += [a_day(rule.window(on)[0])] * 2
    units = UNITS.format(students=chosen.where("student_id"), moment=MOMENT[connection.vendor])
    return rows(
        f"""
        WITH units AS ({units}), results AS (
            SELECT student_id, judged_on, passed_at, failed_at, known, credits, later,
                COALESCE(passed_at > failed_at, passed_at IS NOT NULL) AS passed, failed_at IS NOT NULL AS failed_once
            FROM units)
        SELECT {
            ", ".join(
                [
                    "student_id",
                    "COUNT(judged_on)",
                    "COUNT(passed_at)",
                    "SUM(CASE WHEN passed_at = failed_at THEN 1 ELSE 0 END)",
                    "SUM(known)",
                    "SUM(credits)",
                    "MIN(later)",
                    *columns,
                ]
            )
        }
        FROM results GROUP BY student_id
        """,  # noqa: S608 - columns and conditions are ours, what fills them is bound
        [*[a_day(on)] * 6, *chosen.given, *given],
    )


def _results(
    windows: Sequence[Rule], found: Iterable[tuple[Any, ...]], on: date, seen: dict[str, Seen]
) -> tuple[dict[Key, Decimal], dict[Key, Decimal], dict[Key, date]]:
    """Fills what the rules with a window see. Gives the units passed, of every student with a judged result; credits,
    of every student with a result by this day; and the first day after it with a result.
    """
    modules: dict[Key, Decimal] = {}
    points: dict[Key, Decimal] = {}
    later: dict[Key, date] = {}
    tied: list[Key] = []
    for student, judged, passed, ties, known, total, next_day, *cells in found:
        if known:
            points[student] = Decimal(total).quantize(CENT)
        if next_day:
            later[student] = day_of(next_day)
        if not judged:
            continue
        modules[student] = Decimal(passed)
        if ties:
            tied.append(student)
            continue
        for rule, value, oldest in zip(windows, cells[::2], cells[1::2], strict=True):
            if value:
                _count(rule, student, value, oldest, seen[rule.id])
    for rule in windows:
        seen[rule.id].unknown = Without(modules)
        for student, value, oldest in _ranked(rule, tied, on):
            _count(rule, student, value, oldest, seen[rule.id])
    return modules, points, later


def _count(rule: Rule, student: Key, value: int, oldest: date | str, its: Seen) -> None:
    its.values[student] = value
    its.from_day[student] = day_of(oldest)
    if value >= rule.threshold:
        its.due[student] = its.from_day[student] + (rule.window_days or 1) * DAY


def _ranked(rule: Rule, tied: Sequence[Key], on: date) -> Iterable[tuple[Key, int, date | str]]:
    """The same for the few who passed and did not pass one unit on one day in one attempt: there the key decides."""
    if not tied:
        return ()
    chosen = these(tied)
    return rows(
        f"""
        WITH judged AS ({LATEST.format(students=chosen.where("student_id"))})
        SELECT student_id, COUNT(*), MIN("on") FROM judged
        WHERE latest = 1 AND {STANDS[rule.measure]} AND "on" >= %s GROUP BY student_id
        """,  # noqa: S608 - as above
        [*chosen.given, a_day(on), a_day(rule.window(on)[0])],
    )


def _hours(chosen: Chosen) -> Iterator[tuple[Any, ...]]:
    """Hours of placement done, of every student of whom they are known."""
    return rows(
        f"""
        SELECT student_id, SUM(hours_done) FROM education_placement
        WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL AND hours_done IS NOT NULL GROUP BY student_id
        """,  # noqa: S608 - as above
        chosen.given,
    )


class Unmeasured:
    """Students who have reached a norm and of whom the source does not say how far they are."""

    def __init__(self, keys: set[Key]) -> None:
        self._keys = keys

    def __contains__(self, key: object) -> bool:
        return key in self._keys


def _behind(rule: Rule, done: Mapping[Key, Decimal], people: Mapping[Key, Student], school: School, its: Seen) -> None:
    """Percent lacking of the latest norm that was reached; time alone brings the next norm."""
    unknown: set[Key] = set()
    its.unknown = Unmeasured(unknown)
    if not school.norms():
        return
    for key, student in people.items():
        steps = school.norm_steps(student, NORMS[rule.measure]) if student.starts_on else ()
        if not steps or student.starts_on is None:
            continue
        reached = [(weeks, amount) for weeks, amount in steps if student.starts_on + weeks * WEEK <= school.on]
        if len(reached) < len(steps):
            its.due[key] = student.starts_on + steps[len(reached)][0] * WEEK
        if not reached:
            continue
        weeks, norm = reached[-1]
        have = done.get(key)
        if have is None:
            unknown.add(key)
        elif norm > have:
            its.values[key] = int((norm - have) * 100 // norm)
            its.from_day[key] = student.starts_on + weeks * WEEK
