"""Rows of the first sheet of an Excel file, one at a time.

The file is read as the zip of XML that it is, by a streaming parser: a sheet that claims a million columns, a text
of a gigabyte or an XML entity that multiplies costs no memory. Formulas are never run: the value that
was stored with them counts.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from xml.parsers import expat

from houvast.exchange.reading import limits
from houvast.exchange.reading.errors import FileRefused, Reason, RowError
from houvast.exchange.reading.table import Row

BLOCK = 256 * 1024
BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_COLUMN = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - days of a sheet have no zone


@dataclass(slots=True)
class _Budget:
    """Bytes that may still be unpacked, over all parts together."""

    left: int = limits.SHEET_BYTES

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise FileRefused(Reason.SHEET_TOO_LARGE, detail=f"{limits.SHEET_BYTES // limits.MEGABYTE} MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The first sheet; `rows()` may be asked again and reads the file again."""

    path: Path
    part: str
    texts: tuple[str, ...]
    date_styles: frozenset[int]
    starts_1904: bool
    budget: _Budget = field(default_factory=_Budget)

    def rows(self) -> Iterator[Row | RowError]:
        """Every row that is not blank, cells as text (a day as 2026-12-31), each with the number Excel shows for it."""
        handler = _Rows(self)
        with zipfile.ZipFile(self.path) as archive, archive.open(self.part) as stream:
            for _ in _feed(stream, handler, _Budget()):
                yield from handler.ready
                handler.ready.clear()
        yield from handler.ready


def open_sheet(path: Path) -> SheetTable:
    """Raises FileRefused for what is no Excel file or holds more than is read (a zip bomb)."""
    budget = _Budget()
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > limits.SHEET_PARTS:
                raise FileRefused(Reason.SHEET_TOO_LARGE, detail=str(limits.SHEET_PARTS))
            if sum(part.file_size for part in archive.infolist()) > limits.SHEET_BYTES:
                raise FileRefused(Reason.SHEET_TOO_LARGE, detail=f"{limits.SHEET_BYTES // limits.MEGABYTE} MB")
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names:
                raise FileRefused(Reason.BROKEN_SHEET)
            book = _Book()
            _read(archive, "xl/workbook.xml", book, budget)
            relations = _Relations()
            if "xl/_rels/workbook.xml.rels" in names:
                _read(archive, "xl/_rels/workbook.xml.rels", relations, budget)
            part = _part_of(relations.targets.get(book.first_sheet, "worksheets/sheet1.xml"))
            if part not in names:
                raise FileRefused(Reason.BROKEN_SHEET)
            texts = _Texts()
            if "xl/sharedStrings.xml" in names:
                _read(archive, "xl/sharedStrings.xml", texts, budget)
            styles = _Styles()
            if "xl/styles.xml" in names:
                _read(archive, "xl/styles.xml", styles, budget)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as problem:
        raise FileRefused(Reason.BROKEN_SHEET) from problem
    return SheetTable(
        path=path,
        part=part,
        texts=tuple(texts.found),
        date_styles=styles.dates(),
        starts_1904=book.starts_1904,
    )


def _part_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Handler:
    """What a part of the file is made into; each subclass overrides what it needs."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def characters(self, text: str) -> None: ...


def _read(archive: zipfile.ZipFile, part: str, handler: _Handler, budget: _Budget) -> None:
    with archive.open(part) as stream:
        for _ in _feed(stream, handler, budget):
            pass


def _feed(stream: IO[bytes], handler: _Handler, budget: _Budget) -> Iterator[None]:
    """Give the part to the handler block by block; a document type is refused, since only it can define entities."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: handler.start(name.rpartition("}")[2], attributes)
    parser.EndElementHandler = lambda name: handler.end(name.rpartition("}")[2])
    parser.CharacterDataHandler = handler.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        while block := stream.read(BLOCK):
            budget.take(len(block))
            parser.Parse(block, False)  # noqa: FBT003 - expat's own signature
            yield
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, zipfile.BadZipFile, EOFError, OSError) as problem:
        raise FileRefused(Reason.BROKEN_SHEET) from problem
    except Exception as problem:
        if isinstance(problem, FileRefused) or problem.__class__.__module__ != "zlib":
            raise
        raise FileRefused(Reason.BROKEN_SHEET) from problem


def _refuse_doctype(*_: object) -> None:
    raise FileRefused(Reason.BROKEN_SHEET)


class _Book(_Handler):
    """Which sheet is first, and from which day it counts."""

    def __init__(self) -> None:
        self.first_sheet = ""
        self.starts_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and not self.first_sheet and attributes.get("state", "visible") == "visible":
            self.first_sheet = next((value for key, value in attributes.items() if key.endswith("}id")), "")
        elif name == "workbookPr":
            self.starts_1904 = attributes.get("date1904", "0") in {"1", "true"}


class _Relations(_Handler):
    """Where each sheet lies."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Texts(_Handler):
    """The texts that cells name by number. Phonetic hints (rPh) are not part of the text."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._inside = self._hint = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the shape all handlers share
        if name == "si":
            self._pieces, self._length = [], 0
        elif name == "t":
            self._inside = not self._hint
        elif name == "rPh":
            self._hint = True

    def characters(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > limits.CELL_CHARACTERS:
                raise FileRefused(Reason.CELL_TOO_LONG)
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "rPh":
            self._hint = False
        elif name == "si":
            self.found.append("".join(self._pieces))
            if len(self.found) > limits.SHEET_TEXTS:
                raise FileRefused(Reason.SHEET_TOO_LARGE, detail=str(limits.SHEET_TEXTS))


class _Styles(_Handler):
    """Which styles of cells show a day."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._styles: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._styles.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def dates(self) -> frozenset[int]:
        return frozenset(index for index, one in enumerate(self._styles) if self._is_date(one))

    def _is_date(self, number: str) -> bool:
        if number in self._formats:
            bare = _LITERAL.sub("", self._formats[number]).lower()
            return "y" in bare or "d" in bare
        return number.isdigit() and int(number) in BUILT_IN_DATES


class _Rows(_Handler):
    """The rows of a sheet as text."""

    def __init__(self, table: SheetTable) -> None:
        self.table = table
        self.ready: list[Row] = []
        self._line = 0
        self._cells: list[str] = []
        self._column = 0
        self._width = 0
        self._kind = ""
        self._style = -1
        self._pieces: list[str] = []
        self._length = 0
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._place(attributes.get("r", ""))
            self._kind = attributes.get("t", "n")
            style = attributes.get("s", "")
            self._style = int(style) if style.isdigit() else -1
            self._pieces, self._length = [], 0
        elif name in {"v", "t"}:
            self._inside = True
        elif name == "row":
            given = attributes.get("r", "")
            self._line = int(given) if given.isdigit() and len(given) < 9 else self._line + 1  # noqa: PLR2004
            self._cells, self._column = [], 0

    def _place(self, reference: str) -> None:
        found = _COLUMN.fullmatch(reference)
        if found:
            self._column = 0
            for letter in found[1]:
                self._column = self._column * 26 + ord(letter) - 64
        else:
            self._column += 1
        if self._column > limits.SHEET_COLUMNS:
            raise FileRefused(Reason.SHEET_TOO_LARGE, line=self._line, detail=str(limits.SHEET_COLUMNS))

    def characters(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._length > limits.CELL_CHARACTERS:
                raise FileRefused(Reason.CELL_TOO_LONG, line=max(self._line, 1))
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._inside = False
        elif name == "c" and self._pieces:
            while len(self._cells) < self._column - 1:
                self._cells.append("")
            value = self._value("".join(self._pieces))
            if len(self._cells) < self._column:
                self._cells.append(value)
            else:
                self._cells[self._column - 1] = value
        elif name == "row" and any(cell.strip() for cell in self._cells):
            self._width = self._width or len(self._cells)
            # Excel does not store empty cells at the end of a row.
            self._cells += [""] * (self._width - len(self._cells))
            self.ready.append((max(self._line, 1), self._cells))

    def _value(self, given: str) -> str:
        if self._kind == "s":
            position = int(given) if given.isdigit() and len(given) < 9 else -1  # noqa: PLR2004
            if not 0 <= position < len(self.table.texts):
                raise FileRefused(Reason.BROKEN_SHEET, line=max(self._line, 1))
            return self.table.texts[position]
        if self._kind == "b":
            return "ja" if given == "1" else "nee"
        if self._kind != "n":
            return given
        if self._style in self.table.date_styles:
            return self._day(given)
        return _whole(given)

    def _day(self, given: str) -> str:
        try:
            moment = (_EPOCH_1904 if self.table.starts_1904 else _EPOCH_1900) + timedelta(days=float(given))
        except (ValueError, OverflowError):
            return given
        return moment.date().isoformat() if moment.time() == moment.min.time() else moment.isoformat(" ")


def _whole(given: str) -> str:
    """A number as a person typed it: 100000 and not 100000.0 or 1E5."""
    try:
        value = float(given)
    except ValueError:
        return given
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - whole numbers are exact up to here
        return str(int(value))
    return given
