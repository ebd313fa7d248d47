"""What the placement office types: training schools, guides, who learns where with whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.web.forms import DayField, choices_of
from houvast.workplace.actions.places import GUIDES, TriadDraft
from houvast.workplace.models import Location, TrainingSchool, Triad
from houvast.workplace.queries.places import persons_called, training_schools
from houvast.workplace.words import MODES

MOST_LOCATIONS = 40


class SchoolForm(forms.Form):
    name = forms.CharField(label=_("Name of the training school"), max_length=120)
    region = forms.CharField(label=_("Region"), max_length=80, required=False)
    locations = forms.CharField(
        label=_("Locations"),
        help_text=_("One on each line."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_locations(self) -> tuple[str, ...]:
        """The lines with something on them."""
        lines = tuple(line.strip()[:120] for line in self.cleaned_data["locations"].splitlines() if line.strip())
        if len(lines) > MOST_LOCATIONS:
            raise forms.ValidationError(_("That are more locations than fit at once: add the rest later."))
        return lines


class GuideForm(forms.Form):
    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))


class TriadForm(forms.Form):
    """Where a student learns from a day on, and with whom; a guide who is not known yet stays empty."""

    training_school = forms.ModelChoiceField(
        queryset=TrainingSchool.objects.none(), label=_("Training school"), empty_label=_("Choose")
    )
    location = forms.ModelChoiceField(
        queryset=Location.objects.none(), label=_("Location"), required=False, empty_label=_("still to be chosen")
    )
    mode = forms.ChoiceField(label=_("Full-time or part-time"), choices=choices_of(*MODES.items()))
    level = forms.TypedChoiceField(
        label=_("Level of workplace learning"), coerce=int, choices=[(one, str(one)) for one in (1, 2, 3, 4)]
    )
    supervisor = forms.CharField(label=_("Workplace supervisor"), max_length=200, required=False)
    school_educator = forms.CharField(label=_("School-based educator"), max_length=200, required=False)
    institute_educator = forms.CharField(
        label=_("Institute-based educator"),
        help_text=_("Every student has one, full-time and part-time."),
        max_length=200,
        required=False,
    )
    starts_on = DayField(label=_("From which day?"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        schools = training_schools(viewer)
        self.fields["training_school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["location"].queryset = (  # type: ignore[attr-defined]
            Location.objects.filter(training_school__in=schools.values("pk"))
            .select_related("training_school")
            .order_by("training_school__name", "name")
        )
        self.fields["location"].label_from_instance = lambda one: f"{one.training_school.name}: {one.name}"  # type: ignore[attr-defined]
        for name in GUIDES:
            self.fields[name].help_text = self.fields[name].help_text or _("A name or a staff number.")

    def clean(self) -> dict[str, Any]:
        """The guides as persons: each must be one person, and no more than one."""
        cleaned = super().clean() or {}
        for name in GUIDES:
            typed = str(cleaned.get(name) or "").strip()
            cleaned[name] = self._meant(name, typed) if typed else None
        return cleaned

    def _meant(self, name: str, typed: str) -> Person | None:
        found = persons_called(self.viewer, typed)
        if len(found) == 1:
            return found[0]
        if not found:
            self.add_error(name, _("Nobody is found by this name or number. Add this person as a guide first."))
        else:
            names = ", ".join(one.name for one in found[:5])
            said = gettext("More than one person fits: %(names)s. Type more of the name, or the number.")
            self.add_error(name, said % {"names": names})
        return None

    def draft(self) -> TriadDraft:
        """What was typed, as the action wants it."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return TriadDraft(**typed)


def first_values(triad: Triad | None) -> dict[str, Any]:
    """What stands in the form for a running triad; for none a revision of 0."""
    if triad is None:
        return {"revision": 0}
    guides = {name: _typed(getattr(triad, name)) for name in GUIDES}
    return {
        "training_school": triad.training_school_id,
        "location": triad.location_id,
        "mode": triad.mode,
        "level": triad.level,
        "revision": triad.revision,
        **guides,
    }


def _typed(person: Person | None) -> str:
    return "" if person is None else person.number or f"{person.given_name} {person.family_name}".strip()
