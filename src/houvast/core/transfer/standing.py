"""Where a pupil stands in the transfer, folded from applications and what happened to each (S-731, S-750 to S-752)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Where a pupil stands; the order is from hold to none."""

    STARTED = "started"
    PLACED = "placed"
    NO_SHOW = "no_show"
    STOPPED = "stopped"
    INTAKE = "intake"
    INTRODUCED = "introduced"
    APPLIED = "applied"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_APPLICATION = "no_application"
    ELSEWHERE = "elsewhere"


STEPPED_DOWN = frozenset({Standing.REJECTED, Standing.WITHDRAWN, Standing.STOPPED, Standing.NO_SHOW})
"""Whoever stands here had a way and has none now."""
NOT_STARTED = frozenset(Standing) - {Standing.STARTED, Standing.ELSEWHERE}
_OF_STATUS = {
    "received": Standing.APPLIED,
    "agreement_offered": Standing.PLACED,
    "enrolled": Standing.PLACED,
    "no_enrolment": Standing.REJECTED,
    "withdrawn": Standing.WITHDRAWN,
}
_OF_EVENT = {
    "introduction_held": Standing.INTRODUCED,
    "intake_held": Standing.INTAKE,
    "placed": Standing.PLACED,
    "refused": Standing.REJECTED,
    "withdrawn": Standing.WITHDRAWN,
    "started": Standing.STARTED,
    "no_show": Standing.NO_SHOW,
    "broke_off": Standing.STOPPED,
    "replaced": Standing.WITHDRAWN,
}
_FIRST_STEPS = (Standing.APPLIED, Standing.INTRODUCED, Standing.INTAKE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One application: its CAMBO status, and the kinds of its events, earliest first, without what was taken back."""

    status: str
    events: tuple[str, ...] = ()
    applied_on: date | None = None
    level: int | None = None
    name: str = ""


def standing_of_way(way: Way) -> Standing:
    """Where one application stands. A status that says more than the events do (a file was ahead of us) leads."""
    found = Standing.APPLIED
    for kind in way.events:
        reached = _OF_EVENT.get(kind)
        if reached is None or (reached in _FIRST_STEPS and found not in _FIRST_STEPS):
            continue
        found = reached
    told = _OF_STATUS[way.status]
    return told if found in _FIRST_STEPS and told is not Standing.APPLIED else found


def leading_way(ways: Iterable[Way]) -> Way | None:
    """The application that says most about where the pupil stands; the first of equals; None when there is none."""
    order = list(Standing)
    return min(ways, key=lambda way: order.index(standing_of_way(way)), default=None)


def standing_of(ways: Iterable[Way], wish: str = "") -> Standing:
    """Where the pupil stands. `wish` is mbo, stays, work, other or empty: who stays or works has no application."""
    leading = leading_way(ways)
    if leading is not None:
        return standing_of_way(leading)
    return Standing.ELSEWHERE if wish in {"stays", "work", "other"} else Standing.NO_APPLICATION
