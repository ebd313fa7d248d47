"""What every public page shares: the language in the address, and how a search engine finds both languages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext

from houvast.web.components import Link

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def public(view: View[P]) -> View[P]:
    """A page that can be asked in a language by its address (`?lang=en`), whatever the reader's own language is."""

    @wraps(view)
    def in_language(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        wanted = request.GET.get("lang", "")
        if wanted not in dict(settings.LANGUAGES):
            return view(request, *args, **kwargs)
        with translation.override(wanted):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = wanted
        return response

    return in_language


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """A public page with its tabs, its one address and its other language. `here` names the tab."""
    address = f"{settings.HOUVAST.public_url.rstrip('/')}{request.path}"
    frame = {
        "canonical": f"{address}?lang=en" if (translation.get_language() or "").startswith("en") else address,
        "alternates": (("nl", f"{address}?lang=nl"), ("en", f"{address}?lang=en"), ("x-default", address)),
        "places": _places(here),
        "helpdesk_url": helpdesk_url(),
    }
    return render(request, template, frame | context, status=status)


def _places(here: str) -> tuple[Link, ...]:
    pages = (
        ("home", gettext("Find help")),
        ("rights", gettext("Your rights and duties")),
        ("answers", gettext("Questions and answers")),
        ("services", gettext("All help")),
    )
    return tuple(Link(label=label, url=reverse(f"directory:{name}"), current=name == here) for name, label in pages)


def helpdesk_url() -> str:
    """Where a question can be put to a person; without a helpdesk the page that says what a helpdesk does."""
    try:
        return reverse("helpdesk:ask")
    except NoReverseMatch:
        return reverse("directory:kind", args=("helpdesk",))
