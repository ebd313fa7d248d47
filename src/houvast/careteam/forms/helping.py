"""What is typed in a teachers' round, a referral and a confidential contact."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.careteam.actions.referrals import ANSWER_DAYS, NEXT, ReferralDraft
from houvast.careteam.models import Referral
from houvast.careteam.words import OUTCOMES, REFERRALS, STANDINGS
from houvast.directory.queries import Fitting
from houvast.guidance.partners import partners_of
from houvast.people.clock import today
from houvast.web.forms import DayField

LONG = 10_000
OTHER = "other"
WEEK = timedelta(days=7)


def _in_words(service: Fitting) -> str:
    """A service as one reads it in a list: what it is called, of whom, what it does, how long one waits."""
    said = f"{service.name} ({service.by}). {service.does}" if service.by else f"{service.name}. {service.does}"
    if service.waiting_days:
        wait = gettext("Waiting time: about %(n)s days.") % {"n": service.waiting_days}
        said = f"{said} {wait}"
    return f"{said} {gettext('Not checked for half a year: call first.')}" if service.stale else said


def _text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONG,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AskRoundForm(forms.Form):
    """One question to every teacher of a student."""

    question = _text(
        _("What would you like to know?"),
        _("One question, about what goes well too. The student reads that you ask this."),
    )
    closes_on = DayField(label=_("Up to which day can teachers answer?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"closes_on": today() + WEEK})
        super().__init__(*args, **kwargs)


class AnswerRoundForm(forms.Form):
    """A teacher's answer, in a minute."""

    standing = forms.ChoiceField(
        label=_("How does it go in your lessons?"), choices=list(STANDINGS.items()), widget=forms.RadioSelect
    )
    goes_well = _text(_("What goes well?"), required=False, rows=2)
    text = _text(
        _("What else do you see?"),
        _("Facts and examples. The coach sums it up for the student."),
        required=False,
        rows=3,
    )


class CloseRoundForm(forms.Form):
    """The answers in the coach's words."""

    in_short = _text(_("The answers in your own words"), _("The student reads this. Begin with what goes well."))
    shares_answers = forms.BooleanField(label=_("The student may read the answers themselves too"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReferForm(forms.Form):
    """Help elsewhere: which, why, and what is told there."""

    choice = forms.ChoiceField(label=_("Which help fits?"), widget=forms.RadioSelect)
    where = forms.ChoiceField(
        label=_("Where is this help?"),
        choices=[(Referral.Where.INSIDE, _("At school")), (Referral.Where.OUTSIDE, _("Outside school"))],
        help_text=_("Only for other help."),
        widget=forms.RadioSelect,
        initial=Referral.Where.OUTSIDE,
        required=False,
    )
    to_name = forms.CharField(
        label=_("Which other help?"),
        help_text=_("Only when it is not in the list. As the student knows it, for example: budget coach."),
        max_length=200,
        required=False,
    )
    receiver = forms.ChoiceField(
        label=_("Who receives it?"),
        help_text=_("Only if this person works with Houvast. Else you call or write, and keep here how it goes."),
        required=False,
    )
    why = _text(_("Why could this help?"), _("Write it to the student: an invitation, no verdict."))
    told = _text(
        _("What do we tell there?"),
        _("Only this is passed on, and only after the student says yes. Leave out what is not needed."),
        required=False,
    )
    answer_days = forms.IntegerField(
        label=_("Within how many days do you expect an answer?"), min_value=1, max_value=90, initial=ANSWER_DAYS
    )

    def __init__(
        self, *args: Any, organisation_id: uuid.UUID, fitting: Sequence[Fitting], chosen: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fitting = {one.choice: one for one in fitting}
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            *((key, _in_words(one)) for key, one in self.fitting.items()),
            (OTHER, _("Other help")),
        ]
        self.fields["choice"].initial = chosen if chosen in self.fitting else None if fitting else OTHER
        partners = partners_of(organisation_id)
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody in Houvast")),
            *((str(one.person), f"{one.name} ({one.organisation})") for one in partners),
        ]
        if not partners:
            del self.fields["receiver"]

    def clean(self) -> dict[str, Any]:
        """Other help has a name and a place."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == OTHER:
            if not cleaned.get("to_name"):
                self.add_error("to_name", _("Write which help it is."))
            if not cleaned.get("where"):
                self.add_error("where", _("Choose where this help is."))
        return cleaned

    def draft(self, follows: Referral | None = None) -> ReferralDraft:
        """What was typed, as the action wants it; of a service of the directory, its name and whose it is."""
        typed = self.cleaned_data
        chosen = typed.get("receiver")
        service = self.fitting.get(typed["choice"])
        own = Referral.Where.INSIDE if service and service.own else Referral.Where.OUTSIDE
        return ReferralDraft(
            where=own if service else typed["where"],
            to_name=service.name if service else typed["to_name"],
            service_id=service.service if service else None,
            why=typed["why"],
            told=typed["told"],
            answer_days=typed["answer_days"],
            receiver=uuid.UUID(chosen) if chosen else None,
            follows=follows,
        )


class StandsForm(forms.Form):
    """Where a referral stands now."""

    state = forms.ChoiceField(label=_("Where does it stand?"), widget=forms.RadioSelect)
    word_back = _text(
        _("A word back"),
        _("How it went, or why it is not possible. Who referred and the student read this."),
        required=False,
    )
    outcome = forms.ChoiceField(
        label=_("Where did it lead?"),
        help_text=_("Only when the help has ended. What lasts counts: a short return is not the aim."),
        choices=[("", _("Not known yet")), *OUTCOMES.items()],
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = NEXT.get(Referral.State(referral.state), ())
        self.fields["state"].choices = [(one, REFERRALS[one]) for one in steps]  # type: ignore[attr-defined]
        if Referral.State.ENDED not in steps:
            del self.fields["outcome"]


class ConfideForm(forms.Form):
    """A student asks a helper outside school for contact."""

    called = forms.CharField(label=_("What may we call you?"), max_length=120)
    reach_me = forms.CharField(
        label=_("How can we reach you?"),
        help_text=_("A phone number or mail address, if you want. You can also write here only."),
        max_length=200,
        required=False,
    )
    text = _text(_("What would you like to say?"), _("A few words are enough. A small question is welcome too."))


class WordForm(forms.Form):
    text = _text(_("Write something"), rows=3)
