"""What is typed about meetings and the students in them."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from houvast.careteam.actions.items import DecisionDraft
from houvast.careteam.actions.meetings import MeetingDraft
from houvast.careteam.models import Decision, Item, Meeting, Member
from houvast.careteam.parts import Part
from houvast.careteam.queries.meetings import members_of
from houvast.careteam.queries.people import partners_who_hear, staff_of
from houvast.careteam.queries.reasons import students_of
from houvast.careteam.queries.rights import units_of
from houvast.careteam.words import KINDS, PARTS, SIDES
from houvast.guidance.partners import partners_of
from houvast.people.models import Person, Unit
from houvast.people.names import called
from houvast.people.viewer import Viewer
from houvast.web.forms import DayField, TimeOfDayInput
from houvast.web.marks import safe

LONG = 10_000
ROWS = 3
"""How many decisions can be added at once."""
FOUND = 20


class PlanMeetingForm(forms.Form):
    """A meeting: which kind, of which team, when and where."""

    kind = forms.ChoiceField(
        label=_("What kind of meeting?"), choices=list(KINDS.items()), widget=forms.RadioSelect, initial="care_team"
    )
    unit = forms.ModelChoiceField(
        label=_("Of which college, team or class?"), queryset=Unit.objects.none(), empty_label=_("Choose")
    )
    planned_on = DayField(label=_("On which day?"))
    starts_at = forms.TimeField(label=_("At what time?"), required=False, widget=TimeOfDayInput())
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of(viewer)  # type: ignore[attr-defined]

    def draft(self) -> MeetingDraft:
        """What was typed, as the action wants it."""
        return MeetingDraft(**self.cleaned_data)


class MembersForm(forms.Form):
    """Who sits at the table: colleagues around the unit, and partners from outside."""

    colleagues = forms.MultipleChoiceField(
        label=_("Colleagues"),
        help_text=_("Each sees only the students they guide."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partners = forms.MultipleChoiceField(
        label=_("Partners from outside"),
        help_text=_("A partner sees nobody until you ask them for a student, and that student says yes."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.staff = [one for one in staff_of(meeting) if one.pk != meeting.chair_id]
        there = members_of(meeting)
        kwargs["initial"] = {
            "colleagues": [str(one.person_id) for one in there if not one.of_organisation],
            "partners": [str(one.person_id) for one in there if one.of_organisation],
        }
        super().__init__(*args, **kwargs)
        self.fields["colleagues"].choices = [(str(one.pk), one.name) for one in self.staff]  # type: ignore[attr-defined]
        outside = partners_of(meeting.organisation_id)
        self.fields["partners"].choices = [  # type: ignore[attr-defined]
            (str(one.person), f"{one.name} ({one.organisation})") for one in outside
        ]
        if not outside:
            del self.fields["partners"]

    @property
    def chosen(self) -> list[Person]:
        """The colleagues that were ticked."""
        wanted = set(self.cleaned_data["colleagues"])
        return [one for one in self.staff if str(one.pk) in wanted]


class PutOnForm(forms.Form):
    """A student by name or number, and why."""

    student = forms.CharField(label=_("Which student?"), help_text=_("Name or student number."), max_length=120)
    why = forms.CharField(
        label=_("What would you like to talk about?"),
        help_text=_("Facts and what you hope for. The student reads this."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, meeting: Meeting, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.students = students_of(meeting, viewer)
        self.found: Person | None = None

    def clean_student(self) -> str:
        """Exactly one student of the unit."""
        typed = str(self.cleaned_data["student"]).strip()
        named = self.students.filter(number=typed)
        if not named.exists():
            named = self.students.filter(called(typed))
        found = list(named.order_by("sort_name", "pk")[:FOUND])
        if not found:
            raise forms.ValidationError(_("Nobody of this team has that name or number."))
        if len(found) > 1:
            names = ", ".join(f"{one.name} ({one.number})" for one in found[:FOUND])
            raise forms.ValidationError(
                _("There are several: %(names)s. Type the student number."), params={"names": names}
            )
        self.found = found[0]
        return typed


class TakeOffForm(forms.Form):
    why = forms.CharField(
        label=_("Why is it not needed now?"),
        help_text=_("The student reads this. What was asked waits for the next meeting."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DiscussForm(forms.Form):
    """What was said of one student, what the student reads, and who does what."""

    optional_is_said = True
    """Beside its one field, and over the lines of the decisions."""

    said = forms.CharField(
        label=_("What was said (may stay empty)"),
        help_text=_("Facts and agreements. Who guides this student reads it; the student may ask for it."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    for_student = forms.CharField(
        label=_("What we tell the student"),
        help_text=_("In plain words: what was decided, what school does first, who helps."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.owners = {str(one.person_id): one for one in members_of(item.meeting)}
        if self.is_bound:
            owners = [(pk, one.called) for pk, one in self.owners.items()]
            for row in range(ROWS):
                self.fields.update(_decision_fields(row, owners))

    @cached_property
    def _partners(self) -> dict[str, Person]:
        return {str(one.pk): one for one in partners_who_hear(self.item)}

    @property
    def decision_rows(self) -> list[SafeString]:
        """The fields of each decision, drawn. Empty ones, as every look at a student has them, are drawn once."""
        if self.is_bound:
            return [_drawn(self[f"{name}-{row}"] for name in DECISION) for row in range(ROWS)]
        owners = "".join(_option(pk, one.called) for pk, one in self.owners.items())
        return [mark_safe(_empty_row(row, get_language()).replace(_ANY, owners)) for row in range(ROWS)]  # noqa: S308 - drawn by the form, owners escaped

    def clean(self) -> dict[str, Any]:
        """A decision says what, who and by when, or nothing at all."""
        cleaned = super().clean() or {}
        for row in range(ROWS):
            what, due = cleaned.get(f"what-{row}"), cleaned.get(f"due_on-{row}")
            if not what and not due:
                continue
            for name, value in ((f"what-{row}", what), (f"due_on-{row}", due)):
                if not value and name not in self.errors:
                    self.add_error(name, _("A decision says who does what by when."))
            named = cleaned.get(f"owner-{row}") or cleaned.get(f"owner_name-{row}")
            if cleaned.get(f"side-{row}") != Decision.Side.STUDENT and not named:
                self.add_error(f"owner-{row}", _("Choose who does this, or write the name."))
        return cleaned

    def decisions(self) -> tuple[DecisionDraft, ...]:
        """The decisions that were typed, as the action wants them."""
        typed = self.cleaned_data
        return tuple(self._decision(typed, row) for row in range(ROWS) if typed[f"what-{row}"])

    def _decision(self, typed: dict[str, Any], row: int) -> DecisionDraft:
        member: Member | None = self.owners.get(typed[f"owner-{row}"])
        owner = self._partners.get(typed[f"owner-{row}"])
        if member is not None and not member.of_organisation:
            owner = member.person
        return DecisionDraft(
            side=typed[f"side-{row}"] or Decision.Side.SCHOOL,
            what=typed[f"what-{row}"],
            due_on=typed[f"due_on-{row}"],
            owner=owner,
            owner_name=typed[f"owner_name-{row}"] or (member.called if member is not None else ""),
        )


DECISION = ("what", "side", "owner", "owner_name", "due_on")


def _decision_fields(row: int, owners: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    """The fields of one decision, by name; `owners` are the colleagues and partners to choose from."""
    fields = (
        forms.CharField(label=gettext("What will be done?"), max_length=500, required=False),
        forms.ChoiceField(
            label=gettext("Who does it?"),
            choices=[(side, str(text)) for side, text in SIDES.items()],
            required=False,
            initial=Decision.Side.SCHOOL,
        ),
        forms.ChoiceField(
            label=gettext("Which colleague or partner?"), choices=[("", gettext("Choose")), *owners], required=False
        ),
        forms.CharField(label=gettext("Or the name of somebody else"), max_length=200, required=False),
        DayField(label=gettext("By when?"), required=False),
    )
    return {f"{name}-{row}": field for name, field in zip(DECISION, fields, strict=True)}


def _option(value: str, text: str) -> str:
    """An owner to choose, as the form draws one."""
    return f'\n  <option value="{safe(value)}">{safe(text)}</option>'


_ANY: Final = _option("any", "any")


@lru_cache(maxsize=16)
def _empty_row(row: int, _language: str | None) -> str:
    """One decision with nothing filled in, and `_ANY` where the owners go."""
    form = forms.Form()
    form.optional_is_said = True  # type: ignore[attr-defined]
    form.fields.update(_decision_fields(row, [("any", "any")]))
    return _drawn(form[name] for name in form.fields)


def _drawn(fields: Iterable[BoundField]) -> SafeString:
    return mark_safe("".join(one.as_field_group() for one in fields))  # noqa: S308 - drawn by the form


class SeatForm(forms.Form):
    """Ask a partner to the table for this student: who, what they see, what they are asked."""

    member = forms.ChoiceField(label=_("Which partner?"))
    parts = forms.MultipleChoiceField(
        label=_("What may this partner see?"),
        help_text=_("As little as will do. The student reads this list and says yes or no."),
        choices=[(part.value, text) for part, text in PARTS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Part.QUESTION.value],
    )
    why = forms.CharField(
        label=_("What do you ask this partner?"),
        help_text=_("Write it to the student: why this person can help."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(one.pk): one for one in members_of(item.meeting) if one.of_organisation}
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((pk, f"{one.called} ({one.of_organisation})") for pk, one in self.partners.items()),
        ]


class EndForm(forms.Form):
    """Who was there, and what holds for all."""

    present = forms.MultipleChoiceField(label=_("Who was there?"), required=False, widget=forms.CheckboxSelectMultiple)
    minutes = forms.CharField(
        label=_("What holds for everybody"),
        help_text=_("No names of students here: what is about one student is written with that student."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.called) for one in members_of(meeting)]
        self.fields["present"].choices = people  # type: ignore[attr-defined]
        self.fields["present"].initial = [pk for pk, _name in people]


class InvitationForm(forms.Form):
    """The student's answer to the invitation."""

    comes = forms.ChoiceField(
        label=_("Would you like to be there when it is about you?"),
        choices=[("yes", _("Yes, I will come")), ("no", _("No, talk about it without me"))],
        widget=forms.RadioSelect,
    )
    own_question = forms.CharField(
        label=_("What would you like to ask or tell?"),
        help_text=_("Your words are the first thing that is read. You may leave this empty."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WishForm(forms.Form):
    """Asking that this student be talked about."""

    question = forms.CharField(
        label=_("What would you like to talk about?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )
