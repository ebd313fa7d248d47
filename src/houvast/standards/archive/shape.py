"""What lies in an archive: which tables, which columns, and how a value is written so that any database reads it back.

An archive is a ZIP file. `tables/NAME.jsonl` holds a table, a row per line, a row being a JSON list in the order of
`schema.json`; `files/` holds what lies beside the database (anchors, the school's own templates of letters);
`manifest.json` says what was written, with a digest per table; `LEESMIJ.txt` says in words how to read it. No part of
it needs Houvast to be read. Keys are not in it: what is sealed stays sealed, and the keys are kept apart.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from houvast.vault.fields import SealedField

FORMAT = 1
MADE_AGAIN = frozenset({"auth", "contenttypes", "sessions"})
"""Tables of Django that a new installation makes for itself; sessions end with the installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with the fields whose values are written, in order."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> tuple["models.Field[Any, Any]", ...]:
        return tuple(field for field in self.model._meta.concrete_fields if not field.generated)

    def as_data(self) -> dict[str, object]:
        """The table for `schema.json`."""
        return {
            "table": self.name,
            "called": str(self.model._meta.verbose_name),
            "columns": [_column(field) for field in self.fields],
        }


def tables() -> tuple[Table, ...]:
    """Every table of ours, by name, so that a table made later cannot be forgotten."""
    found = (
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in MADE_AGAIN
    )
    return tuple(sorted((Table(model=model) for model in found), key=lambda table: table.name))


def migrations() -> list[str]:
    """Which migrations the database has had: the shape of what it holds."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app not in MADE_AGAIN)


def files_beside() -> Iterator[tuple[str, Path]]:
    """What belongs to the installation and lies outside the database, by its name in the archive."""
    if settings.HOUVAST.anchors.is_file():
        yield "files/anchors.jsonl", settings.HOUVAST.anchors
    letters = settings.HOUVAST.data_directory / "letters"
    for path in sorted(letters.rglob("*")) if letters.is_dir() else ():
        if path.is_file():
            yield f"files/letters/{path.relative_to(letters).as_posix()}", path


def is_sealed(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, SealedField)


def _column(field: "models.Field[Any, Any]") -> dict[str, object]:
    told: dict[str, object] = {"name": field.column, "kind": field.get_internal_type(), "may_be_empty": field.null}
    if isinstance(field, models.ForeignKey):
        told["refers_to"] = field.related_model._meta.db_table
    if isinstance(field, SealedField):
        told["sealed_under"] = field.compartment
    if field.choices:
        told["values"] = {str(value): str(name) for value, name in field.flatchoices}
    return told


def line_of(values: tuple[Any, ...]) -> bytes:
    """A row as its line of JSON, the same for the same values on every database."""
    row = [_written(value) for value in values]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _written(value: Any) -> object:
    match value:
        case UUID() | Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return value


def value_in(field: "models.Field[Any, Any]", written: Any) -> Any:
    """What the database is given for a value as it was written; a sealed one stays as it lay."""
    if written is None or is_sealed(field):
        return written
    if isinstance(field, models.JSONField):
        return field.get_db_prep_save(written, connection)
    value = base64.b64decode(written) if isinstance(field, models.BinaryField) else field.to_python(written)
    return field.get_db_prep_save(value, connection)


@dataclass(slots=True)
class Digest:
    """How many rows, and a sum over them in which their order plays no part: databases sort texts differently."""

    rows: int = 0
    _sum: int = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest())) % (1 << 256)

    def as_data(self) -> dict[str, object]:
        return {"rows": self.rows, "sha256_sum": f"{self._sum:064x}"}
