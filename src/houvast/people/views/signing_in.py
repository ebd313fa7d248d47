"""Administration: how people sign in here."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from houvast.people.actions.signing_in import (
    FactorFacts,
    ProviderFacts,
    provider_of,
    rules_of,
    save_provider,
    save_rules,
)
from houvast.people.carrying import form_page
from houvast.people.factor_rules import MANY_DOSSIERS
from houvast.people.forms import FactorRulesForm, ProviderForm
from houvast.people.models import Account, RoleAssignment, SignInProvider
from houvast.people.posted import posted
from houvast.people.role_names import ROLE_NAMES
from houvast.people.step_up import strong_form
from houvast.people.viewer import Viewer, viewer_of

Page = Callable[[HttpRequest], HttpResponse]


def _administrator(request: HttpRequest) -> Viewer:
    account = request.user
    assert isinstance(account, Account)
    viewer = viewer_of(account)
    if not viewer.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise Http404
    return viewer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def signing_in(request: HttpRequest) -> HttpResponse:
    """For whom a second step is asked; and the way to the school's own provider."""
    viewer = _administrator(request)
    kept = rules_of(viewer)
    now = {
        "factor_roles": kept.factor_roles if kept else MANY_DOSSIERS,
        "factor_for_partners": kept.factor_for_partners if kept else True,
        "factor_from": kept.factor_from if kept else None,
        "grace_days": kept.grace_days if kept else 14,
        "seen": kept.revision if kept else 0,
    }
    form = FactorRulesForm(posted(request), initial=now)

    def work() -> str:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        save_rules(wanted=FactorFacts(**typed), seen=form.cleaned_data["seen"], by=viewer)
        messages.success(request, _("Saved. Who it is about is told at the next sign-in."))
        return reverse("administration-sign-in")

    return form_page(request, form, work, "people/signing_in.html", provider=provider_of(viewer))


@never_cache
@sensitive_post_parameters("client_secret")
@login_required
@require_http_methods(["GET", "POST"])
def provider(request: HttpRequest) -> HttpResponse:
    """The school's own provider. Looking and saving ask once more who one is: it decides who can come in."""
    viewer = _administrator(request)
    return _provider_page(request, viewer)


@strong_form
def _provider_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    kept = provider_of(viewer)
    form = ProviderForm(posted(request), initial=_as_typed(kept) if kept else {"seen": 0})

    def work() -> str:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        save_provider(wanted=ProviderFacts(**typed), seen=form.cleaned_data["seen"], by=viewer)
        messages.success(request, _("The provider answers and is saved."))
        return reverse("administration-sign-in")

    back = request.build_absolute_uri(reverse("provider-back"))
    out = request.build_absolute_uri(reverse("sign-in"))
    return form_page(request, form, work, "people/provider.html", back_address=back, out_address=out)


def _as_typed(kept: SignInProvider) -> dict[str, object]:
    lines = (
        f"{value}: {', '.join(str(ROLE_NAMES.get(role, role)) for role in roles)}"
        for value, roles in kept.role_rules.items()
    )
    return {
        "name": kept.name,
        "issuer": kept.issuer,
        "client_id": kept.client_id,
        "scopes": kept.scopes,
        "match_claim": kept.match_claim,
        "match_on": kept.match_on,
        "first_link": kept.first_link,
        "home_organisation": kept.home_organisation,
        "roles_claim": kept.roles_claim,
        "role_rules": "\n".join(lines),
        "strong_acr": kept.strong_acr,
        "is_open": kept.is_open,
        "seen": kept.revision,
    }
