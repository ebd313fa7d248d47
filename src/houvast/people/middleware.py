"""The language of the person who looks, and the development clock."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from houvast.people import clock
from houvast.people.models import Account

WHAT_IF_COOKIE = "houvast-what-if"


class Languages:
    """A language chosen on this device goes first, then the person's own; Dutch else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen not in dict(settings.LANGUAGES):
            own = request.user.person.language if isinstance(request.user, Account) else settings.LANGUAGE_CODE
            chosen = own if own in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        return response


class WhatIfClock:
    """In development a cookie may set the day of this request: what would I see on 3 March?"""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.HOUVAST.what_if_clock or not (wanted := request.COOKIES.get(WHAT_IF_COOKIE)):
            return self.get_response(request)
        try:
            day = date.fromisoformat(wanted)
        except ValueError:
            return self.get_response(request)
        with clock.set_to(day):
            return self.get_response(request)
