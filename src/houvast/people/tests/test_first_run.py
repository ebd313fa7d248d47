"""An empty installation becomes a school: with the code of the console, once."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from houvast.operation.cli import main
from houvast.people.first_run import code_fits, new_set_up_code
from houvast.people.models import Account, Organisation, RoleAssignment, SetUpCode
from tests.houvast_testing.cast import Cast, make_organisation

pytestmark = pytest.mark.django_db
TYPED = {
    "institution": "ROC Nieuw", "institution_code": "31ZZ", "school_region": "noord", "given_name": "Ada",
    "family_name": "Baas", "email": "ada@example.org", "password": "vier groene fietsen slapen",
    "again": "vier groene fietsen slapen",
}  # fmt: skip


def test_with_the_code_the_institution_and_its_administrator_are_made() -> None:
    code = new_set_up_code()
    browser = Client()
    assert browser.get(reverse("first-run")).status_code == 200
    answer = browser.post(reverse("first-run"), {**TYPED, "code": f" {str(code).upper()} "})
    assert answer.status_code == 302, answer.content.decode()
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.code, organisation.school_region) == ("ROC Nieuw", "31ZZ", "noord")
    account = Account.objects.get()
    assert account.person.roles.get().role == RoleAssignment.Role.ADMINISTRATOR
    assert browser.get(reverse("administration")).status_code == 200
    assert not SetUpCode.objects.exists()
    assert Client().get(reverse("first-run")).status_code == 404


def test_without_the_right_code_nothing_is_made_and_tries_are_counted() -> None:
    new_set_up_code()
    for _ in range(5):
        wrong = Client().post(reverse("first-run"), {**TYPED, "code": "aaaa-bbbb-cccc"})
        assert wrong.status_code == 422
        assert "ROC Nieuw" in wrong.content.decode()
    assert Client().post(reverse("first-run"), {**TYPED, "code": "aaaa-bbbb-cccc"}).status_code == 429
    assert not Organisation.objects.exists()


def test_a_newer_code_replaces_the_one_before_and_only_its_hash_is_kept() -> None:
    first, second = new_set_up_code(), new_set_up_code()
    assert first
    assert second
    assert not code_fits(first)
    assert code_fits(second)
    assert second.replace("-", "") not in SetUpCode.objects.get().code_hash


def test_the_institution_of_an_import_is_taken() -> None:
    known = make_organisation("Instelling", "")
    code = new_set_up_code()
    Client().post(reverse("first-run"), {**TYPED, "code": code})
    known.refresh_from_db()
    assert (known.name, known.code) == ("ROC Nieuw", "31ZZ")
    assert Organisation.objects.count() == 1


def test_where_somebody_can_sign_in_there_is_no_first_run(cast: Cast) -> None:
    assert new_set_up_code() is None
    assert Client().get(reverse("first-run")).status_code == 404


def test_the_sign_in_page_leads_to_the_first_run() -> None:
    assert reverse("first-run") in Client().get(reverse("sign-in")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_command_makes_them_too_and_gives_a_link_that_works() -> None:
    arguments = ["init", "--institution", "ROC Nieuw", "--code", "31ZZ", "--given-name", "Ada", "--family-name", "Baas"]
    result = CliRunner().invoke(main, [*arguments, "--email", "ada@example.org", "--json"])
    assert result.exit_code == 0, result.output
    made = json.loads(result.output)
    path = made["link"].removeprefix("http://127.0.0.1:8000")
    browser = Client()
    password = TYPED["password"]
    assert browser.post(path, {"password": password, "again": password}).status_code == 302
    assert browser.get(reverse("administration")).status_code == 200
    again = CliRunner().invoke(main, [*arguments, "--email", "bob@example.org", "--json"])
    assert again.exit_code == 1
    assert "already" in again.output


def test_the_command_names_what_lacks() -> None:
    result = CliRunner().invoke(main, ["init", "--institution", "ROC", "--json"])
    assert result.exit_code == 2
    assert "--given-name" in result.output
    wrong = CliRunner().invoke(
        main, ["init", "--institution", "R", "--given-name", "A", "--family-name", "B", "--email", "x", "--json"]
    )
    assert wrong.exit_code == 2


def test_the_command_prints_a_code_when_asked() -> None:
    result = CliRunner().invoke(main, ["init", "--code-only", "--json"])
    assert code_fits(json.loads(result.output)["code"])
