"""What the rules found becomes alerts: raised, renewed or marked as faded, set-wise and idempotent."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from houvast.alerts.measuring.chosen import key_of
from houvast.alerts.models import Alert, AlertStep, NoData
from houvast.core.alerts.findings import Evidence, Finding
from houvast.core.alerts.life import Act
from houvast.core.alerts.raising import Earlier, Standing, Step, step
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import FindingState, State
from houvast.people.clock import day_of

BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many alerts were raised, renewed and marked as faded."""

    raised: int = 0
    renewed: int = 0
    faded: int = 0


def apply_findings(
    findings: Iterable[Finding], *, organisation_id: uuid.UUID, rules: Mapping[str, Rule], at: datetime
) -> Applied:
    """Write what these findings mean, in one transaction. Four queries and the writes, however many there are.

    `rules` are the school's (`queries.rules_of`), by id; a finding of a rule that is not among them is left out. Give
    a bounded chunk. Doing it again with the same findings changes nothing, nor does the order of the findings. Two at
    once: rows that stand are locked, and of two that raise the same alert one does.
    """
    known = [one for one in findings if one.rule in rules]
    with transaction.atomic():
        _note_no_data(known, organisation_id, rules)
        return _write(known, organisation_id, rules, at)


def _write(findings: list[Finding], organisation_id: uuid.UUID, rules: Mapping[str, Rule], at: datetime) -> Applied:
    speaking = [one for one in findings if one.state is not FindingState.NO_DATA]
    students, names = {one.student for one in speaking}, {one.rule for one in speaking}
    if not students:
        return Applied()
    known = Alert.objects.filter(student__in=students, rule__in=names, raised_by__isnull=True)
    locked = known.exclude(state=State.CLOSED).order_by("student_id", "rule").select_for_update(of=("self",))
    standing = {(one.student_id, one.rule): one for one in locked}
    closed = known.filter(state=State.CLOSED).order_by("closed_on", "id")
    earlier = {
        (student, rule): Earlier(closed_on=day, value=value)
        for student, rule, day, value in closed.values_list("student_id", "rule", "closed_on", "value")
        if day is not None
    }
    raised: list[Alert] = []
    renewed: list[Alert] = []
    faded: list[Alert] = []
    for one in sorted(speaking, key=lambda found: (found.on, found.rule, found.student.hex)):
        key = (one.student, one.rule)
        alert = standing.get(key)
        match step(rules[one.rule], one, standing=_as_value(alert), earlier=earlier.get(key)):
            case Step.RAISE:
                standing[key] = made = _new(one, organisation_id, rules[one.rule])
                raised.append(made)
            case Step.RENEW:
                assert alert is not None
                _take_over(alert, one)
                renewed.append(alert)
            case Step.FADE:
                assert alert is not None
                alert.faded_on, alert.measured_on = one.on, one.on
                faded.append(alert)
            case Step.NOTHING:
                pass
    _save(raised, renewed + faded, at)
    return Applied(raised=len(raised), renewed=len(renewed), faded=len(faded))


def _as_value(alert: Alert | None) -> Standing | None:
    if alert is None:
        return None
    return Standing(value=alert.value, on=alert.measured_on, faded=alert.faded_on is not None)


def _new(finding: Finding, organisation_id: uuid.UUID, rule: Rule) -> Alert:
    return Alert(
        organisation_id=organisation_id,
        student_id=finding.student,
        rule=rule.id,
        tone=rule.tone,
        value=finding.value,
        threshold=finding.threshold or rule.threshold,
        since=finding.since,
        measured_on=finding.on,
        evidence=as_rows(finding.evidence),
        raised_on=finding.on,
    )


def _take_over(alert: Alert, finding: Finding) -> None:
    """The figures as they are now. The revision stays: what people are typing about it is not made old by figures."""
    alert.value, alert.since, alert.measured_on = finding.value, finding.since, finding.on
    alert.threshold = finding.threshold or alert.threshold
    alert.evidence, alert.faded_on = as_rows(finding.evidence), None


def as_rows(evidence: Iterable[Evidence]) -> list[list[object]]:
    """Evidence as it is stored."""
    return [
        [one.source.value, one.row.hex if one.row else "", one.day.isoformat(), one.amount, one.label]
        for one in evidence
    ]


def _save(raised: list[Alert], changed: list[Alert], at: datetime) -> None:
    Alert.objects.bulk_create(raised, batch_size=BATCH, ignore_conflicts=True)
    kept = set(Alert.objects.filter(pk__in=[one.pk for one in raised]).values_list("pk", flat=True))
    AlertStep.objects.bulk_create(
        [
            AlertStep(organisation_id=one.organisation_id, alert=one, act=Act.RAISED, on=day_of(at), at=at)
            for one in raised
            if one.pk in kept
        ],
        batch_size=BATCH,
    )
    _save_figures({one.pk: one for one in changed}.values())


FIGURES = ("value", "threshold", "since", "measured_on", "evidence", "faded_on")


def _save_figures(changed: Iterable[Alert]) -> None:
    """One prepared UPDATE for all: Django's bulk_update writes a CASE per row and column, thirty times slower."""
    by_name = {field.name: field for field in Alert._meta.concrete_fields}
    fields = [by_name[name] for name in FIGURES]
    values = [
        [*(field.get_db_prep_save(getattr(one, field.attname), connection) for field in fields), key_of(one.pk)]
        for one in changed
    ]
    if values:
        columns = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in FIGURES)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE alerts_alert SET {columns} WHERE id = %s", values)  # noqa: S608 - our own names


def _note_no_data(findings: list[Finding], organisation_id: uuid.UUID, rules: Mapping[str, Rule]) -> None:
    """A source that speaks of a student again takes the note away; one that says nothing leaves one."""
    silent = {(one.student, rules[one.rule].reads): one.since for one in findings if one.state is FindingState.NO_DATA}
    speaks = {(one.student, rules[one.rule].reads) for one in findings} - silent.keys()
    for source in {source for _, source in speaks}:
        students = [student for student, its in speaks if its == source]
        NoData.objects.filter(student__in=students, source=source).delete()
    NoData.objects.bulk_create(
        [
            NoData(organisation_id=organisation_id, student_id=student, source=source, since=since)
            for (student, source), since in sorted(silent.items(), key=lambda one: (one[0][0].hex, one[0][1]))
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["student", "source"],
        update_fields=["since"],
    )
