"""What can be wrong with a registration, found in plain values; each with ways to solve it, and never dropped.

A figure that cannot use a record says so: `COUNTS_OUT` names the checks that leave a record out of the figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from houvast.core.monitor.leaving import CODES


class Check(StrEnum):
    """What is wrong."""

    ENDS_BEFORE_START = "ends_before_start"
    NO_START = "no_start"
    UNKNOWN_CODE = "unknown_code"
    NO_CODE = "no_code"
    NO_END = "no_end"
    TWO_INSTITUTIONS = "two_institutions"
    DOUBLE = "double"
    NO_LEVEL = "no_level"
    NO_BIRTH_DATE = "no_birth_date"
    DIFFERS_END = "differs_end"
    DIFFERS_CODE = "differs_code"
    DIFFERS_START = "differs_start"
    ONLY_OURS = "only_ours"
    ONLY_DUO = "only_duo"


class Way(StrEnum):
    """How it can be solved."""

    MEND_OURS = "mend_ours"
    TELL_DUO = "tell_duo"
    TAKE_DUO = "take_duo"
    SAME_ENROLMENT = "same_enrolment"
    BOTH_TRUE = "both_true"
    STILL_HERE = "still_here"
    LEAVE_OUT = "leave_out"


WAYS: dict[Check, tuple[Way, ...]] = {
    Check.ENDS_BEFORE_START: (Way.MEND_OURS, Way.LEAVE_OUT),
    Check.NO_START: (Way.MEND_OURS, Way.LEAVE_OUT),
    Check.UNKNOWN_CODE: (Way.MEND_OURS, Way.TELL_DUO),
    Check.NO_CODE: (Way.MEND_OURS, Way.BOTH_TRUE),
    Check.NO_END: (Way.STILL_HERE, Way.MEND_OURS),
    Check.TWO_INSTITUTIONS: (Way.MEND_OURS, Way.BOTH_TRUE),
    Check.DOUBLE: (Way.SAME_ENROLMENT, Way.BOTH_TRUE),
    Check.NO_LEVEL: (Way.MEND_OURS, Way.LEAVE_OUT),
    Check.NO_BIRTH_DATE: (Way.MEND_OURS, Way.LEAVE_OUT),
    Check.DIFFERS_END: (Way.TAKE_DUO, Way.TELL_DUO),
    Check.DIFFERS_CODE: (Way.TAKE_DUO, Way.TELL_DUO),
    Check.DIFFERS_START: (Way.TAKE_DUO, Way.TELL_DUO),
    Check.ONLY_OURS: (Way.TELL_DUO, Way.MEND_OURS),
    Check.ONLY_DUO: (Way.MEND_OURS, Way.TELL_DUO),
}
COUNTS_OUT = frozenset({Check.ENDS_BEFORE_START, Check.NO_START})
"""Records with one of these are in no figure, and every figure says how many."""
COMPARES = frozenset({Check.DIFFERS_END, Check.DIFFERS_CODE, Check.DIFFERS_START, Check.ONLY_OURS, Check.ONLY_DUO})
LONGEST = timedelta(days=8 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """One enrolment as somebody registered it. `key` is the caller's own; `duo`: as the register of DUO has it."""

    key: str
    crebo: str
    level: int | None
    starts_on: date | None
    ends_on: date | None
    code: str = ""
    institution: str = ""
    duo: bool = False
    expected_end_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A check that found something about an enrolment; `ours` and `theirs` are the two words where there are two."""

    check: Check
    key: str
    ours: str = ""
    theirs: str = ""


def alone(one: Enrolled, on: date) -> Iterator[Found]:
    """What is wrong with this enrolment in itself, as it looks on a day."""
    if one.starts_on is None:
        yield Found(check=Check.NO_START, key=one.key)
    elif one.ends_on and one.ends_on < one.starts_on:
        yield Found(
            check=Check.ENDS_BEFORE_START, key=one.key, ours=one.starts_on.isoformat(), theirs=one.ends_on.isoformat()
        )
    if one.ends_on and one.ends_on <= on and not one.code:
        yield Found(check=Check.NO_CODE, key=one.key, ours=one.ends_on.isoformat())
    if one.code and one.code not in CODES:
        yield Found(check=Check.UNKNOWN_CODE, key=one.key, ours=one.code)
    if one.ends_on is None and one.starts_on:
        late = one.expected_end_on is not None and one.expected_end_on + timedelta(days=92) < on
        if late or one.starts_on + LONGEST < on:
            yield Found(check=Check.NO_END, key=one.key, ours=one.starts_on.isoformat())
    if one.level is None:
        yield Found(check=Check.NO_LEVEL, key=one.key, ours=one.crebo)


def overlap(one: Enrolled, other: Enrolled) -> bool:
    """Whether both run on at least one day."""
    if one.starts_on is None or other.starts_on is None:
        return False
    return one.starts_on <= (other.ends_on or date.max) and other.starts_on <= (one.ends_on or date.max)


def between(enrolled: Iterable[Enrolled]) -> Iterator[Found]:
    """What enrolments of one student say against each other: two schools at once, or one enrolment twice."""
    ordered = sorted(enrolled, key=lambda one: (one.starts_on or date.min, one.key))
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if one.duo is not other.duo or not overlap(one, other):
                continue
            if one.institution != other.institution:
                yield Found(check=Check.TWO_INSTITUTIONS, key=other.key, ours=one.institution, theirs=other.institution)
            elif one.crebo and one.crebo == other.crebo:
                yield Found(check=Check.DOUBLE, key=other.key, ours=one.crebo)


def compared(ours: Iterable[Enrolled], theirs: Iterable[Enrolled]) -> Iterator[Found]:
    """Our registration of one student against that of DUO: what differs, and what stands on one side only.

    Enrolments are paired by crebo and the nearest first day. Nothing is said when DUO knows nothing of the student at
    all: then there was no overview of this student.
    """
    left, duo = list(ours), sorted(theirs, key=lambda one: (one.starts_on or date.min, one.key))
    if not duo:
        return
    for their in duo:
        pair = min(
            (one for one in left if one.crebo == their.crebo),
            key=lambda one: (_apart(one.starts_on, their.starts_on), one.key),
            default=None,
        )
        if pair is None:
            yield Found(check=Check.ONLY_DUO, key=their.key, theirs=_day(their.starts_on))
            continue
        left.remove(pair)
        for check, our_word, their_word in (
            (Check.DIFFERS_START, _day(pair.starts_on), _day(their.starts_on)),
            (Check.DIFFERS_END, _day(pair.ends_on), _day(their.ends_on)),
            (Check.DIFFERS_CODE, pair.code, their.code),
        ):
            if our_word != their_word:
                yield Found(check=check, key=pair.key, ours=our_word, theirs=their_word)
    for one in left:
        yield Found(check=Check.ONLY_OURS, key=one.key, ours=_day(one.starts_on))


def pairs(ours: Iterable[Enrolled], theirs: Iterable[Enrolled]) -> dict[str, str]:
    """The key of the DUO enrolment that is the same as each of ours, as `compared` pairs them."""
    left, found = list(ours), {}
    for their in sorted(theirs, key=lambda one: (one.starts_on or date.min, one.key)):
        pair = min(
            (one for one in left if one.crebo == their.crebo),
            key=lambda one: (_apart(one.starts_on, their.starts_on), one.key),
            default=None,
        )
        if pair is not None:
            left.remove(pair)
            found[pair.key] = their.key
    return found


def _apart(one: date | None, other: date | None) -> int:
    return abs((one - other).days) if one and other else 10**6


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
