"""What the rules found becomes alerts: raised, renewed or marked as faded, set-wise and idempotent."""

import json
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from houvast.alerts.measuring.chosen import day_of as a_stored_day
from houvast.alerts.measuring.chosen import rows, these, uuid_of
from houvast.alerts.models import Alert, AlertStep, NoData
from houvast.core.alerts.findings import Evidence, Finding
from houvast.core.alerts.life import Act
from houvast.core.alerts.raising import Earlier, Standing, Step, step
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState
from houvast.people import bulk
from houvast.people.clock import day_of
from houvast.people.ids import new_id
from houvast.people.prepared import one_trip

FIGURES = ("value", "threshold", "since", "measured_on", "evidence", "faded_on")
RAISED = ("id", "organisation", "student", "rule", "tone", "raised_on", *FIGURES)
HAPPENED = ("organisation", "act", "on", "at")
Key = tuple[uuid.UUID, str]
"""A student and a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many alerts were raised, renewed and marked as faded."""

    raised: int = 0
    renewed: int = 0
    faded: int = 0


@dataclass(slots=True, kw_only=True)
class _Figures:
    """What stands of an alert, or is to stand: only what measuring reads and changes."""

    id: uuid.UUID
    value: int
    threshold: int
    measured_on: date
    faded_on: date | None = None
    since: date | None = None
    evidence: list[list[object]] = field(default_factory=list)

    def take_over(self, finding: Finding) -> None:
        """The figures as they are now. The revision stays: what people type about it is not made old by figures."""
        self.value, self.since, self.measured_on = finding.value, finding.since, finding.on
        self.threshold = finding.threshold or self.threshold
        self.evidence, self.faded_on = as_rows(finding.evidence), None


Known = tuple[dict[Key, _Figures], dict[Key, Earlier]]
"""What stands, and how the latest one that was closed ended."""


def apply_findings(
    findings: Iterable[Finding],
    *,
    organisation_id: uuid.UUID,
    rules: Mapping[str, Rule],
    at: datetime,
    noted: AbstractSet[tuple[uuid.UUID, str]] | None = None,
    known: Callable[[], Known] | None = None,
) -> Applied:
    """Write what these findings mean, in one transaction. Two queries and the writes, however many there are.

    `rules` are the school's (`queries.rules_of`), by id; a finding of a rule that is not among them is left out. Give
    a bounded chunk. `noted` is of whom a note stands that a source says nothing, `known` is `ask_known` of their
    students and rules; without them that is asked. Doing it again with the same findings changes nothing, nor does the
    order of the findings. Two at once: rows that stand are locked, and of two that raise the same alert one does.
    """
    ours = [one for one in findings if one.rule in rules]
    with transaction.atomic(savepoint=False):
        _note_no_data(ours, organisation_id, rules, noted)
        speaking = [one for one in ours if one.state is not FindingState.NO_DATA]
        if not speaking:
            return Applied()
        known = known or ask_known({one.student for one in speaking}, {one.rule for one in speaking})
        return _write(speaking, known(), organisation_id, rules, at)


def _write(
    speaking: list[Finding], known: Known, organisation_id: uuid.UUID, rules: Mapping[str, Rule], at: datetime
) -> Applied:
    standing, earlier = known
    raised: dict[Key, Finding] = {}
    renewed: list[_Figures] = []
    faded: list[_Figures] = []
    for one in sorted(speaking, key=lambda found: (found.on, found.rule, found.student.hex)):
        key = (one.student, one.rule)
        alert = standing.get(key)
        match step(rules[one.rule], one, standing=_as_value(alert), earlier=earlier.get(key)):
            case Step.RAISE:
                standing[key] = _new(one, rules[one.rule])
                raised[key] = one
            case Step.RENEW:
                assert alert is not None
                alert.take_over(one)
                renewed.append(alert)
            case Step.FADE:
                assert alert is not None
                alert.faded_on, alert.measured_on = one.on, one.on
                faded.append(alert)
            case Step.NOTHING:
                pass
    made = [_row(finding, standing[key], rules[finding.rule], organisation_id) for key, finding in raised.items()]
    ids = _raise(made)
    with one_trip():
        _note_raised(ids, organisation_id, at)
        _change(renewed, faded)
    return Applied(raised=len(raised), renewed=len(renewed), faded=len(faded))


def ask_known(students: Collection[uuid.UUID | str], names: AbstractSet[str]) -> Callable[[], Known]:
    """Asks what is stored of these students and rules, to be looked at later: what is open, locked, and how the latest
    closed one ended.
    """
    if not students:
        return lambda: ({}, {})
    chosen = these(students)
    lock = "FOR UPDATE" if connection.vendor == "postgresql" else ""
    found = rows(
        f"""
        SELECT id, student_id, rule, value, threshold, measured_on, faded_on, closed_on FROM alerts_alert
        WHERE {chosen.where("student_id")} AND raised_by_id IS NULL ORDER BY student_id, rule, closed_on, id {lock}
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        chosen.given,
    )
    return lambda: _known(found, names)


def _known(found: Iterable[tuple[Any, ...]], names: AbstractSet[str]) -> Known:
    standing: dict[Key, _Figures] = {}
    earlier: dict[Key, Earlier] = {}
    for id_, student, rule, value, threshold, measured, faded, closed in found:
        if rule not in names:
            continue
        key = (uuid_of(student), rule)
        if closed is not None:
            earlier[key] = Earlier(closed_on=a_stored_day(closed), value=value)
            continue
        standing[key] = _Figures(
            id=uuid_of(id_),
            value=value,
            threshold=threshold,
            measured_on=a_stored_day(measured),
            faded_on=a_stored_day(faded) if faded else None,
        )
    return standing, earlier


def _as_value(alert: _Figures | None) -> Standing | None:
    if alert is None:
        return None
    return Standing(value=alert.value, on=alert.measured_on, faded=alert.faded_on is not None)


def _new(finding: Finding, rule: Rule) -> _Figures:
    return _Figures(
        id=new_id(),
        value=finding.value,
        threshold=finding.threshold or rule.threshold,
        since=finding.since,
        measured_on=finding.on,
        evidence=as_rows(finding.evidence),
    )


def _row(finding: Finding, its: _Figures, rule: Rule, organisation_id: uuid.UUID) -> bulk.Row:
    """The alert in the order of RAISED."""
    figures = (its.value, its.threshold, its.since, its.measured_on, json.dumps(its.evidence), its.faded_on)
    return (its.id, organisation_id, finding.student, rule.id, rule.tone.value, finding.on, *figures)


def as_rows(evidence: Iterable[Evidence]) -> list[list[object]]:
    """Evidence as it is stored."""
    return [[source, row, day.isoformat(), amount, label] for source, row, day, amount, label in evidence]


def _raise(made: list[bulk.Row]) -> list[uuid.UUID]:
    """What another measuring raised in the meantime stays as that one left it. Gives the keys of those it raised."""
    ids: list[uuid.UUID] = [row[0] for row in made]
    if bulk.add_rows(Alert, RAISED, made, skip_known=True) < len(made):
        kept = set(Alert.objects.filter(pk__in=ids).values_list("pk", flat=True))
        ids = [one for one in ids if one in kept]
    return ids


def _note_raised(ids: list[uuid.UUID], organisation_id: uuid.UUID, at: datetime) -> None:
    what_happened = (organisation_id, Act.RAISED.value, day_of(at), at)
    bulk.add_rows(AlertStep, ("id", "alert", *HAPPENED), [(new_id(), one, *what_happened) for one in ids])


def _change(renewed: list[_Figures], faded: list[_Figures]) -> None:
    changed = {one.id: one for one in renewed}
    figures = [
        (one.id, one.value, one.threshold, one.since, one.measured_on, json.dumps(one.evidence), one.faded_on)
        for one in changed.values()
    ]
    bulk.update(Alert, FIGURES, figures)
    bulk.update(Alert, ("measured_on", "faded_on"), [(one.id, one.measured_on, one.faded_on) for one in faded])


def _note_no_data(
    findings: list[Finding],
    organisation_id: uuid.UUID,
    rules: Mapping[str, Rule],
    noted: AbstractSet[tuple[uuid.UUID, str]] | None,
) -> None:
    """A source that speaks of a student again takes the note away; one that says nothing leaves one."""
    if not findings:
        return
    silent = {
        (one.student, rules[one.rule].reads.value): one.since for one in findings if one.state is FindingState.NO_DATA
    }
    speaks = {(one.student, rules[one.rule].reads.value) for one in findings} - silent.keys()
    if noted is not None:
        speaks &= noted
    if speaks:
        chosen = these({student for student, _ in speaks})
        found = rows(
            f"SELECT id, student_id, source FROM alerts_nodata WHERE {chosen.where('student_id')}",  # noqa: S608 - a list of placeholders
            chosen.given,
        )
        gone = [id_ for id_, student, source in found if (uuid_of(student), source) in speaks]
        if gone:
            NoData.objects.filter(pk__in=gone).delete()
    bulk.insert(
        NoData,
        ("id", "organisation", "student", "source", "since"),
        [
            (new_id(), organisation_id, student, source, since)
            for (student, source), since in sorted(silent.items(), key=lambda one: (one[0][0].hex, one[0][1]))
        ],
        on_conflict="(student_id, source) DO UPDATE SET since = excluded.since",
    )
