"""Write everything into one folder or one ZIP file, described, counted and sealed against change."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.db import connection

from houvast.privacy.registry import registered
from houvast.standards.archive.shape import Digest, Table, files_beside, line_of, migrations, tables
from houvast.standards.archive.writing import lines, snapshot
from houvast.standards.leaving.describing import about, schema_of
from houvast.standards.leaving.left_out import without_what_opens
from houvast.vault.keyring import digest, keyring

FORMAT = 1
NAME = "houvast-everything"
COMPARTMENT = "archive"
"""The key whose digest seals the list of checksums: whoever has no keys of the school cannot make another."""
SUMS, SEAL, MANIFEST = "SHA256SUMS", "SEAL", "manifest.json"
Progress = Callable[[int, int], None]
Opening = Callable[[str], AbstractContextManager[IO[bytes]]]


class InTheWay(Exception):
    """The place to write to holds something already; nothing was written."""


@dataclass(slots=True)
class Files:
    """Where files of the archive are written, each with its checksum."""

    opening: Opening
    sums: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def file(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """A new file; gives the function that adds bytes to it."""
        seen = hashlib.sha256()
        with self.opening(name) as out:

            def add(content: bytes) -> None:
                seen.update(content)
                out.write(content)

            yield add
        self.sums[name] = seen.hexdigest()

    def put(self, name: str, content: str | bytes) -> None:
        with self.file(name) as add:
            add(content.encode() if isinstance(content, str) else content)


def write(
    target: Path, made_at: str, *, documents: bool = True, progress: Progress = lambda _done, _total: None
) -> dict[str, Any]:
    """Write the archive: a ZIP file where `target` ends in .zip, else a folder. Returns its manifest.

    Everything is read in one snapshot, while people go on working. What is sealed leaves sealed; `documents` adds the
    letters and reports as PDF, for which their compartment must open. Raises InTheWay, KeysUnavailable.
    """
    if target.exists() and (target.is_dir() and any(target.iterdir())):
        message = f"{target} is not empty. Choose a folder that is not there yet, or a name that ends in .zip."
        raise InTheWay(message)
    coming = target.with_name(f"{target.name}.coming")
    _take_away(coming)
    try:
        with snapshot(), _opened(coming, is_zip=target.suffix.lower() == ".zip") as files:
            manifest = _fill(files, made_at, documents=documents, progress=progress)
        if target.is_dir():
            target.rmdir()
        coming.replace(target)
    finally:
        _take_away(coming)
    return manifest


def _take_away(path: Path) -> None:
    """What was left of an earlier try."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def _opened(coming: Path, *, is_zip: bool) -> Iterator[Files]:
    """A file or folder that only its owner can read."""
    if not is_zip:
        coming.mkdir(mode=0o700)

        def in_folder(name: str) -> IO[bytes]:
            path = coming / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

        yield Files(in_folder)
        return
    with os.fdopen(os.open(coming, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            yield Files(lambda name: archive.open(name, "w", force_zip64=True))
        out.flush()
        os.fsync(out.fileno())


def _fill(files: Files, made_at: str, *, documents: bool, progress: Progress) -> dict[str, Any]:
    digest(COMPARTMENT, "")  # the key exists before the manifest counts the keys
    ours = tables()
    digests: dict[str, dict[str, Any]] = {}
    for done, table in enumerate(ours):
        progress(done, len(ours))
        files.put(f"schema/{table.name}.schema.json", json.dumps(schema_of(table), ensure_ascii=False, indent=1))
        digests[table.name] = _copied(table, files, made_at).as_data()
    progress(len(ours), len(ours))
    attached = _documents(files) if documents else 0
    for name, path in files_beside():
        files.put(f"beside/{name.removeprefix('files/')}", path.read_bytes())
    manifest = {
        "name": NAME,
        "format": FORMAT,
        "houvast": version("houvast"),
        "made_at": made_at,
        "database": connection.vendor,
        "migrations": migrations(),
        "compartments": keyring().compartments(),
        "documents": attached,
        "tables": digests,
    }
    files.put(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    told: dict[str, Any] = {
        "made_at": made_at,
        "version": version("houvast"),
        "counts": {name: one["rows"] for name, one in digests.items()},
        "documents": attached,
    }
    files.put("LEESMIJ.md", about("nl", **told))
    files.put("README.md", about("en", **told))
    files.put("open_sealed.py", (resources.files(__package__) / "open_sealed.py.txt").read_bytes())
    sums = "".join(f"{sum_}  {name}\n" for name, sum_ in sorted(files.sums.items()))
    files.put(SUMS, sums)
    files.put(SEAL, digest(COMPARTMENT, sums) + "\n")
    return manifest


def _copied(table: Table, files: Files, made_at: str) -> Digest:
    """The rows as objects, without what opens a door; the digest is over lines like those of a backup."""
    counted = Digest()
    columns = [str(one.column) for one in table.fields]
    with files.file(f"data/{table.name}.jsonl") as add:
        for line in lines(table):
            there = dict(zip(columns, json.loads(line), strict=True))
            row = without_what_opens(table, there, made_at=made_at)
            counted.add(line if row is there else line_of(tuple(row[one] for one in columns)))
            add(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return counted


def _documents(files: Files) -> int:
    """Every file that a row carries along, under the key of its row; how many."""
    count = 0
    for one in registered():
        if one.attached is None:
            continue
        for row in one.model._default_manager.order_by("pk").iterator(chunk_size=100):  # noqa: SLF001 - any model's
            name, content = one.attached(row)
            files.put(f"documents/{row.pk}-{name}", content)
            count += 1
    return count
