"""What runs by itself after measuring: alerts find an owner, and what stays unanswered climbs."""

from houvast.alerts.actions import climb_alerts, offer_alerts
from houvast.outbox.registry import Asked, Every, job


@job("alerts.offer_and_climb", recurs=Every(minutes=10))
def offer_and_climb(asked: Asked) -> bool:
    """Offer what fits in each coach's week, and tell the coordinators what passed its term; again changes nothing."""
    offer_alerts(organisation_id=asked.organisation_id, at=asked.at)
    climb_alerts(organisation_id=asked.organisation_id, at=asked.at)
    return False
