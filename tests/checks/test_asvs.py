"""What the table of OWASP ASVS says and no other test shows; and that the table names what exists."""

import logging
import re
from pathlib import Path

import pytest
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client
from django.urls import reverse

from houvast.guidance.models import Talk
from houvast.people.models import Account
from houvast.people.tests.at_the_door import PASSWORD, with_password
from houvast.settings import django_settings
from scripts.asvs import PAGE, wrong_rows
from tests.houvast_testing.cast import Cast

SCRIPTS = Path(django_settings.__file__).parents[1]


def test_every_item_that_is_met_names_a_test_or_check_that_exists() -> None:
    assert wrong_rows(PAGE.read_text()) == []


@pytest.mark.parametrize(
    ("row", "is_right"),
    [
        ("| V1.2.4 | met | bound parameters | `tests/checks/test_asvs.py` |", True),
        ("| V1.2.4 | met | bound parameters |  |", False),
        ("| V1.2.4 | met | bound parameters | `tests/checks/test_nowhere.py` |", False),
        ("| V1.2.4 | met | bound parameters | `tests/checks/test_asvs.py::test_that_is_not_there` |", False),
        ("| V1.2.4 | partly | not everywhere |  |", True),
    ],
)
def test_a_row_without_a_test_that_exists_is_named(row: str, is_right: bool) -> None:
    assert (wrong_rows(row) == []) is is_right


def test_every_page_comes_with_the_headers_that_the_table_names(cast: Cast) -> None:
    for answer in (Client().get(reverse("sign-in")), cast.client("coach").get(reverse("start"))):
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?://|\*", policy), "nothing is loaded from others"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"]
        assert "Access-Control-Allow-Origin" not in answer


def test_a_form_without_its_token_changes_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.coach.account)
    typed = {"kind": "progress", "held_on": "2026-11-20", "report": "Uit een ander venster."}
    assert client.post(reverse("record-talk", args=(cast.student.pk,)), typed).status_code == 403
    assert not Talk.objects.exists()


def test_a_mail_takes_no_header_from_a_name() -> None:
    with pytest.raises(BadHeaderError):
        EmailMessage("Bericht\nBcc: ander@example.org", "", "van@example.org", ["aan@example.org"]).message()


def test_passwords_are_kept_with_argon2() -> None:
    assert django_settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.fixture
def account(cast: Cast) -> Account:
    return with_password(cast.coach)


def test_a_session_is_a_fresh_one_after_signing_in(account: Account) -> None:
    browser = Client()
    browser.get(reverse("sign-in"))
    browser.session.save()
    before = browser.session.session_key
    browser.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
    assert browser.session.session_key not in {before, None}


def test_signing_in_and_out_and_failing_are_in_the_log(account: Account, caplog: pytest.LogCaptureFixture) -> None:
    browser = Client()
    with caplog.at_level(logging.INFO, "houvast.people"):
        browser.post(reverse("sign-in"), {"email": account.email, "password": "niet dit wachtwoord"})
        browser.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
        browser.post(reverse("sign-out"))
    said = [one.getMessage() for one in caplog.records if one.name == "houvast.people"]
    for begin, line in zip(("sign_in_failed address=", "signed_in way=password", "signed_out"), said, strict=True):
        assert line.startswith(begin)
    assert account.email not in "".join(said)


def test_no_script_keeps_anything_in_the_browser() -> None:
    scripts = [*SCRIPTS.rglob("*.js"), *SCRIPTS.rglob("*.html")]
    assert scripts
    kept = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie")
    assert [one.name for one in scripts if "built" not in one.parts and kept.search(one.read_text())] == []
