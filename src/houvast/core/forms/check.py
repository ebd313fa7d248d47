"""Check and clean what a person wrote on a record form."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from houvast.core.forms.form import FieldType, Form, FormField
from houvast.core.forms.text import Text

Value = None | bool | int | float | str | tuple["Value", ...] | Mapping[str, "Value"]
"""What a record holds, in the shape of JSON: days are ISO strings, rows are mappings."""

LONGEST = {FieldType.TEXT: 300, FieldType.LONG_TEXT: 20_000}
RATINGS = ("green", "amber", "red")
LISTS = (list, tuple)
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """`path` names the field, with the row number (from 0) inside rows: `agreements.0.by_when`."""

    path: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """`data` holds the cleaned values of the fields that were asked; use it only when `errors` is empty."""

    data: Mapping[str, Value]
    errors: tuple[FieldError, ...]


def check(form: Form, data: Mapping[str, object]) -> Checked:
    """Clean `data` (strings as typed, or values) against the form; all errors at once, in the order of the form."""
    cleaned, errors = _check_fields(form.fields, data, "")
    return Checked(data=cleaned, errors=tuple(errors))


def asked(form: Form, data: Mapping[str, object]) -> tuple[FormField, ...]:
    """The fields that this record is asked for, given the choices made so far."""
    return tuple(field for field in form.fields if _is_asked(field, data))


def _is_asked(field: FormField, data: Mapping[str, object]) -> bool:
    if field.shown_when is None:
        return True
    value = data.get(field.shown_when.field)
    word = ("yes" if value else "no") if isinstance(value, bool) else value
    return word in field.shown_when.is_


def _check_fields(
    fields: tuple[FormField, ...], data: Mapping[str, object], prefix: str
) -> tuple[dict[str, Value], list[FieldError]]:
    cleaned: dict[str, Value] = {}
    errors: list[FieldError] = []
    known = {field.id for field in fields}
    if not known.issuperset(data):
        errors += [
            _error(prefix + unknown, "Dit veld hoort niet bij dit formulier.", "This form has no such field.")
            for unknown in sorted(set(data) - known)
        ]
    for field in fields:
        if field.shown_when is not None and not _is_asked(field, cleaned):
            continue
        raw = data.get(field.id)
        if _is_empty(raw):
            if field.required:
                errors.append(_error(prefix + field.id, "Vul dit nog in.", "Please fill this in."))
            continue
        value, found = _clean(field, raw, prefix)
        cleaned[field.id] = value
        errors.extend(found)
    return cleaned, errors


def _is_empty(raw: object) -> bool:
    if raw is None:
        return True
    if isinstance(raw, str):
        return not raw or raw.isspace()
    return isinstance(raw, LISTS) and not raw


def _clean(field: FormField, raw: object, prefix: str) -> tuple[Value, list[FieldError]]:  # noqa: PLR0911
    path = prefix + field.id
    match field.type:
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return _clean_text(field, raw, path)
        case FieldType.DATE:
            return _clean_date(raw, path)
        case FieldType.NUMBER:
            return _clean_number(field, raw, path)
        case FieldType.YES_NO:
            answer = YES_NO.get(str(raw).lower())
            return answer, [] if answer is not None else [_error(path, "Kies ja of nee.", "Choose yes or no.")]
        case FieldType.CHOICE:
            known = tuple(option.id for option in field.options)
            return str(raw), [] if raw in known else [_not_an_option(path, raw)]
        case FieldType.RATING:
            return str(raw), [] if raw in RATINGS else [_not_an_option(path, raw)]
        case FieldType.CHOICES:
            return _clean_choices(field, raw, path)
        case FieldType.ROWS:
            return _clean_rows(field, raw, path)
    assert_never(field.type)


def _clean_text(field: FormField, raw: object, path: str) -> tuple[Value, list[FieldError]]:
    text, longest = str(raw).strip(), LONGEST[field.type]
    if len(text) > longest:
        return text, [
            _error(
                path, f"Maak dit korter: hoogstens {longest} tekens.", f"Shorten this: at most {longest} characters."
            )
        ]
    return text, []


def _clean_date(raw: object, path: str) -> tuple[Value, list[FieldError]]:
    if isinstance(raw, date):
        return raw.isoformat(), []
    try:
        return date.fromisoformat(str(raw).strip()).isoformat(), []
    except ValueError:
        return None, [_error(path, "Vul een dag in, bijvoorbeeld 2027-03-15.", "Give a day, for instance 2027-03-15.")]


def _clean_number(field: FormField, raw: object, path: str) -> tuple[Value, list[FieldError]]:
    try:
        number = float(str(raw).strip().replace(",", "."))
    except ValueError:
        return None, [_error(path, "Vul een getal in.", "Give a number.")]
    if not math.isfinite(number):
        return None, [_error(path, "Vul een getal in.", "Give a number.")]
    value = int(number) if number.is_integer() else number
    return value, _bounds(field, number, path)


def _clean_choices(field: FormField, raw: object, path: str) -> tuple[Value, list[FieldError]]:
    chosen = tuple(str(part) for part in raw) if isinstance(raw, LISTS) else (str(raw),)
    known = {option.id for option in field.options}
    errors = [_not_an_option(path, part) for part in chosen if part not in known]
    in_order = tuple(option.id for option in field.options if option.id in chosen)
    return in_order, errors + _bounds(field, len(in_order), path)


def _clean_rows(field: FormField, raw: object, path: str) -> tuple[Value, list[FieldError]]:
    if not isinstance(raw, LISTS):
        return None, [_error(path, "Hier hoort een lijst.", "A list belongs here.")]
    rows: list[Value] = []
    errors: list[FieldError] = []
    for number, row in enumerate(raw):
        if not isinstance(row, Mapping):
            errors.append(_error(f"{path}.{number}", "Deze regel is niet te lezen.", "This row cannot be read."))
            continue
        if all(_is_empty(part) for part in row.values()):
            continue
        cleaned, found = _check_fields(field.fields, row, f"{path}.{number}.")
        rows.append(cleaned)
        errors.extend(found)
    if not rows and field.required and not errors:
        errors.append(_error(path, "Vul hier ten minste één regel in.", "Fill in at least one row here."))
    return tuple(rows), errors + _bounds(field, len(rows), path)


def _bounds(field: FormField, amount: float, path: str) -> list[FieldError]:
    if field.min is not None and amount < field.min:
        return [_error(path, f"Dit moet ten minste {field.min:g} zijn.", f"This must be at least {field.min:g}.")]
    if field.max is not None and amount > field.max:
        return [_error(path, f"Dit mag hoogstens {field.max:g} zijn.", f"This may be at most {field.max:g}.")]
    return []


def _not_an_option(path: str, raw: object) -> FieldError:
    shown = str(raw)[:60]
    return _error(path, f"“{shown}” staat niet in de lijst.", f"“{shown}” is not in the list.")


def _error(path: str, nl: str, en: str) -> FieldError:
    return FieldError(path=path, text=Text(nl=nl, en=en))
