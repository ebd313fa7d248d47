"""Browser journeys: a real chromium, a real server, students from a real file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.houvast_testing.gaps import DATA, browser_binary
from tests.journeys.school import School, open_school

NUMBERS = [
    "100000",
    "100001",
    "100002",
    "100003",
    "100004",
    "100005",
    "100006",
    "100007",
    "100008",
    "100009",
    "100010",
    "100011",
    "100021",
    "100022",
    "100023",
    "100024",
    "100025",
]


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    source = DATA / "samenwijzer-demo" / "studenten_synthetisch.csv"
    with open_school(tmp_path_factory.mktemp("school"), source, NUMBERS) as school:
        yield school


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_binary(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()
