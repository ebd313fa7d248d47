"""What runs by itself: all students every night, and during the day those of whom something is new."""

from datetime import timedelta

from houvast.alerts.actions.climbing import climb_alerts
from houvast.alerts.actions.offering import offer_alerts
from houvast.alerts.measuring.running import begin, finished_on, measure_next, measure_some_news
from houvast.outbox.registry import Asked, Daily, Every, job
from houvast.people.clock import day_of, now

A_WHILE = timedelta(seconds=20)
"""How long one transaction of the worker goes on before it lets other work come in between."""


@job("alerts.measure_all", recurs=Daily(hour=2))
def measure_everybody(asked: Asked) -> bool:
    """All students of the school, a stretch at a time; a worker that was killed goes on after the latest stretch. Then
    what fits is offered to coaches, and what stayed unanswered is told to the one behind them.
    """
    on = day_of(asked.at)
    if finished_on(asked.organisation_id, on):
        return False
    run = begin(asked.organisation_id, on, asked.at)
    until = now() + A_WHILE
    if measure_next(run, asked.at, lambda: now() < until) or run.on != on:
        return True
    offer_alerts(organisation_id=asked.organisation_id, at=asked.at)
    climb_alerts(organisation_id=asked.organisation_id, at=asked.at)
    return False


@job("alerts.measure_news", recurs=Every(minutes=10))
def measure_what_is_new(asked: Asked) -> bool:
    """Students of whom something is new since the latest measuring, a few hundred at a time."""
    more, raised = measure_some_news(asked.organisation_id, day_of(asked.at), asked.at)
    if raised:
        offer_alerts(organisation_id=asked.organisation_id, at=asked.at)
    return more
