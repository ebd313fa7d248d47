"""What the page frame needs on every page, whoever is reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from houvast.web.addresses import address
from houvast.web.components import Link

if TYPE_CHECKING:
    from django.http import HttpRequest

THEME_COOKIE = "houvast_theme"
THEMES = ("light", "dark")


def theme_of(request: HttpRequest) -> str:
    """The theme this reader chose; empty when the device decides."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Theme, the other language and empty defaults; the folder that knows who is signed in fills the rest.

    That folder's own context processor comes later in the settings and gives `navigation` (Links),
    `account` (Account), `institution` (Institution) and, in development, `what_if` (WhatIf).
    """
    dutch = (get_language() or "nl").startswith("nl")
    return {
        "theme": theme_of(request),
        "other_language": Link(label="English" if dutch else "Nederlands", url="en" if dutch else "nl"),
        "here": request.get_full_path(),
        "start_url": "/",
        "look_url": address("web:theme"),
        "navigation": (),
        "account": None,
        "institution": None,
        "what_if": None,
    }
