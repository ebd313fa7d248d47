"""Choosing a file to import."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.exchange.reading.limits import MEGABYTE, UPLOAD_BYTES
from houvast.exchange.records import Kind

KINDS = (
    (Kind.STUDENTS, _("Students")),
    (Kind.STAFF, _("Staff and their roles")),
    (Kind.GUARDIANS, _("Guardians")),
    (Kind.RELATIONS, _("Relations (coach, team leader, guardian, trusted person)")),
    (Kind.ABSENCES, _("Absence, by lesson or day")),
    (Kind.RESULTS, _("Results and credits")),
    (Kind.PLACEMENTS, _("Work placements")),
    (Kind.NORMS, _("Norms of programmes")),
    (Kind.LEAVERS, _("Possible leavers, with their applications")),
)


class ChooseFile(forms.Form):
    """What it is, and the file."""

    kind = forms.ChoiceField(label=_("What is in the file?"), choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, Excel (.xlsx), DUO Registratieoverzicht or JSON of the Open Education API; at most 10 MB."),
    )

    def clean_file(self) -> Any:
        """A file that is too large for a page goes through the command line."""
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_BYTES:
            message = gettext(
                "This file is larger than %(limit)s MB. Ask your administrator to load it with: %(command)s."
            )
            raise forms.ValidationError(
                message % {"limit": UPLOAD_BYTES // MEGABYTE, "command": "houvast import students"}
            )
        return file
