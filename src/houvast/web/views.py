"""Pages that any folder may need: what went wrong, and how to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "web/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "web/errors/500.html", status=500)


def refused_page(request: HttpRequest) -> HttpResponse:
    """The page could not be logged or stored, so it is not shown."""
    return render(request, "web/errors/503.html", status=503)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection against other sites did not hold: it was open too long, or came from elsewhere."""
    return render(request, "web/errors/stale_form.html", status=403)
