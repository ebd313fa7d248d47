"""Signing what travels in an address, and checking it (SAML 2.0 Bindings, 3.4.4.1: HTTP-Redirect, DEFLATE).

The signature covers the parameters exactly as they stand in the address, in the order message, RelayState, SigAlg.
"""

import base64
import datetime as dt
import zlib
from urllib.parse import unquote_plus, urlencode

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from houvast.people.clock import real_now

RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    RSA_SHA256: hashes.SHA256(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": hashes.SHA384(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": hashes.SHA512(),
}
"""What we accept of others; SHA-1 is not among it."""
KEY_BITS = 3072
YEARS = 10
MOST_BYTES = 200_000


class NotSigned(Exception):
    """The address does not carry a signature that fits."""


def new_key(name: str) -> tuple[str, str]:
    """A key and its certificate, both PEM. Providers know the certificate itself: nobody has to have signed it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    made = real_now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made - dt.timedelta(days=1))
        .not_valid_after(made + dt.timedelta(days=365 * YEARS))
        .sign(key, hashes.SHA256())
    )
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return text, certificate.public_bytes(serialization.Encoding.PEM).decode()


def signed_address(door: str, kind: str, message: str, key_pem: str, relay: str = "") -> str:
    """The address of `door` with this message (`kind` is SAMLRequest or SAMLResponse), signed with this key."""
    squeezed = zlib.compress(message.encode())[2:-4]
    said = {kind: base64.b64encode(squeezed).decode()}
    if relay:
        said["RelayState"] = relay
    query = urlencode(said | {"SigAlg": RSA_SHA256})
    key = serialization.load_pem_private_key(key_pem.encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    signature = key.sign(query.encode("ascii"), padding.PKCS1v15(), hashes.SHA256())
    signed = f"{query}&{urlencode({'Signature': base64.b64encode(signature).decode()})}"
    return f"{door}{'&' if '?' in door else '?'}{signed}"


def opened_address(query: str, kind: str, certificates: list[str]) -> tuple[str, str]:
    """The message and the relay state in this query string, if one of these keys signed it. Raises NotSigned."""
    pairs = [part.split("=", 1) for part in query.split("&") if "=" in part]
    raw = {name: value for name, value in pairs}  # noqa: C416 - lists of two
    if not {kind, "SigAlg", "Signature"} <= raw.keys() or len(raw) != len(pairs):
        raise NotSigned("A parameter is missing, or there twice.")
    algorithm = _HASHES.get(unquote_plus(raw["SigAlg"]))
    if algorithm is None:
        raise NotSigned("The algorithm is not one we accept.")
    covered = "&".join(f"{name}={raw[name]}" for name in (kind, "RelayState", "SigAlg") if name in raw)
    try:
        signature = base64.b64decode(unquote_plus(raw["Signature"]), validate=False)
        if not any(_fits(one, signature, covered.encode("ascii"), algorithm) for one in certificates):
            raise NotSigned("No key of the provider fits.")
        squeezed = base64.b64decode(unquote_plus(raw[kind]), validate=False)
        inflating = zlib.decompressobj(-15)
        message = inflating.decompress(squeezed, MOST_BYTES)
        if inflating.unconsumed_tail:
            raise NotSigned("The message is too large.")
        return message.decode(), unquote_plus(raw.get("RelayState", ""))
    except (ValueError, zlib.error) as error:
        raise NotSigned("The message cannot be read.") from error


def _fits(certificate: str, signature: bytes, covered: bytes, algorithm: hashes.HashAlgorithm) -> bool:
    key = x509.load_der_x509_certificate(base64.b64decode("".join(certificate.split()))).public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(signature, covered, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True
