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

from houvast.alerts.actions.findings import apply_findings
from houvast.alerts.measuring.chosen import Chosen, Key, day_of, rows, these, uuid_of
from houvast.alerts.measuring.evidence import ask_evidence
from houvast.alerts.measuring.models import Due
from houvast.alerts.measuring.population import School, Student, ask_for_students
from houvast.alerts.measuring.seeing import BY_A_PERSON, EVERY, READ_BY, ask_to_see
from houvast.alerts.measuring.seen import Seen
from houvast.core.alerts.findings import Finding
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState, Source, Unit
from houvast.packbook.cycles import without_looking_for_cycles
from houvast.people import bulk
from houvast.people.prepared import one_trip

A_WEEK = 7
NONE: frozenset[Source] = frozenset()


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
    chosen: Chosen, school: School, rules: Mapping[str, Rule], at: datetime, *, whole: bool = True
) -> Outcome:
    """Measure these students and write what follows; call it in one transaction, inside the wall of the school.

    What was touched before it began is seen; what is touched meanwhile stays for the next time. Unless `whole`, a
    student is measured by the rules about what is new only, if the days to come say that time changed nothing.
    """
    measured = [rule for rule in rules.values() if rule.measure not in BY_A_PERSON]
    about: Mapping[Source, Chosen] = dict.fromkeys(Source, chosen)
    with one_trip():
        touched = _forget(chosen)
        students, standing, known_due = ask_for_students(chosen, school), _standing(chosen), _known_due(chosen)
        look = ask_to_see(measured, about, school) if whole else None
    found, known = students(), {student: day_of(day) for student, day in known_due}
    if look is None:
        about = _about(chosen, _kinds(touched), known, school.on)
        with one_trip():
            look = ask_to_see(measured, about, school)
    people = {source: _among(found.people, its, chosen) for source, its in about.items()}
    seen, due = look(people)
    for key, day in found.coming.items():  # from that day the rules are about the student
        due[key] = min(day, due.get(key, day))
    if not whole:
        _keep_due(due, known, found.people, people)
    stands = standing()
    findings = _findings(measured, people, seen, stands, school.on)
    applied = apply_findings(findings, organisation_id=school.organisation_id, rules=rules, at=at, noted=stands.noted)
    _remember_due(due, known, school)
    return Outcome(students=len(found.people), raised=applied.raised, begun=found.begun)


def _forget(chosen: Chosen) -> Iterator[tuple[Any, ...]]:
    """What was new is seen by whatever is asked after this, in the same transaction. Gives student and kind of it."""
    what, given = f"FROM education_touched WHERE {chosen.where('student_id')}", chosen.given
    if connection.vendor == "postgresql":  # another may add something between two statements
        return rows(f"DELETE {what} RETURNING student_id, kind", given)
    touched = rows(f"SELECT student_id, kind {what}", given)
    rows(f"DELETE {what}", given)
    return touched


def _kinds(touched: Iterable[tuple[Any, ...]]) -> dict[Key, set[str]]:
    kinds: dict[Key, set[str]] = {}
    for student, kind in touched:
        kinds.setdefault(student, set()).add(kind)
    return kinds


def _about(chosen: Chosen, kinds: Mapping[Key, set[str]], due: Mapping[Key, date], on: date) -> dict[Source, Chosen]:
    """Of whom each kind of data is looked at: of a student who was measured before and whose day has not come, that
    in which something is new; of anybody else every kind.
    """
    of: dict[Source, list[Key]] = {source: [] for source in Source}
    for key in chosen.keys:
        news, day = kinds.get(key), due.get(key)
        stands = day is not None and day > on
        for source in NONE.union(*(READ_BY.get(kind, EVERY) for kind in news)) if news and stands else EVERY:
            of[source].append(key)
    return {source: these(keys) for source, keys in of.items()}


def _among(people: dict[Key, Student], its: Chosen, chosen: Chosen) -> dict[Key, Student]:
    if its.is_stretch or len(its.keys) == len(chosen.keys):
        return people
    return {key: people[key] for key in its.keys if key in people}


def _keep_due(
    due: dict[Key, date],
    known: Mapping[Key, date],
    people: Mapping[Key, Student],
    measured: Mapping[Source, Mapping[Key, Student]],
) -> None:
    """Of who was not measured by every rule the day stays that was known, unless an earlier one is found: it may be
    that of a rule that was left alone.
    """
    for key in people:
        if key in known and any(key not in its for its in measured.values()):
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


def _findings(
    rules: Sequence[Rule],
    people: Mapping[Source, Mapping[Key, Student]],
    seen: Mapping[str, Seen],
    standing: Standing,
    on: date,
) -> list[Finding]:
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
    with one_trip():
        evidence = ask_evidence(met, seen, on)
    stands_behind = evidence()
    for rule, news in met:
        its_rows = stands_behind[rule.id]
        found += [_met(rule, key, seen[rule.id], on, its_rows.get(key, ())) for key in news]
    found += _no_data(rules, people, silent, spoken, standing, on)
    return found


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
        Due.objects.filter(pk__in=map(uuid_of, gone)).delete()
    bulk.insert(
        Due,
        ("student", "organisation", "on"),
        sorted((key, school.organisation_id, day) for key, day in due.items() if known.get(key) != day),
        on_conflict='(student_id) DO UPDATE SET "on" = excluded."on"',
    )
