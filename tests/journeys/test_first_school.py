"""An empty production installation becomes a working school in a real browser: nothing prepared but settings.

The browser stands where a proxy would end TLS: it says so in a header, as that proxy would.
"""

import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
PASSWORD = "vier groene fietsen slapen"
STUDENTS = """studentnummer;voornaam;achternaam;geboortedatum;klas;team;opleiding;crebo;niveau;leerweg;vanaf
400001;Sam;de Wit;2009-05-05;1A;Team ICT;Medewerker ICT;25655;2;BOL;2026-08-01
400002;Noor;Bakker;;1A;Team ICT;Medewerker ICT;25655;2;BOL;2026-08-01
"""
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A server on an empty database, and the code it printed."""

    url: str
    code: str


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HOUVAST_", "DJANGO_"))}
    environment |= {
        "HOUVAST_ENVIRONMENT": "production",
        "HOUVAST_SECRET_KEY": secrets.token_urlsafe(64),
        "HOUVAST_DATA_DIRECTORY": str(tmp_path),
        "HOUVAST_PUBLIC_URL": url,
        "HOUVAST_BEHIND_PROXY": "true",
        "PYTHONUNBUFFERED": "1",
    }
    houvast = str(Path(sys.executable).parent / "houvast")
    subprocess.run([houvast, "migrate"], env=environment, check=True, capture_output=True)
    with subprocess.Popen(
        [houvast, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            said = iter(server.stdout.readline, "")
            code = next(line.split("code: ")[1].strip() for line in said if "code: " in line)
            _wait_for(port)
            yield Installation(url=url, code=code)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            subprocess.run(["sleep", "0.1"], check=True)
        else:
            return
    pytest.fail("the server did not come up")


def window(chromium: Browser) -> Page:
    context = chromium.new_context(
        locale="nl-NL", extra_http_headers={"X-Forwarded-Proto": "https"}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def send(page: Page, **typed: str) -> None:
    """Fill in the main form by field name, send it, and scan what comes."""
    form = page.locator("main form.hv-form").last
    for name, value in typed.items():
        field = form.locator(f"[name='{name}']")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator(".hv-actions button[type=submit]").click()
    page.wait_for_load_state()
    scan(page)


def scan(page: Page) -> None:
    found = Axe().run(page, options=AXE)
    told = [f"{one['id']}: {one['help']} {one['nodes'][0]['target']}" for one in found.response["violations"]]
    assert not told, (page.url, told)


def test_an_empty_installation_becomes_a_working_school(installation: Installation, chromium: Browser) -> None:
    # 1. The institution and its administrator, with the code of the console.
    admin = window(chromium)
    admin.goto(f"{installation.url}/")
    admin.get_by_role("link", name="De instelling inrichten").click()
    send(
        admin, code=installation.code, institution="ROC Nieuw", institution_code="31ZZ", school_region="noord",
        given_name="Ada", family_name="Baas", email="ada@example.org", password=PASSWORD, again=PASSWORD,
    )  # fmt: skip
    expect(admin.get_by_role("banner")).to_contain_text("ROC Nieuw")

    # 2. A college and a team; the class comes with the students.
    admin.goto(f"{installation.url}/administration/units/")
    scan(admin)
    send(admin, kind="college", name="College Techniek")
    send(admin, kind="team", name="Team ICT")
    expect(admin.get_by_role("main")).to_contain_text("Team ICT")

    # 3. The students, from a file.
    admin.goto(f"{installation.url}/import/")
    scan(admin)
    admin.locator("input[type=file]").set_input_files(
        {"name": "studenten.csv", "mimeType": "text/csv", "buffer": STUDENTS.encode()}
    )
    admin.locator("main form.hv-form .hv-actions button[type=submit]").click()
    admin.get_by_role("button", name=re.compile("Ja")).click()
    admin.wait_for_load_state()

    # 4. A coach, who gets a link.
    admin.goto(f"{installation.url}/administration/staff/invite/")
    team = admin.locator("select[name=unit] option", has_text="Team ICT").first.get_attribute("value") or ""
    send(
        admin, given_name="Carla", family_name="Coach", email="carla@example.org", role="study_coach", unit=team,
    )  # fmt: skip
    link = admin.locator("code.hv-code").inner_text()
    coach = window(chromium)
    coach.goto(link)
    scan(coach)
    send(coach, password=PASSWORD, again=PASSWORD)
    expect(coach.get_by_role("banner")).to_contain_text("Carla Coach")

    # 5. The class gets its coach; what was unknown is typed.
    admin.goto(f"{installation.url}/administration/coaches/")
    scan(admin)
    admin.locator("select[name^=class-]").first.select_option(label="Carla Coach")
    admin.locator("main form.hv-form .hv-actions button[type=submit]").click()
    admin.goto(f"{installation.url}/administration/students/?which=unknown")
    admin.get_by_role("link", name="Noor Bakker").click()
    admin.get_by_role("link", name=re.compile("geboortedatum invullen")).click()
    send(admin, birth_date="2008-02-03")
    expect(admin.get_by_role("main")).to_contain_text("3 februari 2008")
    admin.goto(f"{installation.url}/administration/students/?which=without-coach")
    expect(admin.get_by_role("main")).to_contain_text("Elke student heeft een coach")

    # 6. The coach finds the students, signs out, and comes in again with the password.
    coach.goto(f"{installation.url}/students/")
    expect(coach.get_by_role("main")).to_contain_text("Sam de Wit")
    expect(coach.get_by_role("main")).to_contain_text("Noor Bakker")
    coach.context.clear_cookies()
    coach.goto(f"{installation.url}/sign-in/")
    send(coach, email="carla@example.org", password=PASSWORD)
    expect(coach.get_by_role("banner")).to_contain_text("Carla Coach")

    # 7. The first-run page is gone.
    assert (admin.goto(f"{installation.url}/first-run/") or pytest.fail("no answer")).status == 404
