"""The one place that touches pysaml2, which is there only with the optional part `saml`."""

import base64
import binascii
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from houvast.people.clock import real_now
from houvast.people.provider.fetching import ProviderFails
from houvast.people.provider.protocol import NotProven
from houvast.people.saml.part import lacking, program
from houvast.people.saml.places import Places

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
LEEWAY_SECONDS = 120
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
SAMLP = "{urn:oasis:names:tc:SAML:2.0:protocol}"
XENC = "{http://www.w3.org/2001/04/xmlenc#}"
MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
MOST_BYTES = 400_000
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
STRONG = frozenset(
    {
        *(f"{_MORE}{key}-sha{bits}" for key in ("rsa", "ecdsa") for bits in (256, 384, 512)),
        *(f"http://www.w3.org/2001/04/xmlenc#sha{bits}" for bits in (256, 512)),
        *(f"{_MORE}sha384", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"),
    }
)
"""The ways of signing and of hashing that count; SHA-1 is not among them."""
_ENC, _ENC11 = "http://www.w3.org/2001/04/xmlenc#", "http://www.w3.org/2009/xmlenc11#"
SEALING = frozenset(
    {
        *(f"{_ENC}rsa-oaep-mgf1p", f"{_ENC11}rsa-oaep"),
        *(f"{_ENC11}aes{bits}-gcm" for bits in (128, 256)),
        *(f"{_ENC}aes{bits}-cbc" for bits in (128, 256)),
    }
)
"""The ways of encrypting that count; RSA with the padding of PKCS #1 v1.5 and 3DES are not among them."""


def parsed(text: bytes | str) -> Element:
    """XML without entities, types or anything from outside. Raises NotProven."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(text) > MOST_BYTES:
        raise NotProven("The XML is too large.")
    try:
        found: Element = fromstring(text, forbid_dtd=True)
    except (DefusedXmlException, ParseError, ValueError, RecursionError) as error:
        raise NotProven("This is not XML as we accept it.") from error
    return found


def decoded(posted: str) -> str:
    """What was posted, out of its base64. Raises NotProven."""
    try:
        return base64.b64decode(posted, validate=False).decode()
    except (binascii.Error, ValueError) as error:
        raise NotProven("This is no base64.") from error


def client_for(places: Places, metadata: str) -> Any:
    """Our side of this provider, as pysaml2 wants it. Raises ProviderFails."""
    if missing := lacking():
        raise ProviderFails(f"This machine lacks {' and '.join(missing)}.")
    from saml2 import SAMLError
    from saml2.client import Saml2Client
    from saml2.config import Config

    sp = {
        "endpoints": {
            "assertion_consumer_service": [(places.answer, POST)],
            "single_logout_service": [(places.out, REDIRECT)],
        },
        "allow_unsolicited": False,
        "authn_requests_signed": True,
        "logout_requests_signed": True,
        "want_assertions_signed": True,
        "want_response_signed": False,
    }
    settings = {
        "entityid": places.entity,
        "xmlsec_binary": program(),
        "service": {"sp": sp},
        "metadata": {"inline": [metadata]},
        "accepted_time_diff": LEEWAY_SECONDS,
        "allow_unknown_attributes": True,
        "debug": False,
    }
    try:
        return Saml2Client(config=Config().load(settings))
    except (SAMLError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise ProviderFails("The description of the provider cannot be used.") from error


def readable(client: Any, text: str, key: str) -> Element:
    """The answer with its assertion open: encrypted for our `key` (PEM), or not encrypted at all. Raises NotProven."""
    answer = parsed(text)
    boxes = list(answer.iter(f"{SAML}EncryptedAssertion"))
    sealed = list(answer.iter(f"{XENC}EncryptedData"))
    if not boxes and not sealed:
        return answer
    ways = {one.get("Algorithm") for one in answer.iter(f"{XENC}EncryptionMethod")}
    alone = len(boxes) == len(sealed) == 1 and boxes[0] in list(answer) and sealed[0] in list(boxes[0])
    if not alone or not ways or not ways <= SEALING:
        raise NotProven("It is encrypted in a way that we do not open.")
    try:
        opened = parsed(client.sec.decrypt_keys(text, keys=[key]))
    except Exception as error:  # pysaml2 also raises the bare Exception
        raise NotProven("Our key does not open it.") from error
    if next(opened.iter(f"{XENC}EncryptedData"), None) is not None:
        raise NotProven("Something in it stays closed.")
    return opened


def judged_answer(client: Any, posted: str, question: str, key: str) -> Any:
    """The answer, after pysaml2 and xmlsec1 found its signature, its times and its audience right. Raises NotProven."""
    about_us, keys = {"entity_id": client.config.entityid}, {question: {"key": key}}
    try:
        found = client.parse_authn_request_response(
            posted, POST, outstanding={question: "/"}, outstanding_certs=keys, conv_info=about_us
        )
    except Exception as error:  # pysaml2 also raises the bare Exception
        raise NotProven(f"pysaml2 refuses it: {type(error).__name__}.") from error
    if found is None or found.assertion is None or found.name_id is None:
        raise NotProven("There is no assertion in it.")
    return found


def moment() -> str:
    """Now, as SAML writes it."""
    return real_now().strftime("%Y-%m-%dT%H:%M:%SZ")
