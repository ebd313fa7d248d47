"""Who may open an administration page, and how a form that cannot be carried out comes back."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houvast.people import carrying
from houvast.people.actions.record import NotYours
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.privacy import door

Role = RoleAssignment.Role
P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]
LINK_KEY = "link-to-hand-over"


def office(*roles: str, methods: tuple[str, ...] = ("GET", "POST")) -> Callable[[Page[P]], Page[P]]:
    """A page for whoever holds one of these roles today; for anybody else it is not there."""

    def wrap(page: Page[P]) -> Page[P]:
        @never_cache
        @login_required
        @require_http_methods(list(methods))
        @wraps(page)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not door.viewer(request).role_names & frozenset(roles):
                raise Http404
            return page(request, *args, **kwargs)

        return guarded  # type: ignore[return-value]

    return wrap


def carry_out(
    request: HttpRequest, form: forms.Form, work: Callable[[], str], again: Callable[[], HttpResponse]
) -> HttpResponse:
    """As `people.carrying.carry_out`; what is somebody else's to do is not there (404)."""
    try:
        return carrying.carry_out(request, form, work, lambda _status: again())
    except NotYours as error:
        raise Http404 from error


def hand_link(request: HttpRequest, person: Person, address: str) -> None:
    """Keep a fresh link for the next page of this visitor, which shows it once."""
    request.session[LINK_KEY] = {"name": person.name, "address": address}


def link_to_show(request: HttpRequest) -> dict[str, str] | None:
    found = request.session.pop(LINK_KEY, None)
    return found if isinstance(found, dict) else None


def home(viewer: Viewer) -> str:
    """The page to go back to: the administration's own."""
    return reverse("administration") if viewer.role_names else reverse("start")


def go(name: str, **kwargs: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, kwargs=kwargs))
