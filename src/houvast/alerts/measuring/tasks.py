"""What runs by itself: all students every night, and during the day those of whom something is new."""

from datetime import timedelta

from houvast.alerts.measuring.running import begin, finished_on, measure_news_inside, measure_next
from houvast.outbox.registry import Asked, Daily, Every, job
from houvast.people.clock import day_of, now

A_WHILE = timedelta(seconds=20)
"""How long one transaction of the worker goes on before it lets other work come in between."""


@job("alerts.measure_all", recurs=Daily(hour=2))
def measure_everybody(asked: Asked) -> bool:
    """All students of the school, a stretch at a time; a worker that was killed goes on after the latest stretch."""
    on = day_of(asked.at)
    if finished_on(asked.organisation_id, on):
        return False
    run = begin(asked.organisation_id, on, asked.at)
    until = now() + A_WHILE
    more = measure_next(run, asked.at, lambda: now() < until)
    return more or run.on != on


@job("alerts.measure_news", recurs=Every(minutes=10))
def measure_what_is_new(asked: Asked) -> bool:
    """Students of whom something is new since the latest measuring, a few hundred at a time."""
    return measure_news_inside(asked.organisation_id, day_of(asked.at), asked.at)
