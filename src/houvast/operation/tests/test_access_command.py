"""Whoever runs the server lets somebody in who lost everything; nobody of the school can do that alone."""

import pyotp
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from houvast.operation.cli import main
from houvast.people import factors
from houvast.people.models import Account, Device
from houvast.people.tests.at_the_door import PASSWORD, with_password
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(cast: Cast) -> Account:
    """With a password and an app."""
    found = with_password(cast.coach)
    app = factors.begin_app(found)
    factors.confirm_app(found, pyotp.TOTP(str(app.secret)).now())
    return found


def come_in(account: Account) -> tuple[Client, str]:
    client = Client()
    answer = client.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
    return client, str(answer.headers.get("Location"))


def run(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["access", *words], input="y\n")
    return answer.exit_code, answer.output


def test_a_lost_second_step_is_taken_away_and_devices_are_signed_out(account: Account) -> None:
    _, asked = come_in(account)
    assert asked == reverse("second-step")
    other = Client()
    other.force_login(account)
    key = str(other.session.session_key)
    Device.objects.create(
        account=account, session_key=key, name="x", way="code", signed_in_at=account.created_at
    )  # fmt: skip
    code, said = run("second-step", account.email)
    assert code == 0, said
    client, asked = come_in(account)
    assert asked == reverse("start")
    assert client.get(reverse("my-access")).status_code == 200
    assert other.get(reverse("my-access")).status_code == 302
    assert not account.recovery_codes.exists()


def test_a_link_of_the_operator_opens_and_the_old_password_stops(account: Account) -> None:
    code, said = run("link", account.email)
    assert code == 0, said
    old = Client().post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
    assert old.status_code == 422, "the old password stops"
    path = "/" + said.strip().split("/", 3)[3]
    assert Client().get(path).status_code == 200


def test_an_address_that_nobody_has_is_refused(account: Account) -> None:
    code, said = run("second-step", "niemand@example.org")
    assert code == 1
    assert "Nobody signs in" in said
