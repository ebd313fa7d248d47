"""A file that waits for a yes: sealed in the database, with what its rehearsal found."""

import base64
import json
import tempfile
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from houvast.exchange.actions import load_file
from houvast.exchange.leaver_records import LeftRow
from houvast.exchange.models import PendingImport
from houvast.exchange.outcome import Outcome
from houvast.exchange.queries import KEPT
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import Kind
from houvast.people.ids import new_id
from houvast.people.viewer import Viewer

SHOWN_ERRORS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What a rehearsal found, as it is kept with the file."""

    format: str
    added: int
    changed: int
    unchanged: int
    left: int
    wrong: int
    """How many things are wrong; `errors` holds the first of them."""
    errors: tuple[RowError, ...]
    not_taken: tuple[str, ...]
    named: tuple[tuple[str, int], ...]
    left_rows: tuple[LeftRow, ...] = ()
    """Rows that are understood and left, each with its reason."""

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.unchanged + self.left

    @property
    def has_news(self) -> bool:
        return bool(self.added or self.changed)


def _kept(outcome: Outcome) -> str:
    would = outcome.would
    return json.dumps(
        {
            "format": outcome.format,
            "added": would.added,
            "changed": would.changed,
            "unchanged": would.unchanged,
            "left": would.left,
            "wrong": len(outcome.errors),
            "errors": [asdict(error) for error in outcome.errors[:SHOWN_ERRORS]],
            "not_taken": outcome.not_taken,
            "named": outcome.named,
            "left_rows": [asdict(row) for row in outcome.left_rows[:SHOWN_ERRORS]],
        }
    )


def rehearsed(pending: PendingImport) -> Rehearsed:
    """What the rehearsal of a waiting file found."""
    kept = json.loads(pending.rehearsal or "{}")
    errors = tuple(RowError(**{**error, "reason": Reason(error["reason"])}) for error in kept.pop("errors"))
    named = tuple((name, count) for name, count in kept.pop("named"))
    left_rows = tuple(LeftRow(**row) for row in kept.pop("left_rows", ()))
    kept["not_taken"] = tuple(kept["not_taken"])
    return Rehearsed(**kept, errors=errors, named=named, left_rows=left_rows)


def rehearse(
    content: bytes, name: str, kind: Kind, *, by: Viewer, on: date, at: datetime
) -> tuple[Outcome, PendingImport]:
    """Rehearse an uploaded file for the viewer's institution; the row to keep is not stored yet.

    Raises FileRefused when the file is not understood.
    """
    with _as_file(content) as path:
        outcome = load_file(
            path,
            kind,
            by=by.person,
            on=on,
            at=at,
            write=False,
            skip_wrong=True,
            institution=str(by.organisation_id),
        )
    return outcome, PendingImport(
        id=new_id(),
        organisation_id=by.organisation_id,
        by=by.person,
        kind=kind,
        name=name[:200],
        content=base64.b64encode(zlib.compress(content)).decode(),
        rehearsal=_kept(outcome),
        made_at=at,
    )


def keep(pending: PendingImport) -> None:
    """Store the file until it is confirmed, and forget files of this institution that waited too long."""
    discard_expired(pending.organisation_id, at=pending.made_at)
    pending.save(force_insert=True)


def load(pending: PendingImport, *, by: Viewer, on: date, at: datetime, skip_wrong: bool) -> Outcome:
    """Load a waiting file; the file is gone when something was stored."""
    with _as_file(zlib.decompress(base64.b64decode(pending.content or ""))) as path:
        outcome = load_file(
            path,
            Kind(pending.kind),
            by=by.person,
            on=on,
            at=at,
            write=True,
            skip_wrong=skip_wrong,
            institution=str(by.organisation_id),
        )
    if outcome.runs:
        pending.delete()
    return outcome


def discard_expired(organisation: uuid.UUID, *, at: datetime) -> int:
    """Forget the files of an institution that nobody confirmed within a day; how many."""
    return PendingImport.objects.filter(organisation=organisation, made_at__lte=at - KEPT).delete()[0]


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    """The bytes as a file that only this user can read, and that is gone afterwards."""
    with tempfile.NamedTemporaryFile(prefix="houvast-import-") as file:
        file.write(content)
        file.flush()
        yield Path(file.name)
