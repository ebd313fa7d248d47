"""Rows of a text file with separators, one at a time, each with the number of its first line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from houvast.exchange.reading import limits
from houvast.exchange.reading.errors import Reason, RowError, shown
from houvast.exchange.reading.text import encoding_of, open_text

SEPARATORS = ";,\t|"

Row = tuple[int, list[str]]
"""The number of the line on which a row begins, and its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """A file of rows; `rows()` may be asked again and reads the file again."""

    path: Path
    encoding: str
    separator: str
    skip: int = 0
    """Lines before the header (`sep=;`)."""

    def rows(self) -> Iterator[Row | RowError]:
        """Every row that is not blank, in order. What cannot be split into cells is an error with its line."""
        with open_text(self.path, self.encoding) as file:
            lines = _Lines(file)
            for _ in range(self.skip):
                next(lines, None)
            reader = csv.reader(lines, delimiter=self.separator, strict=True)
            while True:
                first = lines.read + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as problem:
                    yield _broken(str(problem), first)
                    if lines.ended or "field larger" in str(problem):
                        return
                    continue
                except _LineTooLong:
                    yield RowError(line=first, column="", value="", reason=Reason.CELL_TOO_LONG)
                    return
                if any(cell and not cell.isspace() for cell in cells):
                    yield first, cells


class _LineTooLong(Exception):
    pass


class _Lines:
    """The lines of a file, counted, none longer than the limit."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.read = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.file.readline(limits.LINE_CHARACTERS)
        if not line:
            self.ended = True
            raise StopIteration
        if len(line) == limits.LINE_CHARACTERS:
            raise _LineTooLong
        self.read += 1
        return line


def _broken(problem: str, line: int) -> RowError:
    if "end of data" in problem:
        reason = Reason.OPEN_QUOTE
    elif "field larger" in problem:
        reason = Reason.CELL_TOO_LONG
    else:
        reason = Reason.BROKEN_QUOTES
    return RowError(line=line, column="", value="", reason=reason)


def open_csv(path: Path) -> CsvTable:
    """The table in a text file, with the separator that its first line shows; raises FileRefused for no text."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    encoding = encoding_of(path)
    with open_text(path, encoding) as file:
        first = file.readline(limits.LINE_CHARACTERS)
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == len("sep=") + 1:
        return CsvTable(path=path, encoding=encoding, separator=told[-1], skip=1)
    return CsvTable(path=path, encoding=encoding, separator=_separator_of(first))


def _separator_of(first: str) -> str:
    """The separator that splits the first line into most cells."""
    counted: dict[str, int] = {}
    for separator in SEPARATORS:
        try:
            counted[separator] = len(next(csv.reader([first], delimiter=separator), []))
        except csv.Error:
            counted[separator] = 0
    return max(SEPARATORS, key=lambda separator: counted[separator])


def first_row(rows: Iterator[Row | RowError]) -> Row | RowError | None:
    """The header, or None when there is nothing."""
    return next(rows, None)


def wrong_width(line: int, cells: list[str], width: int) -> RowError | None:
    """A row that has not the width of the header; empty cells beyond it do no harm."""
    if len(cells) < width:
        return RowError(line=line, column="", value=str(len(cells)), reason=Reason.TOO_FEW_CELLS, detail=str(width))
    beyond = [cell for cell in cells[width:] if cell.strip()]
    if beyond:
        return RowError(line=line, column="", value=shown(beyond[0]), reason=Reason.TOO_MANY_CELLS, detail=str(width))
    return None
