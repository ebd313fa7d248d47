"""The phases of a transfer year, and whom an attendance officer or RMC sees in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from houvast.core.transfer.standing import NOT_STARTED, STEPPED_DOWN, Standing


class Phase(StrEnum):
    """What the year asks now."""

    DOSSIER = "dossier"
    APPLICATIONS = "applications"
    PLACEMENT = "placement"
    SUMMER = "summer"
    START = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A phase with its first and last day, both included."""

    phase: Phase
    begins: date
    ends: date


def spans(begins_in: int) -> tuple[Span, ...]:
    """The phases of who leaves in the school year that begins in August of `begins_in`, in order, without gaps."""
    after = begins_in + 1
    return (
        Span(phase=Phase.DOSSIER, begins=date(begins_in, 8, 1), ends=date(begins_in, 12, 31)),
        Span(phase=Phase.APPLICATIONS, begins=date(after, 1, 1), ends=date(after, 3, 31)),
        Span(phase=Phase.PLACEMENT, begins=date(after, 4, 1), ends=date(after, 6, 30)),
        Span(phase=Phase.SUMMER, begins=date(after, 7, 1), ends=date(after, 9, 30)),
        Span(phase=Phase.START, begins=date(after, 10, 1), ends=date(after + 1, 7, 31)),
    )


def phase_on(day: date, begins_in: int) -> Span:
    """The phase on a day; before the year its first, after it its last."""
    found = [span for span in spans(begins_in) if span.begins <= day]
    return found[-1] if found else spans(begins_in)[0]


def year_on(day: date) -> int:
    """The leaving year that a board shows on this day, by its first calendar year.

    Until the end of December the year before is still open as well: its phase after 1 October is about who did not
    start. A new year leads from November on, when schools load their possible leavers.
    """
    first_month_of_the_new = 11
    return day.year if day.month >= first_month_of_the_new else day.year - 1


def followed_by_municipality(phase: Phase) -> frozenset[Standing]:
    """Where a pupil must stand to be on the municipality's list: who stepped down always, others by season.

    In summer everybody without a place, from 1 October everybody who has not started.
    """
    if phase is Phase.START:
        return NOT_STARTED
    if phase is Phase.SUMMER:
        return NOT_STARTED - {Standing.PLACED}
    return STEPPED_DOWN


def counted(standings: Iterable[tuple[str, int]], wanted: Iterable[Standing]) -> int:
    """How many stand in one of these."""
    asked = frozenset(wanted)
    return sum(number for standing, number in standings if standing in asked)
