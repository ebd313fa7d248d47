"""The frame, the choice of theme, an institution's colours, and the pages for what went wrong."""

import pytest
from django.conf import settings
from django.test import Client

from houvast.web.design.views import WHOLE_PAGES

PAGES = ["/design/", *(f"/design/{page}/" for page in WHOLE_PAGES)]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_component_can_be_seen_in_both_languages(browser_client: Client, path: str, language: str) -> None:
    page = browser_client.get(path, headers={"accept-language": language})
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()


def test_a_page_that_does_not_exist_is_not_found(browser_client: Client) -> None:
    page = browser_client.get("/design/nope/")
    assert page.status_code == 404
    assert "Deze pagina is er niet" in page.content.decode()


def test_no_page_needs_inline_style_or_script(browser_client: Client) -> None:
    for path in PAGES:
        html = browser_client.get(path).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert "<script>" not in html
        assert "onclick" not in html


def test_the_page_of_components_is_for_development_only() -> None:
    assert not settings.DEVELOPMENT
    assert Client().get("/design/").status_code == 404


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/wrong/400/", 400, "We konden dit verzoek niet lezen"),
        ("/wrong/403/", 403, "Dit kun je niet doen"),
        ("/wrong/404/", 404, "Deze pagina is er niet"),
        ("/wrong/409/", 409, "Iemand was je net voor"),
        ("/wrong/429/", 429, "over 5 minuten"),
        ("/wrong/500/", 500, "Dit ligt aan ons"),
        ("/wrong/503/", 503, "Houvast rust even uit"),
        ("/wrong/form/", 403, "Dit formulier stond te lang open"),
    ],
)
def test_what_went_wrong_says_so_and_leads_on(browser_client: Client, path: str, status: int, words: str) -> None:
    page = browser_client.get(path)
    assert page.status_code == status
    assert words in page.content.decode()
    assert "nl-button" in page.content.decode()


def test_after_a_conflict_what_was_typed_is_still_there(browser_client: Client) -> None:
    assert "&lt;b&gt;Wat ik schreef&lt;/b&gt;" in browser_client.get("/wrong/409/").content.decode()


def test_too_many_tries_says_when_to_come_back(browser_client: Client) -> None:
    assert browser_client.get("/wrong/429/")["Retry-After"] == "300"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_is_remembered_on_this_device(browser_client: Client, theme: str) -> None:
    answer = browser_client.post("/look/theme/", {"theme": theme, "next": "/design/caseload/"})
    assert answer["Location"] == "/design/caseload/"
    assert f'data-theme="{theme}"' in browser_client.get("/design/").content.decode()
    browser_client.post("/look/theme/", {"theme": "", "next": "/design/"})
    assert "data-theme" not in browser_client.get("/design/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_choosing_a_theme_leads_nowhere_else(browser_client: Client, elsewhere: str) -> None:
    assert browser_client.post("/look/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_a_theme_that_does_not_exist_is_not_kept(browser_client: Client) -> None:
    browser_client.cookies["houvast_theme"] = 'x" onload="'
    assert "onload" not in browser_client.get("/design/").content.decode()


def test_choosing_a_theme_is_not_done_by_a_link(browser_client: Client) -> None:
    assert browser_client.get("/look/theme/").status_code == 405


def test_the_colours_of_an_institution_are_kept_by_the_browser(browser_client: Client) -> None:
    sheet = browser_client.get("/look/brand-c0392b.css")
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in sheet["Cache-Control"]
    assert browser_client.get("/look/brand-nocolour.css").status_code == 404
