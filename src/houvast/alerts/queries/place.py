"""One student's place: every alert with its evidence and what happened, for staff and for the student himself."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import DateField, Q, QuerySet, UUIDField

from houvast.alerts.models import Alert, AlertStep, NoData
from houvast.alerts.queries.board import GOOD_NEWS_DAYS
from houvast.alerts.queries.shown import ShownAlert, shown
from houvast.alerts.words import SOURCES
from houvast.core.alerts.life import ATTEMPTS_BEFORE_NO_RESPONSE, Act, Attempt, tries_without_response
from houvast.core.alerts.words import Source, State, Tone
from houvast.people.models import Person
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.people.viewer import Viewer

EARLIER = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentPlace:
    """What is raised about a student, open first; `tries` are the days without response since the latest contact."""

    open: tuple[ShownAlert, ...]
    good: tuple[ShownAlert, ...]
    earlier: tuple[ShownAlert, ...]
    unknown: tuple[str, ...]
    tries: int
    visit_is_asked: bool
    may_take: bool
    may_close: bool

    @property
    def is_out_of_reach(self) -> bool:
        return self.tries >= ATTEMPTS_BEFORE_NO_RESPONSE


def open_alerts_of(student: Person) -> list[Alert]:
    """The open concerns about this student, as they are acted on: together."""
    found = Alert.objects.filter(student=student, tone=Tone.CONCERN).exclude(state=State.CLOSED)
    return list(found.select_related("raised_by", "owner").order_by("raised_on", "id"))


def good_news_of(student: Person) -> list[Alert]:
    """What goes well and was not said to the student yet."""
    found = Alert.objects.filter(student=student, tone=Tone.POSITIVE).exclude(state=State.CLOSED)
    return list(found.order_by("raised_on", "id"))


def standing_of(student: Person, on: date) -> tuple[list[Alert], list[Alert]]:
    """Open concerns, and good news of the last two weeks, of one student: without evidence and steps. One query."""
    alerts = _STANDING.all(student=student.pk, after=on - timedelta(days=GOOD_NEWS_DAYS))
    concerns = [one for one in alerts if one.tone == Tone.CONCERN]
    return concerns, [one for one in alerts if one.tone == Tone.POSITIVE]


def asked_to_stand(student: Person, on: date) -> Question:
    """What `standing_of` asks."""
    return _STANDING.question(student=student.pk, after=on - timedelta(days=GOOD_NEWS_DAYS))


def _standing(alerts: QuerySet[Alert], hole: MakesHole) -> QuerySet[Alert]:
    fresh = Q(tone=Tone.POSITIVE, raised_on__gt=hole("after", DateField()))
    found = alerts.filter(~Q(state=State.CLOSED) | fresh, student=hole("student", UUIDField()))
    return found.order_by("raised_on", "id")


_STANDING = PreparedRecord(Alert, _standing, without=frozenset({"evidence", "word_back"}))


def place(student: Person, viewer: Viewer) -> StudentPlace:
    """For whoever passed the door for this student's alerts. Four queries."""
    own = viewer.person.pk == student.pk
    alerts = list(
        Alert.objects.filter(Q(student=student) & ~Q(state=State.CLOSED)).select_related("raised_by").order_by("id")
    )
    closed = list(
        Alert.objects.filter(student=student, state=State.CLOSED)
        .select_related("raised_by")
        .order_by("-closed_on", "-id")[:EARLIER]
    )
    steps = _steps([*alerts, *closed])
    told = {one.pk: shown(one, viewer.day, to_student=own, steps=steps[one.pk]) for one in (*alerts, *closed)}
    concerns = [one for one in alerts if one.tone == Tone.CONCERN]
    tries = [
        Attempt(on=step.on, reached=step.reached)
        for one in concerns
        for step in steps[one.pk]
        if step.reached is not None
    ]
    asked = _latest(steps, concerns, Act.VISIT_ASKED)
    visited = _latest(steps, concerns, Act.VISITED)
    unknown = NoData.objects.filter(student=student).order_by("source").values_list("source", flat=True)
    return StudentPlace(
        open=tuple(told[one.pk] for one in concerns),
        good=tuple(told[one.pk] for one in (*alerts, *closed) if one.tone == Tone.POSITIVE),
        earlier=tuple(told[one.pk] for one in closed if one.tone == Tone.CONCERN),
        unknown=tuple(str(SOURCES[Source(one)]) for one in unknown),
        tries=tries_without_response(tries),
        visit_is_asked=asked is not None and (visited is None or visited < asked),
        may_take=any(one.state == State.RAISED or one.owner_id != viewer.person.pk for one in concerns)
        and any(one.state in (State.RAISED, State.OWNED) for one in concerns),
        may_close=any(one.state == State.ANSWERED for one in concerns),
    )


def _steps(alerts: list[Alert]) -> dict[uuid.UUID, list[AlertStep]]:
    found: dict[uuid.UUID, list[AlertStep]] = defaultdict(list)
    for one in AlertStep.objects.filter(alert__in=alerts).select_related("by").order_by("at", "id"):
        found[one.alert_id].append(one)
    return found


def _latest(steps: dict[uuid.UUID, list[AlertStep]], alerts: list[Alert], act: Act) -> datetime | None:
    moments = [step.at for one in alerts for step in steps[one.pk] if step.act == act]
    return max(moments, default=None)
