"""Read an archive of everything back: whole, unchanged and of a shape that fits here, or refused with the reason."""

import hashlib
import hmac
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from houvast.standards.archive.reading import CannotRestore
from houvast.standards.archive.shape import Table
from houvast.standards.leaving.writing import COMPARTMENT, FORMAT, MANIFEST, NAME, SEAL, SUMS
from houvast.vault.keyring import digest, keyring

BLOCK = 1024 * 1024
_SUM = re.compile(r"([0-9a-f]{64})  (\S.*)")
Damage = (OSError, zipfile.BadZipFile, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)


class Everything:
    """An archive, as a ZIP file or a folder, that may be put back. Raises CannotRestore."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._zip: zipfile.ZipFile | None = None
        try:
            if not path.is_dir():
                self._zip = zipfile.ZipFile(path)
            with self._open(MANIFEST) as source:
                self.manifest: dict[str, Any] = json.loads(source.read())
        except Damage as wrong:
            message = f"{path.name} is no archive of everything, or it was cut off. Take another copy."
            raise CannotRestore(message) from wrong
        self._must_be_known()
        self._must_be_whole()

    def columns_of(self, table: Table) -> list[str]:
        """The columns that the archive's schema names; none for a table it does not have."""
        try:
            with self._open(f"schema/{table.name}.schema.json") as source:
                return list(json.loads(source.read())["properties"])
        except Damage:
            return []

    def lines(self, table: Table) -> Iterator[bytes]:
        """The rows of a table as lists, in the order of its columns."""
        columns = self.columns_of(table)
        with self._open(f"data/{table.name}.jsonl") as source:
            for number, line in enumerate(source, 1):
                try:
                    row = json.loads(line)
                    yield json.dumps([row[column] for column in columns], ensure_ascii=False).encode()
                except (ValueError, KeyError, TypeError) as wrong:
                    message = f"Line {number} of data/{table.name}.jsonl cannot be read ({type(wrong).__name__})."
                    raise CannotRestore(message) from wrong

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What lay beside the database."""
        for name in self._names():
            if name.startswith("beside/"):
                with self._open(name) as source:
                    yield name.removeprefix("beside/"), source.read()

    def _open(self, name: str) -> IO[bytes]:
        return self._zip.open(name) if self._zip is not None else (self._path / name).open("rb")

    def _names(self) -> list[str]:
        if self._zip is not None:
            return [name for name in self._zip.namelist() if not name.endswith("/")]
        return sorted(one.relative_to(self._path).as_posix() for one in self._path.rglob("*") if not one.is_dir())

    def _must_be_known(self) -> None:
        said = self.manifest if isinstance(self.manifest, dict) else {}
        if said.get("name") != NAME:
            message = (
                f"{self._path.name} is no archive of everything. A file made by `houvast backup` is put back with "
                "`houvast restore`; make an archive with `houvast export everything`."
            )
            raise CannotRestore(message)
        if said.get("format") != FORMAT:
            message = (
                f"{self._path.name} was written by a newer Houvast ({said.get('houvast')}). Install that version here, "
                "and import it then."
            )
            raise CannotRestore(message)

    def _must_be_whole(self) -> None:
        """Every file is there, is listed, and is what it was; and the list is the one that was sealed."""
        try:
            with self._open(SUMS) as source:
                text = source.read()
            with self._open(SEAL) as source:
                sealed = source.read().decode().strip()
            matches = [_SUM.fullmatch(line) for line in text.decode().splitlines()]
        except Damage as wrong:
            message = f"{self._path.name} has no list of checksums with its seal: it is not whole. Take another copy."
            raise CannotRestore(message) from wrong
        listed = {one.group(2): one.group(1) for one in matches if one}
        names = self._names()
        there = set(names) - {SUMS, SEAL}
        strange = [name for name in names if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
        lacking, extra = sorted(listed.keys() - there), sorted(there - listed.keys())
        if lacking or extra or strange or None in matches or len(names) != len(set(names)):
            named = ", ".join([*lacking, *extra, *strange][:5]) or SUMS
            message = f"{self._path.name} does not hold the files it lists ({named}). Take another copy."
            raise CannotRestore(message)
        for name in sorted(there):
            if self._sum(name) != listed[name]:
                message = f"{name} in {self._path.name} was altered or is damaged. Take another copy."
                raise CannotRestore(message)
        if COMPARTMENT not in keyring().compartments():
            message = (
                "The school's keys are not here. Put the folder with keys in its place first: without it the seal "
                "cannot be checked, and what is sealed cannot be read."
            )
            raise CannotRestore(message)
        if not hmac.compare_digest(digest(COMPARTMENT, text.decode()), sealed):
            message = (
                f"The seal of {self._path.name} does not fit: the archive was altered after it was made, or the keys "
                "here are of another school."
            )
            raise CannotRestore(message)

    def _sum(self, name: str) -> str:
        counted = hashlib.sha256()
        try:
            with self._open(name) as source:
                while block := source.read(BLOCK):
                    counted.update(block)
        except Damage:
            return ""
        return counted.hexdigest()
