"""Signing in through a provider under the settings of production: TLS, `__Host-` cookies, no plain http."""

import datetime as dt
import ipaddress
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from houvast.people.clock import real_now
from tests.houvast_testing.identity_provider import CLIENT_ID, CLIENT_SECRET, school_provider
from tests.houvast_testing.installation import Installation

HOME = "https://houvast.example"
USERS = {"carla": {"claims": {"uids": ["c001"]}}}

PREPARE = """
from django.core.management import call_command
from django.test import Client
from houvast.people.clock import now
from houvast.people.models import Account, Organisation, Person, SignInProvider
from houvast.people.wall_opening import inside
call_command("collectstatic", interactive=False, verbosity=0)
issuer, client_id, secret = json.loads(sys.argv[1])
school = Organisation.objects.create(name="ROC Productie", code="27XX")
with inside([school.pk]):
    person = Person.objects.create(organisation=school, given_name="Carla", family_name="Coach", number="c001",
        sort_name="coach carla", created_at=now())
    Account.objects.create(organisation=school, person=person, email="carla@example.org", created_at=now())
values = dict(organisation=school, name="ROC", client_id=client_id, client_secret=secret, match_claim="uids",
    first_link="claim", is_open=True)
provider = SignInProvider.objects.create(issuer=issuer, **values)
client = Client(headers={"host": "houvast.example"})
there = client.get(f"/sign-in/with/{provider.pk}/", secure=True)
cookies = {name: [one.value, bool(one["secure"]), bool(one["httponly"]), one["samesite"], one["path"], one["domain"]]
    for name, one in client.cookies.items()}
SignInProvider.objects.filter(pk=provider.pk).update(issuer="http://127.0.0.1:9")
plain = client.get(f"/sign-in/with/{provider.pk}/", secure=True).status_code
SignInProvider.objects.filter(pk=provider.pk).update(issuer=issuer)
answer({"location": there.headers.get("Location", ""), "status": there.status_code, "cookies": cookies,
    "plain": plain})
"""

RETURN = """
from django.test import Client
back, cookies = json.loads(sys.argv[1])
client = Client(headers={"host": "houvast.example"})
for name, (value, *_rest) in cookies.items():
    client.cookies[name] = value
found = client.get(back, secure=True)
page = client.get("/my-access/", secure=True)
out = client.post("/sign-out/", secure=True)
answer({"status": found.status_code, "location": found.headers.get("Location", ""), "is_in": page.status_code,
    "policy": page.headers.get("Content-Security-Policy", ""), "out": out.headers.get("Location", ""),
    "hsts": page.headers.get("Strict-Transport-Security", "")})
"""


def certificate(directory: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that only this test trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(real_now() - dt.timedelta(days=1))
        .not_valid_after(real_now() + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, kept = directory / "provider.pem", directory / "provider.key"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    no_password = serialization.NoEncryption()
    kept.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password))
    return shown, kept


@pytest.mark.long
@pytest.mark.no_database
def test_the_whole_way_works_over_tls_with_the_settings_of_production(tmp_path: Path) -> None:
    pair = certificate(tmp_path)
    data = tmp_path / "house"
    data.mkdir()
    house = Installation.make(
        data,
        HOUVAST_ENVIRONMENT="production",
        HOUVAST_ALLOWED_HOSTS="houvast.example",
        HOUVAST_PUBLIC_URL=HOME,
        SSL_CERT_FILE=str(pair[0]),
    )
    with school_provider(USERS, home=HOME, certificate=pair) as school:
        began: Any = house.python(PREPARE, json.dumps([school.issuer, CLIENT_ID, CLIENT_SECRET]))
        assert began["status"] == 302
        assert began["plain"] == 502, "a provider without TLS is not asked"
        (cookie,) = (one for name, one in began["cookies"].items() if name == "__Host-houvast")
        assert cookie[1:] == [True, True, "Lax", "/", ""]
        back = school.visitor().sign_in(began["location"], "carla").removeprefix(HOME)
        ended: Any = house.python(RETURN, json.dumps([back, began["cookies"]]))
    assert (ended["status"], ended["location"], ended["is_in"]) == (302, "/", 200)
    assert school.issuer in ended["policy"]
    assert ended["out"].startswith(f"{school.issuer}/session/end?")
    assert "max-age=63072000" in ended["hsts"]
