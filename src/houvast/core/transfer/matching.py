"""Whether two rows may be about one pupil, and why: reasons for a person to judge, never a decision."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SHORT_NAME = 4


class MatchReason(StrEnum):
    """What two rows share."""

    SAME_NUMBER = "same_number"
    SAME_BIRTH_DATE = "same_birth_date"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"
    NUMBER_MISSING = "number_missing"
    SAME_APPLICATION_NUMBER = "same_application_number"
    SAME_PROGRAMME = "same_programme"
    WITHDRAWN_BEFORE = "withdrawn_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What is compared of a pupil. `number` is a keyed hash or empty."""

    given_name: str
    family_name: str
    birth_date: date | None
    number: str = ""


def folded(name: str) -> str:
    """A name without what files write differently: case, accents, spaces, signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A likeness made ready to be compared many times: its names are folded once."""

    birth_date: date | None
    number: str
    whole: str
    family: str
    initial: str


def compared(likeness: Likeness) -> Compared:
    """This likeness, ready to be compared."""
    given, family = folded(likeness.given_name), folded(likeness.family_name)
    return Compared(
        birth_date=likeness.birth_date,
        number=likeness.number,
        whole=folded(likeness.given_name + likeness.family_name),
        family=family,
        initial=given[:1],
    )


def reasons_to_match(one: Likeness, other: Likeness) -> tuple[MatchReason, ...]:
    """Why these may be one pupil; empty when there is too little. Symmetric.

    A shared national number is enough; without it the birth date and a name that is the same or nearly so.
    """
    return reasons_between(compared(one), compared(other))


def reasons_between(one: Compared, other: Compared) -> tuple[MatchReason, ...]:
    """The same of two that were made ready before."""
    if one.number and one.number == other.number:
        return (MatchReason.SAME_NUMBER,)
    if one.birth_date is None or one.birth_date != other.birth_date or (one.number and other.number):
        return ()
    if one.whole == other.whole:
        return (MatchReason.SAME_BIRTH_DATE, MatchReason.SAME_NAME, MatchReason.NUMBER_MISSING)
    if one.initial == other.initial and _nearly(one.family, other.family):
        return (MatchReason.SAME_BIRTH_DATE, MatchReason.SIMILAR_NAME, MatchReason.NUMBER_MISSING)
    return ()


def _nearly(one: str, other: str) -> bool:
    """The same, one slip of a letter apart, or one within the other (a double name)."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT_NAME:
        return False
    return one in other or other in one or _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two that changed places, makes one name of the other."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(long) - len(short) > 1:
        return False
    half = (len(short) - 1) // 2
    begins_alike = short[:half] == long[:half]
    if not begins_alike and short[len(short) - half :] != long[len(long) - half :]:
        return False  # a slip touches two letters at most: what lies before it or what lies behind it stays
    at = half if begins_alike else 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    rest_short, rest_long = short[at:], long[at:]
    if len(short) == len(long):
        swapped = rest_short[1:2] + rest_short[:1] + rest_short[2:] == rest_long
        return rest_short[1:] == rest_long[1:] or swapped
    return rest_short == rest_long[1:]
