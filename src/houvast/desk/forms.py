"""The filters of the list of students."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from houvast.desk.queries.caseload import Asked, Show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from houvast.people.models import Unit

SHOWS = {
    Show.ALL: pgettext_lazy("students", "Everyone"),
    Show.UNSEEN: _("Not talked with for long"),
    Show.WAITING: _("Agreement past its date"),
    Show.NO_COACH: _("Without a coach"),
    Show.BIRTH_DATE: _("Birth date needed"),
}
LONGEST = 120


class FilterForm(forms.Form):
    """Search and filters in one GET form; what cannot be understood is left out, and the words say what is shown."""

    q = forms.CharField(
        label=_("Name or number"), required=False, max_length=LONGEST, widget=forms.TextInput(attrs={"type": "search"})
    )
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=uuid.UUID, empty_value=None)
    group = forms.CharField(label=_("Class"), required=False, max_length=LONGEST)
    show = forms.ChoiceField(label=_("Show"), required=False, choices=list(SHOWS.items()))

    def __init__(self, given: object, *, teams: Sequence[Unit], shows: Sequence[Show]) -> None:
        super().__init__(given)  # type: ignore[arg-type]
        self.teams = {team.pk: team.name for team in teams}
        if len(self.teams) > 1:
            self.fields["team"].choices = [("", ""), *((str(pk), name) for pk, name in self.teams.items())]  # type: ignore[attr-defined]
        else:
            del self.fields["team"]
        self.shows = [(show.value, SHOWS[show]) for show in shows]
        self.fields["show"].choices = self.shows  # type: ignore[attr-defined]

    def asked(self, *, everyone: bool, coached: bool, after: str) -> Asked:
        """What is asked, without what could not be understood."""
        self.is_valid()
        typed = self.cleaned_data
        return Asked(
            text=typed.get("q", "").strip(),
            group=typed.get("group", "").strip(),
            team=typed.get("team"),
            show=Show(typed.get("show", "")),
            everyone=everyone,
            coached=coached,
            after=after,
        )

    def words(self, asked: Asked) -> str:
        """What is shown now, as one sentence; empty when nothing is filtered."""
        parts = []
        if asked.show is not Show.ALL:
            parts.append(str(SHOWS[asked.show]).lower())
        if asked.team in self.teams:
            parts.append(self.teams[asked.team])
        if asked.group:
            parts.append(gettext("class %(name)s") % {"name": asked.group})
        if asked.text:
            parts.append(gettext("with “%(text)s” in name or number") % {"text": asked.text})
        return gettext("You see students: %(what)s.") % {"what": ", ".join(parts)} if parts else ""
