"""Alerts find an owner: what fits in a coach's week is offered with a term, the rest waits in an order that is said.

Called after measuring (`offer_alerts`, then `climb_alerts`), safe to run again; and for one student when somebody
raises something, which does not wait for room.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.queries.ranking import as_waiting
from houvast.alerts.queries.rules import capacities_of
from houvast.core.alerts.life import Act, answer_by
from houvast.core.alerts.ranking import divide, rank
from houvast.core.alerts.words import State, Tone
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.packbook.alerts import UnknownRule, rule
from houvast.people.clock import day_of
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import running_on

COACHES = 200
"""Coaches whose students are looked at together: what bounds memory at the size of the country."""
DEFAULT_TERM = 5
"""Working days for a rule that is no longer in a pack."""


def offer_alerts(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """Offer what fits in each coach's week; how many alerts were offered. Again on the same day offers nothing more.

    What is raised about a student whose alerts somebody already holds joins them and takes no room. A student without
    a coach goes to the coordinator at once. Alerts of an earlier coach go to the present one.
    """
    on = day_of(at)
    capacities = capacities_of(organisation_id, on)
    _leave_to_coordinator(organisation_id, on)
    _follow_the_coach(organisation_id, on)
    offered = 0
    for coaches in _chunks(_coaches(organisation_id, on), COACHES):
        with transaction.atomic():
            offered += _offer_to(coaches, organisation_id, capacities, at)
    return offered


def _coaches(organisation_id: uuid.UUID, on: date) -> list[uuid.UUID]:
    held = PersonalRelation.objects.filter(
        running_on(on), organisation_id=organisation_id, kind=PersonalRelation.Kind.COACH
    )
    return list(held.order_by("holder_id").values_list("holder_id", flat=True).distinct())


def _chunks(ids: list[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    for begin in range(0, len(ids), size):
        yield ids[begin : begin + size]


def _offer_to(
    coaches: list[uuid.UUID], organisation_id: uuid.UUID, capacities: Mapping[uuid.UUID | None, int], at: datetime
) -> int:
    on = day_of(at)
    coach_by_student = _students_of(coaches, organisation_id, on)
    raised = Alert.objects.filter(
        student__in=coach_by_student.keys(), state=State.RAISED, tone=Tone.CONCERN, owner__isnull=True
    ).order_by("pk")
    by_coach: dict[uuid.UUID, list[Alert]] = defaultdict(list)
    for alert in raised.defer("evidence").select_for_update(of=("self",)):
        by_coach[coach_by_student[alert.student_id]].append(alert)
    if not by_coach:
        return 0
    held = _held_by(by_coach.keys(), on)
    offered: list[Alert] = []
    for coach, alerts in sorted(by_coach.items(), key=lambda one: one[0].hex):
        open_now, this_week = held.get(coach, (frozenset(), frozenset()))
        room = max(0, capacities.get(coach, capacities[None]) - len(this_week))
        new = [one for one in alerts if one.student_id not in open_now]
        chosen = set(divide(rank(as_waiting(new)), room).fits) | open_now
        mine = [one for one in alerts if one.student_id in chosen]
        for one in mine:
            one.owner_id = coach
        offered += mine
    _give(offered, at)
    return len(offered)


def _students_of(coaches: Iterable[uuid.UUID], organisation_id: uuid.UUID, on: date) -> dict[uuid.UUID, uuid.UUID]:
    """The coach of each student of these coaches; of two coaches the one who has been it longest."""
    mine = PersonalRelation.objects.filter(
        running_on(on), organisation_id=organisation_id, kind=PersonalRelation.Kind.COACH, holder__in=list(coaches)
    )
    earlier = PersonalRelation.objects.filter(
        running_on(on),
        student=OuterRef("student"),
        kind=PersonalRelation.Kind.COACH,
        starts_on__lt=OuterRef("starts_on"),
    )
    found = mine.exclude(Exists(earlier)).order_by("-starts_on", "-id").values_list("student_id", "holder_id")
    return dict(found)


def _held_by(
    coaches: Iterable[uuid.UUID], on: date
) -> dict[uuid.UUID, tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]]:
    """Per coach the students with an open alert, and those with one that was offered since Monday."""
    monday = on - timedelta(days=on.weekday())
    open_now: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    this_week: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    mine = Alert.objects.filter(owner__in=list(coaches), tone=Tone.CONCERN)
    held = mine.filter(state__in=[State.OWNED, State.ANSWERED]) | mine.filter(offered_on__gte=monday)
    for coach, student, state, offered in held.values_list("owner_id", "student_id", "state", "offered_on"):
        if coach is None:
            continue
        if state != State.CLOSED:
            open_now[coach].add(student)
        if offered is not None and offered >= monday:
            this_week[coach].add(student)
    return {
        coach: (frozenset(open_now[coach]), frozenset(this_week[coach])) for coach in open_now.keys() | this_week.keys()
    }


def _give(alerts: list[Alert], at: datetime) -> None:
    """These alerts, whose owner is set, are offered: each with its own term, and one mail a day to each owner."""
    on = day_of(at)
    for one in alerts:
        one.state, one.offered_on, one.answer_by = State.OWNED, on, _last_day(one.rule, on)
        one.revision += 1
    fields = ["owner", "state", "offered_on", "answer_by", "revision"]
    Alert.objects.bulk_update(alerts, fields, batch_size=500)
    AlertStep.objects.bulk_create(
        [
            AlertStep(organisation_id=one.organisation_id, alert=one, act=Act.OFFERED, by_id=None, on=on, at=at)
            for one in alerts
        ],
        batch_size=1_000,
    )
    for owner in Person.objects.filter(pk__in={one.owner_id for one in alerts}).order_by("pk"):
        ask_mail(recipient=owner, kind=Kind.TASK, key=f"alerts/{owner.pk}/{on}", link=reverse("alerts"), at=at)


@cache
def _term(name: str) -> int:
    try:
        return rule(name).answer_within
    except UnknownRule:
        return DEFAULT_TERM


@cache
def _working_days_after(on: date, days: int) -> date:
    return answer_by(on, days)


def _last_day(name: str, on: date) -> date:
    return _working_days_after(on, _term(name))


def _leave_to_coordinator(organisation_id: uuid.UUID, on: date) -> None:
    """What is raised about a student without a coach has nobody to wait for: it is due at once."""
    coached = PersonalRelation.objects.filter(
        running_on(on), student=OuterRef("student"), kind=PersonalRelation.Kind.COACH
    )
    raised = Alert.objects.filter(organisation_id=organisation_id, state=State.RAISED, tone=Tone.CONCERN)
    raised.exclude(Exists(coached)).update(state=State.OWNED, offered_on=on, answer_by=on - timedelta(days=1))


def _follow_the_coach(organisation_id: uuid.UUID, on: date) -> None:
    """Open alerts whose owner was the coach and is it no longer wait for the present coach again, at once."""
    coach = PersonalRelation.objects.filter(
        student=OuterRef("student"), holder=OuterRef("owner"), kind=PersonalRelation.Kind.COACH
    )
    present = PersonalRelation.objects.filter(
        running_on(on), student=OuterRef("student"), kind=PersonalRelation.Kind.COACH
    )
    open_ = Alert.objects.filter(organisation_id=organisation_id, state=State.OWNED, tone=Tone.CONCERN)
    left = open_.filter(Exists(coach), Exists(present)).exclude(Exists(coach.filter(running_on(on))))
    left.update(owner=None, state=State.RAISED, offered_on=None, answer_by=None)
    alone = open_.filter(owner__isnull=True).filter(Exists(present))
    alone.update(state=State.RAISED, offered_on=None, answer_by=None, climbed_on=None)


def coach_of(student: Person, on: date) -> Person | None:
    """The coach who has been it longest; None when there is none."""
    held = PersonalRelation.objects.filter(running_on(on), student=student, kind=PersonalRelation.Kind.COACH)
    relation = held.select_related("holder").order_by("starts_on", "id").first()
    return relation.holder if relation else None


def offer_place(student: Person, *, at: datetime) -> None:
    """What people raised about this student is offered at once: it does not wait for room."""
    on = day_of(at)
    raised = list(
        Alert.objects.filter(student=student, state=State.RAISED, tone=Tone.CONCERN)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    coach = coach_of(student, on)
    if coach is None:
        keys = [one.pk for one in raised]
        Alert.objects.filter(pk__in=keys).update(state=State.OWNED, offered_on=on, answer_by=on - timedelta(days=1))
        return
    for one in raised:
        one.owner = coach
    _give(raised, at)
