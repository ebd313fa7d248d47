"""What a SAML provider says of itself (SAML 2.0 Metadata): where its doors are, and the keys that it signs with."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from django.core.cache import cache

from houvast.people.clock import real_now
from houvast.people.provider.fetching import ProviderFails, fetch, is_allowed
from houvast.people.provider.protocol import KEPT_SECONDS, NotProven
from houvast.people.saml.library import DSIG, MD, REDIRECT, parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A provider's own description; `log_out` is empty when it has no such door. `certificates` are base64 DER."""

    entity: str
    sign_in: str
    log_out: str
    log_out_answer: str
    certificates: tuple[str, ...]
    text: str


def description_at(address: str) -> Description:
    """The description at this address, kept for an hour. Raises ProviderFails when it is not one we can use."""
    key = f"saml-description-{hashlib.sha256(address.encode()).hexdigest()}"
    text = cache.get(key)
    if text is None:
        text = fetch(address, headers={"Accept": "application/samlmetadata+xml, application/xml, text/xml"}).decode(
            errors="replace"
        )
    found = _read(text)
    cache.set(key, text, KEPT_SECONDS)
    return found


def _read(text: str) -> Description:
    try:
        root = parsed(text)
    except NotProven as error:
        raise ProviderFails("What stands there is not a description of a SAML provider.") from error
    entities = [root] if root.tag == f"{MD}EntityDescriptor" else root.findall(f"{MD}EntityDescriptor")
    providers = [(one, part) for one in entities if (part := one.find(f"{MD}IDPSSODescriptor")) is not None]
    if len(providers) != 1:
        raise ProviderFails("The description must be of one SAML provider.")
    entity, part = providers[0]
    if any(_is_over(one) for one in (root, entity, part)):
        raise ProviderFails("The description says that it is too old.")
    out = _door(part, "SingleLogoutService")
    found = Description(
        entity=entity.get("entityID", ""),
        sign_in=_location(_door(part, "SingleSignOnService")),
        log_out=_location(out),
        log_out_answer=(out.get("ResponseLocation") if out is not None else "") or _location(out),
        certificates=tuple(_certificates(part)),
        text=text,
    )
    if not found.entity or not found.sign_in or not found.certificates:
        raise ProviderFails("The description lacks a name, a key, or a place to sign in with HTTP-Redirect.")
    doors = filter(None, (found.sign_in, found.log_out, found.log_out_answer))
    if not all(is_allowed(one) for one in doors):
        raise ProviderFails("The provider names an address that is not https.")
    return found


def _door(part: Element, name: str) -> Element | None:
    return next((one for one in part.findall(f"{MD}{name}") if one.get("Binding") == REDIRECT), None)


def _location(door: Element | None) -> str:
    return door.get("Location", "") if door is not None else ""


def _certificates(part: Element) -> list[str]:
    keys = [one for one in part.findall(f"{MD}KeyDescriptor") if one.get("use", "signing") == "signing"]
    found = ("".join((one.text or "").split()) for key in keys for one in key.iter(f"{DSIG}X509Certificate"))
    return list(filter(None, found))


def _is_over(element: Element) -> bool:
    until = element.get("validUntil")
    if not until:
        return False
    try:
        moment = datetime.fromisoformat(until)
    except ValueError as error:
        raise ProviderFails("The description does not say well until when it counts.") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) < real_now()
