"""The second step of signing in, saying again who one is, and the factors and devices of one's own."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houvast.people import devices, factors
from houvast.people.clock import real_now
from houvast.people.factor_rules import is_overdue, renew_due
from houvast.people.forms import AppForm, CodeForm, PresentPasswordForm
from houvast.people.models import Account
from houvast.people.posted import posted
from houvast.people.provider.session import settle_first_link
from houvast.people.sign_in import active_account, note_failed_try, origin_of, too_many_tries
from houvast.people.step_up import make_strong, strong
from houvast.people.views.entrance import PENDING, WAIT_MINUTES
from houvast.web.views import too_many

SECOND_STEP_WITHIN = timedelta(minutes=5)
NEW_CODES = "fresh_recovery_codes"
MOST_BYTES = 20_000


def _account(request: HttpRequest) -> Account:
    account = request.user
    assert isinstance(account, Account)
    return account


def _pending(request: HttpRequest) -> tuple[Account, str] | None:
    """Whose password was right a moment ago, and where to go on."""
    kept = request.session.get(PENDING)
    if not isinstance(kept, dict):
        return None
    if real_now() - datetime.fromisoformat(str(kept["at"])) > SECOND_STEP_WITHIN:
        del request.session[PENDING]
        return None
    account = active_account(kept["account"])
    return (account, str(kept["next"])) if account else None


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """A code of the app or of paper, after a password that was right. The tries are counted per account."""
    pending = _pending(request)
    if pending is None:
        return HttpResponseRedirect(reverse("sign-in"))
    account, onward = pending
    tries = f"second {account.pk}"
    if too_many_tries(tries, origin_of(request)):
        return too_many(request, minutes=WAIT_MINUTES)
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if factors.check_code(account, form.cleaned_data["code"]):
            request.session.pop(PENDING, None)
            settle_first_link(request, account)
            devices.come_in(request, account, way="code")
            return HttpResponseRedirect(onward)
        note_failed_try(tries, origin_of(request))
        form.add_error("code", _("This code does not work. Wait for the next one, or use one from your paper."))
    context = {
        "form": form,
        "has_passkey": account.passkeys.exists(),
        "can_type": factors.has_app(account) or account.recovery_codes.filter(used_at__isnull=True).exists(),
    }
    return render(request, "people/second_step.html", context, status=422 if form.is_bound else 200)


def _answer(request: HttpRequest) -> dict[str, Any]:
    """What the browser sent about a passkey; anything else is no passkey."""
    if len(request.body) > MOST_BYTES:
        raise factors.NotRight
    try:
        said = json.loads(request.body)
    except ValueError as error:
        raise factors.NotRight from error
    if not isinstance(said, dict):
        raise factors.NotRight
    return said


def _not_right() -> JsonResponse:
    return JsonResponse({"error": _("This passkey does not work here.")}, status=422)


@never_cache
@require_POST
def begin_passkey_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse(factors.sign_in_options(request), content_type="application/json")


@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey: it says who and proves it, with the device's own check of its owner."""
    origin = origin_of(request)
    if too_many_tries(f"passkey {origin}", origin):
        return too_many(request, minutes=WAIT_MINUTES)
    try:
        account = factors.account_of_passkey(request, _answer(request))
    except factors.NotRight:
        note_failed_try(f"passkey {origin}", origin)
        return _not_right()
    pending = _pending(request)
    onward = pending[1] if pending and pending[0].pk == account.pk else reverse("start")
    request.session.pop(PENDING, None)
    settle_first_link(request, account)
    devices.come_in(request, account, way="passkey")
    return JsonResponse({"next": onward})


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and fits else reverse("start")


@never_cache
@sensitive_post_parameters("code", "present")
@login_required
@require_http_methods(["GET", "POST"])
def say_again(request: HttpRequest) -> HttpResponse:
    """Say once more who you are: with a code where you have one, else with your password."""
    account = _account(request)
    tries = f"again {account.pk}"
    if too_many_tries(tries, origin_of(request)):
        return too_many(request, minutes=WAIT_MINUTES)
    by_code = factors.has_app(account)
    linked = account.identities.filter(provider__is_open=True).select_related("provider").first()
    form = CodeForm(posted(request)) if by_code else PresentPasswordForm(posted(request), account=account)
    if request.method == "POST":
        if form.is_valid() and (not by_code or factors.check_code(account, form.cleaned_data["code"])):
            make_strong(request)
            return HttpResponseRedirect(_back(request))
        note_failed_try(tries, origin_of(request))
        if by_code and not form.errors:
            form.add_error("code", _("This code does not work. Wait for the next one, or use one from your paper."))
    context = {
        "form": form,
        "next": _back(request),
        "has_passkey": account.passkeys.exists(),
        "provider": linked.provider if linked else None,
        "can_type": by_code or account.has_usable_password(),
    }
    return render(request, "people/say_again.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_POST
def say_again_with_passkey(request: HttpRequest) -> HttpResponse:
    """The same with a passkey of one's own."""
    try:
        account = factors.account_of_passkey(request, _answer(request))
    except factors.NotRight:
        return _not_right()
    if account.pk != _account(request).pk:
        return _not_right()
    make_strong(request)
    return JsonResponse({"next": _back(request)})


@never_cache
@login_required
@require_GET
def factor_needed(request: HttpRequest) -> HttpResponse:
    """The school asks a second step of this person, and the days of grace are over: here it is made."""
    if not is_overdue(request):
        return HttpResponseRedirect(reverse("my-access"))
    return render(request, "people/factor_needed.html")


def _in_fours(secret: str) -> str:
    """A secret as people type it over; apps leave the spaces out."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@strong
def app(request: HttpRequest) -> HttpResponse:
    """Set up the app that shows a code: scan, type the first code, write down the codes for on paper."""
    account = _account(request)
    if factors.has_app(account):
        codes = request.session.pop(NEW_CODES, None)
        return render(request, "people/app_ready.html", {"codes": codes})
    form = AppForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            codes = factors.confirm_app(account, form.cleaned_data["code"])
        except factors.NotRight:
            form.add_error("code", _("This code does not work. Wait for the next one and try that."))
        else:
            renew_due(request, account)
            request.session[NEW_CODES] = list(codes)
            return HttpResponseRedirect(reverse("my-app"))
    kept = factors.begin_app(account) if request.method == "POST" else None
    if kept is None:
        return render(request, "people/app_begin.html")
    picture = segno.make(factors.app_address(kept), error="m").svg_data_uri(scale=5, border=4, light="#fff")
    context = {
        "form": form if "code" in request.POST else AppForm(),
        "picture": picture,
        "secret": _in_fours(str(kept.secret)),
    }
    return render(request, "people/app.html", context, status=422 if "code" in request.POST else 200)


@never_cache
@login_required
@require_POST
@strong
def remove_app(request: HttpRequest) -> HttpResponse:
    factors.remove_app(_account(request))
    renew_due(request, _account(request))
    messages.success(request, _("The app is no longer asked for."))
    return HttpResponseRedirect(reverse("my-access"))


@never_cache
@login_required
@require_POST
def begin_passkey(request: HttpRequest) -> HttpResponse:
    return HttpResponse(factors.passkey_options(request, _account(request)), content_type="application/json")


@never_cache
@login_required
@require_POST
@strong
def keep_passkey(request: HttpRequest) -> HttpResponse:
    """Keep a passkey that this browser made."""
    account = _account(request)
    try:
        said = _answer(request)
        factors.keep_passkey(request, account, said, devices.called(request.headers.get("User-Agent", "")))
    except factors.NotRight:
        return _not_right()
    renew_due(request, account)
    messages.success(request, _("You can sign in with this passkey from now on."))
    return JsonResponse({"next": reverse("my-access")})


@never_cache
@login_required
@require_POST
@strong
def remove_passkey(request: HttpRequest, passkey_id: uuid.UUID) -> HttpResponse:
    if not factors.remove_passkey(_account(request), passkey_id):
        raise Http404
    renew_due(request, _account(request))
    messages.success(request, _("This passkey no longer works."))
    return HttpResponseRedirect(reverse("my-access"))


@never_cache
@login_required
@require_POST
@strong
def end_device(request: HttpRequest, device_id: uuid.UUID) -> HttpResponse:
    found = devices.device_of(_account(request), device_id)
    if found is None:
        raise Http404
    devices.end_device(found)
    messages.success(request, _("That device is signed out."))
    return HttpResponseRedirect(reverse("my-access"))


@never_cache
@login_required
@require_POST
@strong
def end_others(request: HttpRequest) -> HttpResponse:
    devices.end_others(_account(request), request.session.session_key)
    messages.success(request, _("Every other device is signed out."))
    return HttpResponseRedirect(reverse("my-access"))
