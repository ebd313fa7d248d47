"""A connected system with a token and a webhook, for the addresses of administration."""

from datetime import timedelta

from houvast.api.models import Client, Token, Webhook
from houvast.people.clock import now
from houvast.people.models import Organisation
from tests.houvast_testing.cast import Cast, make_person


def connected(organisation: Organisation, cast: Cast) -> Token:
    """The token of a system of this organisation, made once."""
    found = Token.objects.filter(organisation=organisation).first()
    if found is not None:
        return found
    person = make_person(organisation, "", "Rooster")
    client = Client.objects.create(
        organisation=organisation,
        person=person,
        name="Rooster",
        keeper="Beheer",
        made_by=cast.administrator if organisation == cast.organisation else None,
        made_at=now(),
    )
    return Token.objects.create(
        organisation=organisation,
        client=client,
        token_hash=f"{organisation.pk.hex:0>64}",
        beginning="hv_abcdefg",
        purpose="guidance",
        scopes="talks:read",
        reason="Rooster",
        made_at=now(),
        expires_at=now() + timedelta(days=30),
    )


def told(organisation: Organisation, cast: Cast) -> Webhook:
    """An address that is told of changes, made once."""
    client = connected(organisation, cast).client
    found = Webhook.objects.filter(client=client).first()
    if found is not None:
        return found
    return Webhook.objects.create(
        organisation=organisation,
        client=client,
        address="https://rooster.example.org/hook",
        resources="absences",
        secret="whsec_AAAA",
        made_at=now(),
    )
