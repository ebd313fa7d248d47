"""What the helpdesk types: an answer, a note, how it is sorted, walking along, an answer for the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.helpdesk.actions.entries import EntryDraft
from houvast.helpdesk.models import Accompaniment
from houvast.helpdesk.words import ALONG, ASKERS, MATTERS, SECTORS, THEMES
from houvast.people.clock import today
from houvast.web.forms import DayField

LONG = 8_000


class AnswerForm(forms.Form):
    """An answer to the asker."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("What can the asker do now, until when, and who helps? Name the source."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    closes = forms.BooleanField(label=_("This closes the conversation"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note for colleagues of the helpdesk"),
        help_text=_("The asker does not read this."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SortForm(forms.Form):
    """What it is about and who asks."""

    theme = forms.ChoiceField(label=_("What is it about?"), choices=list(THEMES.items()))
    asker_kind = forms.ChoiceField(label=_("Who asks?"), choices=list(ASKERS.items()))
    sector = forms.ChoiceField(label=_("Which education?"), choices=list(SECTORS.items()))
    about = forms.CharField(label=_("About which school?"), max_length=200, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AlongForm(forms.Form):
    """Personal advice, or along in a complaint, objection or appeal."""

    kind = forms.ChoiceField(label=_("What do you do?"), choices=list(ALONG.items()), widget=forms.RadioSelect)
    matter = forms.ChoiceField(
        label=_("What is it about?"), choices=[("", _("not known yet")), *MATTERS.items()], required=False
    )
    notified_on = DayField(
        label=_("When was the decision made known?"),
        help_text=_("The last day follows from this; Houvast keeps watch on it."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A term needs a matter and a day."""
        typed = super().clean() or {}
        if typed.get("kind") in (Accompaniment.Kind.APPEAL, Accompaniment.Kind.OBJECTION):
            for name in ("matter", "notified_on"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, _("Without this no last day can be watched."))
        if typed.get("notified_on") and typed["notified_on"] > today():
            self.add_error("notified_on", _("This day is still to come."))
        return typed


class EndForm(forms.Form):
    """How walking along ended."""

    outcome = forms.CharField(label=_("What came of it?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EntryForm(forms.Form):
    """An answer for the library."""

    theme = forms.ChoiceField(label=_("What is it about?"), choices=list(THEMES.items()))
    question_nl = forms.CharField(label=_("The question, in Dutch"), max_length=300)
    answer_nl = forms.CharField(
        label=_("The answer, in Dutch"),
        help_text=_("Short sentences, everyday words. Nobody may be recognised in it."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    source = forms.CharField(
        label=_("What does it rest on?"), help_text=_("For example: WEB art. 7.5.1."), max_length=300
    )
    question_en = forms.CharField(label=_("The question, in English"), max_length=300, required=False)
    answer_en = forms.CharField(
        label=_("The answer, in English"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def draft(self) -> EntryDraft:
        """What was typed, as the action wants it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return EntryDraft(**typed)


class CheckForm(forms.Form):
    """A person has read it."""

    read = forms.BooleanField(
        label=_("I have read it: it is right, and nobody can be recognised in it"),
        error_messages={"required": _("It becomes public only when you have read it and say so here.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
