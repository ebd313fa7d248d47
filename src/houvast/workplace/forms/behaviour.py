"""What is typed about professional behaviour: facts first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.web.forms import DayField
from houvast.workplace.behaviour_list import LIST
from houvast.workplace.models import Observation


class ObservationForm(forms.Form):
    item = forms.ChoiceField(
        label=_("Which point of the list is it about?"),
        choices=[
            ("", _("Choose")),
            *[(heading.title, [(point.name, point.says) for point in heading.points]) for heading in LIST],
        ],
    )
    kind = forms.ChoiceField(
        label=_("What kind of observation is it?"),
        choices=[
            (Observation.Kind.GOES_WELL, _("This goes well")),
            (Observation.Kind.ATTENTION, _("This needs attention")),
        ],
        widget=forms.RadioSelect,
    )
    seen_on = DayField(label=_("On which day?"))
    fact = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_(
            "Facts and examples, not a judgement: what anybody in the room would have seen. The student reads it."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class TalkOverForm(forms.Form):
    on = DayField(label=_("When did you talk it over?"))
    own_view = forms.CharField(
        label=_("What does the student say about it?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.CharField(
        label=_("What did you agree?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
