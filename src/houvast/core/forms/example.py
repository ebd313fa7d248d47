"""A complete record made from its form alone: for rehearsals, previews and tests."""

from collections.abc import Mapping
from datetime import date

from houvast.core.forms.check import Value
from houvast.core.forms.form import FieldType, Form, FormField


def example(form: Form, on: date, given: Mapping[str, object] | None = None) -> dict[str, object]:
    """The smallest record that passes the check, with `given` laid over it. Days are `on`, choices the first."""
    wanted = dict(given or {})
    record: dict[str, object] = {}
    for field in form.fields:
        if field.id in wanted:
            record[field.id] = wanted.pop(field.id)
        elif field.required and _asked(field, record):
            record[field.id] = _value(field, on)
    return record | wanted


def _asked(field: FormField, record: Mapping[str, object]) -> bool:
    if field.shown_when is None:
        return True
    value = record.get(field.shown_when.field)
    return (("yes" if value else "no") if isinstance(value, bool) else value) in field.shown_when.is_


def _value(field: FormField, on: date) -> Value:  # noqa: PLR0911
    match field.type:
        case FieldType.DATE:
            return on.isoformat()
        case FieldType.NUMBER:
            return field.min if field.min is not None else min(1, field.max) if field.max is not None else 1
        case FieldType.YES_NO:
            return True
        case FieldType.CHOICE:
            return field.options[0].id
        case FieldType.CHOICES:
            return tuple(option.id for option in field.options[: max(1, int(field.min or 1))])
        case FieldType.RATING:
            return "green"
        case FieldType.ROWS:
            row: Mapping[str, Value] = {part.id: _value(part, on) for part in field.fields if part.required}
            return (row,) * max(1, int(field.min or 1))
        case _:
            return field.label.nl
