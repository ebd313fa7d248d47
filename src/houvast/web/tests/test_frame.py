"""What stands around every page: for whom it is drawn, and nothing that somebody typed goes in as it is."""

from collections.abc import Callable

import pytest

from houvast.web.components import Account, Institution, Link

Draw = Callable[..., str]
MEAN = "<b>&\"'"
MEANT = "&lt;b&gt;&amp;&quot;&#x27;"


def test_what_somebody_is_called_is_text_in_the_header(drawn: Draw) -> None:
    html = drawn(
        "{% frame_header %}",
        account=Account(name=MEAN, role=MEAN, links=(Link(label=MEAN, url="/a/?b&c"),), sign_out_url="/out/?d&e"),
        institution=Institution(name=MEAN),
        navigation=(Link(label=MEAN, url="/f/?g&h", current=True, count=3), Link(label="Start", url="/")),
        other_language=Link(label="English", url="en"),
        here=f"/x/?q={MEAN}",
        csrf_token=MEAN,
    )
    assert "<b>" not in html
    assert html.count(MEANT) == 10, "school, address, two tokens, account twice, its role, its link, a link twice"
    for address in ("/a/?b&amp;c", "/out/?d&amp;e", "/f/?g&amp;h"):
        assert address in html
    assert html.count('aria-current="page"') == 2
    assert html.count('3<span class="hv-hidden"> wachten</span>') == 2


def test_who_is_not_signed_in_gets_no_account_and_no_navigation(drawn: Draw) -> None:
    html = drawn("{% frame_header %}", start_url="/")
    assert "hv-menu" not in html
    assert "hv-nav" not in html
    assert '<a class="hv-brand" href="/">' in html


@pytest.mark.parametrize(("theme", "pressed"), [("light", "light"), ("dark", "dark"), ("", "")])
def test_the_chosen_colours_are_marked_in_the_footer(drawn: Draw, theme: str, pressed: str) -> None:
    html = drawn("{% frame_footer %}", look_url="/look/", theme=theme, here=MEAN, csrf_token="t")
    assert f'value="{pressed}" aria-pressed="true"' in html
    assert html.count('aria-pressed="true"') == 1
    assert f'name="next" value="{MEANT}"' in html
    assert 'name="csrfmiddlewaretoken" value="t"' in html


def test_without_a_request_there_is_no_token_and_no_choice_of_colours(drawn: Draw) -> None:
    assert "<form" not in drawn("{% frame_footer %}")
    assert "csrfmiddlewaretoken" not in drawn("{% frame_footer %}", look_url="/look/", csrf_token="NOTPROVIDED")


def test_links_that_everybody_may_need_stand_in_the_footer(drawn: Draw) -> None:
    html = drawn("{% frame_footer %}", footer_links=(Link(label=MEAN, url="/help/"),))
    assert f'<a href="/help/">{MEANT}</a>' in html
    assert "Iets om je aan vast te houden" not in html
    assert "iets om je aan vast te houden" in drawn("{% frame_footer %}")


def test_both_languages_are_drawn_in_their_own_words(drawn: Draw) -> None:
    navigation = (Link(label="Start", url="/"),)
    assert "Hoofdmenu" in drawn("{% frame_header %}", navigation=navigation)
    assert "Main navigation" in drawn("{% frame_header %}", language="en", navigation=navigation)
