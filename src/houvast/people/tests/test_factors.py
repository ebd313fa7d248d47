"""The second factor: codes of an app, codes on paper, saying again who one is, and the devices one is signed in on."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from houvast.people import clock, factors
from houvast.people.models import Account, AuthenticatorApp, Device, Passkey, RecoveryCode
from houvast.people.tests.at_the_door import PASSWORD, is_in
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


def with_app(account: Account) -> tuple[str, tuple[str, ...]]:
    """The secret of an app in use and the codes on paper; the half minute of now is not used up."""
    app = factors.begin_app(account)
    codes = factors.confirm_app(account, pyotp.TOTP(str(app.secret)).now())
    AuthenticatorApp.objects.update(last_step=0)
    return str(app.secret), codes


def password_given(account: Account) -> Client:
    client = Client()
    answer = client.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_a_password_alone_lets_nobody_in_who_has_an_app(account: Account) -> None:
    secret, _ = with_app(account)
    client = password_given(account)
    assert not is_in(client)
    assert client.post(reverse("second-step"), {"code": "000000"}).status_code == 422
    assert not is_in(client)
    assert client.post(reverse("second-step"), {"code": pyotp.TOTP(secret).now()}).status_code == 302
    assert is_in(client)


def test_a_code_works_once(account: Account) -> None:
    secret, _ = with_app(account)
    code = pyotp.TOTP(secret).now()
    assert factors.check_code(account, code)
    assert not factors.check_code(account, code)


def test_a_code_on_paper_works_once_and_is_kept_as_a_hash(account: Account) -> None:
    _, codes = with_app(account)
    assert len(set(codes)) == factors.RECOVERY_CODES
    assert not RecoveryCode.objects.filter(code_hash__in=codes)
    client = password_given(account)
    assert client.post(reverse("second-step"), {"code": codes[0].upper()}).status_code == 302
    assert is_in(client)
    assert not factors.check_code(account, codes[0])
    assert factors.check_code(account, codes[1])


def test_the_secret_of_an_app_lies_sealed(account: Account) -> None:
    from django.db import connection

    secret, _ = with_app(account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM people_authenticatorapp")
        assert secret not in cursor.fetchone()[0]


def test_guessing_codes_ends_soon(account: Account) -> None:
    with_app(account)
    client = password_given(account)
    answers = [client.post(reverse("second-step"), {"code": f"{n:06}"}).status_code for n in range(7)]
    assert answers[-1] == 429


def test_the_second_step_must_follow_soon_and_only_after_a_password(account: Account) -> None:
    secret, _ = with_app(account)
    assert Client().get(reverse("second-step")).status_code == 302
    client = password_given(account)
    session = client.session
    session["second_step"] = {**session["second_step"], "at": (clock.real_now() - timedelta(minutes=6)).isoformat()}
    session.save()
    client.post(reverse("second-step"), {"code": pyotp.TOTP(secret).now()})
    assert not is_in(client)


def test_a_link_for_a_new_password_does_not_pass_the_second_step(account: Account) -> None:
    from houvast.people.links import issue_link
    from houvast.people.models import SingleUseLink

    with_app(account)
    token = issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)
    client = Client()
    new = "nog-een-lange-zin-voor-later"
    answer = client.post(reverse("open-link", args=(token,)), {"password": new, "again": new})
    assert answer["Location"] == reverse("second-step")
    assert not is_in(client)


def test_setting_an_app_up_shows_paper_codes_once(account: Account, cast: Cast) -> None:
    client = cast.client("coach")
    assert client.get(reverse("my-app")).status_code == 200
    assert not AuthenticatorApp.objects.exists(), "looking makes nothing"
    page = client.post(reverse("my-app"))
    secret = str(AuthenticatorApp.objects.get(account=account).secret)
    assert secret in page.content.decode().replace(" ", "")
    assert "fff" in page.context["picture"], "a camera reads it on a dark page too"
    answer = client.post(reverse("my-app"), {"code": pyotp.TOTP(secret).now()}, follow=True)
    assert factors.has_app(account)
    assert answer.content.decode().count("-") > factors.RECOVERY_CODES
    codes = RecoveryCode.objects.filter(account=account).count()
    assert codes == factors.RECOVERY_CODES
    again = client.get(reverse("my-app")).content.decode()
    assert "Schrijf deze codes op" not in again


def test_what_matters_asks_again_after_a_quarter_of_an_hour(account: Account, cast: Cast) -> None:
    client = cast.client("coach")
    session = client.session
    session["strong_at"] = (clock.real_now() - timedelta(minutes=16)).isoformat()
    session.save()
    answer = client.get(reverse("my-app"))
    assert answer["Location"].startswith(reverse("say-again"))
    assert client.post(answer["Location"], {"present": "niet dit"}).status_code == 422
    back = client.post(reverse("say-again"), {"present": PASSWORD, "next": reverse("my-app")})
    assert back["Location"] == reverse("my-app")
    assert client.get(reverse("my-app")).status_code == 200


def test_saying_again_leads_to_this_site_only(account: Account, cast: Cast) -> None:
    client = cast.client("coach")
    for wanted in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(reverse("say-again"), {"present": PASSWORD, "next": wanted})
        assert answer["Location"] == reverse("start"), wanted


def test_a_device_is_listed_and_can_be_ended_from_another(account: Account) -> None:
    here, there = password_given(account), password_given(account)
    assert Device.objects.filter(account=account).count() == 2
    other = Device.objects.get(session_key=there.session.session_key)
    assert here.post(reverse("end-device", args=(other.pk,))).status_code == 302
    assert not is_in(there)
    assert is_in(here)
    third = password_given(account)
    here.post(reverse("end-other-devices"))
    assert not is_in(third)
    assert is_in(here)


def test_nobody_ends_the_device_or_passkey_of_another(account: Account, cast: Cast) -> None:
    password_given(account)
    device = Device.objects.get(account=account)
    passkey = Passkey.objects.create(
        account=account, credential_id="abc", public_key="def", name="x", made_at=clock.now()
    )
    stranger = cast.client("colleague")
    assert stranger.post(reverse("end-device", args=(device.pk,))).status_code == 404
    assert stranger.post(reverse("remove-passkey", args=(passkey.pk,))).status_code == 404


def test_signing_out_takes_the_device_off_the_list(account: Account) -> None:
    client = password_given(account)
    client.post(reverse("sign-out"))
    assert not Device.objects.filter(account=account).exists()
    assert not is_in(client)


def test_a_session_ends_twelve_hours_after_signing_in_however_busy(account: Account) -> None:
    from django.contrib.sessions.models import Session

    client = password_given(account)
    before = Session.objects.get(session_key=client.session.session_key).expire_date
    session = client.session
    session["busy"] = True
    session.save()
    assert Session.objects.get(session_key=client.session.session_key).expire_date <= before + timedelta(seconds=1)
    assert before <= clock.real_now() + timedelta(hours=12)
    session["strong_at"] = (clock.real_now() - timedelta(minutes=16)).isoformat()
    session.save()
    with time_machine.travel(clock.real_now() + timedelta(hours=2)):
        assert client.post(reverse("say-again"), {"present": PASSWORD}).status_code == 302
    expires = Session.objects.get(session_key=client.session.session_key).expire_date
    assert expires <= before + timedelta(seconds=1), "saying again who one is makes no session longer"


def test_a_new_password_keeps_this_device_on_the_list_and_takes_the_others_off(account: Account) -> None:
    here, elsewhere = password_given(account), password_given(account)
    new = "zeven blauwe boten varen"
    typed = {"present": PASSWORD, "password": new, "again": new}
    assert here.post(reverse("my-access"), typed).status_code == 302
    (left,) = Device.objects.filter(account=account)
    assert left.session_key == here.session.session_key
    assert "dit apparaat" in here.get(reverse("my-access")).content.decode()
    assert not is_in(elsewhere)


def test_guessing_the_present_password_at_an_open_page_ends_soon(account: Account) -> None:
    client = password_given(account)
    typed = {"present": "geraden", "password": "zeven blauwe boten varen", "again": "zeven blauwe boten varen"}
    answers = [client.post(reverse("my-access"), typed).status_code for _ in range(6)]
    assert answers == [422, 422, 422, 422, 422, 429]


def test_coming_in_again_on_an_open_session_gives_it_a_new_key(account: Account) -> None:
    client = password_given(account)
    before = client.session.session_key
    assert client.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD}).status_code == 302
    assert client.session.session_key != before
    assert Device.objects.filter(account=account).count() == 1


def test_who_comes_in_over_somebody_elses_session_begins_hours_of_their_own(account: Account, cast: Cast) -> None:
    client = cast.client("team_leader")
    assert client.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD}).status_code == 302
    assert client.session["strong_at"]
    assert client.get(reverse("my-app")).status_code == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"id": 5}', b'{"id": "x", "response": {}}', b"x" * 30_000])
def test_an_answer_that_is_no_passkey_lets_nobody_in(account: Account, body: bytes) -> None:
    client = Client()
    assert client.post(reverse("passkey-begin")).status_code == 200
    answer = client.post(reverse("passkey-sign-in"), body, content_type="application/json")
    assert answer.status_code == 422
    assert not is_in(client)


def test_password_spraying_over_many_accounts_is_stopped_by_its_origin(cast: Cast) -> None:
    client = Client()
    answers = [
        client.post(reverse("sign-in"), {"email": f"iemand{n}@example.org", "password": "Welkom2026!"}).status_code
        for n in range(52)
    ]
    assert answers[0] == 422
    assert answers[-1] == 429
