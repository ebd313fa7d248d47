"""What whoever comes reads while the pages are closed, or while the database is away: in Dutch and English, and when
to try again.
"""

import sys
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from houvast.operation.maintenance import Closed, state
from houvast.people.clock import real_now
from houvast.people.models import Account, RoleAssignment
from houvast.privacy import door
from houvast.web import views

UNAVAILABLE = 503
SOON_SECONDS = 30
STAYS_OPEN = frozenset(
    {
        *("sign-in", "sign-in-as", "second-step", "passkey-begin", "passkey-sign-in", "sign-out"),
        *("set_language", "web:theme", "web:brand"),
    }
)
"""The way in, for administrators; for anybody else it leads to the same page."""


class Closing:
    """While the pages are closed only administrators come further than this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        closed = state()
        return None if closed is None or _may_enter(request) else resting(request, closed)


def resting(request: HttpRequest, closed: Closed | None) -> HttpResponse:
    """503: closed, or the database does not answer; says until when, asks nothing of the database."""
    seconds = closed.seconds_left(real_now()) if closed else SOON_SECONDS
    response: HttpResponse
    if request.path.startswith("/api/"):
        said = {"type": "about:blank", "title": "Houvast is closed for a moment.", "status": UNAVAILABLE}
        response = JsonResponse(said, status=UNAVAILABLE, content_type="application/problem+json")
    else:
        context = {"until": closed.until if closed else None, "planned": closed is not None}
        response = render(None, "operation/resting.html", context, status=UNAVAILABLE)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500, but 503 when what failed is that the database does not answer: that is over soon, without hand work."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return resting(request, state())
    return views.failed(request)


def _may_enter(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is not None and match.view_name in STAYS_OPEN:
        return True
    return isinstance(request.user, Account) and door.viewer(request).has_role(RoleAssignment.Role.ADMINISTRATOR)
