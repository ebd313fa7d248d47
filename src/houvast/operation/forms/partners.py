"""Partners: who they are, and which students they see for how long."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.access.words import Data
from houvast.operation.actions.partners import (
    KINDS_OF_PARTNERS,
    ROLES_OF_PARTNERS,
    PartnerOrganisation,
    Reach,
    students_by_number,
)
from houvast.operation.forms.staff import PersonFields
from houvast.people.models import Organisation, Person
from houvast.people.role_names import ROLE_NAMES
from houvast.people.viewer import Viewer
from houvast.web.forms import DayField, choices_of

KIND_NAMES = {
    Organisation.Kind.MUNICIPALITY: _("Municipality or youth desk"),
    Organisation.Kind.PARTNER: _("Another partner"),
    Organisation.Kind.FEEDER_SCHOOL: _("Feeder school"),
}
DATA_NAMES = {
    Data.IDENTITY: _("the name and the student number"),
    Data.CONTACT: _("birth date, mail and phone"),
    Data.ENROLMENT: _("programme and enrolment"),
    Data.PEOPLE_AROUND: _("who is around the student"),
    Data.TALKS: _("talks and agreements"),
    Data.RESULTS: _("results"),
    Data.ABSENCE: _("absence"),
    Data.CASES: _("procedures, and doing their own part in them"),
    Data.LETTERS: _("letters"),
}
"""What kinds of data are called to an administrator; a kind without a name here is shown by its own word."""
MOST = 100


class ReachForm(forms.Form):
    """Students by their numbers, and the days between which they are seen."""

    students = forms.CharField(
        label=_("Student numbers"),
        help_text=_(
            "One or more, with a comma or a line between them. This partner sees these students and nobody else."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty when it is not known yet."))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer

    def clean_students(self) -> tuple[Person, ...]:
        """The students; an error names the numbers that are nobody's."""
        numbers = [one for one in re.split(r"[\s,;]+", self.cleaned_data["students"]) if one]
        if len(numbers) > MOST:
            raise forms.ValidationError(_("At most 100 at a time."))
        found, unknown = students_by_number(numbers, self._viewer)
        if unknown:
            raise forms.ValidationError(
                _("Nobody has this number here: %(numbers)s. Look it up and correct it."),
                params={"numbers": ", ".join(unknown)},
            )
        return found

    def reach(self) -> Reach:
        """What was typed, as a value."""
        typed = self.cleaned_data
        return Reach(students=typed["students"], starts_on=typed["starts_on"], ends_on=typed["ends_on"])


class InvitePartnerForm(ReachForm, PersonFields):
    """Somebody of another organisation."""

    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=choices_of(*((k, KIND_NAMES[k]) for k in KINDS_OF_PARTNERS))
    )
    role = forms.ChoiceField(
        label=_("Role there"), choices=choices_of(*((role, ROLE_NAMES[role]) for role in ROLES_OF_PARTNERS))
    )
    field_order = [
        "organisation", "kind", "given_name", "name_prefix", "family_name", "email", "role", "students", "starts_on",
        "ends_on",
    ]  # fmt: skip

    def partner(self) -> PartnerOrganisation:
        """The organisation that was typed."""
        return PartnerOrganisation(name=self.cleaned_data["organisation"].strip(), kind=self.cleaned_data["kind"])
