"""What runs by itself: the figures every night, in steps between which the worker does other work."""

from houvast.monitor.actions.looking_back import plan_look_backs
from houvast.monitor.refreshing.running import begin, step, unfinished
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of, now


@job("monitor.refresh", recurs=Daily(hour=3))
def refresh_figures(asked: Asked) -> bool:
    """One step of the figures of one organisation as of today: True while there are more. Only students with news are
    read again.
    """
    run = unfinished(asked.organisation_id, asked.at)
    if run is None:
        if plan_look_backs(organisation_id=asked.organisation_id, on=day_of(asked.at), at=asked.at):
            return True
        run = begin(asked.organisation_id, day_of(asked.at), asked.at)
    return step(run, at=now)
