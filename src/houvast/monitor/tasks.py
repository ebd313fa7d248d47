"""What runs by itself: figures every night, and every ten minutes of those of whom something is new."""

from houvast.monitor.actions.looking_back import plan_look_backs
from houvast.monitor.refreshing.running import refresh
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of, now


@job("monitor.refresh", recurs=Daily(hour=3))
def refresh_figures(asked: Asked) -> bool:
    """The figures of one organisation as of today: only students with news are read again."""
    plan_look_backs(organisation_id=asked.organisation_id, on=day_of(asked.at), at=asked.at)
    refresh(organisation_id=asked.organisation_id, on=day_of(asked.at), at=now)
    return False
