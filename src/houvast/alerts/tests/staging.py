"""Findings and alerts as tests want them."""

from collections.abc import Iterable
from datetime import date, timedelta

from houvast.alerts.actions import apply_findings, offer_alerts
from houvast.alerts.actions.findings import Applied
from houvast.alerts.models import Alert
from houvast.alerts.queries.rules import rules_of
from houvast.core.alerts.findings import Evidence, Finding
from houvast.core.alerts.words import FindingState, Source
from houvast.people.clock import now, today
from houvast.people.ids import new_id
from houvast.people.models import Person


def finding(
    student: Person,
    rule: str = "unauthorised-absence",
    value: int = 480,
    *,
    on: date | None = None,
    state: FindingState = FindingState.MET,
) -> Finding:
    """What a rule sees of a student, with one piece of evidence."""
    day = on or today()
    seen = Evidence(source=Source.ABSENCE, day=day - timedelta(days=1), row=new_id().hex, amount=value, label="Rekenen")
    return Finding(
        student=student.pk, rule=rule, state=state, on=day, value=value, threshold=1, since=day - timedelta(days=27),
        evidence=(seen,),
    )  # fmt: skip


def apply(student: Person, findings: Iterable[Finding]) -> Applied:
    """Write what these findings mean, with the school's rules."""
    organisation = student.organisation_id
    return apply_findings(findings, organisation_id=organisation, rules=rules_of(organisation, today()), at=now())


def raised(student: Person, rule: str = "unauthorised-absence", value: int = 480) -> Alert:
    """An alert that a rule raised, offered to the coach where there is room."""
    apply(student, [finding(student, rule, value)])
    offer_alerts(organisation_id=student.organisation_id, at=now())
    return Alert.objects.exclude(state="closed").get(student=student, rule=rule)
