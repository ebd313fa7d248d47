"""Records of kind BPV of a DUO Registratieoverzicht: the work placements that the national register holds.

A record names the person (BSN or education number), the enrolment, the placement's own number in it, the day the
agreement was made, first day, planned and real last day, hours, the number of the company, the programme. The company
has a number and no name: the number stands for it until somebody types the name.
"""

from collections.abc import Iterator
from datetime import date

from houvast.education.models import Placement
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong, shown
from houvast.exchange.reading.table import Row
from houvast.exchange.records import PlacementRecord, Source
from houvast.people.clock import today
from houvast.vault.keyring import digest

NAME = "duo-registratieoverzicht-bpv"
KIND = "BPV"
COLUMNS = (
    "BSN",
    "ONR",
    "inschrijvingvolgnummer",
    "bpv-volgnummer",
    "afsluitdatum",
    "begindatum",
    "geplande einddatum",
    "werkelijke einddatum",
    "omvang",
    "leerbedrijf",
    "opleiding",
)
Found = tuple[int, PlacementRecord | tuple[RowError, ...] | None]


def records(rows: Iterator[Row | RowError]) -> Iterator[Found]:
    """A placement for each BPV record; None for every record of another kind, which is read as students."""
    brin = ""
    for row in rows:
        if isinstance(row, RowError):
            yield row.line, (row,)
            continue
        line, cells = row
        kind = cells[0].strip()
        if kind == "VLP":
            brin = _cell(cells, 0)[:20]
        yield line, _placement(line, cells, brin) if kind == KIND else None


def _cell(cells: list[str], place: int) -> str:
    """The value of a column of the record; the kind stands before the first."""
    return cells[place + 1].strip() if place + 1 < len(cells) else ""


def _placement(line: int, cells: list[str], brin: str) -> PlacementRecord | tuple[RowError, ...]:
    wrong: list[RowError] = []

    def day(place: int) -> date | None:
        given = _cell(cells, place)
        try:
            return values.day(given) if given else None
        except Wrong as found:
            wrong.append(_error(line, place, given, found.reason, found.detail))
            return None

    def hours() -> int | None:
        given = _cell(cells, 8)
        try:
            return values.whole(given, 0, 32_000) if given else None
        except Wrong as found:
            wrong.append(_error(line, 8, given, found.reason, found.detail))
            return None

    bsn, onr = _cell(cells, 0), _cell(cells, 1)
    if not (bsn or onr):
        return (_error(line, 0, "", Reason.MISSING, ""),)
    starts, planned, ended, agreed = day(5), day(6), day(7), hours()
    last = ended or planned
    if starts and last and last < starts:
        wrong.append(
            _error(line, 7 if ended else 6, _cell(cells, 7 if ended else 6), Reason.CONTRADICTION, "begindatum")
        )
    if wrong:
        return tuple(wrong)
    company = _cell(cells, 9)
    return PlacementRecord(
        line=line,
        number=digest("identity", bsn or onr),
        numbering=str(Source.BSN if bsn else Source.ONR),
        institution=brin,
        source=NAME,
        external_id=digest("identity", "/".join((bsn or onr, _cell(cells, 2), _cell(cells, 3))))[:40],
        state=str(_state(starts, planned, ended)),
        company=company,
        starts_on=starts,
        ends_on=last,
        hours_agreed=agreed,
    )


def _state(starts: date | None, planned: date | None, ended: date | None) -> str:
    """What the days say of it today; an end before the planned one is no judgement: it may as well be done early."""
    on = today()
    if (ended and ended < on) or (planned and planned < on):
        return Placement.State.FINISHED
    return Placement.State.PLANNED if starts is None or starts > on else Placement.State.RUNNING


def _error(line: int, place: int, value: str, reason: Reason, detail: str) -> RowError:
    return RowError(line=line, column=f"{KIND} {COLUMNS[place]}", value=shown(value), reason=reason, detail=detail)
