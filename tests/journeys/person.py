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
    from collections.abc import Callable
    from datetime import date

    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
MOST_STEPS = 40
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
        """Fill in fields by name, in the order of the form: text, a choice by its value, several choices.

        What is folded is opened; where a phone asks one thing at a time, "next" is pressed until the field is there.
        """
        order = self._names()
        for name, value in sorted(typed.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 0):
            self._come_to(name)
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

    def _names(self) -> list[str]:
        """The names of the fields in the order of the page; nothing where scripts are off and no steps are taken."""
        if not self.javascript:
            return []
        return list(dict.fromkeys(self.page.evaluate("[...document.querySelectorAll('main [name]')].map(e => e.name)")))

    def _come_to(self, name: str) -> None:
        """Open what the field is folded in, and go on to its step."""
        field = self.page.locator(f"main [name='{name}']:not([type=hidden])").first
        if self.javascript and field.count():
            field.evaluate("e => { const folded = e.closest('details'); if (folded) folded.open = true; }")
        elif field.count():
            folded = self.page.locator("main form details:not([open]) > summary")
            while folded.count():
                folded.first.click()
        self._press_next_until(lambda: not field.count() or field.is_visible())

    def _press_next_until(self, there: Callable[[], bool]) -> None:
        onward = self.page.locator("main form[data-hv-steps] button[type=button].nl-button--primary")
        for _ in range(MOST_STEPS):
            if there() or not onward.count() or not onward.is_visible():
                return
            onward.click()

    def send(self, *, stays: bool = False) -> None:
        """Press the form's main button, and look at the page that comes."""
        before = self.page.url
        main_button = self.page.locator("main form.hv-form .hv-actions button[type=submit]").first
        self._press_next_until(main_button.is_visible)
        main_button.click()
        self.page.wait_for_load_state()
        assert (self.page.url == before) == stays, self.said()
        self.look()

    def said(self) -> str:
        """The text of the page."""
        return self.page.locator("main").inner_text()
