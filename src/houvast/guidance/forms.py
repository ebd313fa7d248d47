"""What a person types about talks, agreements and notes."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.guidance.actions import AgreementDraft, TalkDraft
from houvast.guidance.models import Agreement
from houvast.guidance.words import COMPONENTS, JUDGEMENTS, KINDS, RATINGS, SIDES
from houvast.people.clock import today
from houvast.web.components import Rating
from houvast.web.forms import DayField, RatingChoice, choices_of

LONG = 20_000
FIRST_ROWS, MOST_ROWS = 1, 20
_JUDGEMENT_OF = {rating.value: judgement.value for judgement, rating in RATINGS.items()}
_IN_TIME = {"yes": True, "no": False, "unknown": None}


class Judged(forms.ChoiceField):
    """A choice that stands somewhere from the start: an answer that is not sent is the first one."""

    def clean(self, value: Any) -> Any:
        """The value sent, else where the choice stood."""
        return super().clean(value or self.initial)


def _rating_field(label: Any, help_text: Any = "") -> Judged:
    worded = [(RATINGS[judgement].value, word) for judgement, word in JUDGEMENTS.items()]
    return Judged(label=label, help_text=help_text, choices=worded, widget=RatingChoice, initial=Rating.NONE.value)


class TalkForm(forms.Form):
    """A talk: when, about what, what goes well first, the report, and how study progress stands (S-002 to S-008)."""

    kind = forms.ChoiceField(label=_("What kind of talk was it?"), choices=choices_of(*KINDS.items()))
    held_on = DayField(label=_("When did you talk?"))
    also_present = forms.CharField(
        label=_("Who else was there?"),
        help_text=_("For example a guardian, a teacher or a support advisor."),
        max_length=300,
        required=False,
    )
    study_choice_advice = forms.CharField(
        label=_("What did the study choice advice of the intake say?"),
        help_text=_("For an introduction talk. A short summary, or where that document is."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    goes_well = forms.CharField(
        label=_("What goes well?"),
        help_text=_("Begin here: the student reads this first."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    report = forms.CharField(
        label=_("Report of the talk"),
        help_text=_("Facts and examples. The student reads it too: write it as you would say it."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    study_behaviour = _rating_field(
        COMPONENTS["study_behaviour"], _("Being there, being prepared, keeping to a planning.")
    )
    professional_attitude = _rating_field(
        COMPONENTS["professional_attitude"], _("Working with others, feedback, taking responsibility.")
    )
    results = _rating_field(COMPONENTS["results"], _("Tests, assignments, credits."))
    work_placement = _rating_field(COMPONENTS["work_placement"], _("The learning company, hours, assignments there."))
    finishes_in_time = Judged(
        label=_("Can the programme be finished within the programmed time?"),
        choices=[("yes", _("Yes")), ("no", _("No, not as it goes now")), ("unknown", _("Not discussed"))],
        widget=forms.RadioSelect,
        initial="unknown",
    )
    wellbeing = _rating_field(COMPONENTS["wellbeing"], _("How is the student doing? Only what may be in the dossier."))

    @property
    def is_judged(self) -> bool:
        """Whether something was said about study progress: then that part of the form stands open."""
        untouched = {None, "", Rating.NONE.value, "unknown"}
        return any(self[name].value() not in untouched for name in (*COMPONENTS, "finishes_in_time"))

    def clean_held_on(self) -> date:
        """A talk was held; what still comes is a plan."""
        day: date = self.cleaned_data["held_on"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come. Record the talk when it has been held."))
        return day

    def draft(self, agreements: tuple[AgreementDraft, ...]) -> TalkDraft:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        judged: dict[str, Any] = {name: _JUDGEMENT_OF[typed[name] or Rating.NONE.value] for name in COMPONENTS}
        texts: dict[str, Any] = {
            name: typed[name]
            for name in ("kind", "held_on", "also_present", "study_choice_advice", "goes_well", "report")
        }
        return TalkDraft(**texts, **judged, finishes_in_time=_IN_TIME[typed["finishes_in_time"]], agreements=agreements)


class AgreementForm(forms.Form):
    """One agreement; a row that is left empty does not count."""

    what = forms.CharField(
        label=_("What do we agree?"),
        max_length=500,
        error_messages={"required": _("Write down what you agree, or empty the day.")},
    )
    side = Judged(label=_("Who does it?"), choices=list(SIDES.items()), initial=Agreement.Side.STUDENT)
    due_on = DayField(label=_("Done by when?"), error_messages={"required": _("Choose the day by which this is done.")})

    def has_changed(self) -> bool:
        """A row counts when something was agreed or a day was chosen; who does it stands somewhere from the start."""
        return bool({"what", "due_on"} & set(self.changed_data))

    @property
    def draft(self) -> AgreementDraft | None:
        """The agreement; None for an empty row."""
        typed = self.cleaned_data
        if not typed.get("what"):
            return None
        return AgreementDraft(what=typed["what"], side=typed["side"] or Agreement.Side.STUDENT, due_on=typed["due_on"])


AgreementRows = forms.formset_factory(
    AgreementForm, extra=FIRST_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)


class CorrectionForm(forms.Form):
    """A better report, and why."""

    report = forms.CharField(label=_("Report of the talk"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 12}))
    reason = forms.CharField(
        label=_("Why do you correct it?"),
        help_text=_("The earlier text stays in the dossier, with your reason beside it."),
        max_length=300,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """Whether an agreement was kept."""

    status = forms.ChoiceField(
        label=_("Was it kept?"),
        choices=[
            (Agreement.Status.KEPT, pgettext_lazy("agreement", "Yes, kept")),
            (Agreement.Status.NOT_KEPT, pgettext_lazy("agreement", "No, not kept")),
            (Agreement.Status.DROPPED, pgettext_lazy("agreement", "No longer needed")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("What do you want to say about it?"),
        help_text=_("The student reads this."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A reminder for oneself."""

    text = forms.CharField(
        label=_("Your note"),
        help_text=_("Only you see this. It is not part of the dossier."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
