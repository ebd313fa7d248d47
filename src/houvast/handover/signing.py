"""Signing what goes to another installation, and checking what comes in: JWS (RFC 7515) with Ed25519 (RFC 9864).

The signed part names its reader (the thumbprint of the key of the other side), its own number and its moment, so that a
message cannot be read by another, changed, or sent again later as new.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from pydantic import BaseModel, ConfigDict, ValidationError

from houvast.handover.wire import Body

ALGORITHM: Literal["Ed25519"] = "Ed25519"
TYPE = "houvast-handover+jws"
FRESH = timedelta(minutes=10)
"""A signature is made at the moment of sending; both clocks may differ by no more than this."""
LONGEST = 400_000
"""Characters of a whole message."""


class NotTrusted(Exception):
    """The message was not signed by who it says, not for us, changed on the way, or too old. The text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """`name` is the thumbprint of the public key (RFC 7638); both halves as JSON Web Keys."""

    name: str
    public: str
    private: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A message whose signature is right: `reader` is the key it was written for, `digest` that of its body."""

    number: UUID
    reader: str
    body: Body
    digest: str


class _Claims(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    reader: str
    number: UUID
    at: int
    body: Body


def make_pair() -> KeyPair:
    """A new key pair."""
    key = OKPKey.generate_key(ALGORITHM)
    return KeyPair(
        name=key.thumbprint(),
        public=json.dumps(key.as_dict(private=False), sort_keys=True),
        private=json.dumps(key.as_dict(private=True), sort_keys=True),
    )


def name_of(public: str) -> str:
    """The thumbprint of a public key; raises ValueError when it is none, or holds a private half."""
    try:
        key = OKPKey.import_key(json.loads(public))
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ValueError("This is no public key.") from error
    if key.is_private or key.as_dict().get("crv") != ALGORITHM:
        raise ValueError("This is no public key.")
    return key.thumbprint()


def sign(*, private: str, reader: str, number: UUID, at: datetime, body: dict[str, object]) -> str:
    """The whole message as one line."""
    key = OKPKey.import_key(json.loads(private))
    claims = {"reader": reader, "number": str(number), "at": int(at.timestamp()), "body": body}
    header = {"alg": ALGORITHM, "typ": TYPE, "kid": key.thumbprint()}
    return jws.serialize_compact(header, json.dumps(claims), key, algorithms=[ALGORITHM])


def signer_named_in(message: str) -> str:
    """The name of the key a message says it was signed with, before anything is checked; raises NotTrusted."""
    if len(message) > LONGEST:
        raise NotTrusted("The message is too long.")
    try:
        header = jws.extract_compact(message.encode()).headers()
    except (JoseError, ValueError) as error:
        raise NotTrusted("This is no signed message.") from error
    name = header.get("kid")
    if header.get("typ") != TYPE or not isinstance(name, str):
        raise NotTrusted("This is no signed handover message.")
    return name


def opened(message: str, *, public: str, at: datetime) -> Signed:
    """The message, when it was signed with this key and is fresh; raises NotTrusted."""
    try:
        found = jws.deserialize_compact(message, OKPKey.import_key(json.loads(public)), algorithms=[ALGORITHM])
        claims = _Claims.model_validate_json(found.payload)
    except (JoseError, ValueError) as error:
        if isinstance(error, ValidationError):
            raise NotTrusted("The message does not have the form of version 1.") from error
        raise NotTrusted("The signature does not fit the message.") from error
    if abs(at - datetime.fromtimestamp(claims.at, UTC)) > FRESH:
        raise NotTrusted("The message is too old, or the clocks differ too much.")
    body = claims.body.model_dump_json()
    digest = hashlib.sha256(body.encode()).hexdigest()
    return Signed(number=claims.number, reader=claims.reader, body=claims.body, digest=digest)
