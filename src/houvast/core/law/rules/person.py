"""The facts about a person that many rules ask for, declared once."""

from datetime import date
from typing import Final

from houvast.core.law.answers import Reasons
from houvast.core.law.errors import WrongFact
from houvast.core.law.facts import Spec, day, declared, some_of, yes_no
from houvast.core.law.parameters import Law
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
        "Alles wat de student heeft behaald. Is er niets, kies dan 'geen'.",
        "Everything the student has obtained. Is there nothing, then choose 'none'.",
    ),
)


def happened(title_nl: str, title_en: str, help_nl: str = "", help_en: str = "") -> Spec:
    """A fact that is true, false, or null when it has not happened."""
    return Spec(kind=yes_no(), title=Text(title_nl, title_en), help=Text(help_nl, help_en))


def on_day(title_nl: str, title_en: str, help_nl: str = "", help_en: str = "") -> Spec:
    """A fact that is the day on which something happened, or null when it has not."""
    return Spec(kind=day(), title=Text(title_nl, title_en), help=Text(help_nl, help_en))


def not_later(name: str, day_given: date | None, law: Law) -> None:
    """Refuse a day after the day of the question for something that must have happened already."""
    if day_given is not None and day_given > law.on:
        raise WrongFact(name, str(day_given), Text(f"een dag tot en met {law.on}", f"a day up to {law.on}"))


def in_order(earlier: tuple[str, date | None], later: tuple[str, date | None]) -> None:
    """Refuse a later thing that comes before the earlier one; each is (name, day)."""
    name, day_given = later
    if earlier[1] is not None and day_given is not None and day_given < earlier[1]:
        allowed = Text(f"{earlier[1]} ('{earlier[0]}') of later", f"{earlier[1]} ('{earlier[0]}') or later")
        raise WrongFact(name, str(day_given), allowed)


def ask_for_unknown(reasons: Reasons, facts: object, *names: str) -> bool:
    """Ask for each of the named facts that is null; true when one is."""
    specs = declared(type(facts))
    unknown = [name for name in names if getattr(facts, name) is None]
    for name in unknown:
        reasons.ask("person.fact-unknown", what=specs[name][0].title)
    return bool(unknown)
