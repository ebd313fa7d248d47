"""Staff, their roles, and coaches."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.people.actions.staff import NewPerson
from houvast.people.models import Person, Unit
from houvast.people.role_names import ROLE_NAMES, UNIT_NAMES
from houvast.web.forms import DayField, choices_of


class RoleForm(forms.Form):
    """A role, where it holds, and for how long."""

    role = forms.ChoiceField(label=_("Role"), choices=choices_of(*ROLE_NAMES.items()))
    unit = forms.ChoiceField(label=_("Where"), required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        unit_field = self.fields["unit"]
        assert isinstance(unit_field, forms.ChoiceField)
        unit_field.choices = [("", _("The whole institution"))] + [
            (key, f"{UNIT_NAMES[unit.kind]} {unit.name}") for key, unit in self._units.items()
        ]

    def clean_unit(self) -> Unit | None:
        return self._units.get(self.cleaned_data["unit"])


class PersonFields(forms.Form):
    """Name and address of somebody new."""

    given_name = forms.CharField(label=_("Given name"), max_length=120)
    name_prefix = forms.CharField(label=_("Prefix (van, de)"), max_length=40, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def new_person(self) -> NewPerson:
        """What was typed, as a value."""
        typed = self.cleaned_data
        return NewPerson(
            given_name=typed["given_name"],
            name_prefix=typed["name_prefix"],
            family_name=typed["family_name"],
            email=typed["email"],
            number=typed.get("number", ""),
            phone=typed.get("phone", ""),
        )


class InviteForm(RoleForm, PersonFields):
    """Somebody new, with the first role."""

    number = forms.CharField(label=_("Staff number"), max_length=40, required=False)
    field_order = [
        "given_name", "name_prefix", "family_name", "email", "number", "role", "unit", "starts_on", "ends_on",
    ]  # fmt: skip


class EndRoleForm(forms.Form):
    """The last day of a role."""

    last_day = DayField(label=_("Last day"))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class CoachField(forms.ChoiceField):
    """One of the coaches; cleans to the person, or None when it may stay empty."""

    def __init__(self, *, coaches: list[Person], **options: Any) -> None:
        self._people = {str(person.pk): person for person in coaches}
        choices = choices_of(*((key, person.name) for key, person in self._people.items()))
        super().__init__(choices=choices, **options)

    def clean(self, value: Any) -> Person | None:
        return self._people.get(super().clean(value))


class ClassCoachesForm(forms.Form):
    """Every class its coach from a day on; a class left empty stays as it is. Fields are named class-<id>."""

    def __init__(self, *args: Any, classes: list[Unit], coaches: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._classes = {f"class-{unit.pk}": unit for unit in classes}
        self.fields["on"] = DayField(label=_("From"))
        for name, unit in self._classes.items():
            self.fields[name] = CoachField(coaches=coaches, label=unit.name, required=False)

    def wanted(self) -> dict[Unit, Person]:
        """The classes for which somebody was chosen."""
        return {unit: self.cleaned_data[name] for name, unit in self._classes.items() if self.cleaned_data.get(name)}


class GiveCoachForm(forms.Form):
    """One coach for chosen students, from a day on."""

    def __init__(self, *args: Any, coaches: list[Person], students: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["students"] = forms.MultipleChoiceField(
            label=_("Students"),
            choices=students,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one student.")},
        )
        self.fields["coach"] = CoachField(coaches=coaches, label=_("Coach"))
        self.fields["on"] = DayField(label=_("From"))
