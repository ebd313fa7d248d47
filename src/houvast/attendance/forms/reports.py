"""Checking an absence report, letting it go, and what the national desk says about it."""

import csv
import io
import uuid
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.attendance.models import AbsenceReport
from houvast.attendance.words import REPORTS, STATUSES
from houvast.web.forms import DayField, choices_of

MOST_ROWS = 5_000
MOST_BYTES = 2_000_000
STATUS_WORDS = {
    "geregistreerd": AbsenceReport.Status.REGISTERED,
    "in behandeling": AbsenceReport.Status.IN_PROGRESS,
    "afgesloten": AbsenceReport.Status.CLOSED,
    "ingetrokken": AbsenceReport.Status.WITHDRAWN,
    "ter kennisgeving aangenomen": AbsenceReport.Status.NOTED,
}


class _Unsure(forms.NullBooleanField):
    """Yes, no or not known."""

    widget = forms.Select(choices=[("unknown", _("Not known")), ("true", _("Yes")), ("false", _("No"))])


def _long(label: Any, help_text: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class CheckForm(forms.Form):
    """The fields of article 14 of the Besluit register onderwijsdeelnemers, in its order (a to p)."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    qualified = _Unsure(label=_("Has a basic qualification"), required=False)
    begins_on = DayField(label=_("Begin of the absence"))
    ends_on = DayField(label=_("End of the absence"), help_text=_("Empty while it goes on."), required=False)
    presumed_kind = forms.ChoiceField(label=_("Presumed kind"), choices=list(REPORTS.items()))
    presumed_reason = _long(
        _("Presumed reason"), _("Facts only. No illness, no word that the student may not read."), required=True
    )
    all_lessons = _Unsure(label=_("Misses all lessons"), required=False)
    school_action = _long(
        _("What the school has done"), _("Calls, talks, visits, agreements: with their days."), required=True
    )
    action_wanted = forms.BooleanField(label=_("We ask the municipality to act"), required=False)
    wanted_why = _long(_("With what priority, and why"))
    location = forms.CharField(label=_("Teaching location"), max_length=120, required=False)
    contact_name = forms.CharField(label=_("Contact person at school"), max_length=200)
    contact_function = forms.CharField(label=_("Function"), max_length=120, required=False)
    contact_phone = forms.CharField(label=_("Phone of the contact person"), max_length=40, required=False)
    contact_email = forms.EmailField(label=_("Mail of the contact person"), required=False)
    family_phone = forms.CharField(label=_("Phone of the student or a guardian"), max_length=40, required=False)
    remark = _long(_("Remark"))

    def clean(self) -> dict[str, Any]:
        """An end does not lie before the begin; a municipality that is asked to act is told why."""
        cleaned = super().clean() or {}
        begin, end = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", _("The end lies before the begin."))
        if cleaned.get("action_wanted") and not cleaned.get("wanted_why"):
            self.add_error("wanted_why", _("Say why, so that the municipality knows where to begin."))
        return cleaned


class LetGoForm(forms.Form):
    """Not reporting, with the reason."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    why = _long(_("Why is this not reported?"), _("The reason stays with the report."), required=True)

    def clean_why(self) -> str:
        return str(self.cleaned_data["why"])[:500]


class StatusForm(forms.Form):
    """What the national desk or the municipality says."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Status"), choices=choices_of(*STATUSES.items()))
    status_on = DayField(label=_("Since"))
    external_id = forms.CharField(label=_("Number of the national desk"), max_length=60, required=False)
    closing_reason = forms.CharField(label=_("Reason of closing"), max_length=200, required=False)
    municipal_contact = forms.CharField(label=_("Contact at the municipality"), max_length=200, required=False)


class StatusFile(forms.Form):
    """A file with statuses, as CSV."""

    file = forms.FileField(
        label=_("File with statuses (CSV)"),
        help_text=_("With the columns kenmerk or meldingnummer, status, datum, reden, contactpersoon."),
    )

    def clean_file(self) -> list[dict[str, Any]]:
        """The rows of the file, each with a known status."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("Save the file as CSV UTF-8.")) from None
        reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
        rows = []
        for line, row in enumerate(reader, start=2):
            plain = {(name or "").strip().lower(): (value or "").strip() for name, value in row.items() if name}
            status = STATUS_WORDS.get(plain.get("status", "").lower())
            if status is None or line > MOST_ROWS:
                message = gettext("Line %(line)s: this status is not known. Use one of: %(known)s.")
                raise forms.ValidationError(message % {"line": line, "known": ", ".join(STATUS_WORDS)})
            rows.append(
                {
                    "id": _number(plain.get("kenmerk", "")),
                    "external_id": plain.get("meldingnummer", "")[:60],
                    "status": status,
                    "status_on": _day(plain.get("datum", "")),
                    "closing_reason": plain.get("reden", "")[:200],
                    "municipal_contact": plain.get("contactpersoon", "")[:200],
                }
            )
        if not rows:
            raise forms.ValidationError(_("There is no row in this file."))
        return rows


def _number(given: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(given)
    except ValueError:
        return None


def _day(given: str) -> Any:
    try:
        return parse_date(given)
    except ValueError:
        return None
