"""What people type about alerts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.alerts.words import ANSWERS, OUTCOMES, WAYS
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import AnswerKind
from houvast.people.models import Person
from houvast.web.forms import choices_of

LONG = 4_000
BRIEF = 300
MOST_PER_WEEK = 50


def _words(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=LONG, widget=area)


class ConcernForm(forms.Form):
    """A few words, if you like; what was noticed is the button."""

    words = _words(
        _("Would you like to say something about it?"), _("Facts, as you saw them. The student can read it.")
    )


class AnswerForm(forms.Form):
    """What is done about it."""

    kind = forms.ChoiceField(
        label=_("What will you do?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect, initial=AnswerKind.TALK
    )
    words = _words(
        _("What will you agree on, or why not?"), _("The student reads this too: write it as you would say it.")
    )


class CloseForm(forms.Form):
    """How it ended, with a word back."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=choices_of(*OUTCOMES.items()))
    words = _words(
        _("A word back"),
        _("For whoever raised it, and for the student. No details: for example “thank you, we talked”."),
    )


class OutreachForm(forms.Form):
    """A try to get in touch."""

    way = forms.ChoiceField(label=_("What did you try?"), choices=list(WAYS.items()), widget=forms.RadioSelect)
    reached = forms.ChoiceField(
        label=_("Was there contact?"), choices=[("yes", _("Yes")), ("no", _("No response"))], widget=forms.RadioSelect
    )
    words = _words(_("What do you want to say about it?"))


class VisitForm(forms.Form):
    """Who should go, and what to know."""

    words = _words(
        _("Why would a visit at home help?"),
        _("For example: not heard from for three weeks. A visit is an invitation, not a check."),
        required=True,
    )


class SayForm(forms.Form):
    """What the student says about it."""

    words = _words(_("What would you like to say?"), _("Your coach reads this."), required=True)


class HandOnForm(forms.Form):
    """Who takes over."""

    to = forms.ChoiceField(label=_("Who takes this over?"))
    words = _words(_("What do you want to say about it?"))

    def __init__(self, *args: Any, colleagues: tuple[Person, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices_of(*((str(one.pk), one.name) for one in colleagues))  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """Whether a rule speaks, and from what value."""

    speaks = forms.BooleanField(label=_("This rule speaks"), required=False)
    threshold = forms.IntegerField(label=_("From what value?"))
    why = forms.CharField(label=_("Why do you set it like this?"), max_length=BRIEF)

    def __init__(self, *args: Any, rule: Rule, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold"] = forms.IntegerField(
            label=_("From what value?"),
            help_text=unit,
            min_value=rule.lowest_threshold,
            max_value=min(rule.highest_threshold, 525_600),
        )


class CapacityForm(forms.Form):
    """How many students with new alerts a coach can answer in a week."""

    per_week = forms.IntegerField(
        label=_("Students with new alerts per coach per week"),
        help_text=_("What does not fit waits, in an order that is explained. Concerns of people never wait."),
        min_value=0,
        max_value=MOST_PER_WEEK,
    )
    coach = forms.ChoiceField(
        label=_("For whom?"), help_text=_("A figure of one coach goes before that of all."), required=False
    )

    def __init__(self, *args: Any, coaches: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.coaches = {str(one.pk): one for one in coaches}
        self.fields["coach"].choices = [  # type: ignore[attr-defined]
            ("", _("All coaches")),
            *((key, one.name) for key, one in self.coaches.items()),
        ]

    @property
    def chosen(self) -> Person | None:
        """The one coach it is about; None for all."""
        return self.coaches.get(self.cleaned_data["coach"])
