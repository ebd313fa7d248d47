"""What a student asks about their data, and what the privacy officer says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.privacy.models import Emergency, RightsRequest, UnusualReading
from houvast.privacy.plain import kinds_for_guardians, own_kinds
from houvast.web.forms import choices_of

LONG = 4000


def _text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, required=required, widget=forms.Textarea(attrs={"rows": 5})
    )


class AskForm(forms.Form):
    """What a student wants changed."""

    kind = forms.ChoiceField(
        label=_("What would you like?"),
        choices=choices_of(
            (RightsRequest.Kind.CORRECT, _("Something is wrong: please correct it")),
            (RightsRequest.Kind.CONTEST, _("I do not agree with what it says")),
            (RightsRequest.Kind.ERASE, _("Please erase something")),
            (RightsRequest.Kind.OTHER, _("Something else about my data")),
        ),
    )
    about = forms.ChoiceField(label=_("What is it about?"))
    words = _text(_("What do you want to tell?"), _("Say what is not right, and what it should be."))

    def __init__(self, *args: Any, by_guardian: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = choices_of(*(kinds_for_guardians() if by_guardian else own_kinds()))


class AnswerForm(forms.Form):
    """The answer to a student."""

    state = forms.ChoiceField(
        label=_("Your answer"),
        choices=choices_of(
            (RightsRequest.State.GRANTED, _("It is done as the student asks")),
            (RightsRequest.State.PARTLY, _("A part of it is done")),
            (RightsRequest.State.REFUSED, _("It stays as it is")),
        ),
    )
    words = _text(
        _("What was done, and why"),
        _("The student reads this. When it stays as it is: say why, and that a complaint can go to the supervisor."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class JudgeForm(forms.Form):
    """What the privacy officer found about reading."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=choices_of(
            (UnusualReading.Outcome.EXPLAINED, _("There was a good reason")),
            (UnusualReading.Outcome.FOLLOWED_UP, _("There was no good reason; it is followed up")),
        ),
    )
    note = _text(_("In a few words"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """Whether it was right to open data in an emergency."""

    review = forms.ChoiceField(
        label=_("Was it right to open this?"),
        choices=choices_of(
            (Emergency.Review.RIGHT, pgettext_lazy("emergency", "Yes, it was needed")),
            (Emergency.Review.NOT_RIGHT, pgettext_lazy("emergency", "No, it was not needed")),
        ),
    )
    words = _text(_("Why"), _("The student reads this."))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class EmergencyForm(forms.Form):
    """Whom it is about and what is going on."""

    number = forms.CharField(label=_("Student number"), max_length=40)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    reason = _text(_("What is going on?"), _("The student reads this. A sentence or two is enough."))


class HoldForm(forms.Form):
    """Whose data stay, and what for."""

    number = forms.CharField(label=_("Student number"), max_length=40)
    family_name = forms.CharField(label=_("Family name"), max_length=120)
    reason = _text(_("What is it for?"), _("A complaint, an appeal, a claim."))


class LeaveOutForm(forms.Form):
    """Why somebody is kept after all."""

    why = forms.CharField(label=_("Why is this kept?"), max_length=300)


class ConfirmForm(forms.Form):
    """A second person says yes; `seen` is what they looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class RefuseForm(forms.Form):
    """A second person says no, with the reason."""

    why = forms.CharField(
        label=_("Why is this colleague not let in?"),
        help_text=_("The administrator reads this."),
        max_length=300,
    )
    do = forms.CharField(widget=forms.HiddenInput, initial="refuse", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
