"""A coach makes a passkey in a real browser, signs in with it, and ends another device."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.person import DESK, PHONE, PersonAtBrowser
from tests.journeys.school import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]
EMAIL = "keyholder@example.org"
"""Somebody of this journey alone: who has a passkey is asked for it ever after."""

PREPARE = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now, today
from houvast.people.models import Account, Person, RoleAssignment
email, password = json.loads(sys.argv[1])
school = Person.objects.get(email="coach@example.org").organisation
person = Person.objects.create(organisation=school, given_name="Kees", family_name="Sleutel", sort_name="sleutel kees",
    email=email, created_at=now())
RoleAssignment.objects.create(organisation=school, person=person, role="study_coach",
    starts_on=today().replace(year=2025, day=1))
Account.objects.create(organisation=school, person=person, email=email, password=make_password(password),
    created_at=now())
print("true")
"""


def with_a_key(page: Page) -> Passkeys:
    """A security key of the browser's own, that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return Passkeys(devtools, devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options}))


class Passkeys:
    """The security key of one browser, whose passkeys another device may share (as a password manager does)."""

    def __init__(self, devtools: CDPSession, key: dict[str, str]) -> None:
        self.devtools, self.key = devtools, key

    def share_with(self, other: Passkeys) -> None:
        for passkey in self.devtools.send("WebAuthn.getCredentials", self.key)["credentials"]:
            other.devtools.send("WebAuthn.addCredential", {**other.key, "credential": passkey})


def type_password(coach: PersonAtBrowser) -> None:
    coach.go("/sign-in/")
    coach.page.get_by_label("E-mailadres").fill(EMAIL)
    coach.page.get_by_label("Wachtwoord").fill(PASSWORD)
    coach.page.get_by_role("button", name="Inloggen", exact=True).click()


def show_passkey(coach: PersonAtBrowser) -> None:
    coach.go("/sign-in/")
    coach.page.get_by_role("button", name="Inloggen met een passkey").click()
    coach.page.wait_for_url(lambda url: "sign-in" not in url)
    coach.go("/my-access/")


@pytest.mark.long
def test_a_passkey_is_made_and_lets_its_owner_in_without_a_password(school: School, chromium: Browser) -> None:
    school.run(PREPARE, [EMAIL, PASSWORD])
    named = replace(school, url=school.url.replace("127.0.0.1", "localhost"))  # a passkey belongs to a name, no number
    windows = []
    for name, width in (("phone", PHONE), ("desk", DESK)):
        page = chromium.new_context(viewport=width, locale="nl-NL", reduced_motion="reduce").new_page()
        page.set_default_timeout(20_000)
        windows.append(PersonAtBrowser(page=page, school=named, name=f"keyholder-nl-{name}"))
    phone, desk = windows
    passkeys, at_the_desk = with_a_key(phone.page), with_a_key(desk.page)
    type_password(phone)
    phone.page.wait_for_url(lambda url: "sign-in" not in url)
    phone.go("/my-access/")
    phone.page.get_by_role("button", name="Maak een passkey").click()
    expect(phone.page.get_by_text("Je kunt vanaf nu met deze passkey inloggen.")).to_be_visible()
    phone.look()

    phone.page.context.clear_cookies()
    type_password(phone)
    expect(phone.page.get_by_role("heading", name="Nog één stap")).to_be_visible()
    phone.look()

    phone.page.context.clear_cookies()
    show_passkey(phone)
    passkeys.share_with(at_the_desk)
    show_passkey(desk)
    expect(desk.page.get_by_text("dit apparaat")).to_be_visible()
    phone.go("/my-access/")
    phone.page.get_by_role("button", name="Overal elders uitloggen").click()
    expect(phone.page.get_by_text("Elk ander apparaat is uitgelogd.")).to_be_visible()
    phone.look()
    desk.go("/my-access/")
    assert "/sign-in/" in desk.page.url
    phone.go("/my-access/")
    assert "/sign-in/" not in phone.page.url
    for window in windows:
        assert window.problems == []
        window.page.context.close()
