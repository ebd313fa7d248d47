"""What is typed at the student counsellor's desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from houvast.web.forms import DayField, TimeOfDayInput
from houvast.workplace.models import CounsellorVisit
from houvast.workplace.queries.counselling import KINDS

LONG = 10_000


def _text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AskForm(forms.Form):
    about = _text(
        _("What would you like to talk about?"),
        _("You may leave this empty. Only the student counsellors read it."),
        required=False,
    )


class PlanForm(forms.Form):
    day = DayField(label=_("On which day?"))
    time = forms.TimeField(label=_("At what time?"), widget=TimeOfDayInput())
    place = forms.CharField(label=_("Where?"), max_length=120)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def moment(self) -> datetime:
        """Day and time as one moment in the house's time zone."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))


class CloseForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[
            (CounsellorVisit.State.HELD, _("We talked")),
            (CounsellorVisit.State.MISSED, _("The student did not come")),
            (CounsellorVisit.State.CANCELLED, _("It was called off")),
        ],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On which day?"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EntryForm(forms.Form):
    on = DayField(label=_("When did you talk?"))
    text = _text(_("What do you want to keep of this talk?"), _("Only the student and the counsellors read it."))


class AdviceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Which advice?"), choices=[("", _("Choose")), *KINDS.items()])
    text = _text(
        _("Your advice"),
        _("Write what you advise and until when, and leave out the circumstances. The student decides who reads it."),
    )
