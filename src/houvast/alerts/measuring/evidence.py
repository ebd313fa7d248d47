"""What stands behind a value: the latest rows that were counted, for the few students of whom a rule speaks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from houvast.alerts.measuring.absences import LATE, OUT, SICK, UNAUTHORISED, UNUSUAL
from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, hex_of, rows, these
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
Found = dict[Key, tuple[Evidence, ...]]


def ask_evidence(rule: Rule, students: Sequence[Key], seen: Seen, on: date) -> Callable[[], Found]:
    """Asks for at most MOST_EVIDENCE rows per student, the latest first, to be looked at later. One query."""
    if rule.measure is Measure.DAYS_BACK:
        return lambda: _days(rule, students, seen)
    sql, given, times = _query(rule, students, on)
    found = rows(sql, given)
    return lambda: _looked_at(rule, students, found, seen, times=times)


def _looked_at(
    rule: Rule, students: Sequence[Key], found: Iterable[tuple[Any, ...]], seen: Seen, *, times: bool
) -> Found:
    counted: dict[Key, list[Evidence]] = {}
    for student, row, day, amount, label in found:
        its = counted.setdefault(student, [])
        if len(its) < MOST_EVIDENCE:
            its.append(
                Evidence(
                    source=rule.reads,
                    day=day_of(day),
                    row=hex_of(row),
                    amount=1 if times else int(amount),
                    label=str(label)[:LONGEST_LABEL],
                )
            )
    if rule.measure is Measure.DAYS_WITHOUT_TALK:
        talked = _latest_talks(counted, seen)
        return {**_days(rule, [key for key in students if key not in talked], seen), **talked}
    return {key: tuple(its) for key, its in counted.items()}


def _latest_talks(counted: Mapping[Key, list[Evidence]], seen: Seen) -> Found:
    """The talk counted from; not where a formal meeting was later."""
    return {key: tuple(its[:1]) for key, its in counted.items() if its[0].day == seen.from_day[key]}


def _days(rule: Rule, students: Iterable[Key], seen: Seen) -> Found:
    """A day without a row: the latest day away, a formal meeting, or without any talk the first day enrolled."""
    return {key: (Evidence(source=rule.reads, day=seen.from_day[key]),) for key in students}


Query = tuple[str, list[object], bool]
"""SQL for (student, row, day, amount, label), the latest first; what fills it; whether each row counts as one."""


def _query(rule: Rule, students: Sequence[Key], on: date) -> Query:
    chosen = these(students)
    if rule.measure in KINDS:
        return _of_absence(rule, chosen, on)
    if rule.measure in STANDS:
        return _of_latest_results(rule, chosen, on)
    if rule.measure is Measure.PLACEMENT_BEHIND:
        return _of_placements(chosen, on)
    if rule.measure in NORMS:
        return _of_results(rule, chosen, on)
    if rule.measure in JUDGED or rule.measure is Measure.DAYS_WITHOUT_TALK:
        return _of_talks(rule, chosen, on)
    return _of_agreements(rule, chosen, on)


def _of_absence(rule: Rule, chosen: Chosen, on: date) -> Query:
    sql = f"""
        SELECT student_id, id, day, minutes, lesson FROM attendance_absence
        WHERE {chosen.where("student_id")} AND day >= %s AND day <= %s AND kind IN ({KINDS[rule.measure]})
          AND withdrawn_on IS NULL
        ORDER BY student_id, day DESC, id DESC
    """  # noqa: S608 - conditions are ours, what fills them is bound
    given = [*chosen.given, a_day(rule.window(on)[0]), a_day(on)]
    return sql, given, rule.measure in {Measure.LATE_TIMES, Measure.SICK_PERIODS}


def _of_latest_results(rule: Rule, chosen: Chosen, on: date) -> Query:
    sql = f"""
        WITH judged AS ({LATEST.format(students=chosen.where("student_id"))})
        SELECT student_id, id, "on", 1, title FROM judged
        WHERE latest = 1 AND {STANDS[rule.measure]} AND "on" >= %s ORDER BY student_id, "on" DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [*chosen.given, a_day(on), a_day(rule.window(on)[0])], True


def _of_placements(chosen: Chosen, on: date) -> Query:
    sql = f"""
        SELECT student_id, id, COALESCE(starts_on, %s), COALESCE(hours_done, 0), company FROM education_placement
        WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL ORDER BY student_id, starts_on DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [a_day(on), *chosen.given], False


def _of_results(rule: Rule, chosen: Chosen, on: date) -> Query:
    sql = f"""
        SELECT student_id, id, "on", COALESCE(credits_earned, 0), title FROM education_result
        WHERE {chosen.where("student_id")} AND withdrawn_on IS NULL AND "on" <= %s
        ORDER BY student_id, "on" DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [*chosen.given, a_day(on)], rule.measure is Measure.MODULES_BEHIND


def _of_talks(rule: Rule, chosen: Chosen, on: date) -> Query:
    given, judged = [*chosen.given, a_day(on)], ""
    if column := JUDGED.get(rule.measure):
        judged = f"AND held_on >= %s AND {column} IN ('attention', 'concern')"
        given.append(a_day(rule.window(on)[0]))
    sql = f"""
        SELECT student_id, id, held_on, 1, '' FROM guidance_talk
        WHERE {chosen.where("student_id")} AND held_on <= %s {judged} ORDER BY student_id, held_on DESC, id DESC
    """  # noqa: S608 - as above
    return sql, given, True


def _of_agreements(rule: Rule, chosen: Chosen, on: date) -> Query:
    day, inside, given = "due_on", "status = 'open' AND said_done_on IS NULL AND due_on < %s", [a_day(on)]
    if rule.measure is Measure.AGREEMENTS_KEPT:
        day, inside = "answered_on", "status = 'kept' AND answered_on >= %s AND answered_on <= %s"
        given = [a_day(rule.window(on)[0]), a_day(on)]
    sql = f"""
        SELECT student_id, id, {day}, 1, what FROM guidance_agreement
        WHERE {chosen.where("student_id")} AND {inside} ORDER BY student_id, {day} DESC, id DESC
    """  # noqa: S608 - as above
    return sql, [*chosen.given, *given], True
