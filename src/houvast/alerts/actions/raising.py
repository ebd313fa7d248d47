"""A person raises a concern, asks for contact himself, or gives kudos."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from houvast.alerts.actions.findings import apply_findings
from houvast.alerts.actions.offering import coach_of, offer_place
from houvast.alerts.actions.recording import must_be_allowed, record
from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.queries.rules import rules_of
from houvast.core.access.words import Data
from houvast.core.alerts.findings import Finding
from houvast.core.alerts.life import Act
from houvast.core.alerts.words import FindingState, Measure, Outcome, Signal, State, Tone
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer

STAFF, OWN, KUDOS = "staff-concern", "own-concern", "kudos"


def raise_concern(*, student: Person, by: Viewer, signals: Iterable[Signal], words: str = "", at: datetime) -> Alert:
    """Somebody is concerned, or the student asks for contact: it goes to the coach at once (S-622, S-623, S-652).

    Raised again by the same person while it is open, it adds to what stands. Signals that two people or more noticed
    come together as an alert of their own.
    """
    must_be_allowed(by, student, Data.CONCERNS)
    noticed = sorted({Signal(one).value for one in signals})
    on, name = day_of(at), OWN if by.person.pk == student.pk else STAFF
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).only("pk").get(pk=student.pk)  # one concern after the other
        mine = Alert.objects.filter(student=student, rule=name, raised_by=by.person).exclude(state=State.CLOSED)
        alert = mine.first()
        if alert is None:
            alert = _raised(student, by, name, noticed, on)
            record(Act.RAISED, [alert], by=by, at=at, words=words)
            offer_place(student, at=at)
        else:
            together = sorted({*alert.signals, *noticed})
            record(Act.ADDED, [alert], by=by, at=at, words=words, signals=together, measured_on=on)
        if name == STAFF:
            _bring_together(student, at=at)
        touch([student], Touched.Kind.CONCERN, at, organisation_id=student.organisation_id)
    alert.refresh_from_db()
    return alert


def _raised(student: Person, by: Viewer, name: str, signals: list[str], on: date) -> Alert:
    return Alert.objects.create(
        organisation_id=student.organisation_id,
        student=student,
        rule=name,
        tone=Tone.CONCERN,
        value=1,
        threshold=1,
        measured_on=on,
        raised_on=on,
        raised_by=by.person,
        signals=signals,
    )


def _bring_together(student: Person, *, at: datetime) -> None:
    """Different signals that at least two people noticed in the window become one alert (S-623)."""
    on = day_of(at)
    rules = rules_of(student.organisation_id, on)
    for rule in rules.values():
        if rule.measure is not Measure.SIGNALS_NOTICED:
            continue
        first, _ = rule.window(on)
        concerns = Alert.objects.filter(student=student, rule=STAFF, measured_on__gte=first)
        found = list(concerns.values_list("raised_by_id", "signals"))
        if len({person for person, _ in found}) < 2:  # noqa: PLR2004 - "together" takes two
            continue
        noticed = {signal for _, its in found for signal in its}
        state = FindingState.MET if len(noticed) >= rule.threshold else FindingState.NOT_MET
        finding = Finding(
            student=student.pk, rule=rule.id, state=state, on=on, value=len(noticed), threshold=rule.threshold,
            since=first,
        )  # fmt: skip
        apply_findings([finding], organisation_id=student.organisation_id, rules=rules, at=at)
        offer_place(student, at=at)


def give_kudos(*, student: Person, by: Viewer, words: str = "", at: datetime) -> Alert:
    """Say what goes well: the student and the coach see it. It asks nothing of anybody (S-605)."""
    must_be_allowed(by, student, Data.CONCERNS)
    on = day_of(at)
    with transaction.atomic():
        kudos = Alert.objects.create(
            organisation_id=student.organisation_id,
            student=student,
            rule=KUDOS,
            tone=Tone.POSITIVE,
            state=State.CLOSED,
            value=1,
            threshold=1,
            measured_on=on,
            raised_on=on,
            raised_by=by.person,
            owner=coach_of(student, on),
            outcome=Outcome.BETTER,
            closed_on=on,
        )
        AlertStep.objects.create(
            organisation_id=student.organisation_id,
            alert=kudos,
            act=Act.RAISED,
            by=by.person,
            on=on,
            at=at,
            words=words,
        )
    return kudos
