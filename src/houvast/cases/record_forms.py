"""The form on screen for a record form of a pack: typed fields, help, rows for agreements; the pack's own check
decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.forms.form import FieldType, Form, FormField
from houvast.web.forms import DayField, RatingChoice

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField

    from houvast.core.forms.check import Value
    from houvast.core.procedure.log import Reason

ROWS_SHOWN = 2
MOST_ROWS = 30
RATINGS = [("green", _("on schedule")), ("amber", _("attention")), ("red", _("concern"))]
YES_NO = [("yes", _("yes")), ("no", _("no"))]
FEW_OPTIONS = 7
"""More options than this become a list to choose from; fewer stand open beside each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A part of the form on screen: one field, or the rows of a list."""

    field: BoundField | None = None
    id: str = ""
    legend: str = ""
    help: str = ""
    errors: tuple[str, ...] = ()
    rows: tuple[tuple[BoundField, ...], ...] = ()


class RecordForm(forms.Form):
    """Fields named after the pack's; those of row `n` of a list are named `list-n-field`. `more` adds rows to a
    list.
    """

    def __init__(
        self,
        asked: Form | None,
        language: str,
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.asked = asked
        self.language = language
        self.counts: dict[str, int] = {}
        self._in_rows: list[str] = []
        self.list_errors: dict[str, list[str]] = {}
        super().__init__(data, initial=_flat(asked, initial or {}), **options)
        for field in asked.fields if asked else ():
            if field.type is FieldType.ROWS:
                self._add_rows(field, initial or {})
            else:
                self.fields[field.id] = _field(field, language, required=field.required and field.shown_when is None)

    def _add_rows(self, field: FormField, initial: Mapping[str, Any]) -> None:
        known = initial.get(field.id)
        count = max(ROWS_SHOWN, len(known) + 1 if isinstance(known, list | tuple) else 0)
        if self.is_bound:
            sent = str(self.data.get(f"{field.id}-rows", ""))
            count = min(MOST_ROWS, int(sent)) if sent.isdigit() else count
            if self.data.get("more") == field.id:
                count = min(MOST_ROWS, count + 1)
        self.counts[field.id] = count
        for number in range(count):
            for part in field.fields:
                name = f"{field.id}-{number}-{part.id}"
                self.fields[name] = _field(part, self.language, required=part.required)
                self._in_rows.append(name)

    def _clean_fields(self) -> None:
        """A row may be left empty as a whole; whether a row that was begun is complete is for the pack's check to
        say.
        """
        asked = {name: self.fields[name].required for name in self._in_rows}
        for name in asked:
            self.fields[name].required = False
        super()._clean_fields()  # type: ignore[misc]
        for name, required in asked.items():
            self.fields[name].required = required

    @property
    def wants_more_rows(self) -> bool:
        """The button "one more row" was pressed: show the form again, save nothing."""
        return self.is_bound and self.data.get("more") in self.counts

    def record(self) -> dict[str, object]:
        """What was typed, in the shape of the pack's form; days as days, empty as it is."""
        out: dict[str, object] = {}
        for field in self.asked.fields if self.asked else ():
            if field.type is FieldType.ROWS:
                rows = range(self.counts[field.id])
                out[field.id] = [
                    {part.id: self._typed(f"{field.id}-{number}-{part.id}") for part in field.fields} for number in rows
                ]
            else:
                out[field.id] = self._typed(field.id)
        return out

    def _typed(self, name: str) -> object:
        value = self.cleaned_data.get(name)
        return str(value) if value not in (None, "", []) and not isinstance(value, list) else value

    def refuse(self, reasons: Iterable[Reason]) -> None:
        """Put the errors that the procedure found beside their fields."""
        for reason in reasons:
            for error in reason.errors:
                name = error.path.replace(".", "-")
                text = error.text.in_(self.language)
                if name in self.fields:
                    if text not in self.errors.get(name, []):
                        self.add_error(name, text)
                elif error.path.split(".")[0] in self.counts:
                    self.list_errors.setdefault(error.path.split(".")[0], []).append(text)
                else:
                    self.add_error(None, text)
            if not reason.errors:
                self.add_error(None, reason.text.in_(self.language))

    def groups(self) -> Iterator[Group]:
        """The parts of the form in the order of the pack."""
        for field in self.asked.fields if self.asked else ():
            if field.type is not FieldType.ROWS:
                yield Group(field=self[field.id])
                continue
            rows = tuple(
                tuple(self[f"{field.id}-{number}-{part.id}"] for part in field.fields)
                for number in range(self.counts[field.id])
            )
            yield Group(
                id=field.id,
                legend=field.label.in_(self.language),
                help=field.help.in_(self.language) if field.help else "",
                errors=tuple(self.list_errors.get(field.id, ())),
                rows=rows,
            )


def _flat(asked: Form | None, record: Mapping[str, Any]) -> dict[str, Any]:
    """A stored record as initial values by field name."""
    out: dict[str, Any] = {}
    for field in asked.fields if asked else ():
        value = record.get(field.id)
        if field.type is FieldType.ROWS and isinstance(value, list | tuple):
            for number, row in enumerate(value):
                out |= {f"{field.id}-{number}-{name}": _shown(part) for name, part in row.items()}
        else:
            out[field.id] = _shown(value)
    return out


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value


def _field(  # noqa: PLR0911 - one closed match
    field: FormField, language: str, *, required: bool
) -> forms.Field:
    said: dict[str, Any] = {
        "label": field.label.in_(language),
        "help_text": field.help.in_(language) if field.help else "",
        "required": required,
    }
    options = [(option.id, option.label.in_(language)) for option in field.options]
    match field.type:
        case FieldType.LONG_TEXT:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000, **said)
        case FieldType.DATE:
            return DayField(**said)
        case FieldType.NUMBER:
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=20, **said)
        case FieldType.YES_NO:
            return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **said)
        case FieldType.RATING:
            return forms.ChoiceField(choices=RATINGS, widget=RatingChoice, **said)
        case FieldType.CHOICE if len(options) <= FEW_OPTIONS:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **said)
        case FieldType.CHOICE:
            return forms.ChoiceField(choices=[("", _("Choose")), *options], **said)
        case FieldType.CHOICES:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **said)
        case _:
            return forms.CharField(max_length=300, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question of a record with its answer, for reading: a text, or the rows of a list."""

    label: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def in_words(asked: Form | None, record: Mapping[str, Value], language: str) -> tuple[Answered, ...]:
    """A stored record as a person reads it; questions without an answer are left out."""
    out = []
    for field in asked.fields if asked else ():
        value = record.get(field.id)
        if value in (None, "", ()):
            continue
        label = field.label.in_(language)
        if field.type is FieldType.ROWS and isinstance(value, list | tuple):
            rows = tuple(
                tuple(answer(part, row.get(part.id), language) for part in field.fields)
                for row in value
                if isinstance(row, Mapping)
            )
            columns = tuple(part.label.in_(language) for part in field.fields)
            out.append(Answered(label=label, columns=columns, rows=rows))
        else:
            out.append(Answered(label=label, text=answer(field, value, language)))
    return tuple(out)


def answer(field: FormField, value: Value, language: str) -> str:
    """One answer in words: the label of an option, a day with its weekday, yes or no."""
    from datetime import date

    from houvast.web.days import long_day

    if value in (None, ""):
        return ""
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        chosen = value if isinstance(value, list | tuple) else (value,)
        return ", ".join(option.label.in_(language) for option in field.options if option.id in chosen)
    if field.type is FieldType.YES_NO:
        return str(dict(YES_NO)["yes" if value else "no"])
    if field.type is FieldType.RATING:
        return str(dict(RATINGS).get(str(value), value))
    if field.type is FieldType.DATE:
        return long_day(date.fromisoformat(str(value)))
    return str(value)
