"""What people do about alerts: take up, reach out, answer, close with a word back; and what the student says."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from houvast.alerts.actions.recording import (
    CannotAnswerAlert,
    locked,
    must_be_allowed,
    must_be_possible,
    must_be_staff,
    record,
)
from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.words import WAYS
from houvast.core.access.words import Action, Data
from houvast.core.alerts.life import Act, Attempt, answer_by, may_answer, may_close
from houvast.core.alerts.words import AnswerKind, Outcome, State, Tone
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.packbook.alerts import UnknownRule, rule
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door

Seen = Mapping[uuid.UUID, int]
"""The revision of each alert as the person read it."""

NORMAL_TERM = 5


def take(*, student: Person, alerts: Sequence[Alert], by: Viewer, at: datetime) -> None:
    """Take up what waits for room, or what a colleague has not answered: whoever takes it owns it."""
    must_be_staff(by, student)
    with transaction.atomic():
        rows = locked(alerts)
        must_be_possible(Act.TAKEN, rows)
        on = day_of(at)
        for one in rows:
            if one.owner_id == by.person.pk and one.state == State.OWNED:
                continue  # twice is once
            last = one.answer_by if one.answer_by and one.answer_by >= on else answer_by(on, _term(one.rule))
            record(Act.TAKEN, [one], by=by, at=at, owner=by.person, offered_on=one.offered_on or on, answer_by=last)


def _term(name: str) -> int:
    try:
        return rule(name).answer_within
    except UnknownRule:
        return NORMAL_TERM


def hand_on(*, student: Person, alerts: Sequence[Alert], to: Person, by: Viewer, words: str, at: datetime) -> None:
    """The coordinator asks somebody else, who must be allowed to see this student's alerts; the term begins anew."""
    must_be_allowed(by, student, Data.ALERTS, Action.MANAGE)
    if not door.decision(Viewer(to, by.day), student, Data.ALERTS, Action.RECORD).allowed or to.pk == student.pk:
        raise PermissionDenied
    on = day_of(at)
    with transaction.atomic():
        rows = locked(alerts)
        must_be_possible(Act.HANDED_ON, rows)
        for one in rows:
            last = answer_by(on, _term(one.rule))
            state = State.OWNED if one.state == State.RAISED else one.state
            record(
                Act.HANDED_ON, [one], by=by, at=at, words=words, owner=to, offered_on=on, answer_by=last,
                climbed_on=None,
            )  # fmt: skip
            Alert.objects.filter(pk=one.pk).update(state=state)
        ask_mail(recipient=to, kind=Kind.TASK, key=f"alerts/{to.pk}/{on}", link=reverse("alerts"), at=at)


def reach_out(
    *, student: Person, alerts: Sequence[Alert], by: Viewer, way: str, reached: bool, words: str = "", at: datetime
) -> None:
    """Write down a try to get in touch: how, and whether there was contact. A visit at home counts as the visit asked.

    `way` is a key of words.WAYS.
    """
    must_be_staff(by, student)
    if way not in WAYS:
        raise ValueError(way)
    act = Act.VISITED if way == "visit" else Act.REACHED_OUT
    with transaction.atomic():
        rows = locked(alerts)
        must_be_possible(act, rows)
        record(act, rows, by=by, at=at, detail=way, words=words, reached=reached)


def ask_visit(*, student: Person, alerts: Sequence[Alert], by: Viewer, words: str, at: datetime) -> None:
    """Ask for somebody to go to the student's home (S-284, S-454, S-526): a step that the coordinator's page shows."""
    must_be_staff(by, student)
    with transaction.atomic():
        rows = locked(alerts)
        must_be_possible(Act.VISIT_ASKED, rows)
        record(Act.VISIT_ASKED, rows, by=by, at=at, words=words)


def answer(
    *, student: Person, alerts: Sequence[Alert], by: Viewer, kind: AnswerKind, words: str, seen: Seen, at: datetime
) -> None:
    """Say what is done about these alerts together. "No action" takes a reason and closes them; the student reads it.

    Raises CannotBeDone, ChangedMeanwhile.
    """
    must_be_staff(by, student)
    refused = may_answer(kind, words)
    if refused is not None:
        raise CannotAnswerAlert(refused)
    on = day_of(at)
    with transaction.atomic():
        rows = locked(alerts, dict(seen))
        must_be_possible(Act.ANSWERED, rows)
        for one in rows:
            record(
                Act.ANSWERED, [one], by=by, at=at, detail=kind, words=words, answer=kind,
                answered_on=one.answered_on or on, offered_on=one.offered_on or on,
                owner=one.owner or by.person,
            )  # fmt: skip
        if kind is AnswerKind.NO_ACTION:
            _end(locked(rows), by=by, outcome=Outcome.NOT_NEEDED, words=words, at=at)


def close(
    *, student: Person, alerts: Sequence[Alert], by: Viewer, outcome: Outcome, words: str, seen: Seen, at: datetime
) -> None:
    """End these alerts with an outcome; who raised one gets the word back. Raises CannotBeDone, ChangedMeanwhile."""
    must_be_staff(by, student)
    with transaction.atomic():
        rows = locked(alerts, dict(seen))
        must_be_possible(Act.CLOSED, rows)
        for one in rows:
            refused = may_close(outcome, attempts_of(one))
            if refused is not None:
                raise CannotAnswerAlert(refused)
        _end(rows, by=by, outcome=outcome, words=words, at=at)


def attempts_of(alert: Alert) -> tuple[Attempt, ...]:
    """The tries to get in touch about this alert."""
    tries = AlertStep.objects.filter(alert=alert, reached__isnull=False)
    return tuple(Attempt(on=on, reached=bool(reached)) for on, reached in tries.values_list("on", "reached"))


def _end(rows: Sequence[Alert], *, by: Viewer, outcome: Outcome, words: str, at: datetime) -> None:
    on = day_of(at)
    record(Act.CLOSED, rows, by=by, at=at, detail=outcome, words=words, outcome=outcome, closed_on=on, word_back=words)
    for one in rows:
        if one.raised_by is None or one.raised_by_id == by.person.pk:
            continue
        own = one.raised_by_id == one.student_id
        link = reverse("alert-place", args=(one.student_id,)) if own else reverse("alerts-raised")
        ask_mail(recipient=one.raised_by, kind=Kind.READY, key=f"alert/{one.pk}/back", link=link, at=at)


def see_good_news(*, student: Person, alerts: Sequence[Alert], by: Viewer, words: str, at: datetime) -> None:
    """Say to the student that it was seen: one tap, with a word if you like. Positive alerts end by it."""
    must_be_staff(by, student)
    with transaction.atomic():
        rows = [one for one in locked(alerts) if one.tone == Tone.POSITIVE and one.state != State.CLOSED]
        on = day_of(at)
        record(Act.ANSWERED, rows, by=by, at=at, words=words, answered_on=on, owner=by.person)
        record(Act.CLOSED, locked(rows), by=by, at=at, outcome=Outcome.BETTER, closed_on=on)


def say(*, student: Person, alerts: Sequence[Alert], by: Viewer, words: str, contests: bool, at: datetime) -> None:
    """The student adds his own view, or says that an alert is not right; the owner sees it and the alert stands."""
    must_be_allowed(by, student, Data.ALERTS)
    act = Act.CONTESTED if contests else Act.ADDED
    with transaction.atomic():
        rows = locked(alerts)
        must_be_possible(act, rows)
        on = day_of(at)
        record(act, rows, by=by, at=at, words=words)
        if contests:
            Alert.objects.filter(pk__in=[one.pk for one in rows]).update(contested_on=on)
        for owner in {one.owner for one in rows if one.owner is not None and one.owner_id != by.person.pk}:
            link = reverse("alert-place", args=(student.pk,))
            ask_mail(recipient=owner, kind=Kind.READY, key=f"alert/{student.pk}/said/{owner.pk}/{on}", link=link, at=at)
