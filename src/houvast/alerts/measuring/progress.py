"""Measures of results and placement for many students, beside the norm of the own programme."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, rows
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.seen import Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Measure

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
CENT = Decimal("0.01")
UNIT = "COALESCE(NULLIF(unit, ''), title)"
LATEST = f"""
    SELECT id, student_id, "on", passed, title,
        ROW_NUMBER() OVER (PARTITION BY student_id, {UNIT} ORDER BY "on" DESC, attempt DESC, id DESC) AS latest,
        MAX(CASE WHEN NOT passed THEN 1 ELSE 0 END) OVER (PARTITION BY student_id, {UNIT}) AS failed_once,
        MAX(CASE WHEN passed THEN 1 ELSE 0 END) OVER (PARTITION BY student_id, {UNIT}) AS passed_once
    FROM education_result
    WHERE {{students}} AND withdrawn_on IS NULL AND passed IS NOT NULL AND "on" <= %s
"""  # noqa: S608 - only the name of the unit is filled in here
"""Judged results up to a day with, per unit, which is the latest and whether any was (not) a pass."""
UNITS = f"""
    SELECT student_id,
        MAX(CAST("on" AS varchar(10)) || CAST(100000 + attempt AS varchar(6))
            || REPLACE(CAST(id AS varchar(36)), '-', '') || CASE WHEN passed THEN '1' ELSE '0' END) AS latest,
        MAX(CASE WHEN NOT passed THEN 1 ELSE 0 END) AS failed_once,
        MAX(CASE WHEN passed THEN 1 ELSE 0 END) AS passed_once
    FROM education_result
    WHERE {{students}} AND withdrawn_on IS NULL AND passed IS NOT NULL AND "on" <= %s GROUP BY student_id, {UNIT}
"""  # noqa: S608 - as above
"""The same, a row for each unit: `latest` is the day, attempt, key and judgement of its latest result as one text that
sorts. Half the work of ranking every result, where the results themselves are not asked.
"""
STANDS = {
    Measure.FAILED_RESULTS: "NOT passed",
    Measure.RESULTS_IMPROVED: "passed AND failed_once = 1",
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


def progress(
    rules: Sequence[Rule], chosen: Chosen, people: Mapping[Key, Student], school: School
) -> tuple[dict[str, Seen], dict[Key, date]]:
    """What these rules, all about results or placement, see; and of results on a later day, the first such day."""
    on = school.on
    windows = [rule for rule in rules if rule.measure in STANDS]
    seen = {rule.id: Seen() for rule in rules}
    modules = _judged(windows, chosen, on, seen)
    points, later = _credits(chosen, on)
    done: dict[Measure, Mapping[Key, Decimal]] = {
        Measure.CREDITS_BEHIND: points,
        Measure.MODULES_BEHIND: modules,
    }
    for rule in rules:
        if rule.measure in NORMS:
            its = done.get(rule.measure)
            _behind(rule, _hours(chosen) if its is None else its, people, school, seen[rule.id])
    return seen, later


def _judged(windows: Sequence[Rule], chosen: Chosen, on: date, seen: dict[str, Seen]) -> dict[Key, Decimal]:
    """Fills what the rules with a window see; gives the units passed, of every student with a judged result."""
    columns, given = [], []
    for rule in windows:
        inside = f'{STANDS[rule.measure]} AND "on" >= CAST(%s AS varchar(10))'
        columns += [f"SUM(CASE WHEN {inside} THEN 1 ELSE 0 END)", f'MIN(CASE WHEN {inside} THEN "on" END)']
        given += [a_day(rule.window(on)[0])] * 2
    found = rows(
        f"""
        WITH units AS ({UNITS.format(students=chosen.where("student_id"))}), judged AS (
            SELECT student_id, failed_once, passed_once, SUBSTR(latest, 1, 10) AS "on",
                SUBSTR(latest, 49, 1) = '1' AS passed FROM units)
        SELECT {", ".join(["student_id", "SUM(passed_once)", *columns])} FROM judged GROUP BY student_id
        """,  # noqa: S608 - columns and conditions are ours, what fills them is bound
        [*chosen.given, a_day(on), *given],
    )
    passed: dict[Key, Decimal] = {}
    for student, units, *cells in found:
        passed[student] = Decimal(units)
        for number, rule in enumerate(windows):
            if value := cells[2 * number]:
                its = seen[rule.id]
                its.values[student] = value
                its.from_day[student] = day_of(cells[2 * number + 1])
                if value >= rule.threshold:
                    its.due[student] = its.from_day[student] + (rule.window_days or 1) * DAY
    for rule in windows:
        seen[rule.id].unknown = Without(passed)
    return passed


def _credits(chosen: Chosen, on: date) -> tuple[dict[Key, Decimal], dict[Key, date]]:
    """Credits up to the day, of every student with a result by then; and the first day after it with a result."""
    day = a_day(on)
    found = rows(
        f"""
        SELECT student_id, SUM(CASE WHEN "on" <= %s THEN 1 ELSE 0 END),
            SUM(CASE WHEN "on" <= %s THEN COALESCE(credits_earned, 0) ELSE 0 END),
            MIN(CASE WHEN "on" > %s THEN "on" END)
        FROM education_result WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL GROUP BY student_id
        """,  # noqa: S608 - as above
        [day, day, day, *chosen.given],
    )
    points: dict[Key, Decimal] = {}
    later: dict[Key, date] = {}
    for student, known, total, next_day in found:
        if known:
            points[student] = Decimal(total).quantize(CENT)
        if next_day:
            later[student] = day_of(next_day)
    return points, later


def _hours(chosen: Chosen) -> dict[Key, Decimal]:
    """Hours of placement done, of every student of whom they are known."""
    found = rows(
        f"""
        SELECT student_id, SUM(hours_done) FROM education_placement
        WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL AND hours_done IS NOT NULL GROUP BY student_id
        """,  # noqa: S608 - as above
        chosen.given,
    )
    return {student: Decimal(hours) for student, hours in found}


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
    if not school.norms:
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
