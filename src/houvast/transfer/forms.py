"""What people type on the transfer board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.law.rules.person import QUALIFICATION_NAMES
from houvast.people.models import Organisation, Unit
from houvast.transfer.models import Application, ConsentItem, Pupil
from houvast.transfer.words import (
    AREAS,
    DIPLOMAS,
    LIFE_AREAS,
    MATCH_ANSWERS,
    SPECIAL_GROUPS,
    SUPPORT,
    WISHES,
    WITH_A_PLAN,
)
from houvast.web.forms import DayField, choices_of

LONG = 4_000
TEXT = forms.Textarea(attrs={"rows": 3})
NOT_KNOWN = ("", _("Not known"))


class EventForm(forms.Form):
    """What happened, when, and about which application."""

    application = forms.ChoiceField(label=_("About which application?"), required=False)
    happened_on = DayField(label=_("On which day?"))
    note = forms.CharField(
        label=_("What do you want to say about it?"),
        help_text=_("Everybody in the chain who sees this pupil reads it, the pupil too. Leave out what is private."),
        max_length=LONG,
        required=False,
        widget=TEXT,
    )

    def __init__(self, *args: Any, applications: list[Application], needs_one: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self._applications = {str(one.pk): one for one in applications}
        if not applications or not needs_one:
            del self.fields["application"]
            return
        field = self.fields["application"]
        field.required = True
        named = [
            (key, f"{one.programme or one.crebo}, {one.institution_name}") for key, one in self._applications.items()
        ]
        field.choices = named if len(named) == 1 else choices_of(*named)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Application | None:
        """The application that was chosen; None when this is about none."""
        return self._applications.get(self.cleaned_data.get("application", ""))


class DecisionForm(forms.Form):
    """A placement decision: what only a person knows, what is decided, and why."""

    intake_done = forms.BooleanField(label=_("Took part in the intake"), required=False)
    qualifications = forms.MultipleChoiceField(
        label=_("Which diplomas has the pupil, or will the pupil have before the start?"),
        choices=[(name, name.replace("_", " ")) for name in QUALIFICATION_NAMES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fixed_quota = forms.BooleanField(label=_("This programme has a fixed number of places"), required=False)
    capacity_reached = forms.BooleanField(label=_("All places are taken"), required=False)
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("place", _("There is a place")), ("refuse", _("Not admitted"))],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("On which lawful ground, if not admitted?"),
        help_text=_("Only grounds that the law gives for this application can be chosen."),
        required=False,
    )
    words = forms.CharField(
        label=_("Why, in words that the pupil understands"),
        help_text=_("The pupil and the feeder school read this."),
        max_length=LONG,
        required=False,
        widget=TEXT,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], words: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [("", _("No lawful ground")), *grounds]  # type: ignore[attr-defined]
        field = self.fields["qualifications"]
        field.choices = [(name, words.get(name, name)) for name in QUALIFICATION_NAMES]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, object]:
        """The facts of the admission rule that a person gives."""
        typed = self.cleaned_data
        facts: dict[str, object] = {
            "intake_done": typed["intake_done"],
            "fixed_quota": typed["fixed_quota"],
            "qualifications": typed["qualifications"] or None,
        }
        if typed["fixed_quota"]:
            facts["capacity_reached"] = typed["capacity_reached"]
        return facts


class NeedsForm(forms.Form):
    """A text per life area."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for area in LIFE_AREAS:
            self.fields[area.value] = forms.CharField(label=AREAS[area], max_length=LONG, required=False, widget=TEXT)


class MarksForm(forms.Form):
    """What the feeder school says of its pupil."""

    wish = forms.ChoiceField(
        label=_("Where does the pupil want to go?"), choices=[NOT_KNOWN, *WISHES.items()], required=False
    )
    diploma = forms.ChoiceField(label=_("Diploma"), choices=[NOT_KNOWN, *DIPLOMAS.items()], required=False)
    needs_choice_guidance = forms.BooleanField(label=_("Needs help in choosing"), required=False)
    expects_support = forms.ChoiceField(
        label=_("Expects to need extra support?"), choices=[NOT_KNOWN, *SUPPORT.items()], required=False
    )
    dossier_complete_on = DayField(label=_("Dossier complete since"), required=False)
    special_group = forms.ChoiceField(
        label=_("Group of special education (vso)"),
        choices=[NOT_KNOWN, *SPECIAL_GROUPS.items()],
        required=False,
        help_text=_("Another school sees it only when the pupil agrees to tell about support."),
    )
    admissible_until = DayField(
        label=_("Admissibility statement (TLV) valid until"),
        required=False,
        help_text=_("From the school partnership. Clusters 1 and 2 decide on admission themselves and have none."),
    )
    development_plan_on = DayField(
        label=_("Development plan (OPP) talked about on"),
        required=False,
        help_text=_("Every pupil of practical and special education has one."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, school_type: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if school_type not in WITH_A_PLAN:
            del self.fields["admissible_until"], self.fields["development_plan_on"]
        if school_type != Pupil.SchoolType.VSO:
            del self.fields["special_group"]

    def marks(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class ApplicationForm(forms.Form):
    """An application that the school knows of."""

    institution = forms.ChoiceField(label=_("At which school?"), required=False)
    institution_name = forms.CharField(label=_("Or another school, by name"), max_length=200, required=False)
    programme = forms.CharField(label=_("Programme"), max_length=200)
    crebo = forms.RegexField(label=_("Crebo"), regex=r"^\d{5}$", required=False)
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[("", _("Not known")), ("1", _("Entree (level 1)")), ("2", "2"), ("3", "3"), ("4", "4")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    applied_on = DayField(label=_("Applied on"))

    def __init__(self, *args: Any, institutions: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(str(one.pk), one.name) for one in institutions]
        self.fields["institution"].choices = choices_of(*known)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("institution") and not typed.get("institution_name"):
            self.add_error("institution", _("Choose a school, or write its name."))
        return typed

    def application(self, source: str) -> Application:
        """The application as typed, not stored yet."""
        typed = self.cleaned_data
        return Application(
            institution_id=typed["institution"] or None,
            institution_name=typed["institution_name"],
            programme=typed["programme"],
            crebo=typed["crebo"],
            level=typed["level"],
            applied_on=typed["applied_on"],
            source=source,
        )


class OwnWordsForm(forms.Form):
    """What the pupil says."""

    own_words = forms.CharField(
        label=_("What do you need for a good start?"),
        help_text=_(
            "For example: somebody who shows you around, a quiet place, help with money. You may leave it empty."
        ),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    comes_along = forms.CharField(
        label=_("Who comes along to the introduction and the intake?"),
        help_text=_("You may always bring somebody you trust: a parent, a friend, your mentor."),
        max_length=200,
        required=False,
    )
    expects_support = forms.ChoiceField(
        label=_("Do you expect to need extra support?"),
        help_text=_("It is never a reason not to admit you. You need not say it."),
        choices=SUPPORT.items(),
        required=False,
        widget=forms.RadioSelect,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ConsentForm(forms.Form):
    """What may be told to whom, until when: a box per item and party."""

    until = DayField(label=_("Until when?"), help_text=_("Empty: until you take it back."), required=False)

    def __init__(self, *args: Any, words: dict[tuple[str, str], Any], **options: Any) -> None:
        super().__init__(*args, **options)
        until = self.fields.pop("until")
        for (item, party), label in words.items():
            self.fields[f"{item}-{party}"] = forms.BooleanField(label=label, required=False)
        self.fields["until"] = until

    def given(self) -> dict[tuple[str, str], bool]:
        return {
            (item, party): self.cleaned_data[f"{item}-{party}"]
            for item in ConsentItem.Item.values
            for party in ConsentItem.Party.values
            if f"{item}-{party}" in self.cleaned_data
        }


class JudgeForm(forms.Form):
    """A person's answer to a suggestion."""

    answer = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    remark = forms.CharField(label=_("How do you know?"), max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, answers: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].choices = [(one, MATCH_ANSWERS[one]) for one in answers]  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """Which team receives a pupil."""

    team = forms.ChoiceField(label=_("Which team?"), required=False)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, teams: list[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(str(one.pk), one.name) for one in teams]
        self.fields["team"].choices = [("", _("No team yet")), *known]  # type: ignore[attr-defined]


class OldMentorForm(forms.Form):
    """What the coach wants to ask the mentor of the old school."""

    question = forms.CharField(
        label=_("What do you want to ask the mentor?"),
        help_text=_("Everybody in the chain who sees this pupil reads it, the pupil too. Leave out what is private."),
        max_length=LONG,
        widget=TEXT,
    )


class ListForm(forms.Form):
    """A name for a way of looking."""

    name = forms.CharField(label=_("Name of this list"), max_length=120)
    is_shared = forms.BooleanField(label=_("Colleagues may use it too"), required=False)


class TakeBackForm(forms.Form):
    """Why something recorded was a slip."""

    reason = forms.CharField(label=_("What was wrong?"), max_length=300)
