"""A format of rows and columns, as data: which headers it knows, what each means, and how a cell is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from houvast.exchange.reading.errors import FileRefused, Reason, RowError, Wrong, shown
from houvast.exchange.reading.table import wrong_width
from houvast.exchange.records import Kind, Record

Values = Mapping[str, object]
"""Field name to value; a field that the row leaves empty is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `read` is None for a column that is known and not taken over."""

    field: str
    headers: tuple[str, ...]
    read: Callable[[str], object] | None
    required: bool = False
    secret: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFormat:
    """A format of rows. It is recognised when each group of `needs` has one of its headers in the file."""

    name: str
    kind: Kind
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    build: Callable[[int, Values], Record | tuple[RowError, ...]]
    identity: tuple[str, ...]
    """The fields that together may stand in a file once."""
    example_is_left: bool = False
    known_by: str = ""
    """A field that, where a row has it, says alone (with institution and source) which thing the row is about."""
    has_many_rows: bool = False
    """Rows of this kind are too many to remember each of them while the file is read."""

    def recognises(self, header: list[str]) -> bool:
        known = {plain(cell) for cell in header}
        return all(any(plain(one) in known for one in group) for group in self.needs)


def plain(header: str) -> str:
    """A header without the differences that mean nothing: case, spaces, signs, the mark at the start of a file."""
    return "".join(letter for letter in header.lower() if letter.isalnum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A format laid on the header of one file."""

    format: TableFormat
    width: int
    header: tuple[str, ...]
    places: tuple[tuple[int, Column], ...]
    place_of: Mapping[str, int]
    missing: tuple[Column, ...]
    """Required columns that this file has not: every row lacks them."""
    not_taken: tuple[str, ...]
    """Headers of which nothing is taken over."""

    def values(self, line: int, cells: list[str]) -> tuple[dict[str, object], list[RowError]]:
        """The values of a row by field, and everything that is wrong with it."""
        if problem := wrong_width(line, cells, self.width):
            return {}, [problem]
        found: dict[str, object] = {}
        errors: list[RowError] = []
        for place, column in self.places:
            cell = cells[place].strip()
            if not cell:
                if column.required:
                    errors.append(self._error(line, place, cells, Wrong(Reason.MISSING)))
                continue
            try:
                found[column.field] = column.read(cell)  # type: ignore[misc] # places hold columns that are read
            except Wrong as wrong:
                errors.append(self._error(line, place, cells, wrong))
        errors.extend(
            RowError(line=line, column=column.headers[0], value="", reason=Reason.MISSING) for column in self.missing
        )
        return found, errors

    def _error(self, line: int, place: int, cells: list[str], wrong: Wrong) -> RowError:
        column = next(column for its, column in self.places if its == place)
        return RowError(
            line=line,
            column=shown(self.header[place].strip()),
            value=shown(cells[place].strip(), secret=column.secret),
            reason=wrong.reason,
            detail=wrong.detail,
        )

    def cell(self, cells: list[str], field: str) -> str:
        """The text under a field, empty when the file has not that column; for a quick first reading."""
        place = self.place_of.get(field)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def header_of(self, field: str) -> str:
        """What the file calls this field."""
        return next((self.header[place].strip() for place, column in self.places if column.field == field), field)

    def is_example(self, cells: list[str]) -> bool:
        """Whether this is the example row that stands in the template."""
        if not self.format.example_is_left:
            return False
        return all(cells[place].strip() == column.example for place, column in self.places if place < len(cells))

    def identity(self, cells: list[str]) -> str:
        """What may stand in a file once, as text."""
        if self.format.known_by and (known := self.cell(cells, self.format.known_by)):
            return f"{self.cell(cells, 'institution')}\x1f{self.cell(cells, 'source')}\x1e{known}"
        return "\x1f".join(self.cell(cells, field) for field in self.format.identity)

    def record(self, line: int, cells: list[str]) -> Record | tuple[RowError, ...]:
        values, errors = self.values(line, cells)
        return tuple(errors) if errors else self.format.build(line, values)


def bind(format_: TableFormat, header: list[str], line: int = 1) -> Bound:
    """Lay a format on a header; raises FileRefused when the same column stands twice."""
    by_header = {plain(name): column for column in format_.columns for name in column.headers}
    width = len(header)
    while width and not header[width - 1].strip():
        width -= 1
    places: list[tuple[int, Column]] = []
    not_taken: list[str] = []
    seen: set[str] = set()
    for place, name in enumerate(header[:width]):
        column = by_header.get(plain(name))
        if column is None or column.read is None:
            if name.strip():
                not_taken.append(shown(name.strip()))
            continue
        if column.field in seen:
            raise FileRefused(Reason.COLUMN_TWICE, line=line, column=shown(name.strip()), value=name.strip())
        seen.add(column.field)
        places.append((place, column))
    return Bound(
        format=format_,
        width=width,
        header=tuple(header),
        places=tuple(places),
        place_of={column.field: place for place, column in places},
        missing=tuple(column for column in format_.columns if column.required and column.field not in seen),
        not_taken=tuple(not_taken),
    )
