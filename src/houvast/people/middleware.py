"""The language of the person who looks, the development clock, and what a session asks before a page opens."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from houvast.people import clock
from houvast.people.factor_rules import is_overdue
from houvast.people.models import Account
from houvast.people.provider.session import came_by
from houvast.people.strong_pages import asked_again

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


WITHOUT_FACTOR = frozenset(
    {
        *("factor-needed", "my-access", "my-app", "my-passkey-begin", "my-passkeys", "say-again", "say-again-passkey"),
        *("passkey-begin", "sign-out", "set_language", "provider-go", "provider-back"),
        *("saml-in", "saml-out"),
    }
)
"""What stays open to who must make a second factor first: making it, and going out."""


class BeforeThePage:
    """What a session says about how somebody came in: it may only take away. Reads nothing but the session.

    1. Roles that the school's provider did not confirm do not count. 2. Who must make a second factor makes it first.
    3. Some pages ask once more who one is. The provider's address may be posted to, for signing out there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kept = came_by(request, request.user) if isinstance(request.user, Account) else None
        if kept and kept["origin"]:
            response._csp_update = {"form-action": [kept["origin"]]}  # type: ignore[attr-defined]  # noqa: SLF001
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        account = request.user
        if not isinstance(account, Account):
            return None
        if kept := came_by(request, account):
            account.withheld_roles = frozenset(kept["withheld"])
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in WITHOUT_FACTOR and is_overdue(request):
            return HttpResponseRedirect(reverse("factor-needed"))
        return asked_again(request, name)
