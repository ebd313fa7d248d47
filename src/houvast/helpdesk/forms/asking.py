"""The public form, and what an asker adds. Short, since nobody likes forms when something is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.helpdesk.actions.asking import Question
from houvast.helpdesk.models import Conversation
from houvast.helpdesk.words import ASKERS, CHANNELS, SECTORS, THEMES
from houvast.web.forms import choices_of

LONG = 8_000


class QuestionForm(forms.Form):
    """A question from outside. A name is not asked; an address only to say that there is an answer."""

    text = forms.CharField(
        label=_("What is your question?"),
        help_text=_("Tell what happens and what you want to know. You need not give names."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    asker_kind = forms.ChoiceField(label=_("Who are you?"), choices=choices_of(*ASKERS.items()))
    theme = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("Not sure? Choose “something else”."),
        choices=choices_of(*THEMES.items()),
    )
    about = forms.CharField(label=_("About which school?"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "We send you a mail when there is an answer. The mail does not say what it is about. "
            "Without an address you read the answer with the private link that you get."
        ),
        required=False,
    )

    def question(self) -> Question:
        """What was typed, as the action wants it."""
        typed: dict[str, Any] = self.cleaned_data
        names = ("text", "asker_kind", "theme", "about", "email")
        return Question(
            **{name: typed[name] for name in names},
            sector=Conversation.Sector.TO_MBO if typed["theme"] == Conversation.Theme.ADMISSION else "mbo",
        )


class MoreForm(forms.Form):
    """Something to add to a conversation."""

    text = forms.CharField(
        label=_("Do you want to say or ask more?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )


class WrittenDownForm(forms.Form):
    """A question by phone, chat or in person, as the helpdesk types it."""

    channel = forms.ChoiceField(
        label=_("How did it come in?"),
        choices=[(code, CHANNELS[code]) for code in ("phone", "chat", "visit", "mail")],
        widget=forms.RadioSelect,
        initial="phone",
    )
    subject = forms.CharField(label=_("The question in one sentence"), max_length=200)
    text = forms.CharField(label=_("What was asked?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}))
    asker_kind = forms.ChoiceField(label=_("Who asks?"), choices=choices_of(*ASKERS.items()))
    theme = forms.ChoiceField(label=_("What is it about?"), choices=choices_of(*THEMES.items()))
    sector = forms.ChoiceField(label=_("Which education?"), choices=list(SECTORS.items()), initial="mbo")
    about = forms.CharField(label=_("About which school?"), max_length=200, required=False)
    name = forms.CharField(
        label=_("What may we call the asker?"),
        help_text=_("Only when the asker wants that."),
        max_length=100,
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address of the asker"),
        help_text=_("Then the asker can follow the conversation by a private link."),
        required=False,
    )

    def question(self) -> Question:
        """What was typed, as the action wants it."""
        return Question(**self.cleaned_data)
