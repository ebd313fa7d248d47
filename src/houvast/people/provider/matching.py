"""Which account a user of a provider is, and what the provider's claims confirm of it.

Only somebody who was invited can come in: nothing here makes an account or gives a role. A user who was linked before
is known by the provider's unchanging subject. Anybody else is found by one configured claim, and becomes linked after a
confirmation: by the link of the invitation, by the password of the account, or by the claim alone where the school
chose that for a claim that it manages itself.
"""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q

from houvast.people.clock import real_now
from houvast.people.links import account_behind, spend_link
from houvast.people.models import Account, LinkedIdentity, SignInProvider
from houvast.people.provider.protocol import Proven
from houvast.people.waiting import opens_confidence
from houvast.people.wall_opening import inside

HOME_CLAIM = "schac_home_organization"
MOST_VALUES = 20


class NotKnown(Exception):
    """Whoever was proven has no access here, or more than one; which of these is not said."""


class NotConfirmed(NotKnown):
    """Whoever was proven opens what was told in confidence, and the privacy officer does not know this provider yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An account that fits; `linked` when it was confirmed before or need not be."""

    account: Account
    linked: bool


def open_providers(limit: int = 20) -> list[SignInProvider]:
    """The providers through which people may sign in now, by name."""
    return list(SignInProvider.objects.filter(is_open=True).order_by("name", "id")[:limit])


def provider_with(key: uuid.UUID | str, *, is_open: bool = True) -> SignInProvider | None:
    """The provider with this id; one that was closed only with `is_open` False, for signing out there."""
    found = SignInProvider.objects.filter(pk=key)
    return (found.filter(is_open=True) if is_open else found).first()


def open_provider_of(organisation: uuid.UUID) -> SignInProvider | None:
    """The provider through which the people of this organisation may sign in now."""
    return SignInProvider.objects.filter(organisation=organisation, is_open=True).first()


def is_linked(provider: SignInProvider, subject: str, account: uuid.UUID | None) -> bool:
    """Whether this user of the provider is this account."""
    return LinkedIdentity.objects.filter(provider=provider, subject=subject, account=account).exists()


def unlink(account: Account) -> bool:
    """The provider no longer opens this account; False when it never did."""
    return bool(account.identities.all().delete()[0])


def account_of(provider: SignInProvider, proven: Proven, token: str = "") -> Found:
    """Whose account this is; with the token of an invitation it is linked at once. Raises NotKnown, LinkIsSpent."""
    if provider.home_organisation and proven.values(HOME_CLAIM) != (provider.home_organisation,):
        raise NotKnown
    known = LinkedIdentity.objects.select_related("account").filter(provider=provider, subject=proven.subject).first()
    if known is not None:
        if not known.account.is_active or known.account.organisation_id != provider.organisation_id:
            raise NotKnown
        LinkedIdentity.objects.filter(pk=known.pk).update(used_at=real_now())
        return Found(account=known.account, linked=True)
    if token:
        return Found(account=_by_invitation(provider, proven, token), linked=True)
    account = _by_claim(provider, proven)
    if account.identities.filter(provider=provider).exists():
        raise NotKnown
    if provider.first_link == SignInProvider.FirstLink.CLAIM and not _asks_more(provider, account):
        link(provider, account, proven.subject)
        return Found(account=account, linked=True)
    return Found(account=account, linked=False)


def _asks_more(provider: SignInProvider, account: Account) -> bool:
    """Whether the claim alone is not enough: an address that nobody checked; or the number, which an administrator
    types and a file changes, of somebody who opens what was told in confidence.
    """
    if provider.match_on == SignInProvider.MatchOn.EMAIL:
        return provider.protocol == SignInProvider.Protocol.SAML
    return opens_confidence(account.person_id, account.organisation_id)


def link(provider: SignInProvider, account: Account, subject: str) -> None:
    """Keep that this user of the provider is this account. Raises NotKnown when either is linked otherwise."""
    try:
        with transaction.atomic():
            LinkedIdentity.objects.create(
                provider=provider, account=account, subject=subject, linked_at=real_now(), used_at=real_now()
            )
    except IntegrityError as error:
        raise NotKnown from error


def withheld_roles(provider: SignInProvider, proven: Proven) -> tuple[str, ...]:
    """The roles that do not count in this session: named in a rule, and confirmed by none of the claim's values."""
    if not provider.roles_claim:
        return ()
    said = set(proven.values(provider.roles_claim))
    confirmed = {role for value, roles in provider.role_rules.items() if value in said for role in roles}
    return tuple(sorted({role for roles in provider.role_rules.values() for role in roles} - confirmed))


def _by_invitation(provider: SignInProvider, proven: Proven, token: str) -> Account:
    """The invitation was sent to one person: whoever opened it and proved a user of the school is that person."""
    with transaction.atomic():
        account = account_behind(token)
        if account.organisation_id != provider.organisation_id:
            raise NotKnown
        link(provider, account, proven.subject)
        spend_link(token)
    return account


def _by_claim(provider: SignInProvider, proven: Proven) -> Account:
    """The one active account of this organisation that the configured claim names. Raises NotKnown."""
    values = proven.values(provider.match_claim)[:MOST_VALUES]
    by_mail = provider.match_on == SignInProvider.MatchOn.EMAIL
    must_be_verified = by_mail and provider.protocol == SignInProvider.Protocol.OIDC
    if not values or (must_be_verified and proven.claims.get("email_verified") is not True):
        raise NotKnown
    fits = Q()
    for value in values:
        fits |= Q(email__iexact=value) if by_mail else Q(person__number=value)
    with inside([provider.organisation_id]):
        found = list(Account.objects.filter(fits, organisation=provider.organisation_id, is_active=True)[:2])
    if len(found) != 1:
        raise NotKnown
    return found[0]
