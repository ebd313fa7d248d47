"""The buttons on the pages of who keeps Houvast running."""

from django import forms


class WorkForm(forms.Form):
    """Which mail or task, and what to do about it."""

    do = forms.ChoiceField(choices=[("again", ""), ("give-up", ""), ("all-again", "")])
    work = forms.UUIDField(required=False)
