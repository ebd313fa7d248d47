"""What people type about a work placement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.people.models import Person
from houvast.placement.words import REASONS, STATES, VISITS, WORRIES
from houvast.web.forms import DayField, choices_of

MOST_HOURS = 5000


class KeepForm(forms.Form):
    """The company, who guides, days and hours."""

    company = forms.CharField(label=_("Company"), max_length=200, required=False)
    state = forms.ChoiceField(label=_("How does it stand?"), choices=choices_of(*STATES.items()))
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    days = forms.CharField(
        label=_("On which days?"), help_text=_("For example: Monday and Tuesday."), max_length=120, required=False
    )
    hours_agreed = forms.IntegerField(label=_("Hours agreed"), min_value=0, max_value=MOST_HOURS, required=False)
    hours_done = forms.IntegerField(label=_("Hours done"), min_value=0, max_value=MOST_HOURS, required=False)
    trainer_name = forms.CharField(label=_("Practice trainer"), max_length=120, required=False)
    trainer_reach = forms.CharField(label=_("Mail or phone of the practice trainer"), max_length=200, required=False)
    supervisor = forms.ChoiceField(label=_("Who guides from school?"), required=False)
    agreement_signed_on = DayField(label=_("Placement agreement signed on"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, supervisors: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["supervisor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody yet")), *((str(one.pk), one.name) for one in supervisors)]


class VisitForm(forms.Form):
    """A visit, a call or a talk."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=list(VISITS.items()), widget=forms.RadioSelect)
    on = DayField(label=_("When?"))
    words = forms.CharField(
        label=_("What goes well, and what was agreed?"),
        help_text=_("The student reads this."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FormForm(forms.Form):
    """A form or assignment."""

    title = forms.CharField(label=_("Which form or assignment?"), max_length=200)
    due_on = DayField(label=_("Handed in by when?"))


class RefusalForm(forms.Form):
    """A company that said no."""

    company = forms.CharField(label=_("Which company?"), max_length=200)
    on = DayField(label=_("When did you hear it?"))
    reason = forms.ChoiceField(label=_("What did they say?"), choices=list(REASONS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Do you want to say more?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WorryForm(forms.Form):
    """What does not go well, in two taps."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=list(WORRIES.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Do you want to say more?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """What school does about it."""

    words = forms.CharField(
        label=_("What do you do about it?"),
        help_text=_("The student reads this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
