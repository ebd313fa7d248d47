"""What fields and choices are called in a student's own copy: the English of their names, the Dutch of a list.

The list is data (`field_words.csv`): a column is added by whoever builds a feature, its Dutch in one line here.
"""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

LIST = Path(__file__).with_name("field_words.csv")


@cache
def dutch() -> dict[str, str]:
    """Name to Dutch words."""
    with LIST.open(newline="") as file:
        return {row["name"]: row["nl"] for row in csv.DictReader(file)}


def field_words(name: str, *, of: str = "") -> str:
    """What a field or a choice is called, in the language of now; a line `Model.field` goes before one of the field."""
    english = name.replace("_", " ")
    if not (get_language() or "nl").startswith("nl"):
        return english
    return dutch().get(f"{of}.{name}") or dutch().get(name, english)


def choice_words(value: str) -> str:
    """What a choice is called; what no list knows is said as it stands (a code such as BOL)."""
    return field_words(value)
