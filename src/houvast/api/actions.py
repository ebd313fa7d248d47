"""What an administrator does: connect a system, give it a token, end either; and its webhooks."""

import base64
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from houvast.api.addresses import trouble_with
from houvast.api.models import Client, Feed, Token, Webhook
from houvast.api.scopes import BY_NAME
from houvast.api.tokens import SHOWN, fresh, hash_of
from houvast.core.access.words import Purpose
from houvast.people.actions.record import NotYours, must_be_administrator, note
from houvast.people.models import AdministrativeAct, Person, Unit
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer

LONGEST = timedelta(days=730)
MOST_TOKENS = 20
MOST_WEBHOOKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClient:
    """`unit` None is the whole school."""

    name: str
    keeper: str
    unit: Unit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """What is asked for; `expires_at` is at most two years away."""

    purpose: Purpose
    scopes: Collection[str]
    reason: str
    expires_at: datetime


def connect(*, new: NewClient, by: Viewer, at: datetime) -> Client:
    """A system to be connected. Raises NotYours; CannotBeDone when one of this name is there."""
    must_be_administrator(by)
    if new.unit is not None and new.unit.organisation_id != by.organisation_id:
        raise NotYours
    try:
        with transaction.atomic():
            person = Person.objects.create(
                organisation_id=by.organisation_id, family_name=new.name, sort_name=new.name.lower(), created_at=at
            )
            client = Client.objects.create(
                organisation_id=by.organisation_id,
                person=person,
                name=new.name,
                keeper=new.keeper,
                unit=new.unit,
                made_by=by.person,
                made_at=at,
            )
            note(by=by, act=AdministrativeAct.Act.SETTINGS, about=person, text=_("connected"))
    except IntegrityError as error:
        raise CannotBeDone(_("A system of this name is connected already."), "name") from error
    return client


def give_token(*, client: Client, new: NewToken, by: Viewer, at: datetime) -> str:
    """The token, to be shown once. Raises NotYours; CannotBeDone for scopes that the purpose does not carry."""
    _must_keep(client, by)
    if not new.scopes:
        raise CannotBeDone(_("Choose at least one thing that this token opens."), "scopes")
    if any(name not in BY_NAME or not BY_NAME[name].serves(new.purpose) for name in new.scopes):
        raise CannotBeDone(_("This purpose does not carry everything you chose. Choose less."), "scopes")
    if not at < new.expires_at <= at + LONGEST:
        raise CannotBeDone(_("Choose a last day after today, and at most two years away."), "last_day")
    if Token.objects.filter(client=client, ended_at__isnull=True, expires_at__gt=at).count() >= MOST_TOKENS:
        raise CannotBeDone(_("This system has twenty tokens. End those that are not used first."))
    token = fresh()
    with transaction.atomic():
        Token.objects.create(
            organisation_id=by.organisation_id,
            client=client,
            token_hash=hash_of(token),
            beginning=token[:SHOWN],
            purpose=new.purpose,
            scopes=" ".join(name for name in BY_NAME if name in new.scopes),
            reason=new.reason,
            made_by=by.person,
            made_at=at,
            expires_at=new.expires_at,
        )
        if "changes:read" in new.scopes:
            _begin_feed(by, at)
        note(by=by, act=AdministrativeAct.Act.SETTINGS, about=client.person, text=_("token %s") % token[:SHOWN])
    return token


def end_token(*, token: Token, by: Viewer, at: datetime) -> None:
    """It opens nothing from now on. Ending it twice changes nothing. Raises NotYours."""
    _must_keep(token.client, by, running=False)
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, ended_at__isnull=True).update(ended_at=at):
            said = _("token %s ended") % token.beginning
            note(by=by, act=AdministrativeAct.Act.SETTINGS, about=token.client.person, text=said)


def end_client(*, client: Client, by: Viewer, at: datetime) -> None:
    """The system is not connected any more: its tokens and webhooks end with it. Raises NotYours."""
    _must_keep(client, by, running=False)
    with transaction.atomic():
        Token.objects.filter(client=client, ended_at__isnull=True).update(ended_at=at)
        Webhook.objects.filter(client=client, ended_at__isnull=True).update(ended_at=at)
        if Client.objects.filter(pk=client.pk, ended_at__isnull=True).update(ended_at=at):
            note(by=by, act=AdministrativeAct.Act.SETTINGS, about=client.person, text=_("not connected any more"))


def add_webhook(*, client: Client, address: str, resources: Collection[str], by: Viewer, at: datetime) -> str:
    """The secret that signs what is sent, to be shown once. Raises NotYours; CannotBeDone for an unusable address."""
    _must_keep(client, by)
    if trouble := trouble_with(address):
        raise CannotBeDone(trouble, "address")
    if Webhook.objects.filter(client=client, ended_at__isnull=True).count() >= MOST_WEBHOOKS:
        raise CannotBeDone(_("This system has five addresses already. End one first."), "address")
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    with transaction.atomic():
        feed = _begin_feed(by, at)
        Webhook.objects.create(
            organisation_id=by.organisation_id,
            client=client,
            address=address,
            resources=" ".join(resources),
            secret=secret,
            told=feed.latest,
            made_by=by.person,
            made_at=at,
        )
        note(by=by, act=AdministrativeAct.Act.SETTINGS, about=client.person, text=_("webhook"))
    return secret


def end_webhook(*, webhook: Webhook, by: Viewer, at: datetime) -> None:
    """It is told nothing from now on. Raises NotYours."""
    _must_keep(webhook.client, by, running=False)
    with transaction.atomic():
        if Webhook.objects.filter(pk=webhook.pk, ended_at__isnull=True).update(ended_at=at):
            note(by=by, act=AdministrativeAct.Act.SETTINGS, about=webhook.client.person, text=_("webhook ended"))


def _begin_feed(by: Viewer, at: datetime) -> Feed:
    return Feed.objects.get_or_create(organisation_id=by.organisation_id, defaults={"since": at})[0]


def _must_keep(client: Client, by: Viewer, *, running: bool = True) -> None:
    must_be_administrator(by)
    if client.organisation_id != by.organisation_id:
        raise NotYours
    if running and client.ended_at is not None:
        raise CannotBeDone(_("This system is not connected any more."))
