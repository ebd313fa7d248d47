"""Hostile files and many tries: nothing breaks, nothing is read that was not sent, nobody is let in by trying."""

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.exchange.forms import KINDS
from houvast.exchange.models import ImportRun
from houvast.people.clock import now
from houvast.people.ids import new_id
from houvast.people.models import Person
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
PROOF = os.environ.get("HOUVAST_PROOF") == "1"
EXAMPLES = 400 if PROOF else 25
SECRET = "what-stands-in-a-file-of-the-server"
NAMES = ("klas.csv", "klas.xlsx", "dossier.xml", "klas.zip", "../../etc/passwd", "a\x00.csv", "😀.csv", "x" * 300)
KIND_NAMES = sorted(str(value) for value, _label in KINDS)
CSV = b"studentnummer;voornaam;achternaam;klas\n200001;Nieuw;Gezicht;2A\n"
XML = b'<?xml version="1.0"?><a><b>Ada</b></a>'


def sheet(**parts: bytes) -> bytes:
    """An Excel file of which parts may be anything."""
    found = {
        "xl/workbook.xml": b'<workbook><sheets><sheet name="a" id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": b"<worksheet><sheetData/></worksheet>",
        **{name.replace("__", "/"): content for name, content in parts.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return out.getvalue()


def upload(client: Client, content: bytes, name: str = "klas.csv", kind: str = "students") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("import"), {"kind": kind, "file": file, "submission": new_key()}, follow=True)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """A real file of some kind, of which a part is cut, doubled or replaced; or mere bytes."""
    base = draw(st.sampled_from((CSV, XML, sheet(), b"PK\x03\x04", b"\xff\xfe", b"")))
    if not base:
        return draw(st.binary(max_size=400))
    at = draw(st.integers(0, len(base)))
    wrong = draw(st.one_of(st.binary(max_size=40), st.sampled_from((b"\x00", b'"' * 30, b";" * 3000, b"\n" * 500))))
    return base[:at] + wrong + base[min(len(base), at + draw(st.integers(0, 60))) :]


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=spoiled(), name=st.sampled_from(NAMES), kind=st.sampled_from(KIND_NAMES))
def test_any_file_gets_a_plain_answer_and_stores_nothing(cast: Cast, content: bytes, name: str, kind: str) -> None:
    before = (Person.objects.count(), ImportRun.objects.count())
    with transaction.atomic():
        answer = upload(cast.client("administrator"), content, name, kind)
        assert answer.status_code < 500
        assert (Person.objects.count(), ImportRun.objects.count()) == before
        transaction.set_rollback(True)


def test_no_file_makes_the_server_read_another(cast: Cast, tmp_path: Path) -> None:
    """XXE: an entity or a document type that points at a file, in a dossier and in each part of a sheet."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    pointing = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a><b>&x;</b></a>'.encode()
    outside = f'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file://{secret}"><a/>'.encode()
    parts = ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
    files = [pointing, outside, *(sheet(**{part: evil}) for part in parts for evil in (pointing, outside))]
    for kind in KIND_NAMES:
        for content in files if PROOF else files[:4]:
            for name in ("dossier.xml", "klas.xlsx"):
                answer = upload(cast.client("administrator"), content, name, kind)
                assert answer.status_code < 500, (kind, name)
                assert SECRET not in answer.content.decode()


def test_bombs_are_put_down_before_they_grow(cast: Cast) -> None:
    """Entities that multiply, a sheet that unpacks a thousandfold, and a zip in a zip."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    entities = f'<?xml version="1.0"?><!DOCTYPE a [{laughs}]><a>&l8;</a>'.encode()
    grown = sheet(**{"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"})
    assert len(grown) < 100_000
    nested = sheet(**{"xl/worksheets/sheet1.xml": grown})
    deep = b"<a>" * 20_000
    before = now()
    for content, name in ((entities, "a.xml"), (grown, "a.xlsx"), (nested, "a.xlsx"), (deep, "a.xml")):
        answer = upload(cast.client("administrator"), content, name)
        assert answer.status_code < 500
    assert now() - before < timedelta(seconds=60)
    assert not ImportRun.objects.exists()


def test_one_password_on_many_addresses_is_stopped_per_place(cast: Cast) -> None:
    """Spraying: each address is tried once, so only the place they come from tells."""
    answers = [
        Client()
        .post(reverse("sign-in"), {"email": f"{new_id().hex}@example.org", "password": "Welkom2026!"})
        .status_code
        for _ in range(52)
    ]
    assert answers == [422] * 50 + [429] * 2
    account = cast.coach.account
    account.set_password("een-lange-zin-om-te-onthouden")
    account.save(update_fields=["password"])
    said = {"email": account.email, "password": "een-lange-zin-om-te-onthouden"}
    assert Client().post(reverse("sign-in"), said).status_code == 429
    assert Client(REMOTE_ADDR="10.1.2.3").post(reverse("sign-in"), said).status_code == 302
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert Client().post(reverse("sign-in"), said).status_code == 302


def test_trying_from_many_places_closes_one_address_for_a_while_only(cast: Cast) -> None:
    account = cast.coach.account
    said = {"email": account.email, "password": "Welkom2026!"}
    answers = [Client(REMOTE_ADDR=f"10.0.0.{n}").post(reverse("sign-in"), said).status_code for n in range(8)]
    assert answers == [422] * 5 + [429] * 3


def test_a_form_that_is_sent_twice_is_carried_out_once(cast: Cast) -> None:
    """Replay: the same body again, and by somebody else."""
    from houvast.privacy.models import RightsRequest

    said = {"kind": "correct", "about": "talks", "words": "Dit klopt niet.", "submission": new_key()}
    student, other = cast.client("student"), cast.client("other_student")
    first, again = (student.post(reverse("ask-about-data"), said) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert RightsRequest.objects.count() == 1
    other.post(reverse("ask-about-data"), said)
    assert RightsRequest.objects.count() == 1
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(cast.student.account)
    assert forged.post(reverse("ask-about-data"), said | {"submission": new_key()}).status_code == 403
