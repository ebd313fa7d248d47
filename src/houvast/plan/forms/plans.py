"""What a person types in a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.access.words import Relation
from houvast.people.models import Person
from houvast.plan.actions.sections import LookedBack, SectionDraft
from houvast.plan.models import PlanSection, PlanTask
from houvast.plan.queries.plans import Owner
from houvast.plan.queries.sharing import Audience
from houvast.plan.words import AREAS, AUDIENCES, STATUSES
from houvast.web.forms import DayField, SignatureForm

LONG = 20_000
SOMEBODY_ELSE = "somebody_else"


def _long(label: Any, help_text: Any = "", *, rows: int = 5, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class SectionForm(forms.Form):
    """One life area: the goal in the student's own words, what was agreed, who may see it."""

    goal = _long(_("What does the student want?"), _("In the student's own words."), rows=3)
    agreed = _long(_("How is it now, and what do we agree?"), _("What goes well may come first."), rows=6)
    audience = forms.MultipleChoiceField(
        label=_("Who may read this part?"),
        choices=list(AUDIENCES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, own: bool, shares: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shares = shares
        if own:
            self.fields["goal"].label = _("What do you want?")
            self.fields["goal"].help_text = _("In your own words. It is your plan.")
            self.fields["audience"].help_text = _("You choose. Whoever you do not choose cannot read this.")
        else:
            self.fields["audience"].help_text = _("Choose this together with the student.")
        if not shares:
            del self.fields["audience"]

    def clean(self) -> dict[str, Any]:
        """A part says at least something."""
        cleaned = super().clean() or {}
        if not cleaned.get("goal") and not cleaned.get("agreed") and not cleaned.get("revision"):
            self.add_error("goal", _("Write something here: one sentence is enough."))
        return cleaned

    def draft(self, area: str) -> SectionDraft:
        """What was typed, as the action wants it."""
        typed = self.cleaned_data
        audience = None
        if self.shares:
            audience = Audience(relations=frozenset(Relation(one) for one in typed["audience"]))
        return SectionDraft(area=area, goal=typed["goal"], agreed=typed["agreed"], audience=audience)

    @staticmethod
    def given(section: PlanSection | None, audience: Audience) -> dict[str, Any]:
        """What stands in the form from the start."""
        return {
            "goal": section.goal or "" if section else "",
            "agreed": section.agreed or "" if section else "",
            "audience": list(audience.relations),
            "revision": section.revision if section else 0,
        }


class TaskForm(forms.Form):
    """Who does what, where, by when."""

    what = forms.CharField(
        label=_("What is going to be done?"),
        help_text=_("Concrete and feasible: one thing a task."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    owner = forms.ChoiceField(label=_("Who does it?"))
    owner_name = forms.CharField(
        label=_("Who is it?"),
        help_text=_("Only for somebody outside school: a name or an organisation."),
        max_length=200,
        required=False,
    )
    where = forms.CharField(label=_("Where?"), max_length=200, required=False)
    due_on = DayField(label=_("Done by when?"))
    area = forms.ChoiceField(label=_("To which part of the plan does it belong?"))

    def __init__(
        self, *args: Any, student: Person, owners: tuple[Owner, ...], areas: list[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.student = student
        self.owners = {str(one.person.pk): one for one in owners}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            (str(student.pk), student.name),
            *((key, one.person.name) for key, one in self.owners.items()),
            (SOMEBODY_ELSE, _("Somebody outside school")),
        ]
        self.fields["area"].choices = [(area, AREAS[PlanSection.Area(area)]) for area in areas]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody from outside has a name."""
        cleaned = super().clean() or {}
        if cleaned.get("owner") == SOMEBODY_ELSE and not cleaned.get("owner_name"):
            self.add_error("owner_name", _("Write who does it."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as `add_task` wants it."""
        typed = self.cleaned_data
        chosen = self.owners.get(typed["owner"])
        if typed["owner"] == str(self.student.pk):
            owner, side, name = self.student, PlanTask.Side.STUDENT.value, ""
        elif chosen:
            owner, side, name = chosen.person, chosen.side, ""
        else:
            owner, side, name = None, PlanTask.Side.HELPER.value, typed["owner_name"]
        return {
            "what": typed["what"],
            "where": typed["where"],
            "due_on": typed["due_on"],
            "area": typed["area"],
            "owner": owner,
            "owner_name": name,
            "side": side,
        }


class TaskAnswerForm(forms.Form):
    """Whether a task was done."""

    status = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[(one, STATUSES[one]) for one in PlanTask.Status],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("What do you want to say about it?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class MomentForm(forms.Form):
    """A moment to look back together."""

    planned_on = DayField(label=_("When do we look back together?"))


class ReviewForm(forms.Form):
    """What was said when looking back."""

    goes_well = _long(_("What works?"), _("What goes well comes first."), required=True)
    changes = _long(_("What do we do differently?"))
    next_on = DayField(
        label=_("When do we look back again?"), help_text=_("Leave this empty when it is not needed."), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def said(self) -> LookedBack:
        """What was typed, as the action wants it."""
        return LookedBack(**{name: value for name, value in self.cleaned_data.items() if name != "revision"})


class PlanSignatureForm(SignatureForm):
    """Signing the plan as it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
