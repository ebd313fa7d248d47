"""What kinds of things wait for somebody in person, asked at once: a start page then reads those, and no others.

Each condition is the one by which the things themselves are read; whether the viewer may see them is asked there.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, DateTimeField, Exists, QuerySet, UUIDField

from houvast.alerts.models import Alert
from houvast.alerts.queries.board import asks_answer_of, covers
from houvast.appointments.models import CoachChange, HelpRequest, PlannedTalk
from houvast.appointments.queries.coaching import asks_of
from houvast.appointments.queries.help import open_asked_of
from houvast.appointments.queries.planned import asks_a_word, to_come
from houvast.handover.models import FollowUp, Handover
from houvast.handover.waiting import AHEAD, REMEMBERED, a_week_ago, looks_back, waits_for_asker
from houvast.people.models import Person
from houvast.people.prepared import Prepared
from houvast.plan.models import PlanTask
from houvast.plan.queries.plans import open_tasks_by

if TYPE_CHECKING:
    from datetime import datetime

    from houvast.people.prepared import MakesHole, Question
    from houvast.people.viewer import Viewer


class Waits(StrEnum):
    """A kind of thing that may wait for one person."""

    HELP = "help"
    TALK_BEHIND = "talk_behind"
    COACH_CHANGE = "coach_change"
    TALK_TO_COME = "talk_to_come"
    PLAN_TASK = "plan_task"
    ALERT = "alert"
    HANDOVER = "handover"


def what_waits(viewer: Viewer, moment: datetime) -> frozenset[Waits]:
    """The kinds of which something may wait for this viewer now. One query."""
    [answers] = _WAITS.rows(**_values(viewer, moment))
    *found, looks = answers
    waits = {kind for kind, some in zip(Waits, found, strict=True) if some}
    if looks:
        waits.add(Waits.HANDOVER)
    if covers(viewer):
        waits.add(Waits.ALERT)
    return frozenset(waits)


def question(viewer: Viewer, moment: datetime) -> Question:
    """What `what_waits` asks, for `asked_ahead`."""
    return _WAITS.question(**_values(viewer, moment))


def _values(viewer: Viewer, moment: datetime) -> dict[str, Any]:
    return {
        "viewer": viewer.person.pk,
        "day": viewer.day,
        "moment": moment,
        "refused_since": viewer.day - REMEMBERED,
        "asked_before": a_week_ago(viewer.day),
        "look_back": viewer.day + AHEAD,
    }


def _waits(hole: MakesHole) -> QuerySet[Person, Any]:
    me, moment, day = hole("viewer", UUIDField()), hole("moment", DateTimeField()), hole("day", DateField())
    handed = waits_for_asker(me, hole("refused_since", DateField()), hole("asked_before", DateTimeField()))
    any_of = {
        Waits.HELP: HelpRequest.objects.filter(open_asked_of(me)),
        Waits.TALK_BEHIND: PlannedTalk.objects.filter(asks_a_word(me, moment)),
        Waits.COACH_CHANGE: CoachChange.objects.filter(asks_of(me, day)),
        Waits.TALK_TO_COME: PlannedTalk.objects.filter(to_come(me, moment)),
        Waits.PLAN_TASK: PlanTask.objects.filter(open_tasks_by(me)),
        Waits.ALERT: Alert.objects.filter(asks_answer_of(me)),
        Waits.HANDOVER: Handover.objects.filter(handed),
    }
    looks = FollowUp.objects.filter(looks_back(me, hole("look_back", DateField())))
    return Person.objects.filter(pk=me).values_list(*(Exists(any_of[kind]) for kind in Waits), Exists(looks))


_WAITS = Prepared(_waits)
