"""Bringing talks to mind, without saying what they are about."""

import uuid
from datetime import UTC, date, datetime, time, timedelta

from django.urls import reverse

from houvast.appointments.models import Companion, PlannedTalk
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import AMSTERDAM, day_of

FRIDAY = 4


def remind_of_talks(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """A mail to everybody of each agreed talk of the next day (on a Friday: until Monday); how many talks.

    Asking again sends nothing twice: the key is the talk and the moment it is at.
    """
    day = day_of(at)
    first = _midnight(day + timedelta(days=1))
    last = _midnight(day + timedelta(days=4 if day.weekday() == FRIDAY else 2))
    talks = PlannedTalk.objects.filter(
        organisation_id=organisation_id,
        state=PlannedTalk.State.AGREED,
        starts_at__gte=first,
        starts_at__lt=last,
    ).select_related("student", "staff")
    done = 0
    for planned in talks.order_by("starts_at", "pk"):
        along = Companion.objects.filter(planned=planned, person__isnull=False).select_related("person")
        people = [planned.student, planned.staff, *(one.person for one in along if one.person)]
        for person in people:
            ask_mail(
                recipient=person,
                kind=Kind.REMINDER,
                key=f"planned/{planned.pk}/{planned.starts_at:%Y%m%d%H%M}/{person.pk.hex}",
                link=reverse("appointments:planned-talk", args=(planned.pk,)),
                at=at,
                organisation_id=organisation_id,
            )
        done += 1
    return done


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=AMSTERDAM).astimezone(UTC)
