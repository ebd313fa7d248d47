"""One browser for a whole run: Playwright can be started once in a process."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.houvast_testing.gaps import browser_binary


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Once started, Playwright keeps an event loop in this thread until the end of the run. Nothing of ours runs in it,
    but Django would refuse the database to every test that follows.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_binary(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-quic"],
        )
        yield browser
        browser.close()
