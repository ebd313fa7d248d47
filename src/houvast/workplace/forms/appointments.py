"""What is typed for the inventory and for an appointment."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.core.calendar import school_year_named
from houvast.education.models import Programme
from houvast.people.viewer import Viewer
from houvast.workplace.actions.appointments import AppointmentDraft
from houvast.workplace.actions.inventory import StandingDraft
from houvast.workplace.forms.pasted import PastedForm

MOST_CREDITS = 300
YES = frozenset({"ja", "j", "yes", "y", "1", "true", "waar"})
NO = frozenset({"nee", "n", "no", "0", "false", "onwaar"})


def _cohort(value: str) -> None:
    try:
        school_year_named(value)
    except ValueError:
        raise forms.ValidationError(_("Write the cohort like 2024-2025.")) from None


_HBO = Q(education="hbo") | Q(education="", organisation__education="hbo")
"""Teacher students are at an hbo programme; empty is that of the institution."""


class MaximumForm(forms.Form):
    """The most credits that can be had, for a programme and cohort."""

    programme = forms.ModelChoiceField(queryset=Programme.objects.none(), label=_("Programme"), empty_label=_("Choose"))
    cohort = forms.CharField(
        label=_("Cohort"), help_text=_("For example 2024-2025."), max_length=9, validators=[_cohort]
    )
    credits = forms.DecimalField(
        label=_("Most credits that can be had by then"),
        min_value=0,
        max_value=MOST_CREDITS,
        max_digits=6,
        decimal_places=2,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.filter(_HBO, organisation_id=viewer.organisation_id).order_by("name", "pk")
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class StandingsForm(PastedForm):
    """How far students are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].help_text = _(
            "Student number; credits; open credits of the first main semester; foundation year passed (ja or nee)."
        )

    def draft_of(self, row: list[str]) -> StandingDraft:
        """A row as the inventory wants it."""
        return _draft(row)


def _draft(row: list[str]) -> StandingDraft:
    number, earned, still_open, foundation = (*row, "", "", "", "")[:4]
    if not number:
        raise ValueError(gettext("the student number is missing"))
    return StandingDraft(
        number=number,
        credits=_credits(earned, gettext("the credits")),
        first_semester_open=_credits(still_open, gettext("the open credits")) if still_open else None,
        foundation_passed=_yes_or_no(foundation),
    )


def _credits(text: str, what: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= MOST_CREDITS:
        words = {"what": what, "value": text[:20], "most": MOST_CREDITS}
        raise ValueError(gettext("%(what)s should be a number from 0 to %(most)s, not '%(value)s'") % words)
    return value


def _yes_or_no(text: str) -> bool | None:
    if not text:
        return None
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise ValueError(gettext("the foundation year should be ja or nee, not '%(value)s'") % {"value": text[:20]})


_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def _yes_no(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, choices=_YES_NO, widget=forms.RadioSelect)


class Amount(forms.DecimalField):
    """A number as people type it: with a comma or a point."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """A comma is read as a point."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keyboard with digits on a phone."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class AppointmentForm(forms.Form):
    """An appointment as the student registers it with the placement office (S-185 to S-194)."""

    fte = Amount(
        label=_("How large is the appointment, in fte?"),
        min_value=Decimal("0.01"),
        max_value=1,
        max_digits=3,
        decimal_places=2,
    )
    lesson_hours = Amount(
        label=_("How many clock hours of lessons a week?"), min_value=0, max_value=40, max_digits=4, decimal_places=1
    )
    follows_timetable = _yes_no(_("Can you follow your own lessons by the timetable?"))
    weekly_visit = _yes_no(_("Does your supervisor visit a lesson every week and talk it over with you?"))
    mentor_tasks = _yes_no(_("Are mentor tasks part of it?"))

    def __init__(self, *args: Any, own: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["follows_timetable"].label = _("Can the student follow lessons by the timetable?")
            self.fields["weekly_visit"].label = _("Does the supervisor visit a lesson every week and talk it over?")

    def draft(self) -> AppointmentDraft:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        return AppointmentDraft(
            fte=typed["fte"],
            lesson_hours=typed["lesson_hours"],
            follows_timetable=typed["follows_timetable"] == "yes",
            weekly_visit=typed["weekly_visit"] == "yes",
            mentor_tasks=typed["mentor_tasks"] == "yes",
        )


class DecideForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("What is your answer?"),
        choices=[("yes", _("The appointment is fine")), ("no", _("Not this way"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("The student reads it. Needed for a no, and for a yes against the norm."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
