"""DUO Registratieoverzicht: what the national register holds about the students of one school (BRIN).

A file of records, each beginning with its kind: VLP (which school and period), PER (person), ISG (enrolment), ISP (its
period: programme and pathway), and others of which nothing is taken over here. The separator is ; or |, days are
written 2026-12-31 or 31-12-2026. A person has a BSN or an education number (ONR) and no name: the name is unknown until
another file gives it. Records of one person may stand anywhere in the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong, shown
from houvast.exchange.reading.table import Row
from houvast.exchange.records import EnrolmentFields, Identifier, PersonFields, Source, StudentRecord

NAME = "duo-registratieoverzicht"
RECORD_KINDS = frozenset({"VLP", "SLR", "PER", "ISG", "ISP", "ISE", "BPV", "DIP", "AMO", "GEO", "KZD"})
TAKEN = frozenset({"PER", "ISG", "ISP"})
T = TypeVar("T")


def recognises(rows: Iterator[Row | RowError]) -> bool:
    """Whether these are records of a Registratieoverzicht: VLP with a BRIN and three days, or SLR, and PER with a day.

    The look-alike GRONDSLAG has a year and a day without signs in its VLP, and no birth dates.
    """
    for count, row in enumerate(rows):
        if isinstance(row, RowError) or count > 20:  # noqa: PLR2004 - the first person stands near the top
            return False
        cells = row[1]
        kind = cells[0].strip()
        if kind == "VLP":
            return all(_is_day(_cell(cells, place)) for place in (2, 3, 4))
        if kind == "PER":
            return not _cell(cells, 3) or _is_day(_cell(cells, 3))
        if kind not in RECORD_KINDS:
            return False
    return False


def _is_day(given: str) -> bool:
    try:
        return "-" in given and bool(values.day(given))
    except Wrong:
        return False


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


@dataclass(slots=True)
class _About:
    """The records of one person, as read: line and cells."""

    per: list[Row] = field(default_factory=list)
    isg: list[Row] = field(default_factory=list)
    isp: list[Row] = field(default_factory=list)


class Registration:
    """The whole file, by person: only the three kinds of records that are used are kept."""

    def __init__(self, rows: Iterator[Row | RowError]) -> None:
        self.brin = ""
        self.persons: dict[tuple[Source, str], _About] = {}
        self.errors: list[RowError] = []
        for row in rows:
            if isinstance(row, RowError):
                self.errors.append(row)
            else:
                self._add(*row)

    def _add(self, line: int, cells: list[str]) -> None:
        kind = cells[0].strip()
        if kind == "VLP":
            self.brin = _cell(cells, 1)[:20]
        elif kind not in RECORD_KINDS:
            self.errors.append(
                RowError(line=line, column="1", value=shown(kind), reason=Reason.UNKNOWN_RECORD, detail=NAME)
            )
        elif kind in TAKEN:
            bsn, onr = _cell(cells, 1), _cell(cells, 2)
            if not (bsn or onr):
                self.errors.append(RowError(line=line, column=f"{kind} BSN/ONR", value="", reason=Reason.MISSING))
                return
            key = (Source.BSN, bsn) if bsn else (Source.ONR, onr)
            about = self.persons.setdefault(key, _About())
            {"PER": about.per, "ISG": about.isg, "ISP": about.isp}[kind].append((line, cells[3:9]))

    def records(self) -> Iterator[tuple[int, StudentRecord | tuple[RowError, ...]]]:
        """Each person with their enrolments, or everything that is wrong with their records."""
        for error in self.errors:
            yield error.line, (error,)
        for (source, value), about in self.persons.items():
            yield _record(self.brin, source, value, about)


class _Reader:
    """Reads cells of one person and keeps what is wrong."""

    def __init__(self) -> None:
        self.errors: list[RowError] = []

    def read(self, line: int, column: str, given: str, reader: Callable[[str], T]) -> T | None:
        if not given:
            return None
        try:
            return reader(given)
        except Wrong as wrong:
            self.wrong(line, column, given, wrong.reason, wrong.detail)
            return None

    def wrong(self, line: int, column: str, value: str, reason: Reason, detail: str = "") -> None:
        self.errors.append(RowError(line=line, column=column, value=shown(value), reason=reason, detail=detail))


def _record(brin: str, source: Source, value: str, about: _About) -> tuple[int, StudentRecord | tuple[RowError, ...]]:
    reader = _Reader()
    first = min(line for line, _ in (*about.per, *about.isg, *about.isp))
    if not about.per:
        reader.wrong(first, "PER", "", Reason.RECORD_WITHOUT_PERSON)
    births = {
        day
        for line, cells in about.per
        if (day := reader.read(line, "PER geboortedatum", _cell(cells, 0), values.day)) is not None
    }
    if len(births) > 1:
        reader.wrong(about.per[-1][0], "PER geboortedatum", "", Reason.CONTRADICTION, str(about.per[0][0]))
    secret = reader.read(first, "BSN/ONR", value, values.secret)
    enrolments = _enrolments(reader, about)
    if reader.errors or secret is None:
        return first, tuple(reader.errors)
    return first, StudentRecord(
        line=about.per[0][0],
        identifiers=(Identifier(source=source, value=secret),),
        institution=brin,
        person=PersonFields(birth_date=next(iter(births), None)),
        bsn=secret if source is Source.BSN else None,
        enrolments=enrolments,
    )


def _enrolments(reader: _Reader, about: _About) -> tuple[EnrolmentFields, ...]:
    found: dict[str, EnrolmentFields] = {}
    for line, cells in about.isg:
        number = reader.read(line, "ISG inschrijvingvolgnummer", _cell(cells, 0), values.number) or ""
        starts_on = reader.read(line, "ISG datum inschrijving", _cell(cells, 1), values.day)
        expected = reader.read(line, "ISG datum uitschrijving gepland", _cell(cells, 2), values.day)
        ends_on = reader.read(line, "ISG datum uitschrijving werkelijk", _cell(cells, 3), values.day)
        reason = reader.read(line, "ISG reden uitschrijving", _cell(cells, 4), values.end_reason)
        if not _cell(cells, 0):
            reader.wrong(line, "ISG inschrijvingvolgnummer", "", Reason.MISSING)
        if not _cell(cells, 1):
            reader.wrong(line, "ISG datum inschrijving", "", Reason.MISSING)
        if number in found:
            reader.wrong(line, "ISG inschrijvingvolgnummer", number, Reason.DUPLICATE)
        if starts_on and ends_on and ends_on < starts_on:
            reader.wrong(
                line, "ISG datum uitschrijving werkelijk", _cell(cells, 3), Reason.ENDS_BEFORE_START, str(starts_on)
            )
        period = _latest_period(reader, about, number, starts_on)
        if period is None:
            reader.wrong(line, "ISP", number, Reason.RECORD_WITHOUT_PROGRAMME)
            continue
        found[number] = EnrolmentFields(
            key=number,
            crebo=period.crebo,
            level=period.level,
            pathway=period.pathway,
            starts_on=starts_on,
            expected_end_on=expected,
            ends_on=ends_on,
            end_reason=reason or "",
        )
    for line, cells in about.isp:
        if _cell(cells, 0) not in {_cell(one, 0) for _, one in about.isg}:
            reader.wrong(line, "ISP inschrijvingvolgnummer", _cell(cells, 0), Reason.RECORD_WITHOUT_PERSON, "ISG")
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Period:
    begins_on: date
    crebo: str
    pathway: str
    level: int | None


def _latest_period(reader: _Reader, about: _About, number: str, starts_on: date | None) -> _Period | None:
    """The programme and pathway that hold at the end of the enrolment: those of its latest period."""
    periods: list[_Period] = []
    for line, cells in about.isp:
        if _cell(cells, 0) != number:
            continue
        begins_on = reader.read(line, "ISP datum begin", _cell(cells, 1), values.day)
        crebo = reader.read(line, "ISP opleidingcode", _cell(cells, 2), values.crebo)
        pathway = reader.read(line, "ISP leertraject", _cell(cells, 3), values.pathway)
        level = reader.read(line, "ISP niveau", _cell(cells, 4), values.level)
        if not _cell(cells, 2):
            reader.wrong(line, "ISP opleidingcode", "", Reason.MISSING)
        periods.append(
            _Period(begins_on=begins_on or starts_on or date.min, crebo=crebo or "", pathway=pathway or "", level=level)
        )
    return max(periods, key=lambda one: (one.begins_on, one.crebo, one.pathway), default=None)
