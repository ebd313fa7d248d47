"""Measuring one chunk of students: what the rules see, and of that only what changes anything.

Most students give nothing to write. A finding is made where a rule speaks and it is not yet known so, where an open
alert no longer holds, and where "no data" begins or ends; the rest is never made into objects.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from houvast.alerts.actions.findings import apply_findings, ask_known
from houvast.alerts.measuring.chosen import Chosen, Key, day_of, key_of, rows, these, uuid_of
from houvast.alerts.measuring.evidence import Found, ask_evidence
from houvast.alerts.measuring.models import Due
from houvast.alerts.measuring.news import News
from houvast.alerts.measuring.population import School, Student, ask_for_students
from houvast.alerts.measuring.seeing import BY_A_PERSON, ask_to_see
from houvast.alerts.measuring.seen import Seen
from houvast.core.alerts.findings import Finding
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState, Source, Unit
from houvast.packbook.cycles import without_looking_for_cycles
from houvast.people import bulk
from houvast.people.prepared import one_trip

A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Students measured in a chunk, alerts raised, and the classes and teams where absence begins to be recorded with
    what is new of them (only by news).
    """

    students: int
    raised: int
    begun: frozenset[Key] = frozenset()


@without_looking_for_cycles()
def measure_chunk(
    chosen: Chosen, school: School, rules: Mapping[str, Rule], at: datetime, news: News | None = None
) -> Outcome:
    """Measure these students and write what follows; call it in one transaction, inside the wall of the school.

    Everything is looked at, and notes of what is new are taken away: what is noted meanwhile stays for the next time.
    With `news`, which is of these students and took its notes away, only what that asks for.
    """
    measured = [rule for rule in rules.values() if rule.measure not in BY_A_PERSON]
    about = news.about(school.on) if news else dict.fromkeys(Source, chosen)
    with one_trip():
        if news is None:
            _forget(chosen)
        students, look = ask_for_students(chosen, school), ask_to_see(measured, about, school)
        standing, known_due = _standing(chosen), _known_due(chosen) if news is None else ()
    found = students()
    known = news.due if news else {student: day_of(day) for student, day in known_due}
    people = {source: _among(found.people, its, chosen) for source, its in about.items()}
    seen, due = look(people)
    for key, day in found.coming.items():  # from that day the rules are about the student
        due[key] = min(day, due.get(key, day))
    _keep_due(due, known, found.people, people)
    stands = standing()
    said = _said(measured, people, seen, stands, school.on)
    with one_trip():
        evidence, alerts = ask_evidence(said.met, seen, school.on), ask_known(said.students, said.rules)
        _remember_due(due, known, school)
    applied = apply_findings(
        _findings(said, seen, evidence(), school.on),
        organisation_id=school.organisation_id,
        rules=rules,
        at=at,
        noted=stands.noted,
        known=alerts,
    )
    return Outcome(students=len(found.people), raised=applied.raised, begun=found.begun)


def _forget(chosen: Chosen) -> None:
    """What was new is seen by whatever is asked after this, in the same transaction."""
    with connection.cursor() as cursor:
        given: list[Any] = chosen.given
        cursor.execute(
            f"DELETE FROM education_touched WHERE {chosen.where('student_id')}",  # noqa: S608 - the condition is ours
            given,
        )


def _among(people: dict[Key, Student], its: Chosen, chosen: Chosen) -> dict[Key, Student]:
    if its.is_stretch or len(its.keys) == len(chosen.keys):
        return people
    return {key: people[key] for key in its.keys if key in people}


def _keep_due(
    due: dict[Key, date],
    known: Mapping[Key, date],
    people: dict[Key, Student],
    measured: Mapping[Source, dict[Key, Student]],
) -> None:
    """Of who was not measured by every rule the day stays that was known, unless an earlier one is found: it may be
    that of a rule that was left alone.
    """
    some = [its.keys() for its in measured.values() if its is not people]
    if some:
        for key in (people.keys() & known.keys()) - set(some[0]).intersection(*some[1:]):
            due[key] = min(known[key], due.get(key, known[key]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is stored of the chosen students: open alerts with value and whether they faded, and where no data is."""

    alerts: Mapping[tuple[Key, str], tuple[int, bool]]
    silent: Mapping[tuple[Key, str], date | None]

    @property
    def noted(self) -> frozenset[tuple[uuid.UUID, str]]:
        """Of whom a note stands that a source says nothing."""
        return frozenset((uuid_of(student), source) for student, source in self.silent)


def _standing(chosen: Chosen) -> Callable[[], Standing]:
    """Asks for it, to be looked at later."""
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
    return lambda: Standing(
        alerts={(student, rule): (value, bool(faded)) for student, rule, value, faded in alerts},
        silent={(student, source): day_of(since) if since else None for student, source, since in silent},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Of whom which rule speaks, as news, and what else was found."""

    met: list[tuple[Rule, list[Key]]]
    others: list[Finding]

    @property
    def students(self) -> set[Key]:
        """Of whom alerts may change."""
        speaking = {key_of(one.student) for one in self.others if one.state is not FindingState.NO_DATA}
        return speaking.union(*(keys for _, keys in self.met))

    @property
    def rules(self) -> set[str]:
        return {rule.id for rule, _ in self.met} | {one.rule for one in self.others}


def _said(
    rules: Sequence[Rule],
    people: Mapping[Source, Mapping[Key, Student]],
    seen: Mapping[str, Seen],
    standing: Standing,
    on: date,
) -> Said:
    """Only what changes anything, as `apply_findings` wants it: per student and source all that is silent together."""
    open_by_rule: dict[str, list[Key]] = {}
    for student, name in standing.alerts:
        open_by_rule.setdefault(name, []).append(student)
    found: list[Finding] = []
    met: list[tuple[Rule, list[Key]]] = []
    spoken: set[tuple[Key, Source]] = set()
    silent: dict[tuple[Key, Source], list[Rule]] = {}
    for rule in rules:
        its = seen[rule.id]
        meant = people[rule.reads]
        if _is_narrow(rule):
            meant = {key: one for key, one in meant.items() if one.is_meant_by(rule)}
        for key in meant:
            if key in its.unknown:
                silent.setdefault((key, rule.reads), []).append(rule)
        speaks = [key for key in _over(rule, its) if key in meant and key not in its.unknown]
        news = [key for key in speaks if _is_news(rule, its.values[key], standing.alerts.get((key, rule.id)))]
        if news:
            met.append((rule, news))
        spoken.update((key, rule.reads) for key in news)
        for key in open_by_rule.get(rule.id, ()):
            if key in meant and key not in its.unknown and its.values.get(key, 0) < rule.threshold:
                spoken.add((key, rule.reads))
                found.append(_not_met(rule, key, its, on))
    found += _no_data(rules, people, silent, spoken, standing, on)
    return Said(met=met, others=found)


def _findings(said: Said, seen: Mapping[str, Seen], evidence: Mapping[str, Found], on: date) -> list[Finding]:
    return said.others + [
        _met(rule, key, seen[rule.id], on, evidence[rule.id].get(key, ())) for rule, news in said.met for key in news
    ]


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
    people: Mapping[Source, Mapping[Key, Student]],
    silent: Mapping[tuple[Key, Source], list[Rule]],
    spoken: set[tuple[Key, Source]],
    standing: Standing,
    on: date,
) -> Iterable[Finding]:
    """Where nothing is known and that is new, or something else of the source is told; and where data came back."""
    for (key, source), its in silent.items():
        since = people[source][key].starts_on
        if (key, source) in spoken or standing.silent.get((key, source.value), date.max) != since:
            for rule in its:
                yield Finding(student=uuid_of(key), rule=rule.id, state=FindingState.NO_DATA, on=on, since=since)
    first = {rule.reads: rule for rule in reversed(rules)}
    for key, name in standing.silent:
        source = Source(name)
        if key in people[source] and (key, source) not in silent and (key, source) not in spoken and source in first:
            yield Finding(student=uuid_of(key), rule=first[source].id, state=FindingState.NOT_MET, on=on)


def _known_due(chosen: Chosen) -> Iterator[tuple[Any, ...]]:
    return rows(
        f'SELECT student_id, "on" FROM alerts_due WHERE {chosen.where("student_id")}',  # noqa: S608 - as above
        chosen.given,
    )


def _remember_due(due: Mapping[Key, date], known: Mapping[Key, date], school: School) -> None:
    """Keep the day per student; only what changed is written."""
    gone = known.keys() - due.keys()
    if gone:
        chosen = these(gone)
        rows(f"DELETE FROM alerts_due WHERE {chosen.where('student_id')}", chosen.given)  # noqa: S608 - as above
    bulk.insert(
        Due,
        ("student", "organisation", "on"),
        sorted((key, school.organisation_id, day) for key, day in due.items() if known.get(key) != day),
        on_conflict='(student_id) DO UPDATE SET "on" = excluded."on"',
    )
