"""Administration: how people sign in here."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from houvast.people.actions.signing_in import (
    FactorFacts,
    ProviderFacts,
    SamlFacts,
    provider_of,
    rules_of,
    save_provider,
    save_rules,
    save_saml,
)
from houvast.people.carrying import form_page
from houvast.people.factor_rules import MANY_DOSSIERS
from houvast.people.forms import FactorRulesForm
from houvast.people.models import Account, RoleAssignment, SignInProvider
from houvast.people.posted import posted
from houvast.people.provider_forms import ClaimsForm, ProviderForm, SamlForm
from houvast.people.role_names import ROLE_NAMES
from houvast.people.saml.part import lacking
from houvast.people.saml.places import places_of
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
        save_rules(wanted=FactorFacts(**_typed(form)), seen=form.cleaned_data["seen"], by=viewer)
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
    form = ProviderForm(posted(request), initial=_as_typed(kept, ProviderForm))

    def work() -> str:
        save_provider(wanted=ProviderFacts(**_typed(form)), seen=form.cleaned_data["seen"], by=viewer)
        messages.success(request, _("The provider answers and is saved."))
        return reverse("administration-sign-in")

    home = settings.HOUVAST.public_url.rstrip("/")
    back, out = home + reverse("provider-back"), home + reverse("sign-in")
    told = home + reverse("provider-out", args=[kept.pk]) if kept else ""
    page = "people/provider.html"
    return form_page(request, form, work, page, back_address=back, out_address=out, told_address=told)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def saml(request: HttpRequest) -> HttpResponse:
    """The school's own provider when it speaks SAML. As with the other: asks once more who one is."""
    viewer = _administrator(request)
    return _saml_page(request, viewer)


@strong_form
def _saml_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    kept = provider_of(viewer)
    form = SamlForm(posted(request), initial=_as_typed(kept, SamlForm))

    def work() -> str:
        save_saml(wanted=SamlFacts(**_typed(form)), seen=form.cleaned_data["seen"], by=viewer)
        messages.success(request, _("The provider answers and is saved."))
        return reverse("administration-saml")

    is_saml = kept is not None and kept.protocol == SignInProvider.Protocol.SAML
    places = places_of(kept) if kept and is_saml else None
    return form_page(request, form, work, "people/saml.html", places=places, lacking=lacking())


def _typed(form: Form) -> dict[str, Any]:
    """What was typed, without the revision that it was typed over."""
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def _as_typed(kept: SignInProvider | None, form: type[ClaimsForm]) -> dict[str, object]:
    """What a form shows first; of a provider that speaks otherwise only its name and revision."""
    if kept is None:
        return {"seen": 0}
    speaks = SignInProvider.Protocol.SAML if form is SamlForm else SignInProvider.Protocol.OIDC
    if kept.protocol != speaks:
        return {"name": kept.name, "seen": kept.revision}
    lines = (
        f"{value}: {', '.join(str(ROLE_NAMES.get(role, role)) for role in roles)}"
        for value, roles in kept.role_rules.items()
    )
    shown = {name: getattr(kept, name) for name in form.base_fields if name not in {"client_secret", "seen"}}
    return shown | {"role_rules": "\n".join(lines), "seen": kept.revision}
