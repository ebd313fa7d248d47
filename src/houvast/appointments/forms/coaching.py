"""What people type when a coach changes, is covered for, or when norms are set."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.appointments.forms.asking import LONG
from houvast.people.models import Person
from houvast.web.forms import DayField


class WriteChangeForm(forms.Form):
    """What the new coach should know; the student reads it first."""

    strengths = forms.CharField(
        label=_("What is the student good at, and what works?"),
        help_text=_("The student reads this. Begin here."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    what_matters = forms.CharField(
        label=_("What matters now, and what was agreed?"),
        help_text=_("Only what the new coach needs; the student reads this too."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AddToChangeForm(forms.Form):
    """The student's own words to the new coach."""

    words = forms.CharField(
        label=_("What do you want your new coach to know?"),
        help_text=_("You may leave this open."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class FirstTalkForm(forms.Form):
    """The new coach plans the first talk."""

    first_talk_on = DayField(label=_("When is your first talk?"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class CoverForm(forms.Form):
    """Who covers, from when until when."""

    cover = forms.ChoiceField(label=_("Who covers?"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, colleagues: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["cover"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *((str(one.pk), one.name) for one in colleagues)]


class TrustedForm(forms.Form):
    """Somebody the student trusts, and the address for the invitation."""

    given_name = forms.CharField(label=_("First name"), max_length=120)
    family_name = forms.CharField(label=_("Last name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("We mail one link to this address. The mail says nothing about you.")
    )


class NormForm(forms.Form):
    """What the school holds itself to."""

    answer_within = forms.IntegerField(label=_("School days to answer a question for help"), min_value=1, max_value=10)
    most_students = forms.IntegerField(label=_("Students per coach"), min_value=1, max_value=500)


class ShareForm(forms.Form):
    """What an adult student shares with a guardian; nothing ticked is nothing shared."""

    kinds = forms.MultipleChoiceField(
        label=_("What may they see?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kinds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(choices)
