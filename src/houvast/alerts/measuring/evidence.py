"""What stands behind a value: the latest rows that were counted, for the few students of whom a rule speaks."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from houvast.alerts.measuring.absences import LATE, OUT, SICK, UNAUTHORISED, UNUSUAL
from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, hex_of, on_postgresql, rows, these
from houvast.alerts.measuring.contact import JUDGED
from houvast.alerts.measuring.progress import LATEST, NORMS, STANDS
from houvast.alerts.measuring.seen import Seen
from houvast.core.alerts.findings import MOST_EVIDENCE, Evidence
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import Measure

LONGEST_LABEL = 80
KINDS = {
    Measure.UNAUTHORISED_MINUTES: UNAUTHORISED,
    Measure.ABSENT_MINUTES: OUT,
    Measure.LATE_TIMES: LATE,
    Measure.SICK_PERIODS: SICK,
    Measure.ABSENCE_CHANGE: UNUSUAL,
}
AMOUNTS = {
    *KINDS,
    Measure.CREDITS_BEHIND,
    Measure.PLACEMENT_BEHIND,
} - {Measure.LATE_TIMES, Measure.SICK_PERIODS}
"""Of which a row counts for what it holds; of the others each counts as one."""
Found = dict[Key, tuple[Evidence, ...]]


Wanted = Sequence[tuple[Rule, Sequence[Key]]]
"""Rules, and the students of whom each speaks."""


def ask_evidence(wanted: Wanted, seen: Mapping[str, Seen], on: date) -> Callable[[], dict[str, Found]]:
    """Asks for at most MOST_EVIDENCE rows per student, the latest first, to be looked at later. One query for all
    rules about absence in a window, and one for each other.
    """
    absent = [(rule, students) for rule, students in wanted if rule.measure in KINDS]
    absences = _of_absences(absent, on) if absent else ()
    apart = [
        (rule, students, () if rule.measure is Measure.DAYS_BACK else rows(*_query(rule, students, on)))
        for rule, students in wanted
        if rule.measure not in KINDS
    ]

    def look() -> dict[str, Found]:
        by_rule = {rule.id: its for (rule, _), its in zip(absent, _looked_at(absent, absences), strict=True)}
        for rule, students, found in apart:
            [its] = _looked_at([(rule, students)], ((0, *row) for row in found))
            by_rule[rule.id] = _or_days(rule, students, its, seen[rule.id])
        return by_rule

    return look


def _looked_at(wanted: Wanted, found: Iterable[tuple[Any, ...]]) -> list[Found]:
    """Per rule, of rows that begin with its number."""
    counted: list[dict[Key, list[Evidence]]] = [{} for _ in wanted]
    counts = [(rule.reads, rule.measure in AMOUNTS) for rule, _ in wanted]
    for number, student, row, day, amount, label in found:
        its = counted[number].setdefault(student, [])
        if len(its) < MOST_EVIDENCE:
            source, sums = counts[number]
            its.append(Evidence(source, hex_of(row), day_of(day), int(amount) if sums else 1, label[:LONGEST_LABEL]))
    return [{key: tuple(its) for key, its in one.items()} for one in counted]


def _or_days(rule: Rule, students: Sequence[Key], found: Found, seen: Seen) -> Found:
    """The rows; for a count of days the talk counted from, or the day."""
    if rule.measure is Measure.DAYS_BACK:
        return _days(rule, students, seen)
    if rule.measure is Measure.DAYS_WITHOUT_TALK:
        talked = _latest_talks(found, seen)
        return {**_days(rule, [key for key in students if key not in talked], seen), **talked}
    return found


def _latest_talks(counted: Found, seen: Seen) -> Found:
    """The talk counted from; not where a formal meeting was later."""
    return {key: its[:1] for key, its in counted.items() if its[0].day == seen.from_day[key]}


def _days(rule: Rule, students: Iterable[Key], seen: Seen) -> Found:
    """A day without a row: the latest day away, a formal meeting, or without any talk the first day enrolled."""
    return {key: (Evidence(rule.reads, "", seen.from_day[key]),) for key in students}


Query = tuple[str, list[object]]
"""SQL for (student, row, day, amount, label), the latest first; what fills it."""


def _query(rule: Rule, students: Sequence[Key], on: date) -> Query:
    chosen = these(students)
    if rule.measure in STANDS:
        return _of_latest_results(rule, chosen, on)
    if rule.measure is Measure.PLACEMENT_BEHIND:
        return _of_placements(chosen, on)
    if rule.measure in NORMS:
        return _of_results(chosen, on)
    if rule.measure in JUDGED or rule.measure is Measure.DAYS_WITHOUT_TALK:
        return _of_talks(rule, chosen, on)
    return _of_agreements(rule, chosen, on)


def _of_absences(wanted: Wanted, on: date) -> Iterator[tuple[Any, ...]]:
    """The same for all rules about absence, after the number of the rule: each student of a rule is a row of its own
    here, with the first day and the kinds that count (a bit for each).
    """
    asked = [
        (student, number, a_day(rule.window(on)[0]), sum(1 << int(kind) for kind in KINDS[rule.measure].split(",")))
        for number, (rule, students) in enumerate(wanted)
        for student in students
    ]
    return rows(
        f"""
        SELECT w.number, a.student_id, a.id, a.day, a.minutes, a.lesson FROM {ASKED[connection.vendor]}
        CROSS JOIN attendance_absence a
        WHERE a.student_id = w.student AND a.day >= w.first AND a.day <= %s AND (w.kinds >> a.kind) & 1 = 1
          AND a.withdrawn_on IS NULL
        ORDER BY w.number, a.student_id, a.day DESC, a.id DESC
        """,  # noqa: S608 - conditions are ours, what fills them is bound
        [*_arrays(asked), a_day(on)],
    )


ASKED = {
    "postgresql": "unnest(%s::uuid[], %s::int[], %s::date[], %s::int[]) AS w(student, number, first, kinds)",
    "sqlite": """(
        SELECT json_extract(value, '$[0]') AS student, json_extract(value, '$[1]') AS number,
            json_extract(value, '$[2]') AS first, json_extract(value, '$[3]') AS kinds
        FROM json_each(%s)) AS w""",
}
"""Rows that are given with a query: a student, a number, a day and kinds."""


def _arrays(asked: Sequence[tuple[object, ...]]) -> list[object]:
    """As ASKED takes them."""
    if on_postgresql():
        return ["{" + ",".join(map(str, column)) + "}" for column in zip(*asked, strict=True)]
    return [json.dumps(asked)]


def _of_latest_results(rule: Rule, chosen: Chosen, on: date) -> Query:
    sql = f"""
        WITH judged AS ({LATEST.format(students=chosen.where("student_id"))})
        SELECT student_id, id, "on", 1, title FROM judged
        WHERE latest = 1 AND {STANDS[rule.measure]} AND "on" >= %s ORDER BY student_id, "on" DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [*chosen.given, a_day(on), a_day(rule.window(on)[0])]


def _of_placements(chosen: Chosen, on: date) -> Query:
    sql = f"""
        SELECT student_id, id, COALESCE(starts_on, %s), COALESCE(hours_done, 0), company FROM education_placement
        WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL ORDER BY student_id, starts_on DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [a_day(on), *chosen.given]


def _of_results(chosen: Chosen, on: date) -> Query:
    sql = f"""
        SELECT student_id, id, "on", COALESCE(credits_earned, 0), title FROM education_result
        WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL AND "on" <= %s
        ORDER BY student_id, "on" DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [*chosen.given, a_day(on)]


def _of_talks(rule: Rule, chosen: Chosen, on: date) -> Query:
    given, judged = [*chosen.given, a_day(on)], ""
    if column := JUDGED.get(rule.measure):
        judged = f"AND held_on >= %s AND {column} IN ('attention', 'concern')"
        given.append(a_day(rule.window(on)[0]))
    sql = f"""
        SELECT student_id, id, held_on, 1, '' FROM guidance_talk
        WHERE {chosen.where("student_id")} AND held_on <= %s {judged} ORDER BY student_id, held_on DESC, id DESC
    """  # noqa: S608 - as above
    return sql, given


def _of_agreements(rule: Rule, chosen: Chosen, on: date) -> Query:
    day, inside, given = "due_on", "status = 'open' AND said_done_on IS NULL AND due_on < %s", [a_day(on)]
    if rule.measure is Measure.AGREEMENTS_KEPT:
        day, inside = "answered_on", "status = 'kept' AND answered_on >= %s AND answered_on <= %s"
        given = [a_day(rule.window(on)[0]), a_day(on)]
    sql = f"""
        SELECT student_id, id, {day}, 1, what FROM guidance_agreement
        WHERE {chosen.where("student_id")} AND {inside} ORDER BY student_id, {day} DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [*chosen.given, *given]
