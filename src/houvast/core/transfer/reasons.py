"""Reasons to look at a pupil before the transfer: said in words, never added up to a score.

The five groups of concern (S-494 to S-498), the factors of a switch (S-555 to S-558), what stands open (S-576), and
failing again, which wears a pupil down (S-519).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from houvast.core.transfer.standing import Way


class ReasonToLook(StrEnum):
    """Why somebody may want to look; each has a sentence in `transfer.words`."""

    WORK_PROFILE_TO_ENTREE = "work_profile_to_entree"
    KADER_TO_FOUR = "kader_to_four"
    TWO_TO_FOUR = "two_to_four"
    SECOND_LANGUAGE_TO_TWO = "second_language_to_two"
    SUPPORT_EXPECTED = "support_expected"
    LEVEL_ABOVE = "level_above"
    NO_ORIENTATION = "no_orientation"
    SUPPORT_ASKED = "support_asked"
    BIG_CHANGE = "big_change"
    LATE = "late"
    NO_APPLICATION = "no_application"
    CHANGED_COURSE = "changed_course"
    SET_BACK_AGAIN = "set_back_again"


LEADS_TO = {
    "pro": 1,
    "vso": 1,
    "isk": 1,
    "vmbo-bb": 2,
    "vmbo-kb": 4,
    "vmbo-gl": 4,
    "vmbo-tl": 4,
    "entree": 2,
    "mbo-2": 3,
}
"""The highest level to which a school type usually leads (others: 4); above it lies a reason to talk, no obstacle."""
SMALL_SCHOOLS = frozenset({"pro", "vso", "isk"})
GRADUATED = frozenset({"obtained", "expected", ""})
MANY_PROGRAMMES = 3
SET_BACKS = 2
"""Ways that did not work out, from which on it is failing again. Our own choice: the source says `repeated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What is known of a pupil; empty text means not known. `ways` are the applications that still stand, `set_backs`
    how many did not work out: not admitted, not appeared, broken off.
    """

    school_type: str
    exit_profile: str = ""
    diploma: str = ""
    second_language: bool = False
    expects_support: str = ""
    has_needs: bool = False
    has_oriented: bool = False
    wish: str = ""
    ways: tuple[Way, ...] = ()
    set_backs: int = 0
    apply_before: date
    day: date


def reasons_to_look(glance: Glance) -> tuple[ReasonToLook, ...]:
    """Every reason, in a fixed order; empty when there is none."""
    found = [*_groups(glance), *_factors(glance), *_open(glance)]
    return tuple(reason for reason in ReasonToLook if reason in found)


def _groups(glance: Glance) -> list[ReasonToLook]:
    levels = {way.level for way in glance.ways if way.level is not None}
    found = []
    if glance.school_type in {"pro", "vso"} and glance.exit_profile == "work" and (1 in levels or not levels):
        found.append(ReasonToLook.WORK_PROFILE_TO_ENTREE)
    if glance.school_type == "vmbo-kb" and 4 in levels and glance.diploma in GRADUATED:  # noqa: PLR2004 - a level
        found.append(ReasonToLook.KADER_TO_FOUR)
    if glance.school_type == "mbo-2" and 4 in levels:  # noqa: PLR2004 - a level
        found.append(ReasonToLook.TWO_TO_FOUR)
    if glance.school_type == "entree" and glance.second_language and 2 in levels:  # noqa: PLR2004 - a level
        found.append(ReasonToLook.SECOND_LANGUAGE_TO_TWO)
    if glance.expects_support == "yes":
        found.append(ReasonToLook.SUPPORT_EXPECTED)
    return found


def _factors(glance: Glance) -> list[ReasonToLook]:
    highest = max((way.level for way in glance.ways if way.level is not None), default=0)
    found = []
    if highest > LEADS_TO.get(glance.school_type, 4):
        found.append(ReasonToLook.LEVEL_ABOVE)
    if glance.ways and not glance.has_oriented:
        found.append(ReasonToLook.NO_ORIENTATION)
    if glance.has_needs:
        found.append(ReasonToLook.SUPPORT_ASKED)
    if glance.school_type in SMALL_SCHOOLS and glance.ways:
        found.append(ReasonToLook.BIG_CHANGE)
    if len({way.name for way in glance.ways}) >= MANY_PROGRAMMES:
        found.append(ReasonToLook.CHANGED_COURSE)
    if glance.set_backs >= SET_BACKS:
        found.append(ReasonToLook.SET_BACK_AGAIN)
    return found


def _open(glance: Glance) -> list[ReasonToLook]:
    if not glance.ways:
        stays = glance.wish in {"stays", "work", "other"}
        return [] if stays or glance.day.month in {8, 9, 10, 11, 12} else [ReasonToLook.NO_APPLICATION]
    known = [way.applied_on for way in glance.ways if way.applied_on]
    late = bool(known) and min(known) >= glance.apply_before
    return [ReasonToLook.LATE] if late else []
