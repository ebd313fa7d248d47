"""Put an archive back into an empty database, and compare every row with what was written."""

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from houvast.api.noting import unnoted
from houvast.people.models import Organisation
from houvast.privacy.scope import as_owner_in_this_scope, organisation_scope
from houvast.standards.archive.shape import FORMAT, Digest, Table, migrations, tables, value_in
from houvast.standards.archive.writing import lines, snapshot
from houvast.vault.keyring import keyring

Progress = Callable[[int, int], None]
ROWS_AT_ONCE = 1_000


class CannotRestore(Exception):
    """The archive cannot be put back here; the message says why and what to do. Nothing was written."""


class Kept(Protocol):
    """What an installation held, as a file or folder of it can be read back."""

    manifest: dict[str, Any]

    def columns_of(self, table: Table) -> list[str]: ...
    def lines(self, table: Table) -> Iterator[bytes]: ...
    def files(self) -> Iterator[tuple[str, bytes]]: ...


class Archive:
    """An archive file that is whole enough to begin with. Raises CannotRestore."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self._zip.read("manifest.json"))
            self._columns = {
                one["table"]: [column["name"] for column in one["columns"]]
                for one in json.loads(self._zip.read("schema.json"))
            }
        except (OSError, zipfile.BadZipFile, KeyError, ValueError) as wrong:
            message = f"{path} is no archive of Houvast, or it was cut off ({type(wrong).__name__}). Take another copy."
            raise CannotRestore(message) from wrong
        if self.manifest.get("format") != FORMAT:
            message = f"{path} was written by another version of Houvast: restore it with that version, then upgrade."
            raise CannotRestore(message)

    def columns_of(self, table: Table) -> list[str]:
        return self._columns.get(table.name, [])

    def lines(self, table: Table) -> Iterator[bytes]:
        """The lines of a table; CannotRestore when the file is damaged there."""
        try:
            with self._zip.open(f"tables/{table.name}.jsonl") as source:
                yield from source
        except (KeyError, zipfile.BadZipFile, EOFError, OSError) as wrong:
            message = f"tables/{table.name}.jsonl in the archive is damaged. Take another copy."
            raise CannotRestore(message) from wrong

    def files(self) -> Iterator[tuple[str, bytes]]:
        """What lay beside the database, by name under `files/`; a name that leads elsewhere is refused."""
        for name in self._zip.namelist():
            if name.startswith("files/") and not name.endswith("/"):
                if ".." in Path(name).parts:
                    message = f"{name} in the archive leads outside it: this file was tampered with."
                    raise CannotRestore(message)
                yield name.removeprefix("files/"), self._zip.read(name)


def restore(archive: Kept, progress: Progress = lambda _done, _total: None) -> dict[str, int]:
    """Fill this empty, migrated database from the archive in one transaction; rows per table.

    Afterwards every table is read back and compared with the manifest. Raises CannotRestore; then nothing was written.
    """
    _must_fit(archive)
    ours = tables()
    with transaction.atomic(), organisation_scope(_organisations(archive)), unnoted():
        as_owner_in_this_scope()
        counts = {}
        for done, table in enumerate(ours):
            progress(done, len(ours))
            counts[table.name] = _filled(table, archive)
        progress(len(ours), len(ours))
        _renumber()
        if wrong := different(archive):
            message = f"What was put back is not what was written, in {', '.join(wrong[:5])}. Nothing was kept."
            raise CannotRestore(message)
    _place_files(archive)
    return counts


def differences(archive: Kept) -> list[str]:
    """The tables that do not hold what the archive says, read in one snapshot."""
    with snapshot():
        return different(archive)


def different(archive: Kept) -> list[str]:
    """The same, inside a transaction of the caller that sees every organisation."""
    found = []
    for table in tables():
        digest = Digest()
        for line in lines(table):
            digest.add(line)
        if digest.as_data() != archive.manifest["tables"].get(table.name, Digest().as_data()):
            found.append(table.name)
    return found


def _must_fit(archive: Kept) -> None:
    theirs, ours = set(archive.manifest["migrations"]), set(migrations())
    if theirs != ours:
        age = "a newer" if theirs > ours else "an older" if theirs < ours else "another"
        message = (
            f"The archive is of {age} Houvast ({archive.manifest['houvast']}; here is {version('houvast')}), and this "
            "database has another shape. Install that version, put the archive back there, and upgrade then."
        )
        raise CannotRestore(message)
    if Organisation.objects.exists():
        message = "This database is not empty. Restore into a new one: set HOUVAST_DATABASE_URL and migrate it."
        raise CannotRestore(message)
    here = keyring().compartments()
    lacking = [name for name, keys in archive.manifest["compartments"].items() if here.get(name, 0) < keys]
    if lacking:
        message = (
            f"The keys of {', '.join(lacking)} are not in {settings.HOUVAST.keys}. "
            "Put the folder with keys back first: without it what is sealed cannot be read."
        )
        raise CannotRestore(message)


def _organisations(archive: Kept) -> list[UUID]:
    table = next(one for one in tables() if one.model is Organisation)
    place = archive.columns_of(table).index(str(Organisation._meta.pk.column))
    return [UUID(json.loads(line)[place]) for line in archive.lines(table)]


def _filled(table: Table, archive: Kept) -> int:
    by_column: dict[str, models.Field[Any, Any]] = {str(field.column): field for field in table.fields}
    columns = archive.columns_of(table)
    if set(columns) != by_column.keys():
        message = f"{table.name} has other columns in the archive than here."
        raise CannotRestore(message)
    quote = connection.ops.quote_name
    named = ", ".join(quote(column) for column in columns)
    holes = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(table.name)} ({named}) VALUES ({holes})"  # noqa: S608 - names of our own tables
    fields = [by_column[column] for column in columns]
    count = 0
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for line in archive.lines(table):
            batch.append(_row(table, fields, line, count + len(batch) + 1))
            if len(batch) == ROWS_AT_ONCE:
                count += _inserted(cursor, sql, batch, table)
                batch = []
        return count + (_inserted(cursor, sql, batch, table) if batch else 0)


def _row(table: Table, fields: list["models.Field[Any, Any]"], line: bytes, number: int) -> list[Any]:
    try:
        return [value_in(field, written) for field, written in zip(fields, json.loads(line), strict=True)]
    except (ValueError, TypeError) as wrong:
        message = f"Line {number} of tables/{table.name}.jsonl cannot be read ({type(wrong).__name__})."
        raise CannotRestore(message) from wrong


def _inserted(cursor: Any, sql: str, batch: list[list[Any]], table: Table) -> int:
    try:
        cursor.executemany(sql, batch)
    except DatabaseError as wrong:
        message = f"The database refused rows of {table.name} ({type(wrong).__name__})."
        raise CannotRestore(message) from wrong
    return len(batch)


def _renumber() -> None:
    """Tables that number their rows go on after the last one."""
    numbered = [table.model for table in tables() if isinstance(table.model._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), numbered):
            cursor.execute(sql)


def _place_files(archive: Kept) -> None:
    """Anchors and templates, where they belong; what lies there already stays."""
    for name, content in archive.files():
        anchors = name == "anchors.jsonl"
        target = settings.HOUVAST.anchors if anchors else settings.HOUVAST.data_directory / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
                out.write(content)
