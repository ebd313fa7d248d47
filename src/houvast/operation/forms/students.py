"""What the administration types about a student: an unknown name or birth date, and guardians."""

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.operation.forms.staff import PersonFields
from houvast.web.forms import DayField


class IdentityForm(forms.Form):
    """Name and birth date; what is not known stays empty and is never guessed."""

    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    name_prefix = forms.CharField(label=_("Prefix (van, de)"), max_length=40, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    birth_date = DayField(
        label=_("Birth date"),
        required=False,
        help_text=_("From a document, not from memory: the rules about minors and guardians hang on it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class GuardianForm(PersonFields):
    """Somebody who is a guardian of this student."""

    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    has_authority = forms.BooleanField(
        label=_("Has parental authority"),
        help_text=_("A guardian with authority signs beside a minor."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["email"].required = False


class ChangeGuardianForm(forms.Form):
    """What may change about a guardian."""

    has_authority = forms.BooleanField(label=_("Has parental authority"), required=False)
    student_consents = forms.BooleanField(
        label=_("The student is 18 or older and agrees that this guardian is informed"),
        help_text=_("The student says this personally, and may take it back at any time."),
        required=False,
    )
    ends_on = DayField(label=_("Last day"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
