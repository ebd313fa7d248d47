"""Everybody of the demonstration opens every page of the own menu: it is there, fits the screen and is accessible.

The journeys scan the pages that they pass; this walks past the ones that no journey comes by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.person import DESK, PHONE, PersonAtBrowser
from tests.journeys.school import School
from tests.test_make_demo import run, served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.no_database]

LEAST_PEOPLE, LEAST_PAGES = 30, 150


@pytest.mark.timeout(1200)
def test_every_page_of_every_menu_is_there_and_accessible(tmp_path: Path, chromium: Browser) -> None:
    made = run(tmp_path, "demo", "--students", "30", "--json")
    assert made.returncode == 0, made.stderr
    problems: list[str] = []
    walked = 0
    with served(tmp_path) as address:
        people = accounts(chromium, address)
        for turn, account in enumerate(people):
            one = somebody(chromium, address, account, turn)
            for path in menu(one):
                answer = one.page.goto(address + path)
                assert answer is not None
                if answer.status != 200:
                    problems.append(f"{one.name} {path}: {answer.status}")
                one.look()
                walked += 1
            problems += one.problems
            one.page.context.close()
    assert problems == []
    assert len(people) >= LEAST_PEOPLE
    assert walked >= LEAST_PAGES


def accounts(chromium: Browser, address: str) -> list[str]:
    """Everybody on the sign-in page, by the account that the button sends."""
    page = chromium.new_page()
    page.goto(f"{address}/sign-in/")
    found = page.locator("input[name=account]").evaluate_all("all => all.map(each => each.value)")
    page.close()
    return [str(one) for one in found]


def somebody(chromium: Browser, address: str, account: str, turn: int) -> PersonAtBrowser:
    """Sign in as this person: by turns on a phone in Dutch and at a desk in English."""
    phone = turn % 2 == 0
    context = chromium.new_context(viewport=PHONE if phone else DESK, locale="nl-NL", reduced_motion="reduce")
    language = "nl" if phone else "en"
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{address}/sign-in/")
    page.locator(f"form:has(input[name=account][value='{account}']) button").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    who = (page.locator(".hv-menu__who strong").text_content() or "").replace("-", " ")
    name = f"{who}-{language}-{'phone' if phone else 'desk'}"
    return PersonAtBrowser(page=page, school=School(url=address, environment={}, students={}), name=name)


def menu(one: PersonAtBrowser) -> list[str]:
    """Where the links of the header lead, once each."""
    found = one.page.locator("header a[href^='/']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return list(dict.fromkeys(str(path) for path in found))
