"""What a person types to get in, and to set up the house."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from houvast.people.models import Account, Organisation, Person
from houvast.people.role_names import ROLE_NAMES
from houvast.people.wall_opening import inside


class SignInForm(forms.Form):
    """E-mail address and password."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


OWN_NAME = UserAttributeSimilarityValidator(user_attributes=("given_name", "family_name", "name"))
WHY_WEAK = {
    "password_too_short": _("This is too short: take at least 12 characters, a few words in a row for example."),
    "password_too_common": _("Many people use this one, so it is quickly guessed. Choose a few words in a row."),
    "password_too_similar": _("This looks too much like your name or e-mail address. Choose something else."),
}


class NewPasswordForm(forms.Form):
    """A password of one's own: long, not common, not one's own name."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def _is_no_name(self, password: str) -> None:
        """The names lie behind the wall, which is open for this one person's school only. Raises ValidationError."""
        if self.account is not None:
            with inside([self.account.organisation_id]):
                person = Person.objects.filter(pk=self.account.person_id).first()
            OWN_NAME.validate(password, person)  # type: ignore[arg-type]  # any model with these fields

    @staticmethod
    def _plain(problem: ValidationError) -> ValidationError:
        """Django's reasons in the words of this house, in both its languages."""
        return ValidationError(WHY_WEAK[str(problem.code)], problem.code) if problem.code in WHY_WEAK else problem

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("This is not the same as the first one."))
        if password:
            try:
                validate_password(password, self.account)
                self._is_no_name(password)
            except ValidationError as problem:
                self.add_error("password", [self._plain(one) for one in problem.error_list])
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The present password first: a page left open is not enough to take an account over."""

    present = forms.CharField(
        label=_("Your password now"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["present", "password", "again"]

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if self.account is None or not self.account.check_password(present):
            raise ValidationError(_("This is not your password."))
        return present


class FirstRunForm(NewPasswordForm):
    """The institution and whoever will look after it."""

    code = forms.CharField(
        label=_("Code from the console"),
        help_text=_("It was printed when Houvast started: three groups of four characters."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    institution = forms.CharField(label=_("Name of the institution"), max_length=200)
    institution_code = forms.CharField(
        label=_("BRIN or another code"),
        help_text=_("The code that files use for the institution."),
        max_length=20,
        required=False,
    )
    school_region = forms.ChoiceField(
        label=_("School holidays of region"),
        choices=[
            (Organisation.SchoolRegion.NORTH, _("North")),
            (Organisation.SchoolRegion.MIDDLE, _("Middle")),
            (Organisation.SchoolRegion.SOUTH, _("South")),
        ],
        initial=Organisation.SchoolRegion.MIDDLE,
    )
    given_name = forms.CharField(label=_("Your given name"), max_length=120)
    name_prefix = forms.CharField(label=_("Prefix (van, de)"), max_length=40, required=False)
    family_name = forms.CharField(label=_("Your family name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    field_order = [
        "code", "institution", "institution_code", "school_region",
        "given_name", "name_prefix", "family_name", "email", "password", "again",
    ]  # fmt: skip


class WhatIfForm(forms.Form):
    """The day that the house should believe it is."""

    on = forms.DateField()


class CodeForm(forms.Form):
    """A code of the app, or one from paper."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits of your app, or a code from your paper."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class AppForm(forms.Form):
    """The first code of the app."""

    code = forms.CharField(
        label=_("The code that the app shows now"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PresentPasswordForm(forms.Form):
    """The password again."""

    present = forms.CharField(
        label=_("Your password now"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.account.check_password(present):
            raise ValidationError(_("This is not your password."))
        return present


class FactorRulesForm(forms.Form):
    """For whom a second step is asked, and from when."""

    factor_roles = forms.MultipleChoiceField(
        label=_("For these roles"),
        choices=list(ROLE_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    factor_for_partners = forms.BooleanField(label=_("For partners outside the school"), required=False)
    factor_from = forms.DateField(
        label=_("From"),
        help_text=_("Empty: it is asked of nobody. Everybody may choose it at any time."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        help_text=_("So many days somebody may still come in without it, and is told at every sign-in."),
        min_value=0,
        max_value=90,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
