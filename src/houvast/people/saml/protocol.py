"""SAML 2.0 as far as one needs it to sign in and out: what is asked, what an answer must prove, one log-out.

Web Browser SSO Profile (Profiles 4.1): we ask by HTTP-Redirect, signed; the answer comes by HTTP-POST, its assertion
signed. Signature, times, audience and the question are judged by pysaml2 with xmlsec1. What it leaves open when it is
absent is asked here: an audience, a recipient, exactly one assertion, an algorithm that is not broken.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from houvast.people.clock import real_now
from houvast.people.models import SignInProvider
from houvast.people.provider.protocol import NotProven, Proven
from houvast.people.saml.description import Description, description_at
from houvast.people.saml.library import (
    DSIG,
    PERSISTENT,
    POST,
    SAML,
    SAMLP,
    STRONG,
    client_for,
    decoded,
    judged_answer,
    moment,
    parsed,
    readable,
)
from houvast.people.saml.places import places_of
from houvast.people.saml.signing import NotSigned, opened_address, signed_address

SUBJECTS = ("pairwise-id", "subject-id", "urn:oasis:names:tc:SAML:attribute:pairwise-id")
ALIASES = {"schacHomeOrganization": "schac_home_organization"}
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
LATE_SECONDS = 300


def new_question() -> str:
    """An id that nobody can guess; XML wants it to begin with a letter or a line."""
    return f"_{secrets.token_hex(24)}"


def way_there(provider: SignInProvider, question: str, *, once_more: bool) -> str:
    """The address at which somebody signs in, with what we ask, signed. Raises ProviderFails."""
    there, here = description_at(provider.metadata_address), places_of(provider)
    asked = _message("AuthnRequest", question, there.sign_in, here.entity)
    asked.set("AssertionConsumerServiceURL", here.answer)
    asked.set("ProtocolBinding", POST)
    if once_more:
        asked.set("ForceAuthn", "true")
    SubElement(asked, f"{SAMLP}NameIDPolicy", Format=PERSISTENT, AllowCreate="true")
    if provider.strong_acr:
        context = SubElement(asked, f"{SAMLP}RequestedAuthnContext", Comparison="exact")
        SubElement(context, f"{SAML}AuthnContextClassRef").text = provider.strong_acr
    return signed_address(there.sign_in, "SAMLRequest", _written(asked), str(provider.signing_key))


def question_of(posted: str) -> str:
    """Which question an answer says it answers; nothing is proven by this. Raises NotProven."""
    found = parsed(decoded(posted))
    if found.tag != f"{SAMLP}Response" or not found.get("InResponseTo"):
        raise NotProven("This is no answer to a question.")
    return str(found.get("InResponseTo"))


def prove(provider: SignInProvider, posted: str) -> tuple[str, str, Proven]:
    """The id of the assertion, the question it answers, and who it is. Raises NotProven, ProviderFails.

    1. one assertion, opened if it was encrypted for us, nothing broken in how it is signed; 2. pysaml2 judges it;
    3. it is for us, here, now.
    """
    question, key = question_of(posted), str(provider.signing_key)
    there, here = description_at(provider.metadata_address), places_of(provider)
    client = client_for(here, there.text)
    _must_be_plain(readable(client, decoded(posted), key))
    judged = judged_answer(client, posted, question, key)
    assertion = judged.assertion
    if judged.issuer() not in {there.entity, ""} or (assertion.issuer.text or "").strip() != there.entity:
        raise NotProven("The answer is of another provider.")
    audiences = {
        (one.text or "").strip()
        for restriction in (assertion.conditions.audience_restriction if assertion.conditions else ())
        for one in restriction.audience
    }
    if here.entity not in audiences:
        raise NotProven("The assertion is not for us.")
    confirmed = [one.subject_confirmation_data for one in assertion.subject.subject_confirmation]
    if not any(
        one is not None and one.recipient == here.answer and one.in_response_to == question and one.not_on_or_after
        for one in confirmed
    ):
        raise NotProven("The assertion was not meant for this place or this question.")
    return str(assertion.id), question, _proven(there, judged)


def _must_be_plain(answer: Element) -> None:
    """Refuses what signatures are wrapped in: a second assertion, one that is not on its place, SHA-1."""
    assertions = list(answer.iter(f"{SAML}Assertion"))
    places = [*answer, *(one for box in answer.findall(f"{SAML}EncryptedAssertion") for one in box)]
    if len(assertions) != 1 or assertions[0] not in places:
        raise NotProven("There must be one assertion, in its own place.")
    ways = [one.get("Algorithm") for name in ("SignatureMethod", "DigestMethod") for one in answer.iter(DSIG + name)]
    if not ways or any(one not in STRONG for one in ways):
        raise NotProven("It is not signed, or in a way that is broken.")
    ids = [one.get("ID") for one in answer.iter() if one.get("ID")]
    if len(ids) != len(set(ids)):
        raise NotProven("An id is there twice.")


def _proven(there: Description, judged: Any) -> Proven:
    claims: dict[str, Any] = {name: list(values) for name, values in (judged.ava or {}).items()}
    claims |= {alias: claims[name] for name, alias in ALIASES.items() if name in claims}
    statements = judged.authn_info()
    if statements:
        claims["acr"], claims["auth_time"] = statements[0][0], _seconds(statements[0][2])
    for name in ("amr", "email_verified"):
        claims.pop(name, None)
    session = str(judged.session_info().get("session_index") or "")
    return Proven(
        subject=_subject(judged.name_id, claims),
        claims=claims,
        id_token=json.dumps({"name": _name_id(judged.name_id), "session": session}),
        end_session=there.log_out,
        session=session[:255],
    )


def _subject(name_id: Any, claims: Mapping[str, Any]) -> str:
    """The name that never passes to somebody else: a persistent NameID, or the pairwise or subject id."""
    if name_id.format == PERSISTENT and (name_id.text or "").strip():
        return str(name_id.text).strip()[:255]
    for name in SUBJECTS:
        values = list(claims.get(name) or [])
        if len(values) == 1:
            return str(values[0])[:255]
    raise NotProven("The provider gives no name that stays the same.")


def _name_id(name_id: Any) -> dict[str, str]:
    kept = {
        "Format": name_id.format,
        "NameQualifier": name_id.name_qualifier,
        "SPNameQualifier": name_id.sp_name_qualifier,
        "text": name_id.text,
    }
    return {name: str(value) for name, value in kept.items() if value}


def way_out(provider: SignInProvider, *, id_token: str, end_session: str) -> str:
    """The address at which the provider signs somebody out too, with what we ask, signed."""
    kept = json.loads(id_token)
    asked = _message("LogoutRequest", new_question(), end_session, places_of(provider).entity)
    asked.set("NotOnOrAfter", _later())
    named = SubElement(asked, f"{SAML}NameID", {k: v for k, v in kept["name"].items() if k != "text"})
    named.text = kept["name"]["text"]
    if kept["session"]:
        SubElement(asked, f"{SAMLP}SessionIndex").text = kept["session"]
    return signed_address(end_session, "SAMLRequest", _written(asked), str(provider.signing_key))


def asked_out(provider: SignInProvider, query: str) -> tuple[str, tuple[str, ...], datetime, str]:
    """Whom the provider signs out: name, sessions (none: all), asked when, and where to say that it was done.

    Raises NotProven, ProviderFails.
    """
    there, here = description_at(provider.metadata_address), places_of(provider)
    try:
        message, relay = opened_address(query, "SAMLRequest", list(there.certificates))
    except NotSigned as error:
        raise NotProven(str(error)) from error
    asked = parsed(message)
    if asked.tag != f"{SAMLP}LogoutRequest" or (asked.findtext(f"{SAML}Issuer") or "").strip() != there.entity:
        raise NotProven("This is no log-out of this provider.")
    if asked.get("Destination") not in {here.out, None}:
        raise NotProven("It was meant for another place.")
    when = datetime.fromtimestamp(_seconds(asked.get("IssueInstant", "")), UTC)
    if abs((real_now() - when).total_seconds()) > LATE_SECONDS:
        raise NotProven("It is not of now.")
    name = (asked.findtext(f"{SAML}NameID") or "").strip()
    sessions = tuple(one.text.strip() for one in asked.findall(f"{SAMLP}SessionIndex") if one.text)
    done = _message("LogoutResponse", new_question(), there.log_out_answer, here.entity)
    done.set("InResponseTo", asked.get("ID", ""))
    SubElement(SubElement(done, f"{SAMLP}Status"), f"{SAMLP}StatusCode", Value=SUCCESS)
    back = ""
    if there.log_out_answer:
        key = str(provider.signing_key)
        back = signed_address(there.log_out_answer, "SAMLResponse", _written(done), key, relay)
    return name, sessions, when, back


def _message(kind: str, key: str, there: str, us: str) -> Element:
    made = Element(f"{SAMLP}{kind}", ID=key, Version="2.0", IssueInstant=moment(), Destination=there)
    SubElement(made, f"{SAML}Issuer").text = us
    return made


def _written(message: Element) -> str:
    return tostring(message, encoding="unicode")


def _later() -> str:
    return datetime.fromtimestamp(real_now().timestamp() + LATE_SECONDS, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(text: str) -> float:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotProven("It does not say when it was made.") from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
