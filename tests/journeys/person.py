"""Somebody at a browser: signs in, moves the clock, fills in forms by their labels, and every page is scanned."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.school import PASSWORD, School

if TYPE_CHECKING:
    from datetime import date

    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
PICTURES = os.environ.get("HOUVAST_PICTURES", "")
SCANNED: set[tuple[str, str, str]] = set()
AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@dataclass
class PersonAtBrowser:
    """One person, one browser window. `problems` are what the scans found."""

    page: Page
    school: School
    problems: list[str] = field(default_factory=list)
    shot: int = 0
    name: str = ""
    javascript: bool = True

    @classmethod
    def sign_in(
        cls, browser: Browser, school: School, email: str, *, language: str, phone: bool, javascript: bool = True
    ) -> PersonAtBrowser:
        """Open a window of that width in that language and sign in with e-mail and password."""
        context = browser.new_context(
            viewport=PHONE if phone else DESK, locale="nl-NL", java_script_enabled=javascript, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": school.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{school.url}/sign-in/")
        page.locator("#id_email").fill(email)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("form:has(#id_password) button[type=submit]").click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        return cls(
            page=page,
            school=school,
            javascript=javascript,
            name=f"{email.partition('@')[0]}-{language}-{'phone' if phone else 'desk'}",
        )

    def it_is(self, day: date) -> None:
        """Set the development clock of this window."""
        self.page.context.add_cookies([{"name": "houvast-what-if", "value": day.isoformat(), "url": self.school.url}])

    def go(self, path: str) -> None:
        """Open a page of the school and scan it."""
        self.page.goto(self.school.url + path)
        self.look()

    def look(self) -> None:
        """Scan what is on screen for accessibility, and for a page wider than its window; keep a picture when asked.

        The same page with the same headings, at the same width and in the same language, is scanned once a run.
        """
        if not self.javascript:
            return  # the scanner is a script itself; the same pages are scanned by those who have it
        seen = (self.name.partition("-")[2], re.sub(r"[0-9a-f-]{36}", "*", self.page.url), self._outline())
        if seen in SCANNED:
            return
        SCANNED.add(seen)
        found = Axe().run(self.page, options=AXE_RULES)
        for violation in found.response["violations"]:
            nodes = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            self.problems.append(f"{self.name} {self.page.url}: {violation['id']}: {violation['help']} ({nodes})")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            self.problems.append(f"{self.name} {self.page.url}: {wide} px wider than the window")
        if PICTURES:
            self.shot += 1
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{PICTURES}/{self.name}-{self.shot:02}.png", full_page=True)

    def _outline(self) -> str:
        """What is on the page, in kinds: its headings and how many fields of which kind."""
        outline = self.page.evaluate(
            "[...document.querySelectorAll('main :is(h1, h2, textarea, select, input:not([type=hidden]))')]"
            ".map(e => e.tagName + (e.type || e.textContent)).join('|')"
        )
        return str(outline)

    def fill(self, typed: dict[str, str | list[str] | bool]) -> None:
        """Fill in fields by name: text, a choice by its value, several choices."""
        for name, value in typed.items():
            radios = self.page.locator(f"input[type=radio][name='{name}'], input[type=checkbox][name='{name}']")
            if radios.count():
                for one in value if isinstance(value, list) else [value]:
                    choice = (
                        radios if isinstance(one, bool) else self.page.locator(f"input[name='{name}'][value='{one}']")
                    )
                    choice.set_checked(one if isinstance(one, bool) else True)
            elif self.page.locator(f"select[name='{name}']").count():
                self.page.locator(f"select[name='{name}']").select_option(str(value))
            else:
                self.page.locator(f"[name='{name}']:not([type=hidden])").first.fill(str(value))

    def send(self, *, stays: bool = False) -> None:
        """Press the form's main button, and look at the page that comes."""
        before = self.page.url
        self.page.locator("main form.hv-form .hv-actions button[type=submit]").first.click()
        self.page.wait_for_load_state()
        assert (self.page.url == before) == stays, self.said()
        self.look()

    def said(self) -> str:
        """The text of the page."""
        return self.page.locator("main").inner_text()
