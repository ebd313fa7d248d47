"""The facts about a person that many rules ask for, declared once."""

from typing import Final

from houvast.core.law.facts import Spec, day, some_of, yes_no
from houvast.core.law.text import Text

QUALIFICATION_NAMES: Final = (
    "none",
    "pro",
    "vso",
    "vmbo_bb",
    "vmbo_kb",
    "vmbo_gl",
    "vmbo_tl",
    "entree",
    "mbo2",
    "mbo3",
    "mbo4",
    "havo",
    "vwo",
    "havo3_passed",
)

BIRTH_DATE: Final = Spec(
    kind=day(),
    title=Text("geboortedatum", "birth date"),
    help=Text("De dag waarop de student is geboren.", "The day the student was born."),
)
QUALIFICATIONS: Final = Spec(
    kind=some_of(*QUALIFICATION_NAMES, alone="none"),
    title=Text("behaalde diploma's en getuigschriften", "diplomas and certificates obtained"),
    help=Text(
        "Alles wat de student heeft behaald; 'none' als er niets is.",
        "Everything the student has obtained; 'none' when there is nothing.",
    ),
)


def happened(title_nl: str, title_en: str, help_nl: str = "", help_en: str = "") -> Spec:
    """A fact that is true, false, or null when it has not happened."""
    return Spec(kind=yes_no(), title=Text(title_nl, title_en), help=Text(help_nl, help_en))


def on_day(title_nl: str, title_en: str, help_nl: str = "", help_en: str = "") -> Spec:
    """A fact that is the day on which something happened, or null when it has not."""
    return Spec(kind=day(), title=Text(title_nl, title_en), help=Text(help_nl, help_en))
