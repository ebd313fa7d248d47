"""What can be told in a handover, item by item, and what the law lets be told without consent: as little as will do.

S-598; AVG art. 5 (minimal data), UAVG art. 5 (under 16 a guardian agrees too).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from houvast.core.calendar import age_on
from houvast.core.handover.steps import Ground

OWN_CONSENT_FROM = 16
"""From this age a young person agrees alone (UAVG art. 5)."""


class Item(StrEnum):
    """A thing that can be told; a student answers each apart."""

    CONTACT = "contact"
    WHY = "why"
    ENROLMENT = "enrolment"
    GOES_WELL = "goes_well"
    NEEDS = "needs"
    AGREEMENTS = "agreements"
    ABSENCE = "absence"
    TRIED = "tried"
    PLAN = "plan"
    OWN_WORDS = "own_words"


ALWAYS = frozenset({Item.CONTACT})
"""Without these nobody can be handed over: not agreeing to them is not agreeing to the handover."""
BY_LAW = frozenset({Item.CONTACT, Item.WHY, Item.ENROLMENT, Item.ABSENCE, Item.TRIED})
"""What a report that the law asks may hold without consent. Needs, agreements and own words never go along unasked."""


def may_be_told(item: Item, *, ground: Ground, agreed: bool | None) -> bool:
    """Whether an item goes along: agreed to by the student, or within what the law asks. No answer is a no."""
    return item in BY_LAW if ground is Ground.LAW else agreed is True


def too_much(items: Iterable[Item], *, ground: Ground) -> tuple[Item, ...]:
    """The items that may not be asked for on this ground, in the order of Item."""
    asked = frozenset(items)
    return tuple(item for item in Item if item in asked and ground is Ground.LAW and item not in BY_LAW)


def guardian_agrees_too(birth_date: date | None, *, on: date) -> bool:
    """Whether a guardian must agree beside the student. A birth date that is not known asks for none: it is asked for
    by the school, and the student's own consent stands meanwhile.
    """
    return birth_date is not None and age_on(birth_date, on) < OWN_CONSENT_FROM
