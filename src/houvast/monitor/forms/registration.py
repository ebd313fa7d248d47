"""Forms of data checks and of what a school sets about its figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.checks import WAYS as WAYS_OF
from houvast.core.monitor.checks import Check
from houvast.core.monitor.small import LEAST, Shows
from houvast.monitor.words import WAYS


class SolveForm(forms.Form):
    """One of the named ways to solve a check, and a note."""

    way = forms.ChoiceField(label=_("How is it solved?"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("A note"), required=False, max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way.value, WAYS[way]) for way in WAYS_OF[check]]  # type: ignore[attr-defined]


class SmallNumbersForm(forms.Form):
    """From which number on a figure is not small."""

    least = forms.IntegerField(
        label=_("Below which number is a figure small?"),
        help_text=_("The study of deregistrations uses ten. At least three."),
        min_value=3,
        max_value=100,
        initial=LEAST,
    )
    shows = forms.ChoiceField(
        label=_("How do those who may see the students see small numbers?"),
        help_text=_("For everybody else they are always hidden."),
        choices=[(Shows.BRACKETS, _("In brackets, as in the study")), (Shows.HIDDEN, _("Hidden"))],
        widget=forms.RadioSelect,
        initial=Shows.BRACKETS,
    )
    why = forms.CharField(label=_("Why?"), max_length=300)


class CauseForm(forms.Form):
    """A cause of the school's own."""

    name = forms.CharField(label=_("Another cause"), max_length=80)
