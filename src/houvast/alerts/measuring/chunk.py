"""Measuring one chunk of students: what the rules see, and of that only what changes anything.

Most students give nothing to write. A finding is made where a rule speaks and it is not yet known so, where an open
alert no longer holds, and where "no data" begins or ends; the rest is never made into objects.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from houvast.alerts.actions.findings import apply_findings
from houvast.alerts.measuring.chosen import Chosen, Key, day_of, rows, these, uuid_of
from houvast.alerts.measuring.evidence import evidence_for
from houvast.alerts.measuring.models import Due
from houvast.alerts.measuring.population import School, Student, students_of
from houvast.alerts.measuring.seeing import BY_A_PERSON, see
from houvast.alerts.measuring.seen import Seen
from houvast.core.alerts.findings import Finding
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState, Source, Unit
from houvast.packbook.cycles import without_looking_for_cycles
from houvast.people import bulk

A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Students measured in a chunk, and alerts raised."""

    students: int
    raised: int


@without_looking_for_cycles()
def measure_chunk(chosen: Chosen, school: School, rules: Mapping[str, Rule], at: datetime) -> Outcome:
    """Measure these students and write what follows; call it in one transaction, inside the wall of the school.

    What was touched before it began is done afterwards; what is touched meanwhile stays for the next time.
    """
    new = f"SELECT id FROM education_touched WHERE {chosen.where('student_id')}"  # noqa: S608 - the condition is ours
    touched = [row[0] for row in rows(new, chosen.given)]
    people, coming = students_of(chosen, school)
    measured = [rule for rule in rules.values() if rule.measure not in BY_A_PERSON]
    seen, due = see(measured, chosen, people, school)
    for key, day in coming.items():  # from that day the rules are about the student
        due[key] = min(day, due.get(key, day))
    findings = list(_findings(measured, chosen, people, seen, school.on))
    applied = apply_findings(findings, organisation_id=school.organisation_id, rules=rules, at=at)
    _remember_due(chosen, due, school)
    _forget(touched)
    return Outcome(students=len(people), raised=applied.raised)


def _forget(touched: Sequence[Key]) -> None:
    """What was new is seen."""
    if touched:
        seen = these(touched)
        given: list[Any] = seen.given
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM education_touched WHERE {seen.where('id')}", given)  # noqa: S608 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is stored of the chosen students: open alerts with value and whether they faded, and where no data is."""

    alerts: Mapping[tuple[Key, str], tuple[int, bool]]
    silent: Mapping[tuple[Key, str], date | None]


def _standing(chosen: Chosen) -> Standing:
    alerts = rows(
        f"""
        SELECT student_id, rule, value, faded_on IS NOT NULL FROM alerts_alert
        WHERE {chosen.where("student_id")} AND raised_by_id IS NULL AND state <> 'closed'
        """,  # noqa: S608 - as above
        chosen.given,
    )
    silent = rows(
        f"SELECT student_id, source, since FROM alerts_nodata WHERE {chosen.where('student_id')}",  # noqa: S608 - as above
        chosen.given,
    )
    return Standing(
        alerts={(student, rule): (value, bool(faded)) for student, rule, value, faded in alerts},
        silent={(student, source): day_of(since) if since else None for student, source, since in silent},
    )


def _findings(
    rules: Sequence[Rule], chosen: Chosen, people: Mapping[Key, Student], seen: Mapping[str, Seen], on: date
) -> Iterable[Finding]:
    """Only what changes anything, as `apply_findings` wants it: per student and source all that is silent together."""
    standing = _standing(chosen)
    spoken: set[tuple[Key, Source]] = set()
    silent: dict[tuple[Key, Source], list[Rule]] = {}
    for rule in rules:
        its = seen[rule.id]
        meant = people if not _is_narrow(rule) else {key: one for key, one in people.items() if one.is_meant_by(rule)}
        for key in meant:
            if key in its.unknown:
                silent.setdefault((key, rule.reads), []).append(rule)
        speaks = [key for key in _over(rule, its) if key in meant and key not in its.unknown]
        news = [key for key in speaks if _is_news(rule, its.values[key], standing.alerts.get((key, rule.id)))]
        evidence = evidence_for(rule, news, its, on)
        for key in news:
            spoken.add((key, rule.reads))
            yield _met(rule, key, its, on, evidence.get(key, ()))
        for key, name in standing.alerts:
            if name == rule.id and key in meant and key not in its.unknown and its.values.get(key, 0) < rule.threshold:
                spoken.add((key, rule.reads))
                yield _not_met(rule, key, its, on)
    yield from _no_data(rules, people, silent, spoken, standing, on)


def _is_news(rule: Rule, value: int, stands: tuple[int, bool] | None) -> bool:
    """Whether an alert must be raised or renewed. A count of days grows by itself: it is renewed once a week."""
    if stands is None or stands[1]:
        return True
    known, _ = stands
    return value < known or value - known >= A_WEEK if rule.unit is Unit.DAYS else value != known


def _is_narrow(rule: Rule) -> bool:
    return bool(rule.for_whom.levels or rule.for_whom.pathways)


def _over(rule: Rule, seen: Seen) -> Iterable[Key]:
    return (key for key, value in seen.values.items() if value >= rule.threshold)


def _met(rule: Rule, key: Key, seen: Seen, on: date, evidence: tuple[Any, ...]) -> Finding:
    since = rule.window(on)[0] if rule.window_days else seen.from_day.get(key)
    return Finding(
        student=uuid_of(key),
        rule=rule.id,
        state=FindingState.MET,
        on=on,
        value=seen.values[key],
        threshold=rule.threshold,
        since=since,
        evidence=evidence,
    )


def _not_met(rule: Rule, key: Key, seen: Seen, on: date) -> Finding:
    value = seen.values.get(key, 0)
    return Finding(
        student=uuid_of(key), rule=rule.id, state=FindingState.NOT_MET, on=on, value=value, threshold=rule.threshold
    )


def _no_data(
    rules: Sequence[Rule],
    people: Mapping[Key, Student],
    silent: Mapping[tuple[Key, Source], list[Rule]],
    spoken: set[tuple[Key, Source]],
    standing: Standing,
    on: date,
) -> Iterable[Finding]:
    """Where nothing is known and that is new, or something else of the source is told; and where data came back."""
    for (key, source), its in silent.items():
        since = people[key].starts_on
        if (key, source) in spoken or standing.silent.get((key, source.value), date.max) != since:
            for rule in its:
                yield Finding(student=uuid_of(key), rule=rule.id, state=FindingState.NO_DATA, on=on, since=since)
    first = {rule.reads: rule for rule in reversed(rules)}
    for key, name in standing.silent:
        source = Source(name)
        if key in people and (key, source) not in silent and (key, source) not in spoken and source in first:
            yield Finding(student=uuid_of(key), rule=first[source].id, state=FindingState.NOT_MET, on=on)


def _remember_due(chosen: Chosen, due: Mapping[Key, date], school: School) -> None:
    """Keep the day per student; only what changed is written."""
    found = rows(
        f'SELECT student_id, "on" FROM alerts_due WHERE {chosen.where("student_id")}',  # noqa: S608 - as above
        chosen.given,
    )
    known = {student: day_of(day) for student, day in found}
    gone = known.keys() - due.keys()
    if gone:
        Due.objects.filter(pk__in=gone).delete()
    bulk.insert(
        Due,
        ("student", "organisation", "on"),
        sorted((key, school.organisation_id, day) for key, day in due.items() if known.get(key) != day),
        on_conflict='(student_id) DO UPDATE SET "on" = excluded."on"',
    )
