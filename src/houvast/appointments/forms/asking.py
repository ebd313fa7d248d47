"""What people type when they ask, answer and hand on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.appointments.models import HelpRequest
from houvast.appointments.queries.people import Helper
from houvast.appointments.self_check import MOODS, QUESTIONS, Area
from houvast.appointments.words import TOPICS

LONG = 2000


def helper_choices(helpers: Sequence[Helper]) -> list[tuple[str, str]]:
    """People to choose from: name and role."""
    return [(str(one.pk), f"{one.person.name} ({one.role_name})") for one in helpers]


class AskForm(forms.Form):
    """Ask for help: everything stands somewhere already, so that sending is enough."""

    of = forms.ChoiceField(label=_("Who do you want to ask?"), widget=forms.RadioSelect)
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=list(TOPICS.items()),
        widget=forms.RadioSelect,
        initial=HelpRequest.Topic.SMALL,
    )
    words = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_("A few words are enough. No question is too small."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, helpers: Sequence[Helper], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["of"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = helper_choices(helpers)
        if helpers:
            field.initial = str(helpers[0].pk)


class AnswerForm(forms.Form):
    """An answer that the student reads."""

    words = forms.CharField(
        label=_("Your answer"),
        help_text=_("The student reads this. Short and friendly is enough: “We look at it together.”"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(forms.Form):
    """More words of the student."""

    words = forms.CharField(
        label=_("Do you want to say more?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOnForm(forms.Form):
    """Hand a question on, with a word for both."""

    to = forms.ChoiceField(label=_("Who can help better?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("A word along, for the student and for your colleague"),
        help_text=_("The student reads this too. For example: “Noor knows all about money and is glad to help.”"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, helpers: Sequence[Helper], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = helper_choices(helpers)


class SelfCheckForm(forms.Form):
    """The questions of the self-check; each may be left open."""

    optional_is_said = True
    """The page says so once, for all of them."""

    words = forms.CharField(
        label=_("Is there something you want to remember?"),
        help_text=_("Only for yourself, unless you share this check."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for one in QUESTIONS:
            self.fields[one.key] = forms.ChoiceField(
                label=str(one.text), choices=list(MOODS.items()), required=False, widget=forms.RadioSelect
            )

    def of_area(self, area: Area) -> list[forms.BoundField]:
        """The fields of one area, in order."""
        return [self[one.key] for one in QUESTIONS if one.area is area]

    def answers(self) -> dict[str, str]:
        """The answers that were given."""
        return {one.key: self.cleaned_data[one.key] for one in QUESTIONS if self.cleaned_data.get(one.key)}
