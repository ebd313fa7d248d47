"""A sentence in both languages of the house, and days as people say them."""

from dataclasses import dataclass
from datetime import date

MONTHS_NL = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """The same message in Dutch and in English."""

    nl: str
    en: str

    def in_(self, language: str) -> str:
        """The English text for any language that begins with `en`, else the Dutch one."""
        return self.en if language.startswith("en") else self.nl


def filled(template: Text, values: dict[str, object]) -> Text:
    """The template with `{name}` replaced; days and yes or no are written out in each language."""
    if not values:
        return template
    return Text(
        template.nl.format_map({name: _said(value, MONTHS_NL) for name, value in values.items()}),
        template.en.format_map({name: _said(value, MONTHS_EN) for name, value in values.items()}),
    )


def _said(value: object, months: tuple[str, ...]) -> object:
    if isinstance(value, date):
        return f"{value.day} {months[value.month - 1]} {value.year}"
    if isinstance(value, Text):
        return value.nl if months is MONTHS_NL else value.en
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if months is MONTHS_NL else f"{value:g}"
    return value
