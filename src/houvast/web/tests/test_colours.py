"""Every text can be read: the theme's own colours, and whatever colour an institution brings."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.web.brand import (
    DARK_PAPER,
    DARK_SHADE,
    LIGHT_PAPER,
    LIGHT_SHADE,
    NotAColourError,
    accent_on,
    contrast,
    is_colour,
    parsed,
    style_sheet,
)

THEME = (Path(__file__).parents[1] / "styles" / "theme.css").read_text(encoding="utf-8")
ROLES = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(r"--hv-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", THEME)
}
PAPERS = ("paper", "sheet", "shade")
BODY = ("ink", "ink-soft")
MEANINGS = ("accent", "accent-strong", "ok", "attention", "care")
WASHES = (
    ("accent-strong", "accent-wash"),
    ("accent", "accent-wash"),
    ("ok", "ok-wash"),
    ("attention", "attention-wash"),
    ("care", "care-wash"),
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_body_text_has_a_contrast_of_seven_on_every_paper(theme: str) -> None:
    papers = (*PAPERS, "accent-wash", "ok-wash", "attention-wash", "care-wash")
    for text in BODY:
        for paper in papers:
            assert contrast(ROLES[text][theme], ROLES[paper][theme]) >= 7, (text, paper)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_else_that_is_read_has_at_least_four_and_a_half(theme: str) -> None:
    pairs = [(text, paper) for text in MEANINGS for paper in PAPERS] + [*WASHES, ("accent-ink", "accent")]
    pairs += [("accent-ink", "accent-strong"), ("paper", "ink")]
    for text, paper in pairs:
        assert contrast(ROLES[text][theme], ROLES[paper][theme]) >= 4.5, (text, paper)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_field_can_be_seen(theme: str) -> None:
    for paper in PAPERS:
        assert contrast(ROLES["line"][theme], ROLES[paper][theme]) >= 3, paper


def test_the_papers_of_the_theme_are_those_that_a_brand_is_measured_on() -> None:
    assert (ROLES["paper"]["light"], ROLES["shade"]["light"]) == (LIGHT_PAPER, LIGHT_SHADE)
    assert (ROLES["paper"]["dark"], ROLES["shade"]["dark"]) == (DARK_PAPER, DARK_SHADE)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_any_colour_of_an_institution_becomes_legible_in_both_themes(colour: str) -> None:
    for paper, shade in ((LIGHT_PAPER, LIGHT_SHADE), (DARK_PAPER, DARK_SHADE)):
        accent = accent_on(colour, paper, shade)
        assert contrast(accent.text, paper) >= 7
        assert contrast(accent.text, shade) >= 7
        assert contrast(accent.ink, accent.text) >= 4.5
        assert contrast(accent.ink, accent.strong) >= 4.5
        assert contrast(accent.text, accent.wash) >= 4.5
        assert contrast(accent.strong, accent.wash) >= 7


def test_a_colour_that_is_legible_already_stays_what_it_is() -> None:
    assert accent_on("#0f4c5c", LIGHT_PAPER, LIGHT_SHADE).text == "#0f4c5c"


@pytest.mark.parametrize("given_colour", ["red", "#fff", "#12345g", "", "#0f4c5c;}body{display:none"])
def test_what_is_no_colour_is_refused(given_colour: str) -> None:
    assert not is_colour(given_colour)
    with pytest.raises(NotAColourError, match="six hexadecimal digits"):
        parsed(given_colour)


def test_the_style_sheet_serves_light_dark_chosen_and_paper() -> None:
    sheet = style_sheet("#c0392b")
    assert sheet.count("--hv-accent:") == 4
    assert "prefers-color-scheme: dark" in sheet
    assert "@media print" in sheet
