"""What is typed about a progress review."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.web.forms import DayField, RatingChoice
from houvast.workplace.actions.reviews import FilledDraft, PreparationDraft
from houvast.workplace.models import ProgressReview
from houvast.workplace.review_form import CODES, COLOUR_WORDS, PARTS, Item, Part

LONG = 10_000
Colour = ProgressReview.Colour
SEEN = "seen-"


def _text(label: Any, help_text: Any = "", *, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def colour_choices() -> list[tuple[str, Any]]:
    """Green, amber and red with their words."""
    return [(one.value, COLOUR_WORDS[one][1]) for one in Colour]


class PlanReviewForm(forms.Form):
    planned_on = DayField(label=_("On which day do you talk?"))
    way = forms.ChoiceField(
        label=_("How do you fill in the form?"),
        choices=[
            (ProgressReview.Way.TOGETHER, _("Together, in one form")),
            (ProgressReview.Way.APART, _("First each apart, then compare and fill in one form")),
        ],
        widget=forms.RadioSelect,
        initial=ProgressReview.Way.TOGETHER,
    )


class PrepareForm(forms.Form):
    """What the student brings along (S-214 to S-216)."""

    guide_read = forms.BooleanField(label=_("I have read the guide to learning at work"), required=False)
    portfolio = forms.CharField(
        label=_("Where is your portfolio?"),
        help_text=_("An address, or what is in it."),
        max_length=500,
        required=False,
    )
    learning_questions = _text(
        _("Your learning questions and plan"), _("What do you want to talk about, and what do you want to learn now?")
    )
    with_credits = forms.BooleanField(
        label=_("Put my credits of today in the review"),
        help_text=_("Your guides at the training school see your credits only when you choose this."),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def draft(self) -> PreparationDraft:
        """What was typed, as the action wants it."""
        return PreparationDraft(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


class FillForm(forms.Form):
    """The fourteen items; `whole` adds the head, the agreements and the question of level 4.

    Nothing is required: what is filled in half is kept. Beside each field stands what was seen when the form was
    opened, so that two people who write at once can be merged.
    """

    optional_is_said = True

    def __init__(self, *args: Any, whole: bool, highest_level: bool, revision: int, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole, self.highest_level = whole, highest_level
        self.revision = revision
        self.others: Mapping[str, str] = {}
        if whole:
            self.fields["held_on"] = DayField(label=_("On which day did you talk?"), latest=on, required=False)
            self.fields["participants"] = forms.CharField(label=_("Who took part?"), max_length=300, required=False)
            self.fields["filled_in_by"] = forms.CharField(label=_("Who fills this in?"), max_length=200, required=False)
        for part in PARTS:
            for item in part.items:
                self.fields[f"{item.code}-colour"] = forms.ChoiceField(
                    label=_("The student %(says)s") % {"says": item.says},
                    choices=colour_choices(),
                    widget=RatingChoice,
                    required=False,
                )
                self.fields[f"{item.code}-remark"] = forms.CharField(
                    label=_("What do you see that by?"), max_length=500, required=False
                )
            if whole:
                self.fields[part.agreements] = _text(
                    _("What do we agree for the coming period?"), _("Concrete and feasible: who does what, by when.")
                )
        if whole and highest_level:
            self.fields["on_schedule"] = forms.ChoiceField(
                label=_("The student is on schedule for the final assessment before the summer"),
                choices=colour_choices(),
                widget=RatingChoice,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """What was seen is kept beside a colour: without one it is asked for, since it would be lost."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for code in CODES:
            if typed.get(f"{code}-remark") and f"{code}-colour" not in self.errors and not typed[f"{code}-colour"]:
                self.add_error(f"{code}-colour", _("Choose a colour too: what you saw is kept beside it."))
        return typed

    def _rows(self, part: Part) -> Iterator[dict[str, Any]]:
        for item in part.items:
            names = (f"{item.code}-colour", f"{item.code}-remark")
            yield {"fields": [self[name] for name in names], "others": [self.others.get(name, "") for name in names]}

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Each part of the form with the fields of its items, and its agreements."""
        return [
            {
                "title": part.title,
                "rows": list(self._rows(part)),
                "agreements": self[part.agreements] if self.whole else None,
                "others": self.others.get(part.agreements, ""),
            }
            for part in PARTS
        ]

    @property
    def head(self) -> list[Any]:
        """The fields of the head."""
        return [self[name] for name in ("held_on", "participants", "filled_in_by")] if self.whole else []

    @property
    def last(self) -> Any:
        """The question of level 4, where it is asked."""
        return self["on_schedule"] if "on_schedule" in self.fields else None

    def typed(self) -> dict[str, str]:
        """Every field as text, as it was posted."""
        return {name: str(self.data.get(name, "")).strip() for name in self.fields}

    def seen(self) -> dict[str, str]:
        """Every field as it was when the form was opened, as the form carried it."""
        return {name: str(self.data.get(SEEN + name, "")).strip() for name in self.fields}

    def draft(self) -> FilledDraft:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        head = {
            name: typed[name]
            for name in ("participants", "filled_in_by", "progress_agreements", "development_agreements", "on_schedule")
            if name in self.fields
        }
        return FilledDraft(
            colours={code: typed[f"{code}-colour"] for code in CODES},
            remarks={code: typed[f"{code}-remark"] for code in CODES},
            held_on=typed.get("held_on"),
            **head,
        )


def seen_fields(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Hidden fields that carry what a form showed when it was opened."""
    return [(SEEN + name, value) for name, value in values.items()]


class ConcludeForm(forms.Form):
    colour = forms.ChoiceField(
        label=_("Which colour do you give together?"),
        help_text=_("It says what you expect at the end of this school year."),
        choices=colour_choices(),
        widget=RatingChoice,
    )
    why = forms.CharField(
        label=_("Why do you see it differently from the count?"),
        help_text=_("Only when your colour is another one."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    leave_open = forms.BooleanField(label=_("We leave the items without a colour open on purpose"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ThresholdForm(forms.Form):
    valid_from = DayField(label=_("From which day?"))
    least_green = forms.IntegerField(label=_("Green: at least how many greens?"), min_value=1, max_value=14)
    most_amber = forms.IntegerField(label=_("Green and amber: at most how many ambers?"), min_value=0, max_value=14)
    most_red_in_green = forms.IntegerField(
        label=_("Green: at most how many reds?"),
        help_text=_("Empty: as published, which names no limit."),
        min_value=0,
        max_value=14,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Stands beside the thresholds for everybody to read."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def item_named(code: str) -> Item:
    """The item with this code."""
    return next(item for part in PARTS for item in part.items if item.code == code)
