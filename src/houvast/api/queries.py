"""Connected systems, as their keeper sees them: which tokens run, when they were used."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q

from houvast.api.models import Call, Client, Token, Webhook
from houvast.outbox.models import Job
from houvast.people.clock import day_of
from houvast.people.models import Unit
from houvast.people.viewer import Viewer

MOST_CLIENTS = 200
MOST_UNITS = 500
MOST_ENDED = 20
USED_LATELY = timedelta(days=30)
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """A system with how many tokens run, and the day on which the first of them ends."""

    client: Client
    running: int
    ends_first: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A token with its use in the last thirty days. `state` is running, soon, expired or ended."""

    token: Token
    state: str
    used: int
    latest: datetime | None

    @property
    def last_day(self) -> date:
        """The last day on which it works, or worked."""
        return _last_day(self.token.expires_at)


def _last_day(expires_at: datetime) -> date:
    """A token that ends at midnight works until the end of the day before."""
    return day_of(expires_at - timedelta(seconds=1))


def clients(viewer: Viewer, at: datetime) -> tuple[ClientRow, ...]:
    """Every system that is connected, by name. Two queries."""
    found = list(
        Client.objects.filter(organisation_id=viewer.organisation_id, ended_at__isnull=True)
        .select_related("unit")
        .order_by("name", "pk")[:MOST_CLIENTS]
    )
    running = Token.objects.filter(client__in=found, ended_at__isnull=True, expires_at__gt=at)
    counted: dict[uuid.UUID, list[datetime]] = {}
    for client, ends in running.order_by("expires_at", "pk").values_list("client_id", "expires_at"):
        counted.setdefault(client, []).append(ends)
    return tuple(
        ClientRow(
            client=one,
            running=len(counted.get(one.pk, ())),
            ends_first=_last_day(min(counted[one.pk])) if one.pk in counted else None,
        )
        for one in found
    )


def client_of(viewer: Viewer, client_id: uuid.UUID) -> Client | None:
    """A system of the viewer's own organisation."""
    found = Client.objects.select_related("unit", "person")
    return found.filter(pk=client_id, organisation_id=viewer.organisation_id).first()


def token_of(viewer: Viewer, token_id: uuid.UUID) -> Token | None:
    found = Token.objects.select_related("client__person")
    return found.filter(pk=token_id, organisation_id=viewer.organisation_id).first()


def webhook_of(viewer: Viewer, webhook_id: uuid.UUID) -> Webhook | None:
    found = Webhook.objects.select_related("client__person")
    return found.filter(pk=webhook_id, organisation_id=viewer.organisation_id).first()


def tokens_of(client: Client, at: datetime) -> tuple[TokenRow, ...]:
    """Those that run first, then the latest that ended. Two queries."""
    rows = Token.objects.filter(client=client).order_by("-made_at", "-pk")[: MOST_ENDED * 2]
    found = sorted(rows, key=lambda one: one.ended_at is not None or one.expires_at <= at)
    since = at - USED_LATELY
    used = {
        token: (times, latest)
        for token, times, latest in Call.objects.filter(token__in=found)
        .values_list("token_id")
        .annotate(times=Count("pk", filter=Q(at__gte=since)), latest=Max("at"))
    }
    return tuple(
        TokenRow(
            token=one, state=_state(one, at), used=used.get(one.pk, (0, None))[0], latest=used.get(one.pk, (0, None))[1]
        )
        for one in found
    )


def _state(token: Token, at: datetime) -> str:
    if token.ended_at is not None:
        return "ended"
    if token.expires_at <= at:
        return "expired"
    return "soon" if token.expires_at <= at + SOON else "running"


def webhooks_of(client: Client) -> tuple[tuple[Webhook, bool], ...]:
    """The addresses that are told, each with whether the latest try to tell it failed."""
    rows = Webhook.objects.filter(client=client, ended_at__isnull=True).order_by("made_at", "pk")
    failing = Job.objects.filter(organisation_id=client.organisation_id, name="api.tell").exclude(trouble="")
    troubled = {key.partition("/")[0] for key in failing.values_list("key", flat=True)}
    return tuple((one, str(one.pk) in troubled) for one in rows)


def units_to_tie(viewer: Viewer) -> list[Unit]:
    """The colleges, teams and classes that a system may be tied to."""
    units = Unit.objects.filter(organisation_id=viewer.organisation_id, closed_on__isnull=True)
    return list(units.exclude(kind=Unit.Kind.DESK).order_by("kind", "name", "pk")[:MOST_UNITS])
