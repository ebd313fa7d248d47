"""A page for an address that only a button posts to: signing in again, or the address typed by hand, may lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

NOT_THIS_WAY = 405


class ButtonOnly:
    """405 without a word becomes 405 with a way on. The answers of an API bring their own words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != NOT_THIS_WAY or response.content or request.method != "GET":
            return response
        page = render(request, "405.html", status=NOT_THIS_WAY)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        page.headers["Cache-Control"] = "private, no-store"
        return page
