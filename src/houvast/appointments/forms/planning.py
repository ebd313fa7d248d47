"""What people type when they plan a talk."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.appointments.forms.asking import helper_choices
from houvast.appointments.queries.people import Helper
from houvast.guidance.models import Talk
from houvast.guidance.words import KINDS
from houvast.people.clock import AMSTERDAM
from houvast.people.models import PersonalRelation
from houvast.web.forms import DayField, TimeOfDayInput

NUMBERS = (1, 2, 3)
NTH = {1: _("First moment"), 2: _("Second moment"), 3: _("Third moment")}
MINUTES = (
    (15, _("a quarter of an hour")),
    (30, _("half an hour")),
    (45, _("three quarters of an hour")),
    (60, _("an hour")),
)


class MomentsForm(forms.Form):
    """One to three moments: a day and a time each."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in NUMBERS:
            self.fields[f"moment_{number}"] = DayField(label=NTH[number], required=number == 1)
            self.fields[f"time_{number}"] = forms.TimeField(
                label=_("At what time?"), required=number == 1, widget=TimeOfDayInput()
            )

    def clean(self) -> dict[str, Any]:
        """A day needs a time."""
        typed: dict[str, Any] = super().clean() or {}
        for number in NUMBERS[1:]:
            day, at = typed.get(f"moment_{number}"), typed.get(f"time_{number}")
            if bool(day) != bool(at) and not {f"moment_{number}", f"time_{number}"} & set(self.errors):
                self.add_error(f"time_{number}", _("Choose a day and a time, or leave both empty."))
        return typed

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The moments that were typed, in Amsterdam's time."""
        typed = self.cleaned_data
        return tuple(
            datetime.combine(typed[f"moment_{number}"], typed[f"time_{number}"] or time(), tzinfo=AMSTERDAM)
            for number in NUMBERS
            if typed.get(f"moment_{number}") and typed.get(f"time_{number}")
        )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Day and time of each moment, for the page."""
        return [(self[f"moment_{number}"], self[f"time_{number}"]) for number in NUMBERS]


class ProposeForm(MomentsForm):
    """A talk that is proposed. A student also says with whom."""

    staff = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What kind of talk?"), choices=list(KINDS.items()), initial=Talk.Kind.PROGRESS)
    minutes = forms.TypedChoiceField(label=_("How long?"), choices=MINUTES, coerce=int, initial=30)
    place = forms.CharField(
        label=_("Where?"), help_text=_("A room, online, or a walk."), max_length=200, required=False
    )
    words = forms.CharField(
        label=_("A word along"),
        help_text=_("An invitation, no order: “Shall we look together at how it goes?”"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, helpers: Sequence[Helper] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if helpers:
            field = self.fields["staff"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = helper_choices(helpers)
            field.initial = str(helpers[0].pk)
            del self.fields["kind"]
        else:
            del self.fields["staff"]


class MoveForm(MomentsForm):
    """Other moments, with a word."""

    words = forms.CharField(
        label=_("Why another moment?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """A word with something that is cancelled, missed or followed up."""

    words = forms.CharField(max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: Any = "", help_text: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = label or _("A word about it")
        self.fields["words"].help_text = help_text


class BringForm(forms.Form):
    """Who comes along: somebody of the network, or a name."""

    person = forms.ChoiceField(label=_("Who comes along?"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Or somebody else"), help_text=_("A friend, an aunt, a neighbour."), max_length=120, required=False
    )

    def __init__(self, *args: Any, family: Sequence[PersonalRelation] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.holder_id), one.holder.name) for one in family]
        if not family:
            del self.fields["person"]
