"""How many places a training school offers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OfferForm(forms.Form):
    places = forms.IntegerField(
        label=_("How many students can learn here?"),
        help_text=_("All places in this school year, those that are taken included."),
        min_value=0,
        max_value=2000,
    )
    remark = forms.CharField(label=_("Anything to know?"), max_length=300, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
