"""Connecting another installation: keys are exchanged by card, dated, and can be revoked on either side."""

import json
import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext
from pydantic import BaseModel, ConfigDict, ValidationError

from houvast.core.handover.desks import DeskKind
from houvast.handover.models import Connection, Desk, SigningKey, TheirKey
from houvast.handover.signing import make_pair, name_of
from houvast.people.actions.record import must_be_administrator
from houvast.people.clock import day_of
from houvast.people.models import Organisation, Person
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer

CARD = "houvast-handover-card"
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


class _DeskOnCard(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID
    kind: DeskKind
    name: str


class _Card(BaseModel):
    model_config = ConfigDict(extra="forbid")

    card: str
    version: int
    name: str
    address: str
    key: dict[str, str]
    desks: list[_DeskOnCard]


def signing_key(organisation: Organisation, *, at: datetime) -> SigningKey:
    """The newest key of this organisation that was not revoked; made when there is none."""
    known = SigningKey.objects.filter(of=organisation, revoked_at__isnull=True).order_by("-made_at", "-id").first()
    if known is not None:
        return known
    pair = make_pair()
    return SigningKey.objects.create(
        of=organisation, name=pair.name, public=pair.public, private=pair.private, made_at=at
    )


def card_of(organisation: Organisation, *, at: datetime) -> str:
    """What the other administrator needs: who we are, where, our public key, and our desks. No secret."""
    key = signing_key(organisation, at=at)
    desks = Desk.objects.filter(of=organisation, unit__isnull=False, closed_on__isnull=True).order_by("name", "id")
    card = {
        "card": CARD,
        "version": 1,
        "name": organisation.name,
        "address": settings.HOUVAST.public_url.rstrip("/"),
        "key": json.loads(key.public),
        "desks": [{"id": str(desk.pk), "kind": desk.kind, "name": desk.name} for desk in desks],
    }
    return json.dumps(card, indent=1, ensure_ascii=False)


def connect(*, by: Viewer, card: str, at: datetime) -> Connection:
    """Take in a card of another installation: a new connection, or a new key and new desks of a known one.

    Raises CannotBeDone when it is no card, or its address cannot be trusted to be private.
    """
    must_be_administrator(by)
    return connect_for(by.person.organisation, card=card, by=by.person, at=at)


def connect_for(organisation: Organisation, *, card: str, by: Person | None, at: datetime) -> Connection:
    """The same, for who has made sure that it may be done."""
    found = _read(card)
    name = name_of(json.dumps(found.key))
    with transaction.atomic():
        connection, fresh = Connection.objects.get_or_create(
            of=organisation,
            address=found.address,
            defaults={"name": found.name, "made_at": at, "made_by": by},
        )
        if not fresh:
            Connection.objects.filter(pk=connection.pk).update(name=found.name, revoked_at=None)
        TheirKey.objects.update_or_create(
            connection=connection,
            name=name,
            defaults={"public": json.dumps(found.key, sort_keys=True), "added_at": at, "revoked_at": None},
        )
        for desk in found.desks:
            Desk.objects.update_or_create(
                connection=connection,
                remote_id=desk.id,
                defaults={"of": organisation, "kind": desk.kind, "name": desk.name[:200], "closed_on": None},
            )
        gone = Desk.objects.filter(connection=connection).exclude(remote_id__in=[desk.id for desk in found.desks])
        gone.update(closed_on=day_of(at))
    connection.refresh_from_db()
    return connection


def _read(card: str) -> _Card:
    try:
        found = _Card.model_validate_json(card)
        name_of(json.dumps(found.key))
    except (ValidationError, ValueError):
        raise CannotBeDone(
            gettext("This is not a whole card. Copy all of it, from the first { to the last }.")
        ) from None
    if found.card != CARD or found.version != 1:
        raise CannotBeDone(gettext("This card is of another version. Ask for a card of version 1."))
    where = urlsplit(found.address)
    safe = where.scheme == "https" or (where.scheme == "http" and where.hostname in LOCAL)
    if not safe or not where.hostname or where.username or where.query or where.fragment:
        raise CannotBeDone(gettext("The address on the card must begin with https://."))
    return found


def revoke_connection(*, by: Viewer, connection: Connection, at: datetime) -> None:
    """Nothing goes and nothing comes any more; its keys count no longer and its desks cannot be chosen."""
    must_be_administrator(by)
    with transaction.atomic():
        mine = Connection.objects.filter(pk=connection.pk, of_id=by.organisation_id)
        if mine.update(revoked_at=at):
            TheirKey.objects.filter(connection=connection, revoked_at__isnull=True).update(revoked_at=at)


def revoke_their_key(*, by: Viewer, key: TheirKey, at: datetime) -> None:
    """A key of the other side counts no longer; its newer keys do."""
    must_be_administrator(by)
    TheirKey.objects.filter(pk=key.pk, connection__of_id=by.organisation_id, revoked_at__isnull=True).update(
        revoked_at=at
    )


def renew_key(*, by: Viewer, at: datetime) -> SigningKey:
    """A new key pair; the old one is revoked. Give the new card to every other side, or nothing reaches them."""
    must_be_administrator(by)
    with transaction.atomic():
        SigningKey.objects.filter(of_id=by.organisation_id, revoked_at__isnull=True).update(revoked_at=at)
        return signing_key(by.person.organisation, at=at)
