"""What a student types to contest something, and what a board types."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.helpdesk.actions.contesting import Words
from houvast.helpdesk.routes import NO_DECISION
from houvast.helpdesk.words import MATTERS
from houvast.people.clock import AMSTERDAM, today
from houvast.web.forms import DayField, TimeOfDayInput, choices_of

LONG = 6_000


def _box(label: Any, help_text: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class BeginForm(forms.Form):
    """What it is about, and when it was made known."""

    matter = forms.ChoiceField(label=_("What is it about?"), choices=choices_of(*MATTERS.items()))
    notified_on = DayField(
        label=_("When did you hear the decision?"),
        help_text=_("The day of the letter or mail. Leave it empty when there is no decision."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Without a day no last day is known; only how somebody was treated has no day."""
        typed = super().clean() or {}
        day = typed.get("notified_on")
        if typed.get("matter") == NO_DECISION:
            typed["notified_on"] = None
        elif typed.get("matter") and not day and "notified_on" not in self.errors:
            self.add_error("notified_on", _("Choose the day of the letter: the last day follows from it."))
        elif day and day > today():
            self.add_error("notified_on", _("This day is still to come."))
        return typed


class WordsForm(forms.Form):
    """The letter in own words. Nothing is obliged while it is a draft."""

    decision = _box(_("Which decision is it about?"), _("For example: the letter of 3 July about my study advice."), 2)
    happened = _box(_("What happened?"), _("In your own words, in the order in which it went."))
    disagree = _box(_("Why do you not agree?"))
    wanted = _box(_("What do you ask?"), _("For example: take the decision back, or let me take the exam again."), 3)
    along = forms.CharField(label=_("Does somebody come along, or help you?"), max_length=300, required=False)
    urgent = forms.BooleanField(label=_("It is urgent, for example because school begins without me"), required=False)
    late = _box(_("Why is it later than the last day?"), _("Illness, or a letter that came late, can be a reason."), 3)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late"]

    def words(self) -> Words:
        """What was typed, as the action wants it."""
        return Words(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


class HandInForm(forms.Form):
    """Sure?"""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class HearingForm(forms.Form):
    """When and where the student is heard."""

    day = DayField(label=_("On which day?"))
    hour = forms.TimeField(label=_("What time?"), widget=TimeOfDayInput())
    place = forms.CharField(label=_("Where, or by which link?"), max_length=200)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def moment(self) -> datetime:
        """The moment in Amsterdam."""
        hour: time = self.cleaned_data["hour"]
        return datetime.combine(self.cleaned_data["day"], hour, tzinfo=AMSTERDAM)


class OutcomeForm(forms.Form):
    """An outcome without who it was."""

    title = forms.CharField(
        label=_("What was it about, in one sentence?"),
        help_text=_("For example: study advice without a warning on paper."),
        max_length=200,
    )
    text = forms.CharField(
        label=_("What was decided, and why?"),
        help_text=_("No names, no days, no class: nobody may be recognised in it."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ReadForm(forms.Form):
    """A second member has read it."""

    read = forms.BooleanField(
        label=_("I have read it, and nobody can be recognised in it"),
        error_messages={"required": _("It becomes public only when you have read it and say so here.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
