"""The look with one's own eyes: nothing for the accessibility scan to find, nothing too wide, nothing refused."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response
from pytest_django.live_server_helper import LiveServer

from houvast.web.design.views import WHOLE_PAGES

pytestmark = pytest.mark.browser

PAGES = ("", *(f"{page}/" for page in WHOLE_PAGES))
MOST_CSS_GZIPPED = 40_000
MOST_PAGE_SENT = 60_000


def visit(chromium: Browser, server: LiveServer, path: str, **options: object) -> tuple[Page, list[str]]:
    """Open a page; everything that the browser complained about comes along."""
    page = chromium.new_context(**options).new_page()  # type: ignore[arg-type]
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{server.url}/design/{path}")
    return page, complaints


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("paths", "width", "theme"),
    [
        pytest.param(PAGES, 360, "light", marks=pytest.mark.long),
        pytest.param(PAGES[:1], 360, "dark", marks=pytest.mark.long),
        pytest.param(PAGES[:1], 1440, "light", marks=pytest.mark.long),
        (PAGES[:3], 1440, "dark"),
    ],
)
def test_an_accessibility_scan_finds_nothing(
    alone: None, live_server: LiveServer, chromium: Browser, paths: tuple[str, ...], width: int, theme: str
) -> None:
    for path in paths:
        page, complaints = visit(
            chromium, live_server, path, viewport={"width": width, "height": 900}, color_scheme=theme, locale="nl"
        )
        found = Axe().run(page).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"]) for each in found] == []
        assert complaints == []
        page.context.close()


@pytest.mark.long
@pytest.mark.django_db
def test_no_page_is_wider_than_the_screen(alone: None, live_server: LiveServer, chromium: Browser) -> None:
    for path in PAGES:
        page, _complaints = visit(chromium, live_server, path)
        for width in (320, 360, 768, 900, 1600):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        page.context.close()


@pytest.mark.django_db
def test_everything_that_is_touched_is_large_enough(alone: None, live_server: LiveServer, chromium: Browser) -> None:
    page, _complaints = visit(chromium, live_server, "caseload/", viewport={"width": 360, "height": 900})
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .nl-button, input, select, nav a")]
        .filter(each => each.checkVisibility() && each.type !== "hidden")
        .filter(each => each.getBoundingClientRect().height < 43.5)
        .map(each => each.outerHTML.slice(0, 120))"""
    )
    assert small == []
    page.context.close()


@pytest.mark.django_db
def test_a_page_is_light_enough_for_a_bad_connection(alone: None, live_server: LiveServer, chromium: Browser) -> None:
    page = chromium.new_context().new_page()
    kinds: dict[str, int] = {}

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        kinds[kind] = kinds.get(kind, 0) + len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(f"{live_server.url}/design/procedure/")
    page.wait_for_load_state("networkidle")
    assert 5_000 < kinds["stylesheet"] < MOST_CSS_GZIPPED, "build the assets first: make assets"
    assert sum(size for kind, size in kinds.items() if kind not in {"font", "image"}) < MOST_PAGE_SENT
    page.context.close()


@pytest.mark.django_db
def test_the_menu_works_without_javascript(alone: None, live_server: LiveServer, chromium: Browser) -> None:
    page, _complaints = visit(
        chromium,
        live_server,
        "caseload/",
        viewport={"width": 360, "height": 800},
        java_script_enabled=False,
        locale="nl",
    )
    page.get_by_text("Menu", exact=True).click()
    assert page.get_by_role("link", name="Sociale kaart").is_visible()
    page.context.close()


@pytest.mark.django_db
def test_the_keyboard_reaches_the_content_first(alone: None, live_server: LiveServer, chromium: Browser) -> None:
    page, _complaints = visit(chromium, live_server, "caseload/", locale="nl")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.context.close()
