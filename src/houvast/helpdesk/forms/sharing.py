"""The decision aid: with whom, what, and whether the student is an adult. It names nobody."""

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.helpdesk.sharing import What, Whom

WHOM = {
    Whom.PARENTS: _("Parents or carers"),
    Whom.COLLEAGUE: _("A colleague who guides the student too"),
    Whom.ATTENDANCE_OFFICER: _("The attendance officer"),
    Whom.TRANSITION_POINT: _("The Doorstroompunt (RMC) or youth desk"),
    Whom.YOUTH_TEAM: _("The youth team or another helper"),
    Whom.OTHER_SCHOOL: _("Another school"),
}
WHAT = {
    What.PROGRESS: _("How the study goes"),
    What.ABSENCE: _("That a student is absent, and how often"),
    What.REASONS: _("Why: what goes on at home or with the student"),
    What.HEALTH: _("Health, or a limitation"),
    What.IN_CONFIDENCE: _("What was said in confidence"),
}


class SharingForm(forms.Form):
    """Three questions."""

    whom = forms.ChoiceField(label=_("With whom?"), choices=list(WHOM.items()), widget=forms.RadioSelect)
    what = forms.ChoiceField(label=_("What is it about?"), choices=list(WHAT.items()), widget=forms.RadioSelect)
    age = forms.ChoiceField(
        label=_("Is the student 18 or older?"),
        choices=[("minor", _("No, younger than 18")), ("adult", _("Yes, 18 or older"))],
        widget=forms.RadioSelect,
    )
