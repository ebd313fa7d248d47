"""A form for a rule of law, made from the facts that the rule declares; it gives the facts as the rule reads them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from houvast import lawbook
from houvast.core.law.facts import Kind, Spec
from houvast.core.law.rule import Rule
from houvast.web.forms import DayField

ROWS = 6
YES_NO = [("", _("not known, or it has not happened")), ("yes", _("yes")), ("no", pgettext_lazy("answer", "no"))]


def _box(kind: Kind, **options: Any) -> forms.Field:  # noqa: PLR0911 - one line per kind of value
    """The field in which a value of this kind is typed or picked; leaving it empty is always possible."""
    match kind.name:
        case "date":
            return DayField(required=False, **options)
        case "boolean":
            return forms.ChoiceField(required=False, choices=YES_NO, widget=forms.RadioSelect, **options)
        case "integer":
            return forms.IntegerField(
                required=False, min_value=_whole(kind.least), max_value=_whole(kind.most), **options
            )
        case "number":
            return forms.FloatField(required=False, min_value=kind.least, max_value=kind.most, **options)
        case "choice":
            return forms.ChoiceField(
                required=False,
                choices=[("", _("not known")), *_options(kind)],
                **options,
            )
        case "list":
            return forms.MultipleChoiceField(
                required=False,
                choices=_options(kind),
                widget=forms.CheckboxSelectMultiple,
                **options,
            )
        case _:
            return forms.CharField(required=False, max_length=40, **options)


def _options(kind: Kind) -> list[tuple[str, str]]:
    language = get_language() or "nl"
    return [(code, lawbook.words_of(code).in_(language)) for code in kind.options]


def _sentence(title: str) -> str:
    """A title with a capital first letter and the rest as it is."""
    return title[:1].upper() + title[1:]


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)


def _plain(kind: Kind, value: Any) -> object:
    """A cleaned value as the rule reads it; None where nothing was filled in."""
    if kind.name == "list":
        return list(value) if value else None
    if value in ("", None):
        return None
    if kind.name == "boolean":
        return value == "yes"
    return value


class QuestionForm(forms.Form):
    """The day of the question and the facts of one rule. Optional facts that stay empty are left out."""

    def __init__(self, rule: Rule[Any], today: date, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.rule = rule
        language = get_language() or "nl"
        self.fields["on"] = DayField(
            label=_("The day the question is about"),
            help_text=_("Rules change. The answer is that of the law on this day."),
            initial=today,
        )
        for name, (spec, _required) in rule.specs.items():
            if spec.kind.name == "rows":
                self._add_rows(name, spec, language)
            else:
                self.fields[name] = _box(
                    spec.kind, label=_sentence(spec.title.in_(language)), help_text=spec.help.in_(language)
                )

    def _add_rows(self, name: str, spec: Spec, language: str) -> None:
        for position in range(ROWS):
            for column in spec.kind.columns:
                self.fields[f"{name}-{position}-{column.name}"] = _box(
                    column.kind,
                    label=f"{spec.title.in_(language).capitalize()} {position + 1}: {column.title.in_(language)}",
                )

    def facts(self) -> dict[str, object]:
        """The facts, after validation: an empty required fact is None (not known), an empty optional one is absent."""
        facts: dict[str, object] = {}
        for name, (spec, required) in self.rule.specs.items():
            if spec.kind.name == "rows":
                rows = self._rows(name, spec)
                if rows or required:
                    facts[name] = rows
                continue
            value = _plain(spec.kind, self.cleaned_data.get(name))
            if value is not None or required:
                facts[name] = value
        return facts

    def _rows(self, name: str, spec: Spec) -> list[dict[str, object]]:
        """Only rows that are filled in whole; a row begun and not finished is an error beside its first empty box."""
        rows = []
        for position in range(ROWS):
            row = {
                column.name: _plain(column.kind, self.cleaned_data.get(f"{name}-{position}-{column.name}"))
                for column in spec.kind.columns
            }
            if all(value is not None for value in row.values()):
                rows.append(row)
        return rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, (spec, _required) in self.rule.specs.items():
            if spec.kind.name != "rows":
                continue
            for position in range(ROWS):
                boxes = [f"{name}-{position}-{column.name}" for column in spec.kind.columns]
                filled = [box for box in boxes if cleaned.get(box) not in ("", None, [])]
                if filled and len(filled) < len(boxes):
                    empty = next(box for box in boxes if box not in filled)
                    self.add_error(empty, _("Fill in the whole row, or leave the whole row empty."))
        return cleaned
