"""What runs in the background: agendas that fill themselves, reminders of rounds, referrals without an answer."""

from datetime import timedelta

from houvast.careteam.actions.confidence import forget_ended
from houvast.careteam.actions.meetings import fill
from houvast.careteam.actions.referrals import remind_late
from houvast.careteam.actions.rounds import remind
from houvast.careteam.models import Meeting
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of
from houvast.people.viewer import Viewer

AHEAD = timedelta(days=14)
AT_ONCE = 20


@job("careteam.fill_agendas", recurs=Daily(hour=5))
def fill_agendas(asked: Asked) -> bool:
    """Every agenda of the coming two weeks as it stands this morning, as its chair would fill it."""
    on = day_of(asked.at)
    coming = Meeting.objects.filter(
        organisation_id=asked.organisation_id, ended_at__isnull=True, planned_on__range=(on, on + AHEAD)
    ).exclude(filled_at__gte=asked.at)
    meetings = list(coming.select_related("unit", "chair__organisation").order_by("planned_on", "pk")[: AT_ONCE + 1])
    for meeting in meetings[:AT_ONCE]:
        fill(meeting=meeting, by=Viewer(meeting.chair, on), at=asked.at)
    return len(meetings) > AT_ONCE


@job("careteam.remind", recurs=Daily(hour=8))
def remind_people(asked: Asked) -> bool:
    """Who did not answer a round, once; referrals on which nobody answered in time; what ended long ago."""
    remind(organisation_id=asked.organisation_id, at=asked.at)
    remind_late(organisation_id=asked.organisation_id, at=asked.at)
    forget_ended(organisation_id=asked.organisation_id, on=day_of(asked.at))
    return False
