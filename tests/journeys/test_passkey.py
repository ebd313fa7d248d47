"""A coach makes a passkey in a real browser, signs in with it, and ends another device."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.school import PASSWORD, School

pytestmark = pytest.mark.browser


def with_a_key(page: Page) -> str:
    """A security key of the browser's own, that always says yes; gives its number, to take its passkeys from."""
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
    return str(devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


def test_a_passkey_is_made_and_lets_its_owner_in_without_a_password(school: School, chromium: Browser) -> None:
    here = school.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    context = chromium.new_context(locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(20_000)
    with_a_key(page)
    page.goto(f"{here}/sign-in/")
    page.get_by_label("E-mailadres").fill("director@example.org")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.goto(f"{here}/my-access/")
    page.get_by_role("button", name="Maak een passkey").click()
    expect(page.get_by_text("Je kunt vanaf nu met deze passkey inloggen.")).to_be_visible()

    context.clear_cookies()
    page.goto(f"{here}/sign-in/")
    page.get_by_label("E-mailadres").fill("director@example.org")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", name="Nog één stap")).to_be_visible()

    context.clear_cookies()
    page.goto(f"{here}/sign-in/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(f"{here}/my-access/")
    expect(page.get_by_text("dit apparaat")).to_be_visible()
    page.get_by_role("button", name="Overal elders uitloggen").click()
    expect(page.get_by_text("Elk ander apparaat is uitgelogd.")).to_be_visible()
    context.close()
