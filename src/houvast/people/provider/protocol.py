"""OpenID Connect as far as one needs it to sign in: discovery, the way there, the code, the token, the claims.

Follows OpenID Connect Core 1.0 (3.1), PKCE (RFC 7636, S256 only), the issuer in the answer (RFC 9207) and RP-Initiated
Logout 1.0. Signatures are checked by joserfc, against the provider's published keys and a fixed list of algorithms.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django.core.cache import cache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from houvast.people.clock import real_now
from houvast.people.models import SignInProvider
from houvast.people.provider.fetching import ProviderFails, fetch_object, is_allowed

DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]
"""Asymmetric only: neither `none` nor a key that both sides hold."""
KEPT_SECONDS = 3600
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
LEEWAY = timedelta(minutes=2)
LATELY = timedelta(minutes=5)


class NotProven(Exception):
    """The answer does not prove who somebody is; the text is for the log, never for the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Where a provider's doors are; `end_session` is empty when it has none."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    says_issuer: bool
    secret_in_form: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What was made up for one way to the provider and back, and must return."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """Who the provider says this is, with everything it told and the token that says so."""

    subject: str
    claims: Mapping[str, Any]
    id_token: str
    end_session: str
    session: str = ""
    """What the provider calls this signing in, with which it can end it later."""

    def values(self, claim: str) -> tuple[str, ...]:
        """The values of a claim as texts, whether it holds one or a list; empty when it is absent."""
        found = self.claims.get(claim)
        listed = found if isinstance(found, list) else [found]
        return tuple(str(one).strip() for one in listed if isinstance(one, str | int) and str(one).strip())

    def is_strong(self, acr: str) -> bool:
        """Whether the provider itself asked a second factor: the acr that was agreed, or `mfa` among the methods."""
        return bool(acr and self.claims.get("acr") == acr) or "mfa" in self.values("amr")

    def said_lately(self) -> bool:
        """Whether this person typed or showed something at the provider in the last minutes."""
        at = self.claims.get("auth_time")
        return isinstance(at, int | float) and real_now() - _moment(at) <= LATELY


def new_trip() -> Trip:
    return Trip(state=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(32), verifier=secrets.token_urlsafe(64))


def metadata_of(issuer: str) -> Metadata:
    """A provider's own description, kept for an hour. Raises ProviderFails when it is not one we can use."""
    key = f"provider-metadata-{hashlib.sha256(issuer.encode()).hexdigest()}"
    said = cache.get(key)
    if said is None:
        said = fetch_object(issuer.rstrip("/") + DISCOVERY)
        cache.set(key, said, KEPT_SECONDS)
    try:
        return _metadata(said, issuer)
    except ProviderFails:
        cache.delete(key)
        raise


def _metadata(said: Mapping[str, Any], issuer: str) -> Metadata:
    if said.get("issuer") not in {issuer, issuer.rstrip("/")}:
        raise ProviderFails("The provider calls itself otherwise than the address that was given.")
    if "code" not in said.get("response_types_supported", ()):
        raise ProviderFails("The provider does not know the authorization code.")
    methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    found = Metadata(
        issuer=str(said["issuer"]),
        authorization=str(said.get("authorization_endpoint", "")),
        token=str(said.get("token_endpoint", "")),
        keys=str(said.get("jwks_uri", "")),
        userinfo=str(said.get("userinfo_endpoint", "")),
        end_session=str(said.get("end_session_endpoint", "")),
        says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
        secret_in_form="client_secret_basic" not in methods,
    )
    needed = (found.authorization, found.token, found.keys)
    if not all(is_allowed(one) for one in (*needed, *filter(None, (found.userinfo, found.end_session)))):
        raise ProviderFails("The provider names an address that is not https, or leaves one out.")
    return found


def way_there(provider: SignInProvider, trip: Trip, *, back: str, once_more: bool) -> str:
    """The address at the provider where somebody signs in and from which they come back to `back`.

    With `once_more` the provider asks again who it is, though somebody is signed in there.
    """
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": provider.scopes,
        "state": trip.state,
        "nonce": trip.nonce,
        "code_challenge": _base64url(hashlib.sha256(trip.verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    if provider.strong_acr:
        asked["acr_values"] = provider.strong_acr
    if once_more:
        asked |= {"prompt": "login", "max_age": "0"}
    door = metadata_of(provider.issuer).authorization
    return f"{door}{'&' if '?' in door else '?'}{urlencode(asked)}"


def prove(provider: SignInProvider, trip: Trip, answer: Mapping[str, str], *, back: str) -> Proven:
    """Who came back with this answer. Raises NotProven, ProviderFails.

    1. the answer belongs to this trip and this provider; 2. the code becomes tokens; 3. the token is checked;
    4. what the provider tells of this same person is added.
    """
    metadata = metadata_of(provider.issuer)
    if not secrets.compare_digest(answer.get("state", "").encode(), trip.state.encode()):
        raise NotProven("The state is another one.")
    if answer.get("iss", metadata.issuer) != metadata.issuer or (metadata.says_issuer and "iss" not in answer):
        raise NotProven("The answer is of another provider.")
    if not answer.get("code"):
        raise NotProven("There is no code.")
    tokens = _tokens(provider, metadata, answer["code"], trip.verifier, back)
    id_token = tokens.get("id_token")
    if not isinstance(id_token, str):
        raise NotProven("There is no ID token.")
    claims = _checked(provider, metadata, id_token, trip.nonce)
    told = _told(metadata, tokens.get("access_token"), str(claims["sub"]))
    return Proven(
        subject=str(claims["sub"]),
        claims={**told, **claims},
        id_token=id_token,
        end_session=metadata.end_session,
        session=str(claims.get("sid") or "")[:255],
    )


def logged_out(provider: SignInProvider, token: str) -> tuple[str, str, datetime]:
    """Whom the provider signed out: subject, session (one of them may be empty), and when it said so.

    Back-Channel Logout 1.0, 2.4 and 2.6. Raises NotProven, ProviderFails.
    """
    metadata = metadata_of(provider.issuer)
    claims = _opened(metadata, token)
    audience, events = claims.get("aud"), claims.get("events")
    if claims.get("iss") != metadata.issuer:
        raise NotProven("The token is of another provider.")
    if provider.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise NotProven("The token is for somebody else.")
    if not isinstance(events, dict) or not isinstance(events.get(LOGGED_OUT), dict) or "nonce" in claims:
        raise NotProven("The token says nothing of signing out.")
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int | float) or not isinstance(expires, int | float):
        raise NotProven("The token does not say when it was made.")
    now = real_now()
    if _moment(expires) <= now - LEEWAY or not now - LATELY <= _moment(issued) <= now + LEEWAY:
        raise NotProven("The token is not of now.")
    subject, session = str(claims.get("sub") or ""), str(claims.get("sid") or "")
    if not subject and not session:
        raise NotProven("The token names nobody.")
    return subject, session[:255], _moment(issued) + timedelta(seconds=1)


def way_out(provider: SignInProvider, *, id_token: str, end_session: str, back: str) -> str:
    """The address at which the provider signs somebody out too (RP-Initiated Logout 1.0)."""
    said = {"id_token_hint": id_token, "client_id": provider.client_id, "post_logout_redirect_uri": back}
    return f"{end_session}{'&' if '?' in end_session else '?'}{urlencode(said)}"


def _tokens(provider: SignInProvider, metadata: Metadata, code: str, verifier: str, back: str) -> dict[str, Any]:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    headers = {}
    if metadata.secret_in_form:
        form |= {"client_id": provider.client_id, "client_secret": str(provider.client_secret)}
    else:
        pair = f"{quote(provider.client_id, safe='')}:{quote(str(provider.client_secret), safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return fetch_object(metadata.token, body=urlencode(form).encode(), headers=headers)


def _checked(provider: SignInProvider, metadata: Metadata, id_token: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token that was checked (Core 3.1.3.7)."""
    claims = _opened(metadata, id_token)
    audience = claims.get("aud")
    for_whom = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != metadata.issuer:
        raise NotProven("The token is of another provider.")
    if provider.client_id not in for_whom or (len(for_whom) > 1 and claims.get("azp") != provider.client_id):
        raise NotProven("The token is for somebody else.")
    if not isinstance(claims.get("nonce"), str) or not secrets.compare_digest(claims["nonce"], nonce):
        raise NotProven("The token belongs to another trip.")
    expires, issued = claims.get("exp"), claims.get("iat")
    if not isinstance(expires, int | float) or not isinstance(issued, int | float):
        raise NotProven("The token does not say until when it counts.")
    if _moment(expires) <= real_now() - LEEWAY or _moment(issued) > real_now() + LEEWAY:
        raise NotProven("The token is not of now.")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise NotProven("The token names nobody.")
    return claims


def _opened(metadata: Metadata, id_token: str) -> dict[str, Any]:
    """The claims under a signature that fits one of the provider's keys; keys are read anew once, when none fits."""
    for anew in (False, True):
        try:
            return dict(jwt.decode(id_token, _keys(metadata, anew=anew), algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            if anew:
                raise NotProven("The signature does not fit.") from error
    raise NotProven("The signature does not fit.")


def _keys(metadata: Metadata, *, anew: bool) -> KeySet:
    key = f"provider-keys-{hashlib.sha256(metadata.keys.encode()).hexdigest()}"
    said = None if anew else cache.get(key)
    if said is None:
        said = fetch_object(metadata.keys)
        cache.set(key, said, KEPT_SECONDS)
    listed = [one for one in said.get("keys", ()) if isinstance(one, dict) and one.get("use", "sig") == "sig"]
    return KeySet.import_key_set({"keys": listed})


def _told(metadata: Metadata, access_token: object, subject: str) -> dict[str, Any]:
    """What the provider tells at its userinfo address; it must be of the same person (Core 5.3.2)."""
    if not metadata.userinfo or not isinstance(access_token, str):
        return {}
    told = fetch_object(metadata.userinfo, headers={"Authorization": f"Bearer {access_token}"})
    if told.get("sub") != subject:
        raise NotProven("What the provider tells is of somebody else.")
    return told


def _moment(seconds: float) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise NotProven("The token names a moment that does not exist.") from error


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
