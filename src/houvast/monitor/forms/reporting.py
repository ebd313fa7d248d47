"""Forms of the agenda, of approaches, of meetings and of the region."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.agenda import Point
from houvast.core.monitor.approaches import Kind, Sector, Theme
from houvast.core.monitor.mechanisms import Mechanism
from houvast.core.monitor.regions import REGIONS
from houvast.monitor.actions.reporting import ApproachDraft, EntryDraft
from houvast.monitor.mechanism_words import MECHANISMS
from houvast.monitor.models import Approach
from houvast.monitor.point_words import KINDS, SECTORS, THEMES
from houvast.web.forms import DayField, choices_of


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=1500, widget=forms.Textarea(attrs={"rows": 3})
    )


class EntryForm(forms.Form):
    """Words on a point of the agenda, or a figure from elsewhere."""

    words = forms.CharField(
        label=_("What do you want to say of it?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    share = forms.DecimalField(
        label=_("A figure from elsewhere, in per cent"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    source = forms.CharField(
        label=_("Where does the figure come from?"),
        help_text=_("For example: Statistics Netherlands, return on the labour market, 2024."),
        required=False,
        max_length=200,
    )
    programme = forms.ChoiceField(label=_("Is it about one programme of level 2?"), required=False)

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if programmes:
            self.fields["programme"].choices = choices_of(*programmes)  # type: ignore[attr-defined]
        else:
            del self.fields["programme"]

    def draft(self, point: Point, year: int) -> EntryDraft:
        """What was typed; only of a valid form."""
        said = self.cleaned_data
        programme = said.get("programme")
        return EntryDraft(
            point=point,
            year=year,
            words=said["words"],
            share=said["share"],
            source=said["source"],
            programme=uuid.UUID(programme) if programme else None,
        )


class ApproachForm(forms.Form):
    """An approach or a publication, so that another can use it."""

    title = forms.CharField(label=_("What is it called?"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind is it?"))
    year = forms.IntegerField(label=_("From which year?"), min_value=1950, max_value=2100)
    sectors = forms.MultipleChoiceField(label=_("For which education?"), widget=forms.CheckboxSelectMultiple)
    themes = forms.MultipleChoiceField(label=_("About what?"), widget=forms.CheckboxSelectMultiple)
    mechanisms = forms.MultipleChoiceField(
        label=_("Which working mechanisms does it use?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    context = _text(_("The context"), _("Where, with whom, in which circumstances?"))
    intervention = _text(_("The intervention"), _("What do you do?"))
    how_it_works = _text(_("The mechanism"), _("Why does that work?"))
    results = _text(_("The result"), _("What came of it, as far as you know?"))
    takeaway = _text(_("What can career guidance take from it?"))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = (
            ("kind", Kind, KINDS), ("sectors", Sector, SECTORS), ("themes", Theme, THEMES),
            ("mechanisms", Mechanism, MECHANISMS),
        )  # fmt: skip
        for name, words, names in lists:
            self.fields[name].choices = [(one.value, names[one]) for one in words]  # type: ignore[attr-defined, index]

    def draft(self) -> ApproachDraft:
        """What was typed; only of a valid form."""
        return ApproachDraft(**{name: self.cleaned_data[name] for name in ApproachDraft.__slots__})

    @staticmethod
    def of(approach: Approach) -> dict[str, Any]:
        """What stands in the form at first."""
        return {name: getattr(approach, name) for name in (*ApproachDraft.__slots__, "revision")}


class MeetingForm(forms.Form):
    """A meeting in which people learned together."""

    held_on = DayField(label=_("When was it?"))
    about = forms.CharField(label=_("What did you look at?"), max_length=300)
    present = forms.CharField(
        label=_("Who took part?"), help_text=_("Teams, students, partners: no names."), max_length=300
    )
    learned = forms.CharField(
        label=_("What do you take along?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class RegionForm(forms.Form):
    """In which region the organisation is."""

    region = forms.ChoiceField(label=_("Which region are you in?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = choices_of(*((key, f"{key} {name}") for key, name in REGIONS.items()))  # type: ignore[attr-defined]
