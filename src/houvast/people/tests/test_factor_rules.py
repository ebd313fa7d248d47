"""A second factor that a school asks for, with days of grace; and pages that ask who one is once more."""

import inspect
from collections.abc import Iterator
from datetime import timedelta
from types import CodeType
from typing import Any

import pyotp
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from houvast.people import factors
from houvast.people.clock import now, today
from houvast.people.models import Account, AuthenticatorApp, Person, SignInRules
from houvast.people.tests.at_the_door import PASSWORD, with_password
from houvast.people.viewer import Viewer
from houvast.plan.actions.sections import start_plan
from tests.access.addresses import addresses
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
FORM = {"factor_roles": ["team_leader", "administrator"], "factor_for_partners": "on", "grace_days": "14", "seen": "0"}


@pytest.fixture
def rules(cast: Cast) -> SignInRules:
    """Asked since a fortnight ago, with ten days of grace."""
    Account.objects.update(created_at=now() - timedelta(days=200))
    return SignInRules.objects.create(
        organisation=cast.organisation,
        factor_roles=["team_leader"],
        factor_from=today() - timedelta(days=14),
        grace_days=10,
    )


def signed_in(person: Person) -> Client:
    account = with_password(person)
    client = Client()
    answer = client.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def must_make_one(client: Client) -> bool:
    return bool(client.get(reverse("start")).headers.get("Location") == reverse("factor-needed"))


def test_after_the_grace_only_making_a_second_factor_is_open(cast: Cast, rules: SignInRules) -> None:
    client = signed_in(cast.team_leader)
    path = reverse("student", args=[cast.student.pk])
    assert client.get(path)["Location"] == reverse("factor-needed")
    assert client.post(reverse("record-talk", args=[cast.student.pk]))["Location"] == reverse("factor-needed")
    page = client.get(reverse("factor-needed"))
    assert "Eerst een tweede stap" in page.content.decode()
    secret = _make_app(client, cast.team_leader.account)
    assert client.get(path).status_code == 200
    assert client.get(reverse("factor-needed"))["Location"] == reverse("my-access")
    again = Client()
    again.post(reverse("sign-in"), {"email": cast.team_leader.account.email, "password": PASSWORD})
    again.post(reverse("second-step"), {"code": secret})
    assert client.post(reverse("remove-app")).status_code == 302
    assert must_make_one(client)


def _make_app(client: Client, account: Account) -> str:
    client.post(reverse("my-app"))
    code = pyotp.TOTP(str(AuthenticatorApp.objects.get(account=account).secret)).now()
    assert client.post(reverse("my-app"), {"code": code}).status_code == 302
    return str(code)


def test_who_reads_few_dossiers_is_not_asked(cast: Cast, rules: SignInRules) -> None:
    assert not must_make_one(signed_in(cast.coach))
    assert not must_make_one(signed_in(cast.student))
    assert not must_make_one(signed_in(cast.stranger_coach))


def test_a_partner_outside_is_asked_by_the_school_whose_students_they_see(cast: Cast, rules: SignInRules) -> None:
    assert must_make_one(signed_in(cast.partner))
    SignInRules.objects.update(factor_for_partners=False)
    assert not must_make_one(signed_in(cast.partner))


@pytest.mark.parametrize(("days", "is_closed"), [(-1, False), (0, True), (1, True)])
def test_the_days_of_grace_end_on_their_day(cast: Cast, rules: SignInRules, days: int, is_closed: bool) -> None:
    SignInRules.objects.update(factor_from=today() - timedelta(days=10 + days))
    client = signed_in(cast.team_leader)
    assert must_make_one(client) == is_closed
    if not is_closed:
        told = signed_in(cast.team_leader).get(reverse("start")).content.decode()
        assert "heb je een tweede stap nodig" in told


def test_somebody_new_gets_the_days_of_grace_too(cast: Cast, rules: SignInRules) -> None:
    Account.objects.filter(person=cast.team_leader).update(created_at=now() - timedelta(days=2))
    assert not must_make_one(signed_in(cast.team_leader))


def test_who_has_a_passkey_or_app_is_let_through(cast: Cast, rules: SignInRules) -> None:
    app = factors.begin_app(cast.team_leader.account)
    factors.confirm_app(cast.team_leader.account, pyotp.TOTP(str(app.secret)).now())
    AuthenticatorApp.objects.update(last_step=0)
    client = signed_in(cast.team_leader)
    client.post(reverse("second-step"), {"code": pyotp.TOTP(str(app.secret)).now()})
    assert not must_make_one(client)


def test_the_administrator_sets_for_whom(cast: Cast) -> None:
    client, path = cast.client("administrator"), reverse("administration-sign-in")
    assert "SURFconext" in client.get(path).content.decode()
    assert client.post(path, FORM | {"factor_from": today().isoformat()}).status_code == 302
    kept = SignInRules.objects.get()
    assert (kept.organisation, kept.factor_from, kept.grace_days) == (cast.organisation, today(), 14)
    assert f'value="{today().isoformat()}"' in client.get(path).content.decode(), "else saving again would empty it"
    assert client.post(path, FORM | {"factor_from": today().isoformat()}).status_code == 409
    assert client.post(path, FORM | {"grace_days": "91", "seen": "1"}).status_code == 422
    assert cast.client("team_leader").post(path, FORM).status_code == 404


def test_every_page_that_asks_again_exists(cast: Cast) -> None:
    names = {address.name for address in addresses()}
    assert names >= settings.STRONG_PAGES


NO_FILE_ABOUT_PERSONS = {
    "my-copy": "asks by itself, and comes back to the page of one's data",
    "child-copy": "the same",
    "documents:file": "is one letter, which its page shows as well",
    "import-template": "is an empty file",
    "monitor:region": "holds counts, in which nobody is recognised",
    "keep-services-export": "holds services",
    "keep-services-template": "is an empty file",
}


def test_every_file_about_persons_asks_who_one_is() -> None:
    """Whoever adds a page that gives a file names it among the pages that ask again, or says here why it need not."""
    giving = {
        f"{space}:{one.name}" if space else str(one.name)
        for space, one in _patterns(get_resolver())
        if _gives_a_file(inspect.unwrap(one.callback).__code__)
    }
    assert giving - settings.STRONG_PAGES == set(NO_FILE_ABOUT_PERSONS)


def _gives_a_file(page: CodeType) -> bool:
    """By what the page says and calls; what it says of itself is not among it."""
    said = [one for one in page.co_consts if isinstance(one, str)]
    return any(one.startswith("attachment;") for one in said) or "_as_file" in page.co_names


def _patterns(under: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in under.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, one.namespace or space)
        elif one.callback.__module__.startswith("houvast.") and hasattr(one.callback, "__wrapped__"):
            yield space, one


def test_pages_that_matter_ask_who_one_is_after_a_quarter_of_an_hour(cast: Cast) -> None:
    client, path = cast.client("student"), reverse("careteam:in-confidence")
    assert client.get(path).status_code == 200
    with time_machine.travel(now() + timedelta(minutes=16)):
        answer: Any = client.get(path)
        assert answer["Location"].startswith(reverse("say-again"))
        assert client.get(reverse("start")).status_code == 200


def test_what_was_typed_in_time_may_be_sent_an_hour_later(cast: Cast) -> None:
    client = cast.client("student")
    path = reverse("plan:sign", args=[cast.student.pk])
    start_plan(student=cast.student, by=Viewer(cast.coach), first_review_on=today() + timedelta(days=42), at=now())
    with time_machine.travel(now() + timedelta(minutes=50)):
        assert client.post(path).status_code == 422
    with time_machine.travel(now() + timedelta(minutes=80)):
        assert client.post(path)["Location"].startswith(reverse("say-again"))
