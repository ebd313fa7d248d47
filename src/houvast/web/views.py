"""The choice of theme, an institution's colours, the pages for what went wrong, and the page of components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from houvast.web.brand import NotAColourError, style_sheet
from houvast.web.context import THEME_COOKIE, THEMES

if TYPE_CHECKING:
    from django.http import HttpRequest

_YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or what the device says, on this device only."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=_YEAR_IN_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_safe
def brand(_request: HttpRequest, colour: str) -> HttpResponse:
    """The style sheet of one accent colour: the address says all, so browsers keep it for ever."""
    try:
        sheet = style_sheet(colour)
    except NotAColourError as problem:
        raise Http404(str(problem)) from problem
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={_YEAR_IN_SECONDS}, immutable"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """400: what was asked cannot be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403: this may not be done by this person."""
    return render(request, "403.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 for a form whose token is missing or too old."""
    return render(request, "web/stale_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: it is not there, or not for this person."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, *, typed: dict[str, str] | None = None, again_url: str = "") -> HttpResponse:
    """409: somebody else was first. `typed` is what this person wrote, so that it is not lost."""
    return render(request, "409.html", {"typed": typed or {}, "again_url": again_url}, status=409)


def too_many(request: HttpRequest, *, minutes: int = 0) -> HttpResponse:
    """429: too many tries; `minutes` until the next one, 0 when unknown."""
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    if minutes:
        response["Retry-After"] = str(minutes * 60)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: work is being done, or a dossier cannot be opened because the read cannot be logged."""
    return render(request, "503.html", status=503)


def failed(_request: HttpRequest) -> HttpResponse:
    """500: our fault. Asks nothing of the database or of the session, which may be what is broken."""
    return render(None, "500.html", status=500)
