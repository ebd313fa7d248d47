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


def reasons_to_match(one: Likeness, other: Likeness) -> tuple[MatchReason, ...]:
    """Why these may be one pupil; empty when there is too little. Symmetric.

    A shared national number is enough; without it the birth date and a name that is the same or nearly so.
    """
    if one.number and one.number == other.number:
        return (MatchReason.SAME_NUMBER,)
    if one.birth_date is None or one.birth_date != other.birth_date or (one.number and other.number):
        return ()
    here, there = folded(one.given_name + one.family_name), folded(other.given_name + other.family_name)
    missing = () if one.number and other.number else (MatchReason.NUMBER_MISSING,)
    if here == there:
        return (MatchReason.SAME_BIRTH_DATE, MatchReason.SAME_NAME, *missing)
    if _nearly(folded(one.family_name), folded(other.family_name)) and _begins(one.given_name, other.given_name):
        return (MatchReason.SAME_BIRTH_DATE, MatchReason.SIMILAR_NAME, *missing)
    return ()


def _begins(one: str, other: str) -> bool:
    here, there = folded(one), folded(other)
    return here[:1] == there[:1]


def _nearly(one: str, other: str) -> bool:
    """The same, one slip of a letter apart, or one within the other (a double name)."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT_NAME:
        return False
    return one in other or other in one or _one_slip(one, other)


def _one_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest_short, rest_long = short[at:], long[at:]
    if len(short) == len(long):
        swapped = rest_short[1:2] + rest_short[:1] + rest_short[2:] == rest_long
        return rest_short[1:] == rest_long[1:] or swapped
    return rest_short == rest_long[1:]
