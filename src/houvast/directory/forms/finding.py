"""Searching: what is typed, and the filters of the list of services. Asked with GET: they stand in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.directory.life_areas import AREA_NAMES, Level
from houvast.directory.words import FAULTS

MOST_LETTERS = 120
EVERYTHING = [("", _("Everything"))]
LEVEL_NAMES = [(Level.ENTREE, _("Entree")), *((level, _("Level %s") % level) for level in ("2", "3", "4"))]


class SearchForm(forms.Form):
    """One box."""

    q = forms.CharField(
        label=_("What do you need help with?"),
        help_text=_("Use your own words. Spelling does not matter."),
        max_length=MOST_LETTERS,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class DoubtForm(forms.Form):
    """What is not right about an entry; who says so is not asked."""

    fault = forms.ChoiceField(label=_("What is not right?"), choices=list(FAULTS.items()), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("How is it really, if you know?"),
        help_text=_("Please write no names of people here."),
        max_length=200,
        required=False,
    )


class ServiceFilter(forms.Form):
    """For whom, where, and how."""

    area = forms.ChoiceField(label=_("What is it about?"), required=False, choices=[*EVERYTHING, *AREA_NAMES.items()])
    place = forms.CharField(label=_("Town or district"), required=False, max_length=60)
    age = forms.IntegerField(label=_("Your age"), required=False, min_value=0, max_value=120)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *LEVEL_NAMES])
    alone = forms.BooleanField(label=_("Without school knowing"), required=False)

    def asked(self) -> dict[str, Any]:
        """What was filled in and can be read; a filter that cannot be read filters nothing."""
        self.is_valid()
        return dict(self.cleaned_data)
