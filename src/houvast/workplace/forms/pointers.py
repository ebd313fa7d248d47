"""Where something is written, or who leads."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PointerForm(forms.Form):
    title = forms.CharField(label=_("What is it called, or who is it?"), max_length=200)
    place = forms.CharField(
        label=_("Where in it, or how to reach them?"),
        help_text=_("A chapter and page, or a mail address."),
        max_length=200,
        required=False,
    )
    url = forms.URLField(label=_("On which web page?"), max_length=300, required=False, assume_scheme="https")
    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
