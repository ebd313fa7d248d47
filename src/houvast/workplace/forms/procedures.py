"""What a student or educator types before a switch of training school, or an assessment and resit, begins."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.web.forms import choices_of

FAR = 90
"""Minutes one way by public transport: a switch for distance asks much more than this (S-271)."""


class SwitchForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is the reason?"),
        choices=choices_of(
            ("content", _("What I want to learn: another sector or kind of school")),
            ("personal", _("My circumstances, or I have moved")),
            ("click", _("It does not work out between me and my guide")),
        ),
    )
    travel = forms.IntegerField(
        label=_("How long do you travel, one way by public transport?"),
        help_text=_(
            "In minutes, from door to door. Distance is a reason when it is much more than an hour and a half."
        ),
        min_value=0,
        max_value=600,
        required=False,
    )
    why = forms.CharField(
        label=_("What would you like, and why?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def own_words(self) -> str:
        """What was typed as one text, with the travel time explained."""
        typed = self.cleaned_data
        lines = [str(dict(self.fields["reason"].choices)[typed["reason"]]), typed["why"]]  # type: ignore[attr-defined]
        if typed["travel"] is not None:
            words = {"minutes": typed["travel"], "far": FAR}
            lines.append(
                gettext("Travel time: %(minutes)s minutes one way, which is more than the %(far)s that are usual.")
                % words
                if typed["travel"] > FAR
                else gettext("Travel time: %(minutes)s minutes one way, within the %(far)s that are usual.") % words
            )
        return "\n".join(lines)


class BesideForm(forms.Form):
    """Who guides only begins: the talk that comes first has a form of its own for what was said."""

    def own_words(self) -> str:
        """Nothing: the case begins without words of the student."""
        return ""


class AssessmentForm(forms.Form):
    why = forms.CharField(
        label=_("What do you want to say about it?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def own_words(self) -> str:
        """What was typed."""
        return str(self.cleaned_data["why"])
