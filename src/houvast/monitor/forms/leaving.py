"""Forms of the page about a leaving: the school's side, the student's own, and a moment of looking back."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from houvast.core.monitor.figures import PARTS
from houvast.core.monitor.leaving import Cause, Destination, Initiator, OwnView, Reason, Tried, Where
from houvast.monitor.actions.looking_back import LeavingDraft, OwnDraft
from houvast.web.forms import DayField, choices_of

LONG = 5_000


def _named(prefix: str, names: Any, *, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    spoken = get_language() or "nl"
    return [(str(one), PARTS[prefix][str(one)].in_(spoken)) for one in names if str(one) and str(one) not in without]


def _initiators(school: Any) -> list[tuple[str, Any]]:
    return [
        (Initiator.STUDENT, _("The student")),
        (Initiator.INSTITUTION, school),
        (Initiator.BOTH, _("Both had a part in it")),
        (Initiator.OTHER, _("Somebody else")),
    ]


class LeavingForm(forms.Form):
    """The school's side: reason, initiative, causes, what was tried, where to (S-636)."""

    reason = forms.ChoiceField(label=_("Formal reason"), required=False)
    initiator_school = forms.ChoiceField(label=_("Who took the initiative, as the school sees it?"), required=False)
    causes = forms.MultipleChoiceField(
        label=_("What was behind it?"),
        help_text=_("More than one is possible. No diagnosis: what it was about."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tried = forms.MultipleChoiceField(label=_("What did we try?"), required=False, widget=forms.CheckboxSelectMultiple)
    story = forms.CharField(
        label=_("The story in short"),
        help_text=_("The student reads it too. Facts, no labels."),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    destination = forms.ChoiceField(label=_("Where did the student go?"), required=False)
    handed_to = forms.CharField(label=_("Who is there for the student now?"), required=False, max_length=200)
    arrived_on = DayField(label=_("When did the student arrive there?"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, own: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = [*_named("cause", Cause, without=("other",)), *own.items(), *_named("cause", [Cause.OTHER])]
        self.fields["reason"].choices = choices_of(*_named("reason", Reason))  # type: ignore[attr-defined]
        self.fields["initiator_school"].choices = choices_of(*_initiators(_("The school")))  # type: ignore[attr-defined]
        self.fields["causes"].choices = causes  # type: ignore[attr-defined]
        self.fields["tried"].choices = _named("tried", Tried)  # type: ignore[attr-defined]
        self.fields["destination"].choices = choices_of(*_named("destination", Destination))  # type: ignore[attr-defined]

    def draft(self) -> LeavingDraft:
        """What was typed; only of a valid form."""
        said = self.cleaned_data
        return LeavingDraft(
            reason=said["reason"],
            initiator_school=said["initiator_school"],
            causes=tuple(said["causes"]),
            tried=tuple(said["tried"]),
            story=said["story"],
            destination=said["destination"],
            handed_to=said["handed_to"],
            arrived_on=said["arrived_on"],
        )


class OwnViewForm(forms.Form):
    """The student's own side, in plain words (S-664)."""

    own_view = forms.ChoiceField(label=_("How did it turn out for you?"), widget=forms.RadioSelect)
    initiator_student = forms.ChoiceField(label=_("Who wanted you to stop?"), required=False)
    own_words = forms.CharField(
        label=_("What do you want to say about it?"),
        help_text=_("You need not. Your coach and the team leader can read it."),
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    may_follow = forms.BooleanField(
        label=_("The school may ask me how I am doing, also after the first year"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [
            (OwnView.STOPPED_WELL, _("I stopped, and that turned out well for me")),
            (OwnView.MOVED, _("I have moved on to another school or work")),
            (OwnView.MOVING, _("I am still finding my way")),
            (OwnView.NOT_DROPPED_OUT, _("I did not really drop out")),
            (OwnView.DROPPED_OUT, _("I dropped out, and I would have wanted it otherwise")),
            (OwnView.UNKNOWN, _("I do not know yet")),
        ]
        self.fields["own_view"].choices = said  # type: ignore[attr-defined]
        names = [(Initiator.STUDENT, _("I did")), *_initiators(_("The school"))[1:]]
        self.fields["initiator_student"].choices = choices_of(*names)  # type: ignore[attr-defined]

    def draft(self) -> OwnDraft:
        """What was typed; only of a valid form."""
        said = self.cleaned_data
        return OwnDraft(
            initiator_student=said["initiator_student"],
            own_view=said["own_view"],
            own_words=said["own_words"],
            may_follow=said["may_follow"],
        )


class LookBackForm(forms.Form):
    """Where somebody is now, and a word about it (S-479, S-639)."""

    where = forms.ChoiceField(label=_("Where is the student now?"))
    word = forms.CharField(
        label=_("What did you hear?"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = choices_of(*_named("after:3", Where))  # type: ignore[attr-defined]
