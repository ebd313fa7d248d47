"""What an administrator types about a connected system."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.api.actions import LONGEST, NewClient, NewToken
from houvast.api.feed_words import RESOURCE_NAMES
from houvast.api.scopes import offered
from houvast.core.access.words import Purpose
from houvast.people.clock import AMSTERDAM
from houvast.people.models import Unit
from houvast.people.role_names import UNIT_NAMES
from houvast.people.viewer import Viewer
from houvast.web.forms import DayField

USUAL = timedelta(days=365)


class SystemForm(forms.Form):
    """A system to be connected."""

    name = forms.CharField(
        label=_("Name of the system"),
        max_length=100,
        help_text=_("Students read this name when the system looked at their data."),
    )
    keeper = forms.CharField(
        label=_("Whom do you call about it?"), max_length=200, help_text=_("A desk or a supplier, with a phone number.")
    )
    unit = forms.ChoiceField(label=_("Which students?"), required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = {str(unit.pk): unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The whole institution"))] + [
            (key, f"{UNIT_NAMES[unit.kind]} {unit.name}") for key, unit in self._units.items()
        ]

    def new(self) -> NewClient:
        typed = self.cleaned_data
        return NewClient(name=typed["name"], keeper=typed["keeper"], unit=self._units.get(typed["unit"]))


class TokenForm(forms.Form):
    """What a token opens, and until when."""

    scopes = forms.MultipleChoiceField(label=_("What may it do?"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=_("What is it for?"), max_length=300, help_text=_("Whoever looks back later understands it from this.")
    )
    last_day = DayField(label=_("Last day on which it works"))

    def __init__(self, *args: Any, purpose: Purpose, viewer: Viewer, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"last_day": viewer.day + USUAL})
        super().__init__(*args, **kwargs)
        self._purpose = purpose
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.name, one.label) for one in offered(purpose)]
        self.fields["last_day"].help_text = _("At most %(days)s days from now.") % {"days": LONGEST.days}

    def new(self) -> NewToken:
        typed = self.cleaned_data
        ends = datetime.combine(typed["last_day"] + timedelta(days=1), time(), AMSTERDAM)
        return NewToken(purpose=self._purpose, scopes=typed["scopes"], reason=typed["reason"], expires_at=ends)


class WebhookForm(forms.Form):
    """An address that is told that something changed."""

    address = forms.URLField(
        label=_("Address"), max_length=300, assume_scheme="https", help_text=_("Begins with https://.")
    )
    resources = forms.MultipleChoiceField(
        label=_("Of which changes?"), choices=list(RESOURCE_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
