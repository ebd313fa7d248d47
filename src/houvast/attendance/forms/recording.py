"""Who was not there in a lesson: everybody is present until somebody says otherwise."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from houvast.attendance.actions.recording import Lesson, Mark
from houvast.attendance.models import Absence
from houvast.attendance.words import OUTCOMES
from houvast.people.clock import today
from houvast.people.models import Person
from houvast.web.forms import DayField, TimeOfDayInput

PRESENT = "present"
KIND_OF = {
    "absent": Absence.Kind.UNAUTHORISED,
    "sick": Absence.Kind.SICK,
    "authorised": Absence.Kind.AUTHORISED,
    "luxury": Absence.Kind.LUXURY,
}
LATE = (5, 10, 15, 30)
LATE_CHOICES = tuple((f"late-{minutes}", format_lazy(_("{n} minutes late"), n=minutes)) for minutes in LATE)
CHOICES = [
    (PRESENT, _("Present")),
    ("absent", _("Absent, no reason known")),
    *LATE_CHOICES,
    ("sick", _("Reported sick")),
    ("authorised", _("Absent with permission")),
    ("luxury", _("On holiday outside the school holidays")),
]
PREFIX = "mark-"


def choice_of(kind: int, minutes: int) -> str:
    """The choice that says what is known."""
    if kind == Absence.Kind.LATE:
        return f"late-{min(LATE, key=lambda one: abs(one - minutes))}"
    return next(name for name, its in KIND_OF.items() if its == kind)


class LessonForm(forms.Form):
    """Which lesson."""

    day = DayField(label=_("Day"))
    starts_at = forms.TimeField(label=_("Begins at"), widget=TimeOfDayInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=60)
    title = forms.CharField(label=_("Lesson"), max_length=80, required=False)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(_("This lesson has yet to begin."))
        return day

    @property
    def lesson(self) -> Lesson:
        return Lesson(**{name: self.cleaned_data[name] for name in ("day", "starts_at", "minutes", "title")})


Option = tuple[str, SafeString, SafeString]
"""A choice and its text, as it stands there and as the chosen one."""


def _options() -> list[Option]:
    option = '\n  <option value="{}"{}>{}</option>'
    return [
        (name, format_html(option, name, "", label), format_html(option, name, mark_safe(" selected"), label))
        for name, label in CHOICES
    ]


class OneOfRoll(forms.Select):
    """The choices of one student: as those of everybody, so their text is written once for a class."""

    def __init__(self, options: list[Option]) -> None:
        super().__init__()
        self.written = options

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        """As Django's own template draws it; a value that is none of the choices leaves the first."""
        drawn = "".join(chosen if value == one else plain for one, plain, chosen in self.written)
        given = {"name": name, **self.build_attrs(self.attrs, attrs)}
        written = "".join(
            f" {key}" if value is True else f' {key}="{escape(value)}"'
            for key, value in given.items()
            if value is not None and value is not False
        )
        return mark_safe(f"<select{written}>{drawn}\n</select>")  # noqa: S308 - attributes and options are escaped


class GroupForm(LessonForm):
    """A lesson and a line for every student of the group."""

    def __init__(self, students: Iterable[Person], marked: Mapping[uuid.UUID, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.students = tuple(students)
        options = _options()
        for student in self.students:
            self.fields[f"{PREFIX}{student.pk}"] = forms.ChoiceField(
                label=student.name,
                choices=CHOICES,
                initial=marked.get(student.pk, PRESENT),
                required=False,
                widget=OneOfRoll(options),
            )

    def lines(self) -> list[Any]:
        return [self[f"{PREFIX}{student.pk}"] for student in self.students]

    @property
    def marks(self) -> dict[uuid.UUID, Mark | None]:
        """Per student: not there or late, or None for who was there. A line that was not sent says present."""
        found: dict[uuid.UUID, Mark | None] = {}
        for student in self.students:
            choice = self.cleaned_data.get(f"{PREFIX}{student.pk}") or PRESENT
            if choice == PRESENT:
                found[student.pk] = None
            elif choice.startswith("late-"):
                late = int(choice.removeprefix("late-"))
                found[student.pk] = Mark(kind=Absence.Kind.LATE, minutes=min(late, self.cleaned_data["minutes"]))
            else:
                found[student.pk] = Mark(kind=KIND_OF[choice], minutes=self.cleaned_data["minutes"])
        return found


class ContactForm(forms.Form):
    """Somebody told a student that he is missed, or tried to."""

    outcome = forms.ChoiceField(label=_("How did it go?"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect)
    word = forms.CharField(
        label=_("What would you like to keep?"),
        help_text=_("A sentence is enough. The student reads it too."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
