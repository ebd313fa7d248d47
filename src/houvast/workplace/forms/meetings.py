"""What is typed about concerns and in student review meetings."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.calendar import SchoolYear, school_year_of
from houvast.web.forms import DayField
from houvast.workplace.actions.meetings import AgreementDraft, DiscussedDraft
from houvast.workplace.models import Concern

LONG = 10_000
ROWS = 3
"""How many agreements can be added at once."""


def _text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ConcernForm(forms.Form):
    """A concern of who guides; the student reads along."""

    goes_well = _text(_("What goes well?"), _("Begin here: the student reads this first."), rows=3)
    seen = _text(_("What did you see?"), _("Facts and examples, as you would tell the student."), required=True)
    weight = forms.ChoiceField(
        label=_("How much attention does it need?"),
        choices=[
            (Concern.Weight.ATTENTION, _("Attention: we look at it together soon")),
            (Concern.Weight.CONCERN, _("Concern: it should not wait")),
        ],
        widget=forms.RadioSelect,
    )


class CloseConcernForm(forms.Form):
    outcome = forms.CharField(
        label=_("How did it end?"),
        help_text=_("What was done, and how it is now. Who raised it gets word."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class PlanMeetingForm(forms.Form):
    """A meeting of this school year or the next: a year that was mistyped counts for neither."""

    number = forms.TypedChoiceField(
        label=_("Which meeting of the school year?"), coerce=int, choices=[(1, _("The first")), (2, _("The second"))]
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = school_year_of(on)
        self.fields["planned_on"] = DayField(
            label=_("On which day?"), earliest=this.begin, latest=SchoolYear(begins_in=this.begins_in + 1).end
        )


class MinutesForm(forms.Form):
    """What was said in general, of a meeting that was held."""

    present = forms.CharField(label=_("Who was there?"), max_length=500)
    minutes = _text(
        _("Minutes of the meeting"),
        _("What holds for all students. What is about one student stands with that student."),
        rows=8,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("held_on",)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"] = DayField(label=_("When was it held?"), latest=on)
        self.order_fields(self.field_order)


class DiscussForm(forms.Form):
    """One student in the meeting: both sides beside each other, a plan and who does what; one of these is enough."""

    optional_is_said = True
    institute_side = _text(
        _("What does the institute bring in?"), _("Only what the training school needs to guide the student.")
    )
    school_side = _text(_("What does the training school bring in?"))
    plan = _text(_("Our plan"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(ROWS):
            self.fields[f"who-{row}"] = forms.CharField(label=_("Who?"), max_length=120, required=False)
            self.fields[f"what-{row}"] = forms.CharField(label=_("Does what?"), max_length=500, required=False)
            self.fields[f"due_on-{row}"] = DayField(label=_("By when?"), required=False)

    @property
    def agreement_rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each agreement."""
        return [(self[f"who-{row}"], self[f"what-{row}"], self[f"due_on-{row}"]) for row in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        """Something was said; an agreement says who, what and by when, or nothing at all."""
        cleaned = super().clean() or {}
        if not any(value for name, value in cleaned.items() if name != "revision") and not self.errors:
            self.add_error(
                None, _("Write down what was discussed: what one of you brought in, a plan or an agreement.")
            )
        for row in range(ROWS):
            names = (f"who-{row}", f"what-{row}", f"due_on-{row}")
            if any(cleaned.get(name) for name in names):
                for name in names:
                    if not cleaned.get(name) and name not in self.errors:
                        self.add_error(name, _("An agreement says who does what by when."))
        return cleaned

    def draft(self) -> DiscussedDraft:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        agreements = tuple(
            AgreementDraft(who=typed[f"who-{row}"], what=typed[f"what-{row}"], due_on=typed[f"due_on-{row}"])
            for row in range(ROWS)
            if typed[f"who-{row}"]
        )
        return DiscussedDraft(
            institute_side=typed["institute_side"],
            school_side=typed["school_side"],
            plan=typed["plan"],
            agreements=agreements,
        )
