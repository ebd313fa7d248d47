"""The alerts of a coach's students that wait for room, as places in an order."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from houvast.alerts.models import Alert
from houvast.core.alerts.ranking import RaisedBy, Waiting
from houvast.core.alerts.words import Pace
from houvast.packbook.alerts import UnknownRule, rule
from houvast.people.clock import today

_FASTER = (Pace.FIRST, Pace.SOON, Pace.CALM)


def as_waiting(alerts: Iterable[Alert]) -> tuple[Waiting, ...]:
    """One place for each student, from everything that is raised about that student. What has faded counts least."""
    places: dict[uuid.UUID, list[Alert]] = defaultdict(list)
    for one in alerts:
        places[one.student_id].append(one)
    near = _near(places)
    return tuple(_place(student, its, near.get(student, 0)) for student, its in places.items())


def _near(places: Mapping[uuid.UUID, list[Alert]]) -> dict[uuid.UUID, int]:
    """Where a learned ranking puts these students, when the school turned one on; else nothing. One query when off."""
    from houvast.alerts.evaluation.ranking import learned_order

    first = next(iter(places.values()), None)
    if first is None:
        return {}
    return learned_order(first[0].organisation_id, places.keys(), today())


def _place(student: uuid.UUID, alerts: list[Alert], near: int) -> Waiting:
    standing = [one for one in alerts if one.faded_on is None] or alerts
    return Waiting(
        place=student,
        raised_by=min((_raised_by(one) for one in standing), key=tuple(RaisedBy).index),
        pace=min((pace_of(one) for one in standing), key=_FASTER.index),
        near=near,
        concerns=len(standing),
        times_over=max(max(1, one.value // one.threshold) if one.threshold else 1 for one in standing),
        raised_on=min((one.raised_on for one in standing), default=date.max),
    )


def pace_of(alert: Alert) -> Pace:
    """How soon the rule asks to look; calm for a rule that is no longer in a pack, and for what has faded."""
    if alert.faded_on is not None:
        return Pace.CALM
    try:
        return rule(alert.rule).pace
    except UnknownRule:
        return Pace.CALM


def _raised_by(alert: Alert) -> RaisedBy:
    if alert.raised_by_id is None:
        return RaisedBy.RULE
    return RaisedBy.STUDENT if alert.raised_by_id == alert.student_id else RaisedBy.STAFF
