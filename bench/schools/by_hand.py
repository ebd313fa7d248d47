"""For each rule the query that a person would write by hand for one whole school: to measure ours against."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from houvast.core.alerts.words import Measure

if TYPE_CHECKING:
    from datetime import date

    from houvast.core.alerts.rules import Rule

KINDS = {
    Measure.UNAUTHORISED_MINUTES: ("2, 5", "SUM(minutes)"),
    Measure.ABSENT_MINUTES: ("1, 2, 4, 5", "SUM(minutes)"),
    Measure.LATE_TIMES: ("3", "COUNT(*)"),
}
LEVELS = {Measure.ATTITUDE_LEVEL: "professional_attitude", Measure.LIFE_AREA_LEVEL: "wellbeing"}


def by_hand(rule: Rule, on: date) -> str:
    """SQL that gives the students of whom the rule speaks on this day; days are written out."""
    first = rule.window(on)[0]
    absent = "FROM attendance_absence WHERE withdrawn_on IS NULL AND"
    inside = f"day BETWEEN '{first}' AND '{on}'"
    least = f">= {rule.threshold}"
    if rule.measure in KINDS:
        kinds, amount = KINDS[rule.measure]
        where = f"{absent} {inside} AND kind IN ({kinds})"
        return f"SELECT student_id, {amount} {where} GROUP BY student_id HAVING {amount} {least}"
    if rule.measure is Measure.SICK_PERIODS:
        gap = "day - before" if connection.vendor == "postgresql" else "julianday(day) - julianday(before)"
        return f"""
            SELECT student_id, SUM(CASE WHEN before IS NULL OR {gap} > {rule.parameters["gap_days"]} THEN 1 ELSE 0 END)
            FROM (SELECT student_id, day, LAG(day) OVER (PARTITION BY student_id ORDER BY day) AS before
                  FROM (SELECT DISTINCT student_id, day {absent} {inside} AND kind = 4) AS d) AS s
            GROUP BY student_id
            HAVING SUM(CASE WHEN before IS NULL OR {gap} > {rule.parameters["gap_days"]} THEN 1 ELSE 0 END) {least}"""
    if rule.measure is Measure.ABSENCE_CHANGE:
        past = rule.parameters["past_days"]
        begin = first - timedelta(days=past)
        value = f"""SUM(CASE WHEN day >= '{first}' THEN minutes ELSE 0 END)
            - SUM(CASE WHEN day < '{first}' THEN minutes ELSE 0 END) * {rule.window_days} / {past}"""
        return f"""
            SELECT student_id, {value} {absent} day BETWEEN '{begin}' AND '{on}' AND kind IN (2, 4, 5)
            GROUP BY student_id HAVING {value} {least}"""
    if rule.measure is Measure.DAYS_BACK:
        past = rule.parameters["past_days"] - 1
        since = f"s.away - {past}" if connection.vendor == "postgresql" else f"date(s.away, '-{past} days')"
        return f"""
            SELECT s.student_id, SUM(a.minutes) FROM (
                SELECT student_id, MAX(day) AS away {absent} day > '{on - timedelta(days=past + 1)}' AND day <= '{on}'
                    AND kind IN (2, 4, 5) GROUP BY student_id
                HAVING MAX(day) <= '{on - timedelta(days=rule.threshold)}') AS s
            JOIN attendance_absence a ON a.student_id = s.student_id AND a.day BETWEEN {since} AND s.away
                AND a.kind IN (2, 4, 5) AND a.withdrawn_on IS NULL
            GROUP BY s.student_id HAVING SUM(a.minutes) >= {rule.parameters["floor"]}"""
    return _of_progress(rule, on) or _of_contact(rule, on)


def _of_progress(rule: Rule, on: date) -> str:
    first = rule.window(on)[0]
    known = f"""FROM education_result WHERE withdrawn_on IS NULL AND "on" <= '{on}'"""
    latest = f"""
        SELECT student_id, "on", passed,
            MIN(CASE WHEN passed THEN 1 ELSE 0 END) OVER (PARTITION BY student_id, unit) AS fine,
            ROW_NUMBER() OVER (PARTITION BY student_id, unit ORDER BY "on" DESC, attempt DESC) AS latest
        {known} AND passed IS NOT NULL"""
    count = f"SELECT student_id, COUNT(*) FROM ({latest}) AS r WHERE latest = 1 AND \"on\" >= '{first}'"
    behind = f"""
        FROM education_enrolment e
        JOIN (SELECT student_id, {{done}} AS done {known} GROUP BY student_id) AS r ON r.student_id = e.student_id
        JOIN (SELECT programme_id, MAX(amount) AS norm FROM education_progressnorm
              WHERE measure = '{{measure}}' AND weeks <= 14 GROUP BY programme_id) AS n
            ON n.programme_id = e.programme_id
        WHERE (n.norm - r.done) * 100 / n.norm >= {rule.threshold}"""
    match rule.measure:
        case Measure.FAILED_RESULTS:
            return f"{count} AND NOT passed GROUP BY student_id HAVING COUNT(*) >= {rule.threshold}"
        case Measure.RESULTS_IMPROVED:
            return f"{count} AND passed AND fine = 0 GROUP BY student_id HAVING COUNT(*) >= {rule.threshold}"
        case Measure.CREDITS_BEHIND:
            return "SELECT e.student_id, r.done " + behind.format(done="SUM(credits_earned)", measure="credits")
        case Measure.MODULES_BEHIND:
            done = "COUNT(DISTINCT CASE WHEN passed THEN unit END)"
            return "SELECT e.student_id, r.done " + behind.format(done=done, measure="modules")
        case Measure.PLACEMENT_BEHIND:
            return "SELECT student_id, SUM(hours_done) FROM education_placement GROUP BY student_id"
    return ""


def _of_contact(rule: Rule, on: date) -> str:
    first = rule.window(on)[0]
    if rule.measure in LEVELS:
        column = LEVELS[rule.measure]
        return f"""
            SELECT student_id, level FROM (
                SELECT student_id, held_on, {column} AS level,
                    ROW_NUMBER() OVER (PARTITION BY student_id ORDER BY held_on DESC) AS latest
                FROM guidance_talk WHERE held_on <= '{on}' AND {column} <> 'not_discussed') AS t
            WHERE latest = 1 AND held_on >= '{first}' AND level = 'concern'"""
    if rule.measure is Measure.DAYS_WITHOUT_TALK:
        return f"""
            SELECT e.student_id, MAX(t.held_on) FROM education_enrolment e
            LEFT JOIN guidance_talk t ON t.student_id = e.student_id AND t.held_on <= '{on}'
            GROUP BY e.student_id, e.starts_on
            HAVING COALESCE(MAX(t.held_on), e.starts_on) <= '{on - timedelta(days=rule.threshold)}'"""
    if rule.measure is Measure.AGREEMENTS_OVERDUE:
        where = f"status = 'open' AND said_done_on IS NULL AND due_on < '{on}'"
    else:
        where = f"status = 'kept' AND answered_on BETWEEN '{first}' AND '{on}'"
    count = f"SELECT student_id, COUNT(*) FROM guidance_agreement WHERE {where}"
    return f"{count} GROUP BY student_id HAVING COUNT(*) >= {rule.threshold}"
