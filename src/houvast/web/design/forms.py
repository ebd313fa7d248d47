"""A form with every kind of field, and one with the fields of a filter bar."""

from __future__ import annotations

from typing import Any

from django import forms

from houvast.web.components import Rating
from houvast.web.design.words import TODAY, said
from houvast.web.forms import DayField, RatingChoice, choices_of


class SampleForm(forms.Form):
    """Every kind of field."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ratings = [(Rating.GREEN, said("op schema", "on schedule")), (Rating.AMBER, said("aandacht", "attention"))]
        self.fields.update(
            {
                "name": forms.CharField(
                    label=said("Onderwerp", "Subject"), help_text=said("In een paar woorden.", "In a few words.")
                ),
                "day": DayField(label=said("Dag van het gesprek", "Day of the talk"), latest=TODAY),
                "kind": forms.ChoiceField(
                    label=said("Soort gesprek", "Kind of talk"),
                    choices=choices_of(("progress", said("Voortgangsgesprek", "Progress talk")), ("exit", "Exit")),
                ),
                "rating": forms.ChoiceField(
                    label=said("Hoe gaat het?", "How does it go?"),
                    choices=[*ratings, (Rating.RED, said("zorg", "concern"))],
                    widget=RatingChoice,
                ),
                "wellbeing": forms.ChoiceField(
                    label=said("Wie stelde het gesprek voor?", "Who proposed the talk?"),
                    choices=[("student", "Student"), ("coach", said("Begeleider", "Coach"))],
                    widget=forms.RadioSelect,
                ),
                "present": forms.MultipleChoiceField(
                    label=said("Wie waren erbij?", "Who were there?"),
                    choices=[("m", "Fatima Dembélé"), ("t", "Bram Terpstra")],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                ),
                "report": forms.CharField(
                    label=said("Verslag", "Report"),
                    help_text=said(
                        "Begin met wat goed gaat. De student leest dit mee.",
                        "Begin with what goes well. The student reads this too.",
                    ),
                    widget=forms.Textarea,
                ),
                "send": forms.BooleanField(
                    label=said(
                        "Laat de student weten dat het verslag klaarstaat", "Tell the student the report is there"
                    ),
                    required=False,
                ),
            }
        )


class FilterForm(forms.Form):
    """A filter bar's fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["search"] = forms.CharField(
            label=said("Zoek op naam of nummer", "Search by name or number"),
            required=False,
            widget=forms.TextInput(attrs={"type": "search"}),
        )
        self.fields["group"] = forms.ChoiceField(
            label=said("Klas", "Class"),
            choices=[("", said("Alle klassen", "All classes")), ("2b", "2B")],
            required=False,
        )
