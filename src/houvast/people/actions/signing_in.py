"""How an organisation's people sign in: its provider, and for whom a second factor is asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from houvast.people.actions.record import must_be_administrator, note
from houvast.people.models import AdministrativeAct, LinkedIdentity, SignInProvider, SignInRules
from houvast.people.provider.fetching import ProviderFails, is_allowed
from houvast.people.provider.protocol import DISCOVERY, metadata_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile, write_over
from houvast.people.saml.description import description_at
from houvast.people.saml.part import lacking
from houvast.people.saml.signing import new_key
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """What an administrator types; an empty `client_secret` keeps the one that is there."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    scopes: str
    match_claim: str
    match_on: str
    first_link: str
    home_organisation: str
    roles_claim: str
    role_rules: dict[str, list[str]]
    strong_acr: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlFacts:
    """What an administrator types of a SAML provider; its name and keys are in its own description."""

    name: str
    metadata_address: str
    match_claim: str
    match_on: str
    first_link: str
    home_organisation: str
    roles_claim: str
    role_rules: dict[str, list[str]]
    strong_acr: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFacts:
    """For which roles, from which day (None: nobody), with how many days of grace."""

    factor_roles: list[str]
    factor_for_partners: bool
    factor_from: date | None
    grace_days: int


def provider_of(by: Viewer) -> SignInProvider | None:
    """The provider of the viewer's own organisation."""
    return SignInProvider.objects.filter(organisation=by.organisation_id).first()


def rules_of(by: Viewer) -> SignInRules | None:
    """What the viewer's own organisation asks of who signs in."""
    return SignInRules.objects.filter(organisation=by.organisation_id).first()


def save_provider(*, wanted: ProviderFacts, seen: int, by: Viewer) -> None:
    """Keep it, after asking the provider for its own description. Users are forgotten when the issuer is another one.

    Raises NotYours, ChangedMeanwhile; CannotBeDone when the provider does not answer as the standard says.
    """
    must_be_administrator(by)
    issuer = _issuer(wanted.issuer)
    known = provider_of(by)
    if (known is None or not known.client_secret) and not wanted.client_secret:
        raise CannotBeDone(_("The provider gave you a secret for this site: type it here."), "client_secret")
    _ask(issuer)
    values = _of_both(wanted) | {
        "protocol": SignInProvider.Protocol.OIDC,
        "issuer": issuer,
        "client_id": wanted.client_id,
        "scopes": wanted.scopes,
        **({"client_secret": wanted.client_secret} if wanted.client_secret else {}),
    }
    _keep(known, values, seen=seen, by=by)


def save_saml(*, wanted: SamlFacts, seen: int, by: Viewer) -> None:
    """Keep it, after reading the provider's description; the first time with a key of our own to sign with.

    Users are forgotten when it is another provider. Raises NotYours, ChangedMeanwhile; CannotBeDone when this machine
    lacks what SAML needs, or the description cannot be used.
    """
    must_be_administrator(by)
    if missing := lacking():
        text = _("This server cannot speak SAML yet. It lacks: %(what)s.")
        raise CannotBeDone(text % {"what": ", ".join(missing)})
    if not is_allowed(wanted.metadata_address):
        raise CannotBeDone(_("Give an address that begins with https://."), "metadata_address")
    try:
        described = description_at(wanted.metadata_address)
    except ProviderFails as error:
        text = _("The provider did not answer as it should, so nothing is saved. What went wrong: %(why)s")
        raise CannotBeDone(text % {"why": error}, "metadata_address") from error
    known = provider_of(by)
    values = _of_both(wanted) | {
        "protocol": SignInProvider.Protocol.SAML,
        "issuer": described.entity,
        "metadata_address": wanted.metadata_address,
        "client_id": "",
        "client_secret": "",
    }
    if known is None or not known.signing_key:
        values["signing_key"], values["certificate"] = new_key(wanted.name)
    _keep(known, values, seen=seen, by=by)


def _of_both(wanted: ProviderFacts | SamlFacts) -> dict[str, Any]:
    names = ("name", "match_claim", "match_on", "first_link", "home_organisation", "roles_claim", "role_rules")
    return {name: getattr(wanted, name) for name in (*names, "strong_acr", "is_open")}


def _keep(known: SignInProvider | None, values: dict[str, Any], *, seen: int, by: Viewer) -> None:
    """One provider per organisation; whoever was known by another one is known no more."""
    with transaction.atomic():
        if known is None:
            if seen:
                raise ChangedMeanwhile(values["name"])
            SignInProvider.objects.create(organisation_id=by.organisation_id, **values)
        else:
            write_over(SignInProvider.objects.filter(pk=known.pk), seen, known.name, **values)
            if (known.issuer, known.protocol) != (values["issuer"], values["protocol"]):
                LinkedIdentity.objects.filter(provider=known).delete()
        text = _("signing in through %(name)s") % {"name": values["name"]}
        note(by=by, act=AdministrativeAct.Act.SETTINGS, text=text)


def save_rules(*, wanted: FactorFacts, seen: int, by: Viewer) -> None:
    """Raises NotYours, ChangedMeanwhile."""
    must_be_administrator(by)
    values = {
        "factor_roles": wanted.factor_roles,
        "factor_for_partners": wanted.factor_for_partners,
        "factor_from": wanted.factor_from,
        "grace_days": wanted.grace_days,
    }
    with transaction.atomic():
        made = rules_of(by)
        if made is None:
            if seen:
                raise ChangedMeanwhile(_("Signing in"))
            SignInRules.objects.create(organisation_id=by.organisation_id, **values)
        else:
            write_over(SignInRules.objects.filter(pk=made.pk), seen, _("Signing in"), **values)
        note(by=by, act=AdministrativeAct.Act.SETTINGS, text=_("the second step of signing in"))


def _issuer(typed: str) -> str:
    """The issuer, whether that was typed or the address of its description."""
    issuer = typed.strip().removesuffix(DISCOVERY)
    if not is_allowed(issuer):
        raise CannotBeDone(_("Give an address that begins with https://."), "issuer")
    return issuer


def _ask(issuer: str) -> None:
    try:
        metadata_of(issuer)
    except ProviderFails as error:
        text = _("The provider did not answer as it should, so nothing is saved. What went wrong: %(why)s")
        raise CannotBeDone(text % {"why": error}, "issuer") from error
