"""What a visitor chooses for this device: the language, and in development the day."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from houvast.people.actions.language import choose_language
from houvast.people.forms import WhatIfForm
from houvast.people.middleware import WHAT_IF_COOKIE
from houvast.people.models import Account

A_YEAR = 365 * 24 * 60 * 60


def _back(request: HttpRequest) -> HttpResponseRedirect:
    wanted = request.POST.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if wanted and fits else "/")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Dutch or English, on this device; for whoever is signed in also in mails and letters."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, Account):
        choose_language(person_id=request.user.person_id, language=chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


@require_POST
def what_if(request: HttpRequest) -> HttpResponse:
    """Development: what if it were another day? On this device only."""
    if not settings.HOUVAST.what_if_clock:
        raise Http404
    response = _back(request)
    form = WhatIfForm(request.POST)
    if "clear" in request.POST:
        response.delete_cookie(WHAT_IF_COOKIE, samesite="Lax")
    elif form.is_valid():
        response.set_cookie(WHAT_IF_COOKIE, form.cleaned_data["on"].isoformat(), httponly=True, samesite="Lax")
    return response
