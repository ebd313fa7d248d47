"""What a programme expects of its students after so many weeks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.education.models import ProgressNorm

MEASURES = {
    ProgressNorm.Measure.CREDITS: _("credits"),
    ProgressNorm.Measure.MODULES: _("units passed"),
    ProgressNorm.Measure.PLACEMENT_HOURS: _("hours of work placement"),
}


class NormForm(forms.Form):
    """One norm; the same kind, weeks and cohort again replaces it."""

    measure = forms.ChoiceField(label=_("What is counted?"), choices=list(MEASURES.items()))
    weeks = forms.IntegerField(
        label=_("After how many weeks?"),
        help_text=_("From the first day of the enrolment."),
        min_value=1,
        max_value=400,
    )
    amount = forms.DecimalField(
        label=_("How much is expected then?"),
        help_text=_("Leave this empty to take the norm away."),
        min_value=0,
        max_value=20_000,
        decimal_places=2,
        required=False,
    )
    cohort = forms.CharField(
        label=_("For which cohort?"),
        help_text=_("Leave this empty for every cohort without a norm of its own."),
        max_length=20,
        required=False,
    )
