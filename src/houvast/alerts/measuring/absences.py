"""Measures of absence for many students: one pass over the rows of all windows, and one over who is back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection

from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, rows
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.seen import Seeing, Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Measure

DAY = timedelta(days=1)
UNAUTHORISED, OUT, UNUSUAL, LATE, SICK = "2, 5", "1, 2, 4, 5", "2, 4, 5", "3", "4"
"""Kinds of absence as they are stored (attendance.Absence.Kind), as `core.alerts.measuring` groups them."""
SUMS: Mapping[Measure, tuple[str, str]] = {
    Measure.UNAUTHORISED_MINUTES: (UNAUTHORISED, "minutes"),
    Measure.ABSENT_MINUTES: (OUT, "minutes"),
    Measure.LATE_TIMES: (LATE, "1"),
}
TOGETHER = {
    "postgresql": "STRING_AGG(CASE WHEN {inside} THEN CAST(day AS text) END, ',')",
    "sqlite": "GROUP_CONCAT(CASE WHEN {inside} THEN day END)",
}
"""Days as one text, in any order, some of them twice."""


class Unrecorded:
    """The students of whose class nobody records absence: of them nothing is known."""

    def __init__(self, people: Mapping[Key, Student]) -> None:
        self._people = people

    def __contains__(self, key: object) -> bool:
        student = self._people.get(key)  # type: ignore[call-overload]
        return student is None or not student.absence_is_recorded


def ask_absences(rules: Sequence[Rule], chosen: Chosen, school: School) -> Seeing:
    """Asks for what these rules, all about absence, see of the chosen students. A later day is one of leave that was
    asked for.
    """
    on = school.on
    by_measure: dict[Measure, list[Rule]] = {}
    for rule in rules:
        by_measure.setdefault(rule.measure, []).append(rule)
    summed = [rule for measure in SUMS for rule in by_measure.get(measure, ())]
    changes, sick = by_measure.get(Measure.ABSENCE_CHANGE, []), by_measure.get(Measure.SICK_PERIODS, [])
    windows = _windows(summed, changes, sick, chosen, on)
    away = [(rule, _latest_away(rule, chosen, on)) for rule in by_measure.get(Measure.DAYS_BACK, ())]

    def look(people: Mapping[Key, Student]) -> tuple[dict[str, Seen], dict[Key, date]]:
        seen = {rule.id: Seen(unknown=Unrecorded(people)) for rule in rules}
        apart = 1 + 2 * len(summed)
        recent: dict[str, dict[Key, tuple[int, Any, int, Any]]] = {rule.id: {} for rule in changes}
        later: dict[Key, date] = {}
        for student, *cells in windows:
            if cells[0] is not None:
                later[student] = day_of(cells[0])
            for rule, value, oldest in zip(summed, cells[1:apart:2], cells[2:apart:2], strict=True):
                if value:
                    _count(rule, student, value, day_of(oldest), seen[rule.id])
            for number, rule in enumerate(changes):
                recent[rule.id][student] = tuple(cells[apart + 4 * number : apart + 4 * number + 4])
            _sick_periods(sick, student, cells[apart + 4 * len(changes) :], seen)
        for rule in changes:
            _change(rule, recent[rule.id], people, on, seen[rule.id])
        for rule, found in away:
            _days_back(rule, found, on, seen[rule.id])
        return seen, later

    return look


def _windows(
    summed: Sequence[Rule], changes: Sequence[Rule], sick: Sequence[Rule], chosen: Chosen, on: date
) -> Iterator[tuple[Any, ...]]:
    """Every window in one pass, a row per student: the first day with absence after this one; per rule the sum and the
    oldest day; per change also those of the past before it; per rule about sickness its days as one text.
    """
    windows = [(rule, *SUMS[rule.measure], rule.window(on)[0], on) for rule in summed]
    for rule in changes:
        first = rule.window(on)[0]
        windows.append((rule, UNUSUAL, "minutes", first, on))
        windows.append((rule, UNUSUAL, "minutes", first - rule.parameters["past_days"] * DAY, first - DAY))
    columns, given = ["MIN(CASE WHEN day > %s THEN day END)"], [a_day(on)]
    for _, kinds, amount, first, last in windows:
        inside = f"kind IN ({kinds}) AND day >= %s AND day <= %s"
        columns += [
            f"SUM(CASE WHEN {inside} THEN {amount} ELSE 0 END)",
            f"MIN(CASE WHEN {inside} THEN day END)",
        ]
        given += [a_day(first), a_day(last)] * 2
    for rule in sick:
        columns.append(TOGETHER[connection.vendor].format(inside=f"kind = {SICK} AND day >= %s AND day <= %s"))
        given += [a_day(rule.window(on)[0]), a_day(on)]
    lowest = min([on, *(first for _, _, _, first, _ in windows), *(rule.window(on)[0] for rule in sick)])
    return rows(
        f"""
        SELECT student_id, {", ".join(columns)} FROM attendance_absence
        WHERE {chosen.where("student_id")} AND day >= %s AND withdrawn_on IS NULL
        GROUP BY student_id
        """,  # noqa: S608 - columns and conditions are ours, what fills them is bound
        [*given, *chosen.given, a_day(lowest)],
    )


def _count(rule: Rule, student: Key, value: int, oldest: date, its: Seen) -> None:
    its.values[student] = value
    its.from_day[student] = oldest
    if value >= rule.threshold:
        its.due[student] = oldest + (rule.window_days or 1) * DAY


class TooShort:
    """The students who are not here long enough to have a usual, or of whom nobody records absence."""

    def __init__(self, people: Mapping[Key, Student], begin: date) -> None:
        self._people, self._begin = people, begin

    def __contains__(self, key: object) -> bool:
        student = self._people.get(key)  # type: ignore[call-overload]
        if student is None or not student.absence_is_recorded:
            return True
        return student.starts_on is None or student.starts_on > self._begin


def _change(
    rule: Rule, recent: Mapping[Key, tuple[int, Any, int, Any]], people: Mapping[Key, Student], on: date, its: Seen
) -> None:
    """The window beside the student's own usual. Time alone can raise it (the past falls away) and lower it."""
    window, past = (rule.window_days or 1) * DAY, rule.parameters["past_days"] * DAY
    begin = on - window + DAY - past
    its.unknown = TooShort(people, begin)
    for key, student in people.items():
        if student.absence_is_recorded and student.starts_on is not None and student.starts_on > begin:
            its.due[key] = student.starts_on + past + window - DAY
    for key, (now, oldest, before, oldest_before) in recent.items():
        if key in its.unknown:
            continue
        value = now - before * window.days // past.days
        if value > 0:
            its.values[key] = value
            its.from_day[key] = day_of(oldest)
        if now >= rule.threshold:
            leaves = [day_of(oldest) + window] if oldest else []
            leaves += [day_of(oldest_before) + past + window] if oldest_before else []
            its.due[key] = min(leaves)


def _sick_periods(rules: Sequence[Rule], student: Key, texts: Sequence[str | None], seen: Mapping[str, Seen]) -> None:
    """How often sickness began: after more than so many days without."""
    for rule, together in zip(rules, texts, strict=True):
        if together:
            gap = rule.parameters["gap_days"]
            days = sorted(map(date.fromisoformat, set(together.split(","))))
            again = sum((later - earlier).days > gap for earlier, later in pairwise(days))
            _count(rule, student, 1 + again, days[0], seen[rule.id])


def _latest_away(rule: Rule, chosen: Chosen, on: date) -> Iterator[tuple[Any, ...]]:
    """The latest day away per student, if it is not long ago, and the minutes of the past up to it."""
    past = rule.parameters["past_days"]
    begin = f"s.away - {past - 1}" if connection.vendor == "postgresql" else f"date(s.away, '-{past - 1} days')"
    return rows(
        f"""
        WITH s AS MATERIALIZED (
            SELECT student_id AS id, MAX(day) AS away FROM attendance_absence
            WHERE {chosen.where("student_id")} AND day > %s AND day <= %s AND kind IN ({UNUSUAL})
              AND withdrawn_on IS NULL
            GROUP BY student_id)
        SELECT s.id, s.away, (SELECT SUM(a.minutes) FROM attendance_absence a
                              WHERE a.student_id = s.id AND a.day >= {begin} AND a.day <= s.away
                                AND a.kind IN ({UNUSUAL}) AND a.withdrawn_on IS NULL)
        FROM s
        """,  # noqa: S608 - as above
        [*chosen.given, a_day(on - past * DAY), a_day(on)],
    )


def _days_back(rule: Rule, found: Iterable[tuple[Any, ...]], on: date, its: Seen) -> None:
    past = rule.parameters["past_days"]
    for student, text, minutes in found:
        if minutes < rule.parameters["floor"]:
            continue
        away = day_of(text)
        days = (on - away).days
        its.from_day[student] = away
        if days:
            its.values[student] = days
        its.due[student] = away + (rule.threshold if days < rule.threshold else past) * DAY
