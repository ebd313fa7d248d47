"""What a supervisor types: whether a lesson was seen this week, and the code of a link."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.web.days import long_day
from houvast.workplace.weeks import WEEKS_BACK, monday_of

DONE, SEEN, NOT = "discussed", "seen", "not"


class VisitForm(forms.Form):
    monday = forms.ChoiceField(label=_("Which week?"))
    seen = forms.ChoiceField(
        label=_("Did you see a lesson?"),
        choices=[
            (DONE, _("Yes, and we talked it over")),
            (SEEN, _("Yes, we still have to talk it over")),
            (NOT, _("Not this week")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("Anything to add?"), help_text=_("The student reads along."), max_length=300, required=False
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = monday_of(on)
        weeks = [this - timedelta(weeks=back) for back in range(WEEKS_BACK)]
        self.fields["monday"].choices = [  # type: ignore[attr-defined]
            (week.isoformat(), _("The week of %(day)s") % {"day": long_day(week)}) for week in weeks
        ]

    def answer(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        return {
            "monday": date.fromisoformat(typed["monday"]),
            "visited": typed["seen"] != NOT,
            "discussed": typed["seen"] == DONE,
            "remark": typed["remark"],
        }


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The code of six digits"),
        help_text=_("It stands in the mail that we sent you."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
