"""Where the shown part of a long list begins, as its address says it, and the ways to what stands before and after."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_DIGITS = 6
"""No list is longer than a number of so many digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """Which rows of how many are shown; an address is empty where nothing stands there."""

    first: int
    last: int
    total: int
    next_url: str
    previous_url: str


def begin_in(given: Mapping[str, str], name: str) -> int:
    """How many rows of the list of this name stand before the shown ones; 0 for what is no number."""
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def begin_within(begin: int, total: int) -> int:
    """The same, or the first row when the list became shorter meanwhile: an empty part would say that nobody waits."""
    return begin if begin < total else 0


def more_of(name: str, *, begin: int, step: int, total: int) -> More | None:
    """The ways around at most `step` rows from `begin`, which is less than `total`; None where all rows are shown."""
    if total <= step:
        return None
    last = min(begin + step, total)
    return More(
        first=begin + 1,
        last=last,
        total=total,
        next_url=f"?{name}={last}#{name}" if last < total else "",
        previous_url=f"?{name}={max(begin - step, 0)}#{name}" if begin else "",
    )
