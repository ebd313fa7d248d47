"""Signing in through the school's own provider: there, back, and the first time."""

import logging
import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houvast.people.devices import come_in
from houvast.people.factors import has_factor
from houvast.people.forms import PresentPasswordForm
from houvast.people.links import LinkIsSpent
from houvast.people.models import Account, SignInProvider
from houvast.people.posted import posted
from houvast.people.provider import matching, session
from houvast.people.provider.fetching import ProviderFails
from houvast.people.provider.matching import (
    Found,
    NotConfirmed,
    NotKnown,
    account_of,
    is_linked,
    provider_with,
    withheld_roles,
)
from houvast.people.provider.protocol import NotProven, Proven, Trip, logged_out, new_trip, prove, way_there
from houvast.people.saml.protocol import new_question
from houvast.people.saml.protocol import way_there as saml_way_there
from houvast.people.sign_in import (
    active_account,
    note_failed_try,
    note_untrusted_answer,
    origin_of,
    too_many_answers,
    too_many_tries,
)
from houvast.people.step_up import make_strong, strong
from houvast.people.views.entrance import WAIT_MINUTES, after_password, wait_for_second_step
from houvast.people.waiting import opens_confidence
from houvast.web.views import too_many

logger = logging.getLogger("houvast.people")
MOST_TOKEN = 100


def _back_address() -> str:
    return settings.HOUVAST.public_url.rstrip("/") + reverse("provider-back")


def sorry(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Why it did not work, in words that tell a stranger nothing."""
    return render(request, "people/provider_sorry.html", {"reason": why}, status=status)


@never_cache
@require_GET
def go_there(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """To the provider. A link and no form: browsers judge every hop after a form, and a school may have many."""
    provider = provider_with(provider_id)
    if provider is None:
        raise Http404
    again = request.user.is_authenticated
    wanted = request.GET.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    trip = new_trip()
    try:
        if provider.protocol == SignInProvider.Protocol.SAML:
            trip = Trip(state=new_question(), nonce="", verifier="")
            there = saml_way_there(provider, trip.state, once_more=again)
        else:
            there = way_there(provider, trip, back=_back_address(), once_more=again)
    except ProviderFails as error:
        logger.warning("provider_fails provider=%s why=%s", provider.pk, error)
        return sorry(request, "unreachable", 502)
    underway = session.Underway(
        provider=str(provider.pk),
        trip=trip,
        onward=wanted if wanted and fits else reverse(settings.LOGIN_REDIRECT_URL),
        again=again,
        token=request.GET.get("link", "")[:MOST_TOKEN],
    )
    session.begin(request, underway)
    return HttpResponseRedirect(there)


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """With a code from the provider. An answer nobody here asked for, or a second time the same, opens nothing."""
    origin = origin_of(request)
    if too_many_answers(origin):
        return too_many(request, minutes=WAIT_MINUTES)
    underway = session.returned(request)
    provider = provider_with(underway.provider) if underway else None
    if underway is None or provider is None or provider.protocol != SignInProvider.Protocol.OIDC:
        return sorry(request, "late", 400)
    if request.GET.get("error"):
        logger.info("provider_refused provider=%s error=%s", provider.pk, request.GET["error"][:60])
        return sorry(request, "stopped", 403)
    try:
        proven = prove(provider, underway.trip, request.GET.dict(), back=_back_address())
        return brought_in(request, provider, proven, underway)
    except (ProviderFails, NotProven, NotKnown, LinkIsSpent) as error:
        if isinstance(error, NotProven):
            note_untrusted_answer(origin)
        return refused(request, provider, error)


def refused(request: HttpRequest, provider: SignInProvider, error: Exception) -> HttpResponse:
    """What went wrong: in the log as it is, on the page in words that tell a stranger nothing."""
    logger.warning("provider_refused provider=%s %s: %s", provider.pk, type(error).__name__, error)
    if isinstance(error, LinkIsSpent):
        return render(request, "people/link_is_spent.html", status=410)
    if isinstance(error, ProviderFails):
        return sorry(request, "unreachable", 502)
    if isinstance(error, NotConfirmed):
        return sorry(request, "not_confirmed", 403)
    return sorry(request, "not_known" if isinstance(error, NotKnown) else "not_proven", 403)


def brought_in(
    request: HttpRequest, provider: SignInProvider, proven: Proven, underway: session.Underway
) -> HttpResponseRedirect:
    """On with who was proven, as this trip was begun. Raises NotKnown, NotConfirmed, NotProven, LinkIsSpent."""
    if underway.again:
        return HttpResponseRedirect(_said_again(request, provider, proven, underway.onward))
    with transaction.atomic():
        found = account_of(provider, proven, underway.token)
        _must_be_confirmed(provider, found.account)
    return HttpResponseRedirect(_onward(request, provider, proven, found, underway.onward))


def _onward(request: HttpRequest, provider: SignInProvider, proven: Proven, found: Found, onward: str) -> str:
    """In; or first to a confirmation, or to the second step where the provider did not ask one."""
    withheld = withheld_roles(provider, proven)
    if not found.linked:
        session.wait_for_first_link(request, provider, found.account, proven.subject)
        session.note_came_by(request, found.account, proven, withheld, str(provider.pk))
        return reverse("provider-first")
    is_strong = proven.is_strong(provider.strong_acr)
    if has_factor(found.account) and not is_strong:
        session.note_came_by(request, found.account, proven, withheld, str(provider.pk))
        return wait_for_second_step(request, found.account, onward)
    come_in(request, found.account, way="provider", is_strong=is_strong)
    session.note_came_by(request, found.account, proven, withheld, str(provider.pk))
    return onward


def _must_be_confirmed(provider: SignInProvider, account: Account) -> None:
    """Who opens what was told in confidence comes in by a provider that the privacy officer knows as it is now: an
    administrator who set another one could come in as anybody. Raises NotConfirmed.
    """
    if not provider.is_confirmed and opens_confidence(account.person_id, account.organisation_id):
        raise NotConfirmed


def _said_again(request: HttpRequest, provider: SignInProvider, proven: Proven, onward: str) -> str:
    """Somebody signed in said once more who they are; it must be the same person, and just now."""
    account = request.user
    assert isinstance(account, Account)
    if not is_linked(provider, proven.subject, account.pk):
        raise NotKnown
    _must_be_confirmed(provider, account)
    if not proven.said_lately():
        raise NotProven("The provider did not ask again.")
    if has_factor(account) and not proven.is_strong(provider.strong_acr):
        return reverse("say-again")
    make_strong(request)
    return onward


@never_cache
@csrf_exempt
@require_POST
def signed_out_there(request: HttpRequest, provider_id: uuid.UUID) -> HttpResponse:
    """The provider itself says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    provider, origin = provider_with(provider_id, is_open=False), origin_of(request)
    if provider is None or provider.protocol != SignInProvider.Protocol.OIDC:
        raise Http404
    if too_many_answers(origin):
        return too_many(request, minutes=WAIT_MINUTES)
    try:
        subject, one_session, when = logged_out(provider, request.POST.get("logout_token", ""))
    except (ProviderFails, NotProven) as error:
        logger.warning("logout_refused provider=%s %s: %s", provider.pk, type(error).__name__, error)
        note_untrusted_answer(origin)
        return JsonResponse({"error": "invalid_request"}, status=400)
    ended = session.end_there(provider, subject, (one_session,) if one_session else (), before=when)
    logger.info("signed_out_there provider=%s ended=%s", provider.pk, ended)
    return HttpResponse(status=200)


@never_cache
@sensitive_post_parameters("present")
@require_http_methods(["GET", "POST"])
def first_time(request: HttpRequest) -> HttpResponse:
    """The first time through the provider: the password of the account once, so that a claim alone opens nothing."""
    waiting = session.waiting_account(request)
    account = active_account(waiting) if waiting else None
    if account is None:
        return HttpResponseRedirect(reverse("sign-in"))
    if not account.has_usable_password():
        return sorry(request, "open_invitation", 403)
    tries, origin = f"first {account.pk}", origin_of(request)
    if too_many_tries(tries, origin):
        return too_many(request, minutes=WAIT_MINUTES)
    form = PresentPasswordForm(posted(request), account=account)
    if request.method == "POST":
        if form.is_valid():
            try:
                with transaction.atomic():
                    onward = after_password(request, account, reverse(settings.LOGIN_REDIRECT_URL))
            except NotKnown:
                return sorry(request, "not_known", 403)
            return HttpResponseRedirect(onward)
        note_failed_try(tries, origin)
    return render(request, "people/provider_first.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_POST
@strong
def unlink(request: HttpRequest) -> HttpResponse:
    """No longer sign in through the school; refused where that would leave no way in."""
    account = request.user
    assert isinstance(account, Account)
    if not account.has_usable_password() and not account.passkeys.exists():
        messages.info(request, _("Choose a password or make a passkey first: else you cannot come in any more."))
    elif matching.unlink(account):
        messages.success(request, _("You no longer sign in through your school."))
    return HttpResponseRedirect(reverse("my-access"))
