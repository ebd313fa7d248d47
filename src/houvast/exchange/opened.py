"""A file whose format is known: how it is surveyed, and its records one at a time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from houvast.exchange.columns import Bound
from houvast.exchange.leaver_records import FigureRecord, LeaverRecord, LeftRow
from houvast.exchange.reading.dossier import Leaves
from houvast.exchange.reading.errors import Reason, RowError, shown
from houvast.exchange.reading.items import JsonItems
from houvast.exchange.reading.seen import Seen
from houvast.exchange.reading.sheet import SheetTable
from houvast.exchange.reading.table import CsvTable, Row, wrong_width
from houvast.exchange.records import Kind, PlacementRecord, Record
from houvast.exchange.sources import duo_placements, oeapi_associations, oso, oulad
from houvast.exchange.sources import duo_registratieoverzicht as duo

Usable = Record | LeaverRecord | FigureRecord
"""A row that can be taken."""
Read = tuple[int, Usable | LeftRow | tuple[RowError, ...] | None]
"""Line, and a record, what is wrong, or a row that is understood and left: LeftRow with its reason, or None."""


@dataclass(slots=True, kw_only=True)
class Survey:
    """What a first reading tells: how many rows, which institutions they name, what stands twice (with its lines)."""

    rows: int = 0
    institutions: Counter[str] = field(default_factory=Counter)
    twice: dict[str, list[int]] = field(default_factory=dict)


class Opened(Protocol):
    """A file whose format is known."""

    @property
    def format(self) -> str: ...
    @property
    def not_taken(self) -> tuple[str, ...]: ...
    def header_of(self, field: str) -> str: ...
    def survey(self) -> Survey: ...
    def records(self, survey: Survey) -> Iterator[Read]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTable:
    """Rows under a header."""

    table: CsvTable | SheetTable
    bound: Bound

    @property
    def format(self) -> str:
        return self.bound.format.name

    @property
    def not_taken(self) -> tuple[str, ...]:
        return self.bound.not_taken

    def header_of(self, field: str) -> str:
        return self.bound.header_of(field)

    def _rows(self) -> Iterator[Row | RowError]:
        rows = self.table.rows()
        next(rows, None)
        return rows

    def survey(self) -> Survey:
        if self.bound.format.has_many_rows:
            return self._survey_of_many()
        survey = Survey()
        seen: dict[str, int] = {}
        for row in self._rows():
            survey.rows += 1
            if isinstance(row, RowError) or self.bound.is_example(row[1]):
                continue
            line, cells = row
            if institution := self.bound.cell(cells, "institution"):
                survey.institutions[institution] += 1
            _note(survey, seen, self.bound.identity(cells), line)
        return survey

    def _survey_of_many(self) -> Survey:
        """The same in memory that does not grow with the file; a second reading only when something may stand twice."""
        survey, seen = Survey(), Seen()
        suspected: set[str] = set()
        names_institution = "institution" in self.bound.place_of
        for row in self._rows():
            survey.rows += 1
            if isinstance(row, RowError) or self.bound.is_example(row[1]):
                continue
            cells = row[1]
            if names_institution and (institution := self.bound.cell(cells, "institution")):
                survey.institutions[institution] += 1
            key = self.bound.identity(cells)
            if seen.note(key):
                suspected.add(key)
        if suspected:
            lines: dict[str, list[int]] = {}
            for row in self._rows():
                if not isinstance(row, RowError) and (key := self.bound.identity(row[1])) in suspected:
                    lines.setdefault(key, []).append(row[0])
            survey.twice = {key: found for key, found in lines.items() if len(found) > 1 and key.strip("\x1e\x1f")}
        return survey

    def records(self, survey: Survey) -> Iterator[Read]:
        for row in self._rows():
            if isinstance(row, RowError):
                yield row.line, (row,)
                continue
            line, cells = row
            if self.bound.is_example(cells):
                yield line, None
                continue
            key = self.bound.identity(cells) if survey.twice else ""
            found = self.bound.record(line, cells)
            if key in survey.twice and self.bound.cell(cells, self._told_by):
                others = found if isinstance(found, tuple) else ()
                found = (self._twice(line, cells, survey.twice[key]), *others)
            yield line, found

    @property
    def _told_by(self) -> str:
        return "number" if "number" in self.bound.format.identity else self.bound.format.identity[0]

    def _twice(self, line: int, cells: list[str], lines: list[int]) -> RowError:
        value = self.bound.cell(cells, self._told_by)
        return _duplicate(line, self.bound.header_of(self._told_by), value, lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedItems:
    """Objects of a JSON file."""

    items: JsonItems
    kind: Kind
    read: Callable[[Kind, int, object], Record | tuple[RowError, ...] | None]
    identity: Callable[[object], str]
    format: str
    not_taken: tuple[str, ...] = ()

    def header_of(self, field: str) -> str:
        return {"birth_date": "dateOfBirth", "number": "personId"}.get(field, field)

    @property
    def _told_by(self) -> str:
        return "associationId" if self.kind in oeapi_associations.NAMES else "personId"

    def survey(self) -> Survey:
        survey = Survey()
        seen: dict[str, int] = {}
        for line, item in self.items.items():
            survey.rows += 1
            _note(survey, seen, self.identity(item), line)
        return survey

    def records(self, survey: Survey) -> Iterator[Read]:
        for line, item in self.items.items():
            key = self.identity(item)
            if key and key in survey.twice:
                yield line, (_duplicate(line, self._told_by, key, survey.twice[key]),)
            else:
                yield line, self.read(self.kind, line, item)


class OpenedRegistration:
    """Records of a Registratieoverzicht, gathered by person."""

    format = duo.NAME
    not_taken = ()

    def __init__(self, table: CsvTable) -> None:
        self._registration = duo.Registration(table.rows())

    def header_of(self, field: str) -> str:
        return {"birth_date": "PER geboortedatum", "number": "PER"}.get(field, field)

    def survey(self) -> Survey:
        found = self._registration
        institutions = Counter({found.brin: len(found.persons)}) if found.brin else Counter[str]()
        return Survey(rows=len(found.persons) + len(found.errors), institutions=institutions)

    def records(self, survey: Survey) -> Iterator[Read]:  # noqa: ARG002 - nothing can stand twice: it is gathered
        return iter(self._registration.records())


class OpenedRegisteredPlacements:
    """The work placements (BPV) of a Registratieoverzicht, one record at a time; other kinds are left."""

    format = duo_placements.NAME
    not_taken = ()

    def __init__(self, table: CsvTable) -> None:
        self._table = table

    def header_of(self, field: str) -> str:
        return {"number": "BPV BSN/ONR"}.get(field, field)

    def survey(self) -> Survey:
        survey = Survey()
        for _, record in self.records(survey):
            survey.rows += 1
            if isinstance(record, PlacementRecord) and record.institution:
                survey.institutions[record.institution] += 1
        return survey

    def records(self, survey: Survey) -> Iterator[Read]:  # noqa: ARG002 - what stands twice is found when it is written
        return iter(duo_placements.records(self._table.rows()))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDossier:
    """An OSO dossier: one pupil in one file."""

    leaves: Leaves
    format: str = oso.NAME
    not_taken: tuple[str, ...] = oso.NOT_TAKEN

    def header_of(self, field: str) -> str:
        return {"birth_date": "geboortedatum", "number": "leerlingid"}.get(field, field)

    def survey(self) -> Survey:
        school = oso.school_of(self.leaves)
        return Survey(rows=1, institutions=Counter({school: 1}) if school else Counter())

    def records(self, survey: Survey) -> Iterator[Read]:  # noqa: ARG002 - one pupil cannot stand twice
        yield 1, oso.record(self.leaves)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedOulad:
    """Registrations or scores of OULAD, with the files beside them."""

    table: CsvTable
    kind: Kind
    known: Mapping[str, oulad.Assessment]
    not_taken: tuple[str, ...]

    @classmethod
    def of(cls, table: CsvTable, kind: Kind) -> "OpenedOulad":
        if kind is Kind.RESULTS:
            known = oulad.assessments_beside(table.path)
            return cls(table=table, kind=kind, known=known, not_taken=("is_banked",))
        return cls(table=table, kind=kind, known={}, not_taken=("date_registration",))

    @property
    def format(self) -> str:
        return oulad.NAMES[self.kind]

    def header_of(self, field: str) -> str:
        return {"number": "id_student"}.get(field, field)

    def survey(self) -> Survey:
        return Survey(rows=sum(1 for _ in self.records(Survey())))

    def records(self, survey: Survey) -> Iterator[Read]:  # noqa: ARG002 - ids are made unique by what they are of
        if self.kind is Kind.STUDENTS:
            yield from oulad.students(self.table.rows(), self.table.path)
            return
        rows = self.table.rows()
        next(rows, None)
        for row in rows:
            if isinstance(row, RowError):
                yield row.line, (row,)
            elif problem := wrong_width(row[0], row[1], len(oulad.SCORES)):
                yield row[0], (problem,)
            else:
                yield row[0], oulad.score(*row, self.known)


def _note(survey: Survey, seen: dict[str, int], key: str, line: int) -> None:
    if not key.strip("\x1f"):
        return
    if key in seen:
        survey.twice.setdefault(key, [seen[key]]).append(line)
    else:
        seen[key] = line


def _duplicate(line: int, column: str, value: str, lines: list[int]) -> RowError:
    others = [str(one) for one in lines]
    # Several objects may stand on one line: only one of them is this one.
    others.remove(str(line))
    told = ", ".join(others[:3]) + (" …" if len(others) > 3 else "")  # noqa: PLR2004 - enough to find them
    return RowError(line=line, column=column, value=shown(value), reason=Reason.DUPLICATE, detail=told)
