"""What waits for whoever asked handovers: to look further, to talk, to look back."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from houvast.core.handover.steps import State
from houvast.handover.models import FollowUp, Handover
from houvast.people.clock import AMSTERDAM
from houvast.people.viewer import Viewer

AHEAD = timedelta(days=7)
"""A moment of looking back is shown from a week before."""
REMEMBERED = timedelta(days=60)
"""How long a refusal without a next handover stands among what waits."""


def follow_ups_due(viewer: Viewer, *, most: int) -> list[FollowUp]:
    """Moments of looking back on handovers this viewer asked, due within a week; earliest first."""
    due = FollowUp.objects.filter(looks_back(viewer.person, viewer.day + AHEAD), organisation_id=viewer.organisation_id)
    return list(
        due.select_related("handover__student", "handover__desk", "handover__colleague").order_by("due_on", "id")[:most]
    )


def looks_back(asker: Any, until: Any) -> Q:
    """Unanswered moments on handovers that this person asked; also with places of a prepared query."""
    return Q(handover__asked_by=asker, handover__state=State.DONE, answered_on__isnull=True, due_on__lte=until)


def waiting_handovers(viewer: Viewer, *, most: int) -> list[Handover]:
    """Handovers this viewer asked that wait: refused without a next, accepted and not talked, silent for a week."""
    waits = waits_for_asker(viewer.person, viewer.day - REMEMBERED, a_week_ago(viewer.day))
    found = Handover.objects.filter(waits, organisation_id=viewer.organisation_id)
    return list(found.select_related("student", "desk", "colleague").order_by("asked_at", "id")[:most])


def waits_for_asker(asker: Any, refused_since: Any, asked_before: Any) -> Q:
    """The same of this person; also with places of a prepared query."""
    refused = Q(state=State.REFUSED, next__isnull=True, ended_on__gte=refused_since)
    silent = Q(state=State.CONSENTED, asked_at__lt=asked_before)
    return Q(asked_by=asker) & (Q(state=State.ACCEPTED) | refused | silent)


def a_week_ago(day: date) -> datetime:
    """Whatever was asked before this moment was asked a week or longer before `day`."""
    return datetime.combine(day - AHEAD + timedelta(days=1), time.min, tzinfo=AMSTERDAM)
