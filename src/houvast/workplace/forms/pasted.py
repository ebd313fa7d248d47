"""A list of students as a file with columns or as pasted lines. Everything is read before anything is kept."""

import csv
import io
from abc import abstractmethod
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_BYTES, MOST_ROWS, MOST_SAID = 2_000_000, 20_000, 20
NAMES_OF_NUMBER = frozenset({"studentnummer", "student_number", "number", "nummer"})
"""What the first column is called in a list that begins with a row of names."""


class PastedForm(forms.Form):
    """The rows, each made into a draft by `draft_of`; every row that is wrong is named with its number."""

    file = forms.FileField(label=_("File (CSV)"), required=False)
    lines = forms.CharField(
        label=_("Or paste the lines here"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @abstractmethod
    def draft_of(self, row: list[str]) -> Any:
        """What a row says; ValueError in words for one that is wrong."""

    def clean(self) -> dict[str, Any]:
        """The rows as `drafts`."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 2 MB. Send it in parts."))
        rows = _table(_decoded(file.read()) if file is not None else cleaned.get("lines", ""))
        if not rows:
            raise forms.ValidationError(_("Choose a file or paste the lines."))
        if len(rows) > MOST_ROWS:
            raise forms.ValidationError(_("That are more rows than fit at once. Send them in parts."))
        drafts, wrong = [], []
        for place, row in enumerate(rows, start=1):
            try:
                drafts.append(self.draft_of(row))
            except ValueError as reason:
                wrong.append(gettext("Row %(row)s: %(reason)s") % {"row": place, "reason": reason})
        if wrong:
            raise forms.ValidationError(wrong[:MOST_SAID])
        cleaned["drafts"] = tuple(drafts)
        return cleaned


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise forms.ValidationError(_("This file cannot be read as text. Save it as CSV."))


def _table(text: str) -> list[list[str]]:
    """The rows with something in them; a first row of names is left out."""
    first = text.lstrip().splitlines()[:1]
    mark = max(";\t,", key=first[0].count) if first else ";"
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark) if any(row)]
    return rows[1:] if rows and rows[0][0].lower() in NAMES_OF_NUMBER else rows
