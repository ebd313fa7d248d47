"""The institution, its units and its programmes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.people.models import Organisation, Unit
from houvast.people.role_names import UNIT_NAMES
from houvast.web.forms import DayField

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
OWN_COLOUR = "#"
MOST_LINES = 6


class OrganisationForm(forms.Form):
    """What holds for the whole institution. `seen` is the revision that was shown."""

    name = forms.CharField(label=_("Name of the institution"), max_length=200)
    code = forms.CharField(label=_("BRIN or another code"), max_length=20, required=False)
    school_region = forms.ChoiceField(
        label=_("School holidays of region"),
        choices=[
            (Organisation.SchoolRegion.NORTH, _("North")),
            (Organisation.SchoolRegion.MIDDLE, _("Middle")),
            (Organisation.SchoolRegion.SOUTH, _("South")),
        ],
    )
    education = forms.ChoiceField(
        label=_("Which education does the institution give?"),
        help_text=_("Procedures follow the law of this kind of education. A programme can be of the other kind."),
        choices=[(Organisation.Education.MBO, _("mbo")), (Organisation.Education.HBO, _("hbo"))],
    )
    unseen_after_weeks = forms.IntegerField(
        label=_("After how many weeks without a talk does a student come on top?"), min_value=1, max_value=52
    )
    accent = forms.CharField(
        label=_("Colour of the institution"),
        help_text=_("For example #0f4c5c. It is made darker or lighter where that is needed to read well."),
        max_length=7,
        required=False,
    )
    mails_talk_report = forms.BooleanField(
        label=_("Put the report of a talk in the mail itself"),
        help_text=_(
            "Without this the mail only says that there is a report, which the student reads after signing in."
        ),
        required=False,
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        help_text=_("As on an envelope, without the name. It stands on letters and on the help page."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        required=False,
    )
    phone = forms.CharField(
        label=_("Phone number"), max_length=30, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail address for questions"), required=False)
    website = forms.URLField(
        label=_("Website"), required=False, assume_scheme="https", help_text=_("For example https://www.school.nl.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean_postal_address(self) -> str:
        """The lines that say something, at most six."""
        lines = [line.strip() for line in str(self.cleaned_data["postal_address"]).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("An address has at most six lines."))
        return "\n".join(lines)

    def clean_accent(self) -> str:
        accent: str = self.cleaned_data["accent"]
        if accent and not COLOUR.fullmatch(accent):
            raise forms.ValidationError(_("Write a colour as # and six digits or letters a to f."))
        return accent.lower()


class UnitForm(forms.Form):
    """A college, team or class."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=list(UNIT_NAMES.items()))
    name = forms.CharField(label=_("Name"), max_length=120)
    parent = forms.ChoiceField(
        label=_("Under"), required=False, help_text=_("A class stands under a team, a team under a college.")
    )

    def __init__(self, *args: Any, parents: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parents = {str(unit.pk): unit for unit in parents}
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)
        parent.choices = [("", _("The institution itself"))] + [
            (key, f"{UNIT_NAMES[unit.kind]} {unit.name}") for key, unit in self._parents.items()
        ]

    def clean_parent(self) -> Unit | None:
        return self._parents.get(self.cleaned_data["parent"])


class ChangeUnitForm(UnitForm):
    """The same for one that exists: it keeps its kind and can be closed."""

    closed_on = DayField(
        label=_("Last day"), required=False, help_text=_("Fill this in when the unit is not used any more.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]


class ProgrammeForm(forms.Form):
    """A programme; what is unknown stays empty."""

    name = forms.CharField(label=_("Name of the programme"), max_length=200)
    crebo = forms.RegexField(
        label=_("Crebo"),
        regex=r"^\d{5}$",
        required=False,
        help_text=_("Five digits."),
        error_messages={"invalid": _("A crebo has five digits.")},
    )
    education = forms.ChoiceField(
        label=_("Kind of education"),
        required=False,
        choices=[
            ("", _("as the institution")),
            (Organisation.Education.MBO, _("mbo")),
            (Organisation.Education.HBO, _("hbo")),
        ],
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Unknown")), (1, _("Entree")), (2, "2"), (3, "3"), (4, "4")],
    )
    years = forms.IntegerField(label=_("Length in years"), min_value=1, max_value=6, required=False)
