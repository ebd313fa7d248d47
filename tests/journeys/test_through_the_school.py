"""Signing in through the school's own provider in a real browser: OpenID Connect and SAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from houvast.people.saml.signing import new_key
from tests.houvast_testing.identity_provider import CLIENT_ID, CLIENT_SECRET, school_provider
from tests.houvast_testing.saml_provider import saml_school
from tests.journeys.person import DESK, PHONE, PersonAtBrowser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data, pytest.mark.long]
UID = "urn:oid:0.9.2342.19200300.100.1.1"

PREPARE = """
import json, sys
import django
django.setup()
from houvast.people.clock import now, today
from houvast.people.models import Account, LinkedIdentity, Person, RoleAssignment, SignInProvider
values = json.loads(sys.argv[1])
school = Person.objects.get(email="coach@example.org").organisation
person, made = Person.objects.get_or_create(organisation=school, number="p001", defaults=dict(given_name="Petra",
    family_name="Poort", sort_name="poort petra", email="petra@example.org", created_at=now()))
if made:
    RoleAssignment.objects.create(organisation=school, person=person, role="study_coach",
        starts_on=today().replace(year=2025, day=1))
    Account.objects.create(organisation=school, person=person, email=person.email, password="!", created_at=now())
LinkedIdentity.objects.all().delete()
provider, _ = SignInProvider.objects.update_or_create(organisation=school, defaults=dict(name="Mijn ROC",
    first_link="claim", **values))
print(json.dumps(str(provider.pk)))
"""


def closed(school: School) -> None:
    """Nobody signs in with it any more: other journeys find the sign-in page as it was."""
    school.run(PREPARE, {"is_open": False})


@pytest.fixture
def school_with_a_provider(school: School) -> Iterator[School]:
    yield school
    closed(school)


def window(browser: Browser, school: School, *, phone: bool, language: str) -> PersonAtBrowser:
    context = browser.new_context(viewport=PHONE if phone else DESK, locale="nl-NL", reduced_motion="reduce")
    context.add_cookies([{"name": "django_language", "value": language, "url": school.url}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    name = f"petra-{language}-{'phone' if phone else 'desk'}"
    return PersonAtBrowser(page=page, school=school, name=name)


def sign_in(petra: PersonAtBrowser, button: str) -> None:
    petra.go("/sign-in/?next=/my-access/")
    petra.page.get_by_role("link", name=button).click()
    petra.page.get_by_label("User").fill("petra")
    petra.page.get_by_role("button", name="Continue").click()


def sign_out(petra: PersonAtBrowser, button: str) -> None:
    petra.page.locator("header details.hv-menu:has(form) > summary").first.click()
    petra.page.get_by_role("button", name=button, exact=True).click()


def test_there_back_and_out_with_openid_connect(school_with_a_provider: School, chromium: Browser) -> None:
    school = school_with_a_provider
    with school_provider({"petra": {"claims": {"uids": ["p001"]}}}, home=school.url) as provider:
        values = {
            "protocol": "oidc", "issuer": provider.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET,
            "match_claim": "uids", "is_open": True,
        }  # fmt: skip
        school.run(PREPARE, values)
        petra = window(chromium, school, phone=True, language="nl")
        sign_in(petra, "Inloggen met Mijn ROC")
        expect(petra.page.get_by_role("heading", name="Mijn toegang")).to_be_visible(timeout=60_000)
        expect(petra.page.get_by_text("Mijn ROC")).to_be_visible(timeout=60_000)
        petra.look()
        petra.go("/my-access/")
        sign_out(petra, "Uitloggen")
        petra.page.get_by_role("button", name="Log out here too").click()
        petra.page.wait_for_url(f"{school.url}/sign-in/")
        sign_in(petra, "Inloggen met Mijn ROC")
        expect(petra.page.get_by_role("heading", name="Mijn toegang")).to_be_visible(timeout=60_000)
        assert petra.problems == []
        petra.page.context.close()


@pytest.mark.saml
def test_there_and_back_with_saml_of_another_site(school_with_a_provider: School, chromium: Browser) -> None:
    """The provider is another site: its post brings no cookie, and the answer still finds the browser that asked."""
    school = school_with_a_provider
    key, certificate = new_key("Houvast")
    with saml_school({"petra": {"attributes": {UID: ["p001"]}}}, host="localhost") as provider:
        values = {
            "protocol": "saml", "issuer": provider.metadata, "metadata_address": provider.metadata, "client_id": "",
            "client_secret": "", "signing_key": key, "certificate": certificate, "match_claim": "uid", "is_open": True,
        }  # fmt: skip
        ours = school.run(PREPARE, values)
        petra = window(chromium, school, phone=False, language="en")
        description = petra.page.request.get(f"{school.url}/sign-in/saml/{ours}/metadata/")
        provider.knows(description.text())
        sign_in(petra, "Sign in with Mijn ROC")
        petra.page.get_by_role("button", name="Go on").click()
        expect(petra.page.get_by_role("heading", name="My access")).to_be_visible(timeout=60_000)
        petra.page.context.close()
