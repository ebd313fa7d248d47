"""The frame around every page, written as text: its head, header and footer are a third of what a page draws.

What is the same for everybody in a language is put together once; names, links, the address and the token of a form
are escaped here, value by value, and nothing else is put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django_htmx.jinja import htmx_script

from houvast.web import marks
from houvast.web.addresses import address
from houvast.web.marks import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template import Context

    from houvast.web.components import Account, Institution, Link

_THEMES: Final = ("light", "dark", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What stands in the frame in one language, whoever reads: escaped, with its icons."""

    account: str
    sign_out: str
    menu: str
    navigation: str
    waiting: str
    foot: str
    colours: str
    themes: tuple[str, ...]


@lru_cache(maxsize=16)
def _said(_language: str | None) -> _Said:
    account, menu, foot = gettext("My account"), gettext("Menu"), gettext("Houvast: something to hold on to")
    icons = ("sun", "moon", "device-desktop")
    themes = (gettext("Light"), gettext("Dark"), gettext("As my device"))
    return _Said(
        account=f'<span class="hv-hidden">{safe(account)}</span>{marks.icon("chevron-down")}',
        sign_out=safe(gettext("Sign out")),
        menu=f"{marks.icon('menu-2')}{safe(menu)}",
        navigation=safe(gettext("Main navigation")),
        waiting=safe(gettext("waiting")),
        foot=f"<li>{safe(foot)}</li>",
        colours=safe(gettext("Colours")),
        themes=tuple(f"{marks.icon(icon)}{safe(words)}" for icon, words in zip(icons, themes, strict=True)),
    )


@lru_cache(maxsize=64)
def head(accent: str) -> SafeString:
    """What a browser fetches to show any page, in this accent colour: icon, font, styles."""
    colour = accent.lstrip("#").lower()
    sheets = [static("built/houvast.css"), *([reverse("web:brand", kwargs={"colour": colour})] if accent else [])]
    return format_html(
        '<link rel="icon" href="{}" type="image/svg+xml">\n'
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>\n{}',
        static("web/mark.svg"),
        static("built/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2"),
        format_html_join("\n", '<link rel="stylesheet" href="{}">', ((one,) for one in sheets)),
    )


@cache
def htmx() -> SafeString:
    """The script that fetches parts of a page."""
    return htmx_script()


@cache
def script() -> SafeString:
    """The script of our own."""
    return format_html('<script src="{}" defer></script>', static("web/houvast.js"))


def header(context: Context) -> SafeString:
    """The school, the other language, the account and the main navigation of whoever reads."""
    said = _said(get_language())
    token, get = _token(context), context.get
    links, account, other = get("navigation"), get("account"), get("other_language")
    tools = _language(other, token, str(get("here") or "")) if other else ""
    tools += _account(account, said, token) if account else ""
    below = ""
    if links:
        listed = _links(links, said)
        tools += (
            f'<details class="hv-menu hv-menu--nav"><summary>{said.menu}</summary>\n'
            f'<nav class="hv-menu__sheet" aria-label="{said.navigation}"><ul class="hv-menu__list">{listed}</ul></nav>'
            "</details>"
        )
        below = (
            f'<div class="hv-wide hv-nav"><nav aria-label="{said.navigation}"><ul class="hv-nav__list">{listed}</ul>'
            "</nav></div>\n"
        )
    brand = _brand(get("start_url"), get("institution"))
    return mark_safe(  # noqa: S308 - escaped above and below, value by value
        f'<header class="hv-header">\n<div class="hv-wide hv-header__bar">\n{brand}'
        f'\n<div class="hv-header__tools">\n{tools}\n</div>\n</div>\n{below}</header>'
    )


def _brand(start: str | None, institution: Institution | None) -> str:
    school = f'<span class="hv-brand__school">{safe(institution.name)}</span>' if institution else ""
    return f'<a class="hv-brand" href="{safe(start or "/")}">{_mark()}<span>Houvast</span>{school}</a>'


@cache
def _mark() -> str:
    return render_to_string("web/frame/mark.html")


def _language(other: Link, token: str, here: str) -> str:
    code, label = safe(other.url), safe(other.label)
    return (
        f'<form method="post" action="{safe(address("set_language"))}">{token}'
        f'<input type="hidden" name="next" value="{safe(here)}">'
        f'<button type="submit" class="hv-tool" name="language" value="{code}" lang="{code}">'
        f'<span class="hv-language__long">{marks.icon("language")} {label}</span><span class="hv-language__short">'
        f'<span aria-hidden="true">{safe(other.url.upper())}</span><span class="hv-hidden">{label}</span></span>'
        "</button></form>\n"
    )


def _account(account: Account, said: _Said, token: str) -> str:
    name = safe(account.name)
    role = f"<br>{safe(account.role)}" if account.role else ""
    listed = "".join(
        f'\n<li><a href="{safe(one.url)}"{_current(one)}>{safe(one.label)}</a></li>' for one in account.links
    )
    if account.sign_out_url:
        listed += (
            f'\n<li><form method="post" action="{safe(account.sign_out_url)}">{token}'
            f'<button class="hv-tool" type="submit">{said.sign_out}</button></form></li>'
        )
    return (
        f'<details class="hv-menu"><summary>{marks.icon("user")}<span class="hv-menu__label">{name}</span>'
        f'{said.account}</summary>\n<div class="hv-menu__sheet">\n'
        f'<p class="hv-menu__who"><strong>{name}</strong>{role}</p>\n'
        f'<ul class="hv-menu__list">{listed}\n</ul></div></details>\n'
    )


def _links(links: Iterable[Link], said: _Said) -> str:
    return (
        "".join(
            f'\n<li><a href="{safe(one.url)}"{_current(one)}>{safe(one.label)}{_count(one, said)}</a></li>'
            for one in links
        )
        + "\n"
    )


def _current(link: Link) -> str:
    return ' aria-current="page"' if link.current else ""


def _count(link: Link, said: _Said) -> str:
    if not link.count:
        return ""
    return f' <span class="hv-count">{link.count}<span class="hv-hidden"> {said.waiting}</span></span>'


def footer(context: Context) -> SafeString:
    """Links that everybody may need at once, and the choice of colours."""
    said, get = _said(get_language()), context.get
    links = get("footer_links") or ()
    listed = "".join(f'<li><a href="{safe(one.url)}">{safe(one.label)}</a></li>' for one in links) or said.foot
    look, chosen = get("look_url"), get("theme") or ""
    colours = ""
    if look:
        buttons = "\n".join(
            f'<button type="submit" class="hv-tool" name="theme" value="{theme}" '
            f'aria-pressed="{"true" if theme == chosen else "false"}">{words}</button>'
            for theme, words in zip(_THEMES, said.themes, strict=True)
        )
        colours = (
            f'<form class="hv-themes" method="post" action="{safe(look)}">{_token(context)}'
            f'<input type="hidden" name="next" value="{safe(str(get("here") or ""))}"><span>{said.colours}</span>\n'
            f"{buttons}</form>"
        )
    return mark_safe(  # noqa: S308 - escaped above, value by value
        '<footer class="hv-footer"><div class="hv-wide hv-footer__bar">\n'
        f'<ul class="hv-footer__links">{listed}</ul>\n{colours}\n</div></footer>'
    )


def page_heading(
    title: str,
    lead: str = "",
    over: str = "",
    back_url: str = "",
    back_label: str = "",
    action_label: str = "",
    action_url: str = "",
) -> SafeString:
    """The one heading of the page, its answer in words, and its one main action."""
    back = ""
    if back_url:
        words = back_label or gettext("Back")
        back = f'<a class="hv-back" href="{safe(back_url)}">{marks.icon("arrow-left")}{safe(words)}</a>'
    above = f'<p class="hv-heading__over">{safe(over)}</p>' if over else ""
    below = f'\n<p class="hv-heading__lead">{safe(lead)}</p>' if lead else ""
    act = f'\n<div class="hv-heading__act">{marks.action_link(action_label, action_url)}</div>' if action_url else ""
    return mark_safe(  # noqa: S308 - escaped above, value by value
        f'<div class="hv-heading">{back}\n{above}<h1>{safe(title)}</h1>{below}{act}</div>'
    )


def post_action(
    context: Context, label: str, url: str, kind: str = "primary", name: str = "", value: str = "", key: str = ""
) -> SafeString:
    """A button that does something at once, in a form of its own."""
    sent = f'<input type="hidden" name="submission" value="{safe(key)}">' if key else ""
    return mark_safe(  # noqa: S308 - escaped above, value by value
        f'<form method="post" action="{safe(url)}">{_token(context)}{sent}'
        f"{marks.submit_button(label, kind, name, value)}</form>"
    )


def _token(context: Context) -> str:
    """What `csrf_token` puts into a form; nothing for a page that was made without a request."""
    token: Any = context.get("csrf_token")
    known = str(token) if token else ""
    if not known or known == "NOTPROVIDED":
        return ""
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{safe(known)}">'
