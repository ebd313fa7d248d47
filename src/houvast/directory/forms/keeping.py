"""What a keeper types: one entry, or a file of entries."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from houvast.directory.content.entry import Sort
from houvast.directory.content.reading import of_sort
from houvast.directory.forms.finding import LEVEL_NAMES
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.models import Service
from houvast.web.forms import choices_of

LARGEST = 1_000_000


class ServiceForm(forms.Form):
    """One entry. Life areas and levels are lists here, and words with spaces between them in the database."""

    kind = forms.ChoiceField(label=_("Kind of help"))
    name = forms.CharField(label=_("Name"), max_length=120)
    does = forms.CharField(
        label=_("What it does"),
        help_text=_("In plain words, as you would say it to a student."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    does_en = forms.CharField(
        label=_("What it does, in English"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    areas = forms.MultipleChoiceField(
        label=_("What is it about?"), choices=list(AREA_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    for_whom = forms.CharField(label=_("For whom"), required=False, max_length=300)
    for_whom_en = forms.CharField(label=_("For whom, in English"), required=False, max_length=300)
    age_from = forms.IntegerField(label=_("From which age"), required=False, min_value=0, max_value=120)
    age_until = forms.IntegerField(label=_("Until which age"), required=False, min_value=0, max_value=120)
    levels = forms.MultipleChoiceField(
        label=_("Levels"),
        help_text=_("Tick nothing when it is for all levels."),
        required=False,
        choices=LEVEL_NAMES,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.CharField(
        label=_("Towns or districts"),
        help_text=_("With commas between them. Leave empty when it is for everywhere."),
        required=False,
        max_length=300,
    )
    by_whom = forms.CharField(
        label=_("By whom"), help_text=_("A profession or team, no names of persons."), required=False, max_length=160
    )
    where_and_when = forms.CharField(label=_("Where and when"), required=False, max_length=300)
    reach = forms.CharField(label=_("How to get in touch"), max_length=300)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    without_school = forms.BooleanField(label=_("It can be reached without school knowing"), required=False)
    cost = forms.CharField(
        label=_("What it costs"), help_text=_("Leave empty when it costs nothing."), required=False, max_length=160
    )
    waiting_days = forms.IntegerField(label=_("Waiting time in days"), required=False, min_value=0, max_value=999)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language = get_language() or "nl"
        kinds = sorted(((one.slug, one.in_(language).title) for one in of_sort(Sort.SERVICE)), key=lambda one: one[1])
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = choices_of(*kinds)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("age_from"), cleaned.get("age_until")
        if first is not None and last is not None and last < first:
            self.add_error("age_until", _("This age lies before the first one."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What an action takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return values | {"areas": " ".join(sorted(values["areas"])), "levels": " ".join(sorted(values["levels"]))}


def initial_of(service: Service) -> dict[str, Any]:
    """What the form shows of an entry that is there already."""
    values = {name: getattr(service, name) for name in ServiceForm.base_fields}
    return values | {"areas": service.areas.split(), "levels": service.levels.split()}


class ChooseServices(forms.Form):
    """A file, small enough to be looked at whole."""

    file = forms.FileField(label=_("File"), help_text=_("A CSV file with one service per row."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large. Share it out over several files."))
        return file
