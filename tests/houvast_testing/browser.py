"""One browser for a whole run: Playwright can be started once in a process."""

import functools
import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

from tests.houvast_testing.gaps import browser_binary


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Once started, Playwright keeps an event loop in this thread until the end of the run. Nothing of ours runs in it,
    but Django would refuse the database to every test that follows.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    _wait_for_the_page_after_a_click()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_binary(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-quic"],
        )
        yield browser
        browser.close()


def _wait_for_the_page_after_a_click() -> None:
    """A click is over when the page it led to is read: what counts elements after it sees all of them."""
    click = Locator.click

    @functools.wraps(click)
    def click_and_wait(self: Locator, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state("domcontentloaded")

    Locator.click = click_and_wait  # type: ignore[method-assign]
