"""What runs by itself: questions without an answer go to the cover, and talks of tomorrow are brought to mind."""

from houvast.appointments.actions.asking import pass_on_unanswered
from houvast.appointments.actions.reminding import remind_of_talks
from houvast.outbox.registry import Asked, Daily, job


@job("appointments.pass_on", recurs=Daily(hour=6))
def pass_on(asked: Asked) -> bool:
    """Questions for help whose last school day is over."""
    pass_on_unanswered(organisation_id=asked.organisation_id, at=asked.at)
    return False


@job("appointments.remind", recurs=Daily(hour=8))
def remind(asked: Asked) -> bool:
    """Talks of tomorrow (of Monday on a Friday)."""
    remind_of_talks(organisation_id=asked.organisation_id, at=asked.at)
    return False
