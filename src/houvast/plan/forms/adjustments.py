"""What a person types about an adjustment."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.education.models import Programme
from houvast.people.clock import today
from houvast.plan.actions.adjustments import Asked, Evaluated, Granted, Offer
from houvast.plan.catalogue import BY_KEY, KINDS, OTHER, OTHER_NAME
from houvast.plan.models import Adjustment, AdjustmentEvaluation
from houvast.plan.queries.adjustments import Possible
from houvast.plan.words import DOMAINS, GROUNDS, OUTCOMES, STANCES
from houvast.web.forms import DayField, choices_of

LONG = 10_000
FIRST_LOOK = timedelta(weeks=20)


def _long(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class AskForm(forms.Form):
    """What is needed, where in the education, and why: a kind of reason is enough."""

    option = forms.ChoiceField(label=_("What would help?"))
    what = _long(
        _("How would that help?"), _("In your own words. You do not have to tell what illness or problem you have.")
    )
    domain = forms.ChoiceField(label=_("Where is it needed?"), choices=choices_of(*DOMAINS.items()))
    ground = forms.ChoiceField(
        label=_("What kind of reason is there?"),
        help_text=_("A kind is enough. Nobody may ask you for medical papers to talk about this."),
        choices=choices_of(*GROUNDS.items()),
    )
    starts_on = DayField(label=_("From when?"), required=False)
    ends_on = DayField(label=_("Until when?"), help_text=_("Leave this empty when you do not know."), required=False)

    def __init__(self, *args: Any, possible: tuple[Possible, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        groups = [
            (str(name), [(one.key, one.name) for one in possible if one.kind is kind]) for kind, name in KINDS.items()
        ]
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *(group for group in groups if group[1]),
            (OTHER, OTHER_NAME),
        ]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cleaned = super().clean() or {}
        _check_period(self, cleaned)
        return cleaned

    @staticmethod
    def given(option: str) -> dict[str, Any]:
        """What stands in the form from the start, for one option of the catalogue."""
        known = BY_KEY.get(option)
        return {"option": option, "domain": known.domain.value if known else ""}

    @property
    def asked(self) -> Asked:
        """What was typed, as the action wants it."""
        return Asked(**self.cleaned_data)


def _check_period(form: forms.Form, cleaned: dict[str, Any]) -> None:
    starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts and ends and ends < starts:
        form.add_error("ends_on", _("It ends before it begins."))


class GrantForm(forms.Form):
    """What was agreed: who does what, for which period, what it changes at exams, when to look back."""

    arranged = _long(_("What do we arrange, and who does it?"), _("The student reads this."))
    starts_on = DayField(label=_("From when?"))
    ends_on = DayField(
        label=_("Until when?"), help_text=_("Leave this empty for as long as it is needed."), required=False
    )
    exam_effect = forms.CharField(
        label=_("What does it change at tests and exams?"),
        help_text=_("Leave this empty when nothing changes."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evaluate_on = DayField(
        label=_("When do we look back?"), help_text=_("At least once a study year. Earlier is often better.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cleaned = super().clean() or {}
        _check_period(self, cleaned)
        return cleaned

    @staticmethod
    def given(adjustment: Adjustment) -> dict[str, Any]:
        """What was asked, as a beginning of the answer."""
        starts = adjustment.starts_on or today()
        return {
            "starts_on": starts,
            "ends_on": adjustment.ends_on,
            "exam_effect": adjustment.exam_effect,
            "evaluate_on": starts + FIRST_LOOK,
            "revision": adjustment.revision,
        }

    @staticmethod
    def decided(adjustment: Adjustment) -> dict[str, Any]:
        """What was agreed, as it would stand in the form."""
        names = ("arranged", "starts_on", "ends_on", "exam_effect", "evaluate_on")
        return {name: getattr(adjustment, name) for name in names}

    @property
    def granted(self) -> Granted:
        """What was typed, as the action wants it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Granted(**typed)


class RefuseForm(forms.Form):
    """Why not, for the student to read."""

    reason = _long(
        _("Why is this not possible?"),
        _("The student reads this. Say also what is possible, and who can help."),
    )
    is_burden = forms.BooleanField(
        label=_("The burden for the school would be out of proportion, and the reason shows it"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EvaluateForm(forms.Form):
    """A look back on an adjustment."""

    works = _long(_("What works?"), _("In the words of the student."))
    outcome = forms.ChoiceField(label=_("How does it go on?"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect)
    arranged = _long(
        _("What do we arrange from now on?"), _("Only when it goes on in another way."), rows=3, required=False
    )
    next_on = DayField(
        label=_("When do we look back again?"), help_text=_("Within a year, as long as it goes on."), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What goes on is looked at again; what changes says how."""
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        if outcome and outcome != AdjustmentEvaluation.Outcome.ENDED and not cleaned.get("next_on"):
            self.add_error("next_on", _("Choose a day to look back again."))
        if outcome == AdjustmentEvaluation.Outcome.CHANGED and not cleaned.get("arranged"):
            self.add_error("arranged", _("Write how it goes from now on."))
        return cleaned

    @staticmethod
    def held(adjustment: Adjustment) -> dict[str, Any]:
        """The latest look back, as it would stand in the form; nothing before the first."""
        latest = max(adjustment.evaluations.all(), key=lambda one: (one.held_on, one.pk), default=None)
        if latest is None:
            return {}
        changed = latest.outcome == AdjustmentEvaluation.Outcome.CHANGED
        arranged = adjustment.arranged if changed else ""
        return {"works": latest.works, "outcome": latest.outcome, "arranged": arranged, "next_on": latest.next_on}

    @property
    def evaluated(self) -> Evaluated:
        """What was typed, as the action wants it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return Evaluated(**typed)


class OfferForm(forms.Form):
    """What the school says of one adjustment: everywhere, or in one programme."""

    stance = forms.ChoiceField(label=_("Is it possible?"), choices=list(STANCES.items()), widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("How does it go here? Or why not?"),
        help_text=_("Students read this before they ask."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    programme = forms.ModelChoiceField(
        label=_("For which programme?"), queryset=Programme.objects.none(), required=False, empty_label=_("All")
    )

    def __init__(self, *args: Any, programmes: Any, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]
        self.is_new = is_new
        if is_new:
            own = {
                "name": forms.CharField(label=_("What is possible?"), max_length=200),
                "kind": forms.ChoiceField(label=_("What kind is it?"), choices=list(KINDS.items())),
            }
            self.fields = {**own, **self.fields}
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        """What is not possible says why."""
        cleaned = super().clean() or {}
        if cleaned.get("stance") == "not_here" and not cleaned.get("remark"):
            self.add_error("remark", _("Say why this is not possible, and what is."))
        return cleaned

    def offer(self, known: Possible | None) -> Offer:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        own = known is not None and known.key not in BY_KEY
        return Offer(
            key=known.key if known else "",
            stance=typed["stance"],
            remark=typed["remark"],
            programme=typed.get("programme"),
            kind=typed.get("kind") or (known.kind.value if known and own else ""),
            name=typed.get("name") or (known.name if known and own else ""),
        )
