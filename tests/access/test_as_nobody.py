"""On PostgreSQL with a login that owns nothing and passes no wall, as a real installation has it, everything opens.

The suite connects as the owner, who passes every wall outside a request. Here the whole connection is the application
role, so that whatever is read before the wall opens must lie before the wall.
"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from houvast.people.first_run import new_set_up_code
from houvast.people.links import issue_link
from houvast.people.models import Account, Person, SingleUseLink
from houvast.people.tests.at_the_door import PASSWORD, with_password
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles")


@pytest.fixture
def nobody(settings: Any, db: None) -> None:
    """Ends with the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {settings.HOUVAST.database_role}")


@pytest.fixture
def account(cast: Cast) -> Account:
    found = with_password(cast.coach)
    found.is_demo = True
    found.save()
    return found


def test_outside_a_request_nobody_is_seen(account: Account, nobody: None) -> None:
    assert not Person.objects.exists()


def test_signing_in_leads_to_the_pages_of_a_coach(cast: Cast, account: Account, nobody: None) -> None:
    browser = Client()
    answer = browser.post(reverse("sign-in"), {"email": account.email, "password": PASSWORD})
    assert answer.status_code == 302
    for path in (
        reverse("start"),
        reverse("students"),
        reverse("my-access"),
        reverse("student", kwargs={"student_id": cast.student.pk}),
    ):
        assert browser.get(path).status_code == 200, path
    stranger = reverse("student", kwargs={"student_id": cast.stranger_student.pk})
    assert browser.get(stranger).status_code == 404
    wrong = Client().post(reverse("sign-in"), {"email": account.email, "password": "wrong"})
    assert wrong.status_code == 422
    assert browser.post(reverse("set_language"), {"language": "en"}).status_code == 302
    assert browser.post(reverse("sign-out")).status_code == 302


@pytest.mark.parametrize("member", ["student", "guardian", "team_leader", "administration", "administrator", "partner"])
def test_everybody_comes_in(cast: Cast, member: str, nobody: None) -> None:
    browser = cast.client(member)
    assert browser.get(reverse("start")).status_code == 200


def test_the_demonstration_shows_its_people(account: Account, nobody: None, settings: Any) -> None:
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"demo": True})
    assert "Carla Coach" in Client().get(reverse("sign-in")).content.decode()
    assert Client().post(reverse("sign-in-as"), {"account": str(account.pk)}).status_code == 302


def test_links_and_forgotten_passwords_work(account: Account, nobody: None) -> None:
    token = issue_link(account=account, purpose=SingleUseLink.Purpose.RESET)
    address = reverse("open-link", kwargs={"token": token})
    assert Client().get(address).status_code == 200
    assert Client().post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert Client().post(reverse("forgotten-password"), {"email": account.email}).status_code == 200


def test_an_administrator_invites_and_assigns(cast: Cast, nobody: None) -> None:
    browser = cast.client("administrator")
    typed = {
        "given_name": "Nina", "family_name": "Nieuw", "email": "nina@example.org", "role": "study_coach",
        "unit": str(cast.team.pk), "starts_on": "2026-11-21",
    }  # fmt: skip
    answer = browser.post(reverse("administration-invite"), typed)
    assert answer.status_code == 302
    assert "/link/" in browser.get(answer["Location"]).content.decode()


def test_the_first_run_makes_a_school(nobody: None) -> None:
    code = new_set_up_code()
    browser = Client()
    typed = {
        "code": code, "institution": "ROC Nieuw", "school_region": "noord", "given_name": "Ada", "family_name": "Baas",
        "email": "ada@example.org", "password": PASSWORD, "again": PASSWORD,
    }  # fmt: skip
    assert browser.post(reverse("first-run"), typed).status_code == 302
    assert browser.get(reverse("administration")).status_code == 200
