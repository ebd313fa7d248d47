"""Confirming what concerns many students at once."""

from django import forms


class DrawUpForm(forms.Form):
    """Nothing to fill in: the button says it."""


class ShareForm(forms.Form):
    """Nothing to fill in: the button says it."""
