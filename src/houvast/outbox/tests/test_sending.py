"""Talking to a mail server: encryption, passwords, and what may not be believed."""

import ssl
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from houvast.outbox import sending
from houvast.outbox.sending import NotSent, Server, post
from houvast.outbox.tests.servers import HERE, Keeper, free_port
from houvast.people.clock import now


def certificate(directory: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody has vouched for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = directory / "certificate.pem", directory / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


def server(port: int, **changes: object) -> Server:
    values: dict[str, object] = {"host": HERE, "port": port, "tls_from_start": False, "user": "", "password": ""}
    return Server(**{**values, **changes})  # type: ignore[arg-type]


def encrypting(tmp_path: Path, port: int) -> Controller:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate(tmp_path))
    return Controller(Keeper(), hostname=HERE, port=port, tls_context=context)


def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    port = free_port()
    controller = encrypting(tmp_path, port)
    controller.start()
    try:
        with pytest.raises(NotSent, match="did not let us in") as refused, post(server(port)):
            pass
    finally:
        controller.stop()
    assert refused.value.unreachable


def test_the_line_is_encrypted_as_soon_as_the_server_offers_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    controller = encrypting(tmp_path, port)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
    monkeypatch.setattr("houvast.outbox.sending.ssl.create_default_context", lambda: trusting)
    controller.start()
    try:
        with post(server(port)) as line:
            assert isinstance(line._line.sock, ssl.SSLSocket)
    finally:
        controller.stop()


def test_a_password_never_goes_over_an_open_line(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    controller = Controller(Keeper(), hostname=HERE, port=port)
    monkeypatch.setattr(sending, "LOOPBACK", frozenset())
    controller.start()
    try:
        with pytest.raises(NotSent, match="no encryption"), post(server(port, user="u", password="secret")):
            pass
    finally:
        controller.stop()


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(NotSent, match="cannot be reached") as trouble, post(server(free_port())):
        pass
    assert trouble.value.unreachable
