"""What a person types about a handover, and about somebody a desk follows."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from houvast.core.handover.desks import Group
from houvast.core.handover.items import ALWAYS, BY_LAW, Item
from houvast.core.handover.messages import PlanPart
from houvast.core.handover.steps import Ground
from houvast.handover.models import Desk, HandoverItem
from houvast.handover.words import DESKS, ENTRIES, GROUPS, ITEM_HELP, ITEMS, OUTCOMES
from houvast.people.clock import today
from houvast.people.models import Person
from houvast.web.forms import DayField, choices_of

LONG = 4_000
PLAN_ROWS = 3
FIRST_UNTIL = timedelta(weeks=26)
TYPED = tuple(item for item in ITEM_HELP)
CERTIFICATES = (
    ("pro", _("certificate of practical training (pro)")),
    ("vso", _("certificate of special education (vso)")),
    ("entree", _("entree diploma (level 1)")),
    ("mbo2", _("mbo diploma level 2 or higher")),
    ("havo", _("havo or vwo diploma")),
)


class AskForm(forms.Form):
    """To whom, why, what is told, until when. An empty text is not told."""

    desk = forms.ChoiceField(label=_("To which desk?"), required=False)
    colleague = forms.ChoiceField(
        label=_("Or to which colleague?"), help_text=_("From coach to coach, also between programmes."), required=False
    )
    ground = forms.ChoiceField(
        label=_("May this be told?"),
        choices=[
            (Ground.CONSENT, _("The student is asked, item by item, on their own phone")),
            (Ground.LAW, _("The law asks this report (Doorstroompunt or attendance officer); the student is told")),
        ],
        widget=forms.RadioSelect,
        initial=Ground.CONSENT,
        help_text=_("A report by law tells only why, school and absence, and what was tried."),
    )
    until = DayField(
        label=_("Until when may it be read?"), help_text=_("Within a year from today. The student reads this day.")
    )

    def __init__(self, *args: Any, desks: list[Desk], colleagues: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.desks = {str(desk.pk): desk for desk in desks}
        self.colleagues = {str(person.pk): person for person in colleagues}
        kinds = {kind.value: name for kind, name in DESKS.items()}
        self.fields["desk"].choices = [  # type: ignore[attr-defined]
            ("", _("No desk")),
            *((key, f"{desk.name} ({kinds[desk.kind]})") for key, desk in self.desks.items()),
        ]
        self.fields["colleague"].choices = [  # type: ignore[attr-defined]
            ("", _("No colleague")),
            *((key, person.name) for key, person in self.colleagues.items()),
        ]
        for item in TYPED:
            self.fields[item.value] = forms.CharField(
                label=ITEMS[item],
                help_text=ITEM_HELP[item],
                required=item is Item.WHY,
                max_length=LONG,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def told_fields(self) -> list[forms.BoundField]:
        return [self[item.value] for item in TYPED]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if bool(typed.get("desk")) == bool(typed.get("colleague")):
            self.add_error("desk", _("Choose one desk or one colleague."))
        if typed.get("ground") == Ground.LAW:
            for item in TYPED:
                if typed.get(item.value) and item not in BY_LAW:
                    self.add_error(item.value, _("Without consent this may not be told. Leave it empty."))
        return typed

    def told(self) -> dict[Item, str]:
        """What is told, by item; nothing for what was left empty."""
        return {item: self.cleaned_data[item.value] for item in TYPED if self.cleaned_data[item.value]}


class PlanLineForm(forms.Form):
    """A line of the joint plan; an empty line does not count."""

    who = forms.CharField(label=_("Who?"), max_length=120, required=False)
    what = forms.CharField(label=_("Does what?"), max_length=300, required=False)
    where = forms.CharField(label=_("Where?"), max_length=120, required=False)
    due_on = DayField(label=_("When?"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if bool(typed.get("who")) != bool(typed.get("what")):
            self.add_error("what" if typed.get("who") else "who", _("Say who does what, or leave both empty."))
        return typed

    @property
    def part(self) -> PlanPart | None:
        typed = self.cleaned_data
        if not typed.get("what"):
            return None
        return PlanPart(who=typed["who"], what=typed["what"], where=typed["where"], due_on=typed["due_on"])


PlanRows = forms.formset_factory(PlanLineForm, extra=PLAN_ROWS, max_num=20)


class AnswerForm(forms.Form):
    """The student's own answer, item by item; nothing is ticked beforehand."""

    own_words = forms.CharField(
        label=_("Do you want to say something yourself?"),
        help_text=_("What do you need for a good start? It is passed on in your own words. You can leave this empty."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: list[HandoverItem], texts: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = [Item(row.item) for row in items]
        for item in self.items:
            label = format_html("<strong>{}</strong><br>{}", ITEMS[item], texts.get(item.value, ""))
            ticked = forms.BooleanField(label=label, required=False)
            ticked.short_label = ITEMS[item]  # type: ignore[attr-defined]
            self.fields[item.value] = ticked
        self.order_fields([*(item.value for item in self.items), "own_words", "revision"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for item in ALWAYS:
            if item in self.items and not typed.get(item.value):
                self.add_error(
                    item.value, _("Without this nobody can help you. You can also say no to all of it, below.")
                )
        return typed

    def agreed(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if self.cleaned_data[item.value])


class ReasonForm(forms.Form):
    """Why it is refused, given back or stopped."""

    reason = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, help_text: str = "", required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = help_text
        self.fields["reason"].required = required


class TalkForm(forms.Form):
    """When both sides talked."""

    on = DayField(label=_("When did you talk with each other?"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EntryForm(forms.Form):
    """What the desk did."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=choices_of(*ENTRIES.items()))
    on = DayField(label=_("When was it?"))
    text = forms.CharField(
        label=_("What happened, what did you agree?"),
        help_text=_("Only your desk reads this. The school sees that there is contact, no more."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_on = DayField(label=_("When do you look again?"), required=False)


class FollowUpForm(forms.Form):
    """Is there still hold?"""

    has_hold = forms.ChoiceField(
        label=_("Is there still contact?"),
        choices=[("yes", _("Yes, somebody is there for the student")), ("no", _("No, no longer"))],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(label=_("Do you want to add something?"), max_length=500, required=False)


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=choices_of(*OUTCOMES.items()))
    text = forms.CharField(
        label=_("What do you want to keep about it?"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RegisterForm(forms.Form):
    """Somebody whom the desk follows of its own."""

    desk = forms.ChoiceField(label=_("For which desk?"))
    given_name = forms.CharField(label=_("Given name"), max_length=120)
    name_prefix = forms.CharField(label=_("Name prefix"), max_length=40, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    birth_date = DayField(label=_("Birth date"), help_text=_("This decides until when somebody is followed."))
    group = forms.ChoiceField(
        label=_("Why do you follow?"),
        choices=[(group.value, name) for group, name in GROUPS.items()],
        widget=forms.RadioSelect,
        initial=Group.NO_QUALIFICATION,
    )
    qualifications = forms.MultipleChoiceField(
        label=_("Which certificates are known?"),
        choices=CERTIFICATES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    why = forms.CharField(
        label=_("What is known?"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, desks: tuple[Desk, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.desks = {str(desk.pk): desk for desk in desks}
        self.fields["desk"].choices = [(key, desk.name) for key, desk in self.desks.items()]  # type: ignore[attr-defined]


class AtSchoolForm(forms.Form):
    """Whether a desk is at school, and where and when students find it there."""

    at_school = forms.BooleanField(
        label=_("The people of this desk are at school"),
        help_text=_("Students then see the desk on their own page, below who helps them. Their coach sees it too."),
        required=False,
    )
    where_and_when = forms.CharField(
        label=_("Where and when?"),
        help_text=_("For instance: room 1.12, Tuesday and Thursday from 10 to 14; on Wednesday in class."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("at_school") and not typed.get("where_and_when"):
            self.add_error("where_and_when", _("Say where and when, so that students find it."))
        if typed.get("where_and_when") and not typed.get("at_school"):
            self.add_error("at_school", _("Tick this, or leave where and when empty."))
        return typed


class AtSchoolChangeForm(AtSchoolForm):
    """The same of a desk that is open already."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class DeskForm(AtSchoolForm):
    """A desk that others can choose."""

    field_order = ("kind", "name", "at_school", "where_and_when")
    kind = forms.ChoiceField(
        label=_("What kind of desk is it?"), choices=choices_of(*((kind.value, name) for kind, name in DESKS.items()))
    )
    name = forms.CharField(
        label=_("What is it called?"), help_text=_("A student reads this name: whose desk it is."), max_length=120
    )


class CardForm(forms.Form):
    """The card of another installation."""

    card = forms.CharField(
        label=_("The card of the other side"),
        help_text=_("Copy all of it. Check with the other administrator, by telephone, that it is theirs."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )


def first_until() -> Any:
    """The day that the form begins with: half a year."""
    return today() + FIRST_UNTIL
