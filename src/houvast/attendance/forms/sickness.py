"""Being sick, and being there again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.attendance.actions.sickness import Sick
from houvast.attendance.models import SickReport
from houvast.attendance.words import SHARED, SHARED_OF_STUDENT
from houvast.web.forms import DayField


class SickForm(forms.Form):
    """From when, and as much of the reason as somebody wants to share."""

    from_day = DayField(label=_("From which day?"))
    reason = forms.CharField(
        label=_("What is the matter?"),
        help_text=_("You do not have to say. The school may never ask what illness it is."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shared = forms.ChoiceField(
        label=_("Who may read this reason?"),
        choices=list(SHARED.items()),
        widget=forms.RadioSelect,
        initial=SickReport.Shared.NOTHING,
    )

    def __init__(self, *args: Any, own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not own:
            self.fields["shared"].choices = list(SHARED_OF_STUDENT.items())  # type: ignore[attr-defined]

    @property
    def sick(self) -> Sick:
        return Sick(**self.cleaned_data)


class BackForm(forms.Form):
    """There again."""

    back_on = DayField(label=_("The first day at school again"))
