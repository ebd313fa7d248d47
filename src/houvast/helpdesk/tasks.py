"""What the helpdesk and the boards have done in the background: read the inbox, watch last days, forget in time."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from houvast.guidance.partners import reading
from houvast.helpdesk.actions.answering import empty_old
from houvast.helpdesk.actions.receiving import Looked, keep, look
from houvast.helpdesk.actions.sitting import seat_boards
from houvast.helpdesk.mailbox import inbox_at, opened
from houvast.helpdesk.models import Accompaniment, Helpdesk
from houvast.helpdesk.queries.public import desk
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.outbox.registry import Asked, Daily, Every, job
from houvast.people.clock import day_of

REMIND_WITHIN = timedelta(days=4)
BATCH = 200
MONTH = timedelta(days=30)


def look_into_inbox(asked: Asked) -> Looked | None:
    """What the mail server has for the helpdesk of this organisation, before anything is written.

    None without an address in the settings.
    """
    url = settings.HOUVAST.helpdesk_inbox_url.get_secret_value()
    with reading([asked.organisation_id]):
        found = desk()
    if not url or found is None or found.of_id != asked.organisation_id:
        return None
    with opened(inbox_at(url)) as box:
        return look(desk=found, box=box, at=asked.at)


@job("helpdesk.read_inbox", recurs=Every(minutes=5), before=look_into_inbox)
def read_inbox(asked: Asked) -> bool:
    """Questions by mail become conversations, from what was fetched before: no lock is held for a mail server."""
    found, looked = desk(), asked.fetched
    if found is None or not isinstance(looked, Looked):
        return False
    return keep(desk=found, looked=looked, at=asked.at).more


@job("helpdesk.watch", recurs=Daily(hour=6))
def watch(asked: Asked) -> bool:
    """Say that a last day comes near, let new members of a board in, and remove what was kept long enough."""
    on = day_of(asked.at)
    near = Accompaniment.objects.filter(
        organisation_id=asked.organisation_id,
        ended_on__isnull=True,
        reminded_on__isnull=True,
        last_day__lte=on + REMIND_WITHIN,
        led_by__isnull=False,
    ).select_related("led_by")
    for one in near.order_by("last_day", "pk")[:BATCH]:
        assert one.led_by is not None
        ask_mail(
            recipient=one.led_by,
            kind=Kind.REMINDER,
            key=f"accompaniment/{one.pk.hex}/{one.led_by.pk.hex}",
            link=reverse("helpdesk:conversation", args=(one.conversation_id,)),
            at=asked.at,
        )
        one.reminded_on = on
        one.save(update_fields=["reminded_on"])
    seat_boards(asked.organisation_id, on=on, at=asked.at)
    own = Helpdesk.objects.filter(of_id=asked.organisation_id).first()
    if own is None:
        return False
    before = on - own.kept_months * MONTH
    return empty_old(organisation_id=asked.organisation_id, before=before, most=BATCH, at=asked.at) >= BATCH
