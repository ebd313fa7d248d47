"""Forms of case analysis, learning cycles and the rehearsal of a year."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.figures import FIGURES, Wish
from houvast.core.monitor.mechanisms import Factor, Mechanism
from houvast.monitor.actions.learning import CloseDraft, CycleDraft, MarkDraft
from houvast.monitor.mechanism_words import FACTORS, GENDERS, MECHANISMS
from houvast.monitor.models import AnalysisMark, LearningCycle
from houvast.web.forms import DayField, choices_of


class MarkForm(forms.Form):
    """A moment that mattered (S-301 to S-303)."""

    on = DayField(label=_("When was it?"))
    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=[
            (AnalysisMark.Kind.CRUCIAL, _("A crucial moment")),
            (AnalysisMark.Kind.HELPED, _("This helped")),
            (AnalysisMark.Kind.FAILED, _("This failed")),
        ],
        widget=forms.RadioSelect,
    )
    factor = forms.ChoiceField(label=_("What was it about?"), required=False)
    why = forms.CharField(label=_("Why do you mark it?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["factor"].choices = choices_of(*((one.value, str(FACTORS[one])) for one in Factor))  # type: ignore[attr-defined]

    def draft(self) -> MarkDraft:
        """What was typed; only of a valid form."""
        said = self.cleaned_data
        return MarkDraft(on=said["on"], kind=said["kind"], factor=said["factor"], why=said["why"])


class CloseForm(forms.Form):
    """What the school learned, which marks everybody agreed on, and the report of the talk (S-306, S-665)."""

    agreed = forms.MultipleChoiceField(
        label=_("Which moments do you agree on?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    learned = forms.CharField(
        label=_("What will we do otherwise next time?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    discussed_on = DayField(label=_("On which day did you talk about it?"), required=False)
    present = forms.CharField(
        label=_("Who were there?"), help_text=_("Roles, no names."), max_length=300, required=False
    )
    talk_report = forms.CharField(
        label=_("Report of the talk"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    gender = forms.ChoiceField(
        label=_("Gender, for the table of cases"),
        help_text=_("Only when the student agrees. It is counted over many cases and used for nothing else."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, marks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].choices = marks  # type: ignore[attr-defined]
        self.fields["gender"].choices = choices_of(*((key, str(name)) for key, name in GENDERS.items()))  # type: ignore[attr-defined]

    def draft(self) -> CloseDraft:
        """What was typed; only of a valid form."""
        said = self.cleaned_data
        return CloseDraft(
            learned=said["learned"],
            agreed=frozenset(uuid.UUID(one) for one in said["agreed"]),
            discussed_on=said["discussed_on"],
            present=said["present"],
            talk_report=said["talk_report"],
            gender=said["gender"],
        )


class CycleForm(forms.Form):
    """A goal, one small change and when to look again (S-637, S-774)."""

    team = forms.ChoiceField(label=_("Which team?"))
    figure = forms.ChoiceField(label=_("Which figure should move?"))
    goal = forms.CharField(label=_("What do you want to reach?"), max_length=300)
    target = forms.IntegerField(
        label=_("Which share do you aim at, in per cent?"), required=False, min_value=0, max_value=100
    )
    small_change = forms.CharField(
        label=_("Which one small thing will you do otherwise?"),
        help_text=_("Small enough to begin this week."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mechanism = forms.ChoiceField(label=_("Which working mechanism does it serve?"), required=False)
    look_on = DayField(label=_("When do you look again?"))

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = get_language() or "nl"
        shares = [(one.id, one.title.in_(spoken)) for one in FIGURES if one.hits and one.wish is not Wish.NONE]
        self.fields["team"].choices = choices_of(*teams)  # type: ignore[attr-defined]
        self.fields["figure"].choices = choices_of(*shares)  # type: ignore[attr-defined]
        self.fields["mechanism"].choices = choices_of(*((one.value, str(MECHANISMS[one])) for one in Mechanism))  # type: ignore[attr-defined]

    def draft(self) -> CycleDraft:
        """What was typed; only of a valid form."""
        said = self.cleaned_data
        return CycleDraft(
            team=uuid.UUID(said["team"]),
            figure=said["figure"],
            goal=said["goal"],
            small_change=said["small_change"],
            look_on=said["look_on"],
            target=said["target"],
            mechanism=said["mechanism"],
        )


class DecideForm(forms.Form):
    """Keep, adjust or drop, and what was learned."""

    decision = forms.ChoiceField(
        label=_("What do you do with the change?"),
        choices=[
            (LearningCycle.Decision.KEEP, _("Keep the change")),
            (LearningCycle.Decision.ADJUST, _("Adjust it and look again")),
            (LearningCycle.Decision.DROP, _("Drop it")),
        ],
        widget=forms.RadioSelect,
    )
    learned = forms.CharField(label=_("What did you learn?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RehearsalForm(forms.Form):
    """What if: other numbers than the school's own rates."""

    students = forms.IntegerField(label=_("Students"), min_value=1, max_value=200_000)
    coaches = forms.IntegerField(label=_("Coaches"), min_value=1, max_value=10_000)
    talks = forms.FloatField(label=_("Talks a student a year"), min_value=0, max_value=60)
    alerts = forms.FloatField(label=_("Alerts a student a year"), min_value=0, max_value=60)
    tracks = forms.FloatField(label=_("Improvement tracks per 100 students a year"), min_value=0, max_value=100)
    warnings = forms.FloatField(label=_("Warnings of a study advice per 100 students"), min_value=0, max_value=100)
    negative = forms.FloatField(label=_("Of those warned, negative (per cent)"), min_value=0, max_value=100)
    appeals = forms.FloatField(label=_("Of negative advice, appealed (per cent)"), min_value=0, max_value=100)
    leaving = forms.FloatField(label=_("Deregistrations per 100 students a year"), min_value=0, max_value=100)
