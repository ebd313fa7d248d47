"""Services in a CSV file: the columns as data, reading with every mistake of every row, and writing.

The separator is a comma or a semicolon, the encoding UTF-8. `code` is the keeper's own name for an entry: a row with a
known code changes that entry, and no row takes one away.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from houvast.directory.life_areas import Level, LifeArea

MOST_ROWS = 5_000
OLDEST = 120
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
REQUIRED = ("code", "kind", "name", "does", "areas", "reach")
LENGTHS = {
    "code": 60, "kind": 40, "name": 120, "does": 2000, "does_en": 2000, "for_whom": 300, "for_whom_en": 300,
    "areas": 120, "levels": 10, "places": 300, "by_whom": 160, "where_and_when": 300, "reach": 300, "phone": 30,
    "email": 254, "website": 200, "cost": 160,
}  # fmt: skip
YES, NO = frozenset({"ja", "yes", "true", "1"}), frozenset({"nee", "no", "false", "0"})
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_SITE = re.compile(r"https?://\S+\.\S+")
_PHONE = re.compile(r"\+?[0-9 ()-]{3,}")


class Wrong(StrEnum):
    """What can be wrong; the words for people are in `words.py`."""

    NO_ROWS = "no_rows"
    TOO_MANY = "too_many"
    NOT_UTF8 = "not_utf8"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    CELLS = "cells"
    MISSING = "missing"
    TOO_LONG = "too_long"
    KIND = "kind"
    AREA = "area"
    LEVEL = "level"
    NUMBER = "number"
    AGES = "ages"
    YES_NO = "yes_no"
    DAY = "day"
    DAY_AHEAD = "day_ahead"
    MAIL = "mail"
    SITE = "site"
    PHONE = "phone"
    TWICE = "twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One thing that is wrong; `line` counts as an editor does, 1 is the header."""

    line: int
    column: str
    value: str
    wrong: Wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """One right row; the names are those of the columns and of the model."""

    code: str
    kind: str
    name: str
    does: str
    does_en: str = ""
    for_whom: str = ""
    for_whom_en: str = ""
    areas: str
    age_from: int | None = None
    age_until: int | None = None
    levels: str = ""
    places: str = ""
    by_whom: str = ""
    where_and_when: str = ""
    reach: str
    phone: str = ""
    email: str = ""
    website: str = ""
    without_school: bool = True
    cost: str = ""
    waiting_days: int | None = None
    checked_on: date | None = None


COLUMNS = tuple(field.name for field in fields(ServiceRow))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """The right rows, and everything that is wrong with the others, in the order of the file."""

    rows: tuple[ServiceRow, ...]
    errors: tuple[RowError, ...]


def read(content: bytes, *, kinds: Collection[str], today: date) -> ReadFile:
    """Read a whole file; never raises for what stands in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(Wrong.NOT_UTF8)
    header = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    names = [name.strip() for name in next(lines, [])]
    errors = [
        RowError(line=1, column=name, value="", wrong=Wrong.COLUMN_MISSING) for name in REQUIRED if name not in names
    ]
    errors += [
        RowError(line=1, column=name, value=name, wrong=Wrong.COLUMN_UNKNOWN) for name in names if name not in COLUMNS
    ]
    if errors:
        return ReadFile(rows=(), errors=tuple(errors))
    rows: list[ServiceRow] = []
    seen: set[str] = set()
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) + len(errors) >= MOST_ROWS:
            errors.append(RowError(line=lines.line_num, column="", value="", wrong=Wrong.TOO_MANY))
            break
        row = _Row(lines.line_num, names, cells, kinds, today)
        made = row.made(seen)
        errors += row.errors
        if made is not None:
            rows.append(made)
    if not rows and not errors:
        return _refused(Wrong.NO_ROWS)
    return ReadFile(rows=tuple(rows), errors=tuple(errors))


def _refused(wrong: Wrong) -> ReadFile:
    return ReadFile(rows=(), errors=(RowError(line=1, column="", value="", wrong=wrong),))


class _Row:
    """One row being read; collects all its mistakes, not the first."""

    def __init__(self, line: int, names: list[str], cells: list[str], kinds: Collection[str], today: date) -> None:
        self.line, self.kinds, self.today = line, kinds, today
        self.errors: list[RowError] = []
        if len(cells) > len(names):
            self._wrong("", cells[len(names)], Wrong.CELLS)
        self.cells = {name: _plain(cell) for name, cell in zip(names, cells, strict=False)}

    def _wrong(self, column: str, value: str, wrong: Wrong) -> None:
        self.errors.append(RowError(line=self.line, column=column, value=value[:80], wrong=wrong))

    def made(self, seen: set[str]) -> ServiceRow | None:
        """The row, or None when anything in it is wrong. `seen` are the codes of earlier rows."""
        texts = {name: self._text(name) for name in LENGTHS}
        self._one_of("kind", self.kinds, Wrong.KIND)
        areas = self._several("areas", frozenset(LifeArea), Wrong.AREA)
        levels = self._several("levels", frozenset(Level), Wrong.LEVEL)
        for name, pattern, wrong in (
            ("email", _MAIL, Wrong.MAIL), ("website", _SITE, Wrong.SITE), ("phone", _PHONE, Wrong.PHONE),
        ):  # fmt: skip
            if texts[name] and not pattern.fullmatch(texts[name]):
                self._wrong(name, texts[name], wrong)
        age_from, age_until = self._number("age_from", OLDEST), self._number("age_until", OLDEST)
        if age_from is not None and age_until is not None and age_until < age_from:
            self._wrong("age_until", str(age_until), Wrong.AGES)
        waiting, alone, checked = (
            self._number("waiting_days", 999),
            self._yes_no("without_school"),
            self._day("checked_on"),
        )
        if texts["code"] in seen:
            self._wrong("code", texts["code"], Wrong.TWICE)
        seen.add(texts["code"])
        if self.errors:
            return None
        given = texts | {"areas": areas, "levels": levels}
        return ServiceRow(
            **given, age_from=age_from, age_until=age_until, waiting_days=waiting, without_school=alone,
            checked_on=checked,
        )  # fmt: skip

    def _text(self, name: str) -> str:
        value = self.cells.get(name, "")
        if not value and name in REQUIRED:
            self._wrong(name, value, Wrong.MISSING)
        if len(value) > LENGTHS[name]:
            self._wrong(name, value, Wrong.TOO_LONG)
        return value

    def _one_of(self, name: str, allowed: Collection[str], wrong: Wrong) -> None:
        value = self.cells.get(name, "")
        if value and value not in allowed:
            self._wrong(name, value, wrong)

    def _several(self, name: str, allowed: Collection[str], wrong: Wrong) -> str:
        values = self.cells.get(name, "").split()
        for value in values:
            if value not in allowed:
                self._wrong(name, value, wrong)
        return " ".join(sorted(set(values)))

    def _number(self, name: str, most: int) -> int | None:
        value = self.cells.get(name, "")
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or int(value) > most:
            self._wrong(name, value, Wrong.NUMBER)
            return None
        return int(value)

    def _yes_no(self, name: str) -> bool:
        value = self.cells.get(name, "").casefold()
        if value and value not in YES | NO:
            self._wrong(name, value, Wrong.YES_NO)
        return value not in NO

    def _day(self, name: str) -> date | None:
        value = self.cells.get(name, "")
        if not value:
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self._wrong(name, value, Wrong.DAY)
            return None
        if day > self.today:
            self._wrong(name, value, Wrong.DAY_AHEAD)
        return day


def _plain(cell: str) -> str:
    """A cell without the apostrophe by which a sheet keeps a formula as text."""
    value = cell.strip()
    return value[1:] if value[:1] == "'" and value[1:2] in FORMULA_SIGNS else value


def write(rows: Iterable[ServiceRow]) -> str:
    """The rows as a file that `read` reads again; what a sheet would run as a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case date():
            return value.isoformat()
        case _:
            text = str(value)
            return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
