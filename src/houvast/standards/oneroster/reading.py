"""Opens a ZIP of OneRoster 1.2 and gives the rows of its files, each with the line on which it begins."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houvast.exchange.reading.errors import Reason, RowError

MOST_BYTES = 400_000_000
MOST_CELL = 20_000
VERSION = "1.2"
SHARED = ("sourcedId", "status", "dateLastModified")
NEEDED = {
    "users.csv": (*SHARED, "enabledUser", "givenName", "familyName"),
    "roles.csv": (*SHARED, "userSourcedId", "role"),
    "orgs.csv": (*SHARED, "name"),
    "classes.csv": (*SHARED, "title", "classType"),
    "enrollments.csv": (*SHARED, "classSourcedId", "userSourcedId", "role"),
    "demographics.csv": (*SHARED, "birthDate"),
    "lineItems.csv": (*SHARED, "title"),
    "results.csv": (*SHARED, "lineItemSourcedId", "studentSourcedId", "scoreStatus", "scoreDate"),
}
"""The files that are read, and the columns without which one cannot be understood. Others are not taken over."""
MUST = ("users.csv", "roles.csv")


class NotOneRoster(Exception):
    """The file as a whole cannot be understood; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a file: its cells by the name of their column, without space around them; empty for none."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def gone(self) -> bool:
        return self["status"] == "tobedeleted"


Problem = tuple[str, RowError]
"""A file, and what is wrong in it."""


class Bundle:
    """A ZIP whose manifest says that it is OneRoster 1.2. Raises NotOneRoster."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            names = self._zip.namelist()
            size = sum(one.file_size for one in self._zip.infolist())
        except (OSError, zipfile.BadZipFile) as error:
            message = f"{path.name} is no ZIP file, or it was cut off. Export the ZIP of OneRoster {VERSION} again."
            raise NotOneRoster(message) from error
        if size > MOST_BYTES:
            message = f"{path.name} unpacks to {size // 1_000_000} MB; at most {MOST_BYTES // 1_000_000} MB is read."
            raise NotOneRoster(message)
        self.problems: list[Problem] = []
        self._place = {name.rpartition("/")[2]: name for name in names}
        self._must_be_oneroster(path.name)

    @property
    def not_taken(self) -> tuple[str, ...]:
        """The files in it that are not read."""
        return tuple(sorted(self._place.keys() - NEEDED.keys() - {"manifest.csv", ""}))

    def rows(self, file: str) -> Iterator[Line]:
        """The rows of a file in order; none when it is not there. What cannot be split is among `problems`."""
        if file not in self._place:
            return
        csv.field_size_limit(MOST_CELL)
        with self._zip.open(self._place[file]) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            header = [cell.strip() for cell in next(reader, [])]
            lacking = [column for column in NEEDED.get(file, ()) if column not in header]
            if lacking:
                message = f"{file} lacks {', '.join(lacking)}: is this OneRoster {VERSION}?"
                raise NotOneRoster(message)
            yield from self._lines(file, header, reader)

    def _lines(self, file: str, header: list[str], reader: Any) -> Iterator[Line]:
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeDecodeError) as error:
                reason = Reason.UNREADABLE if isinstance(error, UnicodeDecodeError) else Reason.BROKEN_QUOTES
                self.problems.append((file, RowError(line=line, column="", value="", reason=reason)))
                return
            if not any(cells):
                continue
            if len(cells) != len(header):
                few = len(cells) < len(header)
                reason = Reason.TOO_FEW_CELLS if few else Reason.TOO_MANY_CELLS
                value = str(len(cells))
                self.problems.append(
                    (file, RowError(line=line, column="", value=value, reason=reason, detail=str(len(header))))
                )
                continue
            yield Line(
                file=file, line=line, cells={name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            )

    def _must_be_oneroster(self, name: str) -> None:
        if "manifest.csv" not in self._place:
            message = f"{name} has no manifest.csv: it is no export of OneRoster {VERSION}."
            raise NotOneRoster(message)
        said = {one["propertyName"]: one["value"] for one in self.rows("manifest.csv")}
        version = said.get("oneroster.version", "")
        if version != VERSION:
            message = f"{name} says it is OneRoster {version or '?'}; {VERSION} is read. Export it in that version."
            raise NotOneRoster(message)
        lacking = [file for file in MUST if file not in self._place]
        lacking += [
            f"{key.removeprefix('file.')}.csv"
            for key, kind in said.items()
            if key.startswith("file.") and kind in {"bulk", "delta"}
            and f"{key.removeprefix('file.')}.csv" not in self._place
        ]  # fmt: skip
        if lacking:
            message = f"{name} lacks {', '.join(dict.fromkeys(lacking))}. Export it again."
            raise NotOneRoster(message)
