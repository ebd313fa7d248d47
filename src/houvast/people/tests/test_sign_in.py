"""Signing in, out, in a demonstration, and by single-use links."""

import re
from datetime import timedelta
from typing import Any, ClassVar

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houvast.people import sign_in as sign_in_module
from houvast.people.clock import now
from houvast.people.links import LinkIsSpent, account_behind, issue_link, use_link
from houvast.people.models import Account, Person, SignInAttempt, SingleUseLink
from houvast.people.tests.at_the_door import PASSWORD
from tests.houvast_testing.cast import Cast, make_account

INVITATION = SingleUseLink.Purpose.INVITATION


def try_in(email: str, password: str, **more: str) -> Any:
    return Client().post(reverse("sign-in"), {"email": email, "password": password, **more})


def test_the_right_password_opens_the_start_page(account: Account) -> None:
    answer = try_in(account.email.upper(), PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, reverse("start"))


def test_after_signing_in_you_come_where_you_were_going_and_never_elsewhere(account: Account) -> None:
    assert try_in(account.email, PASSWORD, next="/my-access/")["Location"] == "/my-access/"
    assert try_in(account.email, PASSWORD, next="https://elsewhere.example/")["Location"] == reverse("start")


def test_wrong_unknown_and_ended_get_the_same_answer_and_keep_what_was_typed(account: Account) -> None:
    wrong = try_in(account.email, "not this one at all")
    unknown = try_in("nobody@example.org", "not this one at all")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    ended = try_in(account.email, PASSWORD)
    for answer in (wrong, unknown, ended):
        assert answer.status_code == 422
        assert "passen niet bij elkaar" in answer.content.decode()
    assert account.email in wrong.content.decode()


def test_an_unknown_address_costs_a_hash_as_a_known_one_does(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(sign_in_module, "make_password", hashed.append)
    try_in("nobody@example.org", "some password")
    assert hashed == ["some password"]


class Counted(MD5PasswordHasher):
    """Counts how often a password is hashed."""

    algorithm = "counted"
    times: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        self.times.append(password)
        return super().encode(password, salt)


def test_trying_a_password_is_the_same_work_for_every_address(cast: Cast, account: Account, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted", *settings.PASSWORD_HASHERS]
    ended, invited = cast.colleague.account, cast.team_leader.account
    for one, usable, active in ((account, True, True), (ended, True, False), (invited, False, True)):
        one.set_password(PASSWORD if usable else None)
        one.is_active = active
        one.save()
    work = {}
    for name, email in (
        ("wrong", account.email),
        ("unknown", "nobody@example.org"),
        ("ended", ended.email),
        ("invited", invited.email),
    ):
        Counted.times.clear()
        with CaptureQueriesContext(connection) as queries:
            assert try_in(email, "not this one at all").status_code == 422
        asked = [re.sub(r"'[^']*'|[0-9a-f]{32,64}|\d+", "?", one["sql"]) for one in queries.captured_queries]
        work[name] = (asked, len(Counted.times))
    assert work["wrong"] == work["unknown"] == work["ended"] == work["invited"]
    assert work["wrong"][1] == 1


def test_a_link_that_was_used_answers_as_one_that_never_was(account: Account) -> None:
    token = issue_link(account=account, purpose=INVITATION)
    use_link(token=token, password=PASSWORD)
    work = []
    for one in (token, "x" * len(token)):
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(reverse("open-link", kwargs={"token": one}))
        assert answer.status_code == 410
        work.append(len(queries.captured_queries))
    assert work[0] == work[1]


def test_five_failures_close_an_address_for_a_quarter_of_an_hour(account: Account) -> None:
    for _ in range(5):
        assert try_in(account.email, "wrong password").status_code == 422
    closed = try_in(account.email, PASSWORD)
    assert closed.status_code == 429
    assert closed["Retry-After"] == "900"
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert try_in(account.email, PASSWORD).status_code == 302


def test_many_addresses_from_one_place_are_stopped_too(account: Account) -> None:
    for number in range(50):
        sign_in_module.note_failed_try(f"{number}@example.org", "127.0.0.1")
    assert try_in(account.email, PASSWORD).status_code == 429


def test_a_failed_try_is_kept_without_the_address(account: Account) -> None:
    try_in(account.email, "wrong password")
    kept = SignInAttempt.objects.get()
    assert account.email not in kept.email_hash
    assert len(kept.email_hash) == len(kept.origin_hash) == 64


def test_behind_a_proxy_the_place_is_what_the_proxy_saw(settings: Any, rf: Any) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 9.9.9.9"})
    assert sign_in_module.origin_of(request) == "127.0.0.1"
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"behind_proxy": True})
    assert sign_in_module.origin_of(request) == "9.9.9.9"


def test_signing_out_is_a_post_and_ends_the_session(account: Account) -> None:
    browser = Client()
    browser.force_login(account)
    assert browser.get(reverse("sign-out")).status_code == 405
    assert browser.post(reverse("sign-out")).status_code == 302
    assert browser.get(reverse("my-access")).status_code == 302


def test_outside_a_demonstration_nobody_is_picked(account: Account) -> None:
    Account.objects.update(is_demo=True)
    assert "demonstratie" not in Client().get(reverse("sign-in")).content.decode()
    assert Client().post(reverse("sign-in-as"), {"account": str(account.pk)}).status_code == 404


def test_in_a_demonstration_a_named_person_is_one_click(cast: Cast, settings: Any) -> None:
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"demo": True})
    Account.objects.filter(person__in=[cast.coach, cast.student]).update(
        is_demo=True, demo_story_nl="Ziet wie zij lang niet sprak.", demo_story_en="Sees whom she has not spoken to."
    )
    page = Client().get(reverse("sign-in")).content.decode()
    assert "Carla Coach" in page
    assert "Ziet wie zij lang niet sprak." in page
    assert page.index("Sam de Wit") < page.index("Carla Coach")
    assert "Tineke" not in page
    in_english = Client()
    in_english.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Sees whom she has not spoken to." in in_english.get(reverse("sign-in")).content.decode()
    browser = Client()
    assert browser.post(reverse("sign-in-as"), {"account": str(cast.coach.account.pk)}).status_code == 302
    assert "Carla Coach" in browser.get(reverse("my-access")).content.decode()
    not_demo = Account.objects.get(person=cast.team_leader)
    assert Client().post(reverse("sign-in-as"), {"account": str(not_demo.pk)}).status_code == 404
    assert Client().post(reverse("sign-in-as"), {"account": "x"}).status_code == 404


# -- links ------------------------------------------------------------------------------------------------------------


def test_a_link_works_once_and_looking_does_not_spend_it(cast: Cast) -> None:
    token = issue_link(account=cast.coach.account, purpose=INVITATION)
    address = reverse("open-link", kwargs={"token": token})
    assert Client().get(address).status_code == 200
    browser = Client()
    answer = browser.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, reverse("start"))
    assert browser.get(reverse("my-access")).status_code == 200
    assert Client().get(address).status_code == 410
    assert Client().post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 410
    assert try_in(cast.coach.account.email, PASSWORD).status_code == 302


def test_the_token_is_not_in_the_database(cast: Cast) -> None:
    token = issue_link(account=cast.coach.account, purpose=INVITATION)
    link = SingleUseLink.objects.get()
    assert token not in str(link.__dict__)


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("kort", "kort", "te kort: neem minstens 12 tekens"),
        ("wachtwoord1234", "wachtwoord1235", "niet hetzelfde"),
        ("qwertyuiop123", "qwertyuiop123", "snel geraden"),
        ("carlacoach12", "carlacoach12", "lijkt te veel op je naam"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(cast: Cast, password: str, again: str, told: str) -> None:
    token = issue_link(account=cast.coach.account, purpose=INVITATION)
    answer = Client().post(reverse("open-link", kwargs={"token": token}), {"password": password, "again": again})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "staat er nog" not in answer.content.decode(), "a password is not kept on the page"
    assert account_behind(token) == cast.coach.account, "the link is not spent"


def test_a_link_runs_out_and_a_newer_one_ends_it(cast: Cast) -> None:
    first = issue_link(account=cast.coach.account, purpose=INVITATION)
    second = issue_link(account=cast.coach.account, purpose=SingleUseLink.Purpose.RESET)
    with pytest.raises(LinkIsSpent):
        account_behind(first)
    with time_machine.travel(now() + timedelta(hours=25)), pytest.raises(LinkIsSpent):
        use_link(token=second, password=PASSWORD)


def test_a_link_of_an_ended_access_opens_nothing(cast: Cast) -> None:
    token = issue_link(account=cast.coach.account, purpose=INVITATION)
    Account.objects.filter(pk=cast.coach.account.pk).update(is_active=False)
    assert Client().get(reverse("open-link", kwargs={"token": token})).status_code == 410


# -- one's own access -------------------------------------------------------------------------------------------------


def test_a_new_password_takes_the_present_one_and_signs_other_devices_out(account: Account) -> None:
    here, elsewhere = Client(), Client()
    here.force_login(account)
    elsewhere.force_login(account)
    new = "zeven blauwe boten varen"
    wrong = here.post(reverse("my-access"), {"present": "nope", "password": new, "again": new})
    assert wrong.status_code == 422
    right = here.post(reverse("my-access"), {"present": PASSWORD, "password": new, "again": new})
    assert right.status_code == 302
    assert here.get(reverse("my-access")).status_code == 200
    assert elsewhere.get(reverse("my-access")).status_code == 302


def test_ending_an_access_works_from_the_next_request_on(account: Account) -> None:
    browser = Client()
    browser.force_login(account)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert browser.get(reverse("my-access")).status_code == 302


def test_a_chosen_language_holds_on_this_device_and_for_mails(cast: Cast) -> None:
    browser = cast.client("coach")
    assert "Mijn toegang" in browser.get(reverse("my-access")).content.decode()
    answer = browser.post(reverse("set_language"), {"language": "en", "next": "/my-access/"})
    assert answer["Location"] == "/my-access/"
    assert "My access" in browser.get(reverse("my-access")).content.decode()
    assert Person.objects.get(pk=cast.coach.pk).language == "en"
    assert browser.post(reverse("set_language"), {"language": "xx", "next": "//evil"})["Location"] == "/"


def test_the_day_can_be_set_in_development_only(cast: Cast, settings: Any) -> None:
    browser = cast.client("coach")
    assert browser.post(reverse("what-if"), {"on": "2027-03-03"}).status_code == 404
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"what_if_clock": True})
    browser.post(reverse("what-if"), {"on": "2027-03-03", "next": "/my-access/"})
    assert "woensdag 3 maart 2027" in browser.get(reverse("my-access")).content.decode()
    browser.post(reverse("what-if"), {"clear": "1"})
    assert "woensdag 3 maart 2027" not in browser.get(reverse("my-access")).content.decode()


def test_an_address_signs_one_person_in(cast: Cast) -> None:
    from django.db import IntegrityError, transaction

    other = make_account(Person.objects.create(organisation=cast.organisation, sort_name="x", created_at=now()))
    with pytest.raises(IntegrityError, match=r"account_email_is_used_once|UNIQUE"), transaction.atomic():
        Account.objects.filter(pk=other.pk).update(email=cast.coach.account.email.upper())
