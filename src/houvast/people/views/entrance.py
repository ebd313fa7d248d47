"""Signing in and out; in a demonstration by picking a person."""

import uuid

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from houvast.people.clock import real_now
from houvast.people.demo_cast import pickable, picked
from houvast.people.devices import BACKEND, come_in, go_out
from houvast.people.factors import has_factor
from houvast.people.first_run import is_first_run
from houvast.people.forms import SignInForm
from houvast.people.models import Account
from houvast.people.provider.matching import open_providers, provider_with
from houvast.people.provider.protocol import way_out
from houvast.people.provider.session import came_by, settle_first_link
from houvast.people.saml.protocol import way_out as saml_way_out
from houvast.people.sign_in import note_failed_try, origin_of, too_many_tries
from houvast.web.views import too_many

WAIT_MINUTES = 15
PENDING = "second_step"
"""Whose password was right, in the session, until the second step."""
__all__ = ["BACKEND", "PENDING", "WAIT_MINUTES", "sign_in", "sign_in_as", "sign_out", "wait_for_second_step"]


def _where_to(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and fits else reverse(settings.LOGIN_REDIRECT_URL)


def _page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "first_run": is_first_run(),
        "providers": open_providers(),
        "pickable": pickable() if settings.HOUVAST.demo else (),
    }
    return render(request, "people/sign_in.html", context, status=status)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong password, an unknown address and an ended access."""
    if request.method == "GET":
        inside = HttpResponseRedirect(reverse(settings.LOGIN_REDIRECT_URL))
        return inside if request.user.is_authenticated else _page(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    email, origin = form.cleaned_data["email"], origin_of(request)
    if too_many_tries(email, origin):
        return too_many(request, minutes=WAIT_MINUTES)
    account = authenticate(request, username=email, password=form.cleaned_data["password"])
    if not isinstance(account, Account):
        note_failed_try(email, origin)
        form.add_error(None, _("This e-mail address and password do not fit together. Look at them once more."))
        return _page(request, form, 422)
    return HttpResponseRedirect(after_password(request, account, _where_to(request)))


def after_password(request: HttpRequest, account: Account, onward: str) -> str:
    """Where to go after a password that was right: in, or to the second step where this account has one."""
    if has_factor(account):
        return wait_for_second_step(request, account, onward)
    settle_first_link(request, account)
    come_in(request, account, way="password")
    return onward


def wait_for_second_step(request: HttpRequest, account: Account, onward: str) -> str:
    """The first step was right: to the page of the second, which counts for five minutes."""
    request.session[PENDING] = {"account": str(account.pk), "at": real_now().isoformat(), "next": onward}
    return reverse("second-step")


@never_cache
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """In a demonstration only: be this person."""
    if not settings.HOUVAST.demo:
        raise Http404
    try:
        account = picked(uuid.UUID(request.POST.get("account", "")))
    except ValueError:
        raise Http404 from None
    if account is None:
        raise Http404
    come_in(request, account, way="picked")
    return HttpResponseRedirect(_where_to(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out of here, and out of the provider by which one came: one log-out."""
    here = reverse(settings.LOGOUT_REDIRECT_URL)
    onward = _out_of_the_provider(request, settings.HOUVAST.public_url.rstrip("/") + here) or here
    go_out(request)
    answer = HttpResponseRedirect(onward)
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _out_of_the_provider(request: HttpRequest, back: str) -> str:
    """The address at which the provider signs this person out too; empty when they came otherwise."""
    kept = came_by(request, request.user) if isinstance(request.user, Account) else None
    if not kept or not kept["end_session"]:
        return ""
    provider = provider_with(kept["provider"], is_open=False)
    if provider is None:
        return ""
    if provider.protocol == provider.Protocol.SAML:
        return saml_way_out(provider, id_token=kept["id_token"], end_session=kept["end_session"])
    return way_out(provider, id_token=kept["id_token"], end_session=kept["end_session"], back=back)
