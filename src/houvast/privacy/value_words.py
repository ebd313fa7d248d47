"""What a value of a row says to a reader: a day, a choice, a code, a tree; not how the database keeps it."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from houvast.privacy.field_words import choice_words, dutch, field_words

A_CODE = 60
"""Longest column in which a code may stand; what people write has more room."""
CODE = re.compile(r"[a-z][a-z_]*")
"""The name of something and no text of a person: lower case, one word."""
IDENTIFIER = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def value_in_words(field: "models.Field[Any, Any]", value: Any) -> str:
    """The value of this field as a reader reads it."""
    if field.choices and not isinstance(value, bool):
        return choice_words(choice_name(field, value))
    if isinstance(value, str) and isinstance(field, models.CharField) and (field.max_length or 0) <= A_CODE:
        return _named_by_code(value)
    return _said(value)


def choice_name(field: "models.Field[Any, Any]", value: Any) -> str:
    """The name of a choice: its value, or that of its number."""
    if isinstance(value, str):
        return value
    names = {number: str(name) for number, name in field.flatchoices}
    return names.get(value, str(value)).lower().replace(" ", "_")


def laid_out(value: Any) -> Iterator[str]:
    """What is kept as a tree, in lines a person reads: what each part is called and what it says, without ids."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _under(field_words(str(name)), [line for line in laid_out(part) if line])
    elif isinstance(value, list) and any(isinstance(part, list | dict) for part in value):
        for part in value:
            yield from laid_out(part)
    elif isinstance(value, list):
        yield ", ".join(_named_by_code(line) for part in value for line in laid_out(part) if line)
    elif isinstance(value, str) and DAY.fullmatch(value):
        yield date_format(date.fromisoformat(value), "j F Y")
    elif value is not None and not IDENTIFIER.fullmatch(str(value)):
        yield _said(value)


def _under(label: str, lines: list[str]) -> Iterator[str]:
    if len(lines) == 1:
        yield f"{label}: {lines[0]}"
    elif lines:
        yield f"{label}:"
        yield from (f"  {line}" for line in lines)


def _said(value: Any) -> str:  # noqa: PLR0911 - one closed match
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case datetime():
            return date_format(localtime(value), "j F Y H:i")
        case date():
            return date_format(value, "j F Y")
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return format(value.normalize(), "f").replace(".", "," if get_language() == "nl" else ".")
        case list() | dict():
            return "\n".join(laid_out(value))
        case _:
            return _read(str(value))


def _read(text: str) -> str:
    """Text as it stands, and a tree that is kept as text in lines."""
    if text[:2] in {'{"', '["', "[[", "[{"}:
        with suppress(ValueError):
            return "\n".join(laid_out(json.loads(text)))
    return text


def _named_by_code(text: str) -> str:
    """The words of codes, parted by commas, that the list knows or that underscores show; other text unchanged."""
    codes = text.split(",")
    if any(not CODE.fullmatch(one) for one in codes) or not any(one in dutch() or "_" in one for one in codes):
        return text
    return ", ".join(choice_words(one) for one in codes)
