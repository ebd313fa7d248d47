"""Single-use links, one's own password, and what one may do here."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from houvast.people.devices import devices_of, end_others
from houvast.people.factors import has_app
from houvast.people.forms import ChangePasswordForm, NewPasswordForm
from houvast.people.links import LinkIsSpent, account_behind, use_link
from houvast.people.models import Account
from houvast.people.posted import posted
from houvast.people.provider.matching import open_provider_of
from houvast.people.queries import roles_of
from houvast.people.role_names import ROLE_NAMES
from houvast.people.sign_in import note_failed_try, origin_of, too_many_tries
from houvast.people.step_up import same_device
from houvast.people.views.entrance import WAIT_MINUTES, after_password
from houvast.web.views import too_many


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password with a link from a mail or from the administrator; then you are in. Looking spends nothing."""
    origin = origin_of(request)
    if too_many_tries(f"link {origin}", origin):
        return too_many(request, minutes=WAIT_MINUTES)
    try:
        account = account_behind(token)
        form = NewPasswordForm(posted(request), account=account)
        if request.method == "GET" or not form.is_valid():
            status = 200 if request.method == "GET" else 422
            provider = open_provider_of(account.organisation_id)
            context = {"form": form, "email": account.email, "provider": provider, "token": token}
            return render(request, "people/open_link.html", context, status=status)
        account = use_link(token=token, password=form.cleaned_data["password"])
    except LinkIsSpent:
        if request.method == "POST":
            note_failed_try(f"link {origin}", origin)
        return render(request, "people/link_is_spent.html", status=410)
    end_others(account, None)
    return HttpResponseRedirect(after_password(request, account, reverse("start")))


@never_cache
@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def my_access(request: HttpRequest) -> HttpResponse:
    """My roles, and a new password. Every other device is signed out by it."""
    account = request.user
    assert isinstance(account, Account)
    tries, origin = f"present {account.pk}", origin_of(request)
    if request.method == "POST" and too_many_tries(tries, origin):
        return too_many(request, minutes=WAIT_MINUTES)
    form = ChangePasswordForm(posted(request), account=account)
    if request.method == "POST" and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        with same_device(request):
            update_session_auth_hash(request, account)
        end_others(account, request.session.session_key)
        messages.success(request, _("Your password is changed. Other devices are signed out."))
        return HttpResponseRedirect(reverse("my-access"))
    if form.has_error("present"):
        note_failed_try(tries, origin)
    context = {
        "form": form,
        "roles": roles_of(account.person),
        "email": account.email,
        "has_app": has_app(account),
        "linked": account.identities.select_related("provider").first(),
        "withheld": [ROLE_NAMES[role] for role in sorted(account.withheld_roles)],
        "passkeys": list(account.passkeys.order_by("made_at", "id")),
        "devices": devices_of(account, request.session.session_key),
    }
    return render(request, "people/my_access.html", context, status=422 if form.is_bound else 200)
