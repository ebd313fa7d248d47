"""Write everything an installation holds into one file, as it was at one moment."""

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from houvast.people.models import Organisation
from houvast.privacy.scope import as_owner_in_this_scope, organisation_scope
from houvast.standards.archive.shape import (
    FORMAT,
    Digest,
    Table,
    files_beside,
    is_sealed,
    line_of,
    migrations,
    tables,
)
from houvast.vault.keyring import keyring

Progress = Callable[[int, int], None]
ROWS_AT_ONCE = 2_000
ABOUT = """Dit archief bevat alles wat deze installatie van Houvast bewaart. U kunt het zonder Houvast lezen.

schema.json    elke tabel met haar kolommen, waarnaar ze verwijzen en wat hun waarden betekenen
tables/        per tabel een regel per rij: een JSON-lijst met de waarden in de volgorde van schema.json
files/         wat naast de database ligt: ankers van de dossiers, eigen sjablonen van brieven
manifest.json  versie, en per tabel het aantal rijen en een controlesom

Wat verzegeld is (kolommen met sealed_under), opent alleen met de sleutels. Die liggen niet in dit archief: bewaar de
map met sleutels op een andere plaats. Terugzetten: houvast restore BESTAND.

This archive holds everything this installation of Houvast keeps. It can be read without Houvast: see schema.json. What
is sealed opens only with the keys, which are not in here: keep the folder with keys elsewhere. To put it back: houvast
restore FILE.
"""


def write(target: Path, made_at: str, progress: Progress = lambda _done, _total: None) -> dict[str, Any]:
    """Write the archive to `target`, for the owner of the file only; returns its manifest.

    Everything is read in one snapshot: people go on working meanwhile. A file that is there already is replaced only
    when the new one is whole.
    """
    coming = target.with_name(f"{target.name}.coming")
    with os.fdopen(os.open(coming, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
        with snapshot(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _fill(archive, made_at, progress)
        out.flush()
        os.fsync(out.fileno())
    coming.replace(target)
    return manifest


def _fill(archive: zipfile.ZipFile, made_at: str, progress: Progress) -> dict[str, Any]:
    ours = tables()
    archive.writestr("LEESMIJ.txt", ABOUT)
    archive.writestr("schema.json", json.dumps([one.as_data() for one in ours], ensure_ascii=False, indent=1))
    digests: dict[str, object] = {}
    for done, table in enumerate(ours):
        progress(done, len(ours))
        with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as out:
            digests[table.name] = _copied(table, out).as_data()
    progress(len(ours), len(ours))
    for name, path in files_beside():
        archive.write(path, name)
    manifest = {
        "format": FORMAT,
        "houvast": version("houvast"),
        "made_at": made_at,
        "database": connection.vendor,
        "migrations": migrations(),
        "compartments": keyring().compartments(),
        "tables": digests,
    }
    archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _copied(table: Table, out: IO[bytes]) -> Digest:
    digest = Digest()
    for line in lines(table):
        digest.add(line)
        out.write(line)
    return digest


def lines(table: Table) -> Iterator[bytes]:
    """The rows of a table, by key, some thousands in memory at a time; what is sealed as it lies."""
    columns = [Cast(F(field.attname), TextField()) if is_sealed(field) else F(field.attname) for field in table.fields]
    rows: QuerySet[Any, tuple[Any, ...]] = QuerySet(table.model).order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield line_of(row)


@contextmanager
def snapshot() -> Iterator[None]:
    """A stretch in which all of every organisation is read as it was at its beginning, and nothing is locked."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with organisation_scope(list(Organisation.objects.values_list("pk", flat=True))):
            as_owner_in_this_scope()
            yield
