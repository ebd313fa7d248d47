"""What an administrator types of the provider of a school: where it is, what it tells, and what that means here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from houvast.people.models import SignInProvider
from houvast.people.role_names import ROLE_NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NO_HELP = {"autocomplete": "off", "spellcheck": "false"}


class ClaimsForm(forms.Form):
    """What is the same for every provider: who a user is here, and which roles it confirms.

    `words` says per field what each kind of provider calls it, with its help; `usual_claim` is what most of them use.
    """

    words: ClassVar["Mapping[str, tuple[StrOrPromise, StrOrPromise]]"] = {}
    usual_claim: ClassVar[str] = ""
    name = forms.CharField(
        label=_("What your people call it"),
        help_text=_("This stands on the button of the sign-in page."),
        max_length=80,
    )
    match_claim = forms.CharField(max_length=80)
    match_on = forms.ChoiceField(
        label=_("It must be equal to"),
        choices=[
            (SignInProvider.MatchOn.NUMBER, _("the student or staff number")),
            (SignInProvider.MatchOn.EMAIL, _("the e-mail address, if the provider checked it")),
        ],
    )
    first_link = forms.ChoiceField(
        label=_("The first time"),
        help_text=_("Choose the claim alone only if your school itself decides what stands in it."),
        choices=[
            (SignInProvider.FirstLink.CONFIRM, _("also by the link of the invitation, or the password here")),
            (SignInProvider.FirstLink.CLAIM, _("by the claim alone")),
        ],
    )
    home_organisation = forms.CharField(
        label=_("Home organisation"),
        help_text=_(
            "What schac_home_organization must be, such as school.nl. Needed when others use the provider too."
        ),
        max_length=120,
        required=False,
    )
    roles_claim = forms.CharField(max_length=80, required=False)
    role_rules = forms.CharField(
        label=_("Which value confirms which roles"),
        help_text=_(
            "One value on a line, such as: employee: Coach, Team leader. A role that stands here counts only while the "
            "provider says so. Nobody gets a role by it."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    strong_acr = forms.CharField(max_length=200, required=False)
    is_open = forms.BooleanField(label=_("People may sign in with it"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.fields["match_claim"].initial = self.usual_claim

    def clean_role_rules(self) -> dict[str, list[str]]:
        """Per value the roles, from lines that name them as the screen does."""
        named = {str(label).casefold(): role for role, label in ROLE_NAMES.items()} | {
            role: role for role in ROLE_NAMES
        }
        rules: dict[str, list[str]] = {}
        for line in filter(str.strip, self.cleaned_data["role_rules"].splitlines()):
            value, _colon, roles = line.rpartition(":")
            names = [one.strip().casefold() for one in roles.split(",") if one.strip()]
            unknown = [one for one in names if one not in named]
            if not value.strip() or not names or unknown:
                text = _("This line does not fit: %(line)s. Write a value, a colon, and roles as Houvast calls them.")
                raise ValidationError(text % {"line": line.strip()})
            rules.setdefault(value.strip(), []).extend(str(named[one]) for one in names)
        return rules


class ProviderForm(ClaimsForm):
    """A provider that speaks OpenID Connect."""

    words = {
        "match_claim": (
            _("Claim that says who it is"),
            _("With SURFconext for example uids, eduperson_principal_name or email."),
        ),
        "roles_claim": (
            _("Claim that confirms roles"),
            _("For example eduperson_affiliation. Empty: roles are not confirmed."),
        ),
        "strong_acr": (
            _("The acr of a second factor"),
            _("The provider is asked for it. When it says this, or mfa, Houvast asks no second step."),
        ),
    }
    usual_claim = "uids"
    issuer = forms.CharField(
        label=_("Address of the provider"),
        help_text=_("The issuer, or the address that ends in /.well-known/openid-configuration."),
        max_length=300,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=200, widget=forms.TextInput(attrs=_NO_HELP))
    client_secret = forms.CharField(
        label=_("Client secret"),
        help_text=_("Kept sealed and never shown again. Leave it empty to keep the one that is there."),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    scopes = forms.CharField(label=_("Scopes"), max_length=200, initial="openid profile email")
    field_order = [
        "name", "issuer", "client_id", "client_secret", "scopes", "match_claim", "match_on", "first_link",
        "home_organisation", "roles_claim", "role_rules", "strong_acr", "is_open", "seen",
    ]  # fmt: skip

    def clean_scopes(self) -> str:
        scopes: list[str] = self.cleaned_data["scopes"].split()
        return " ".join(dict.fromkeys(["openid", *scopes]))


class SamlForm(ClaimsForm):
    """A provider that speaks SAML 2.0."""

    words = {
        "match_claim": (
            _("Attribute that says who it is"),
            _("With SURFconext for example uid, eduPersonPrincipalName or mail."),
        ),
        "roles_claim": (
            _("Attribute that confirms roles"),
            _("For example eduPersonAffiliation. Empty: roles are not confirmed."),
        ),
        "strong_acr": (
            _("The AuthnContextClassRef of a second factor"),
            _("The provider is asked for it. When it says this, Houvast asks no second step."),
        ),
    }
    usual_claim = "uid"
    metadata_address = forms.CharField(
        label=_("Address of its description (metadata)"),
        help_text=_("It names one provider, and is read again every hour, so that new keys are known."),
        max_length=300,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    field_order = [
        "name", "metadata_address", "match_claim", "match_on", "first_link",
        "home_organisation", "roles_claim", "role_rules", "strong_acr", "is_open", "seen",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An address in an assertion is not said to be checked: it finds somebody, and does not let them in alone."""
        typed = super().clean() or {}
        by_mail = typed.get("match_on") == SignInProvider.MatchOn.EMAIL
        if by_mail and typed.get("first_link") == SignInProvider.FirstLink.CLAIM:
            text = _("With the e-mail address the first time must be confirmed. Choose that, or the number.")
            self.add_error("first_link", text)
        return typed
