"""What an import did, or would do."""

import uuid
from dataclasses import dataclass

from houvast.exchange.leaver_records import LeftRow
from houvast.exchange.reading.errors import RowError
from houvast.exchange.records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Every row is in exactly one of these; a wrong row is among those that are left."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.unchanged + self.left

    @property
    def usable(self) -> int:
        return self.rows - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`counts` is what happened; in a rehearsal, what would happen once wrong rows are mended or skipped (`would`).

    `refused` says that nothing was written because of wrong rows.
    """

    kind: Kind
    format: str
    counts: Counts
    would: Counts
    errors: tuple[RowError, ...]
    institutions: tuple[str, ...]
    not_taken: tuple[str, ...]
    is_rehearsal: bool
    refused: bool
    named: tuple[tuple[str, int], ...] = ()
    """The institutions that the file itself names, with their rows."""
    left_rows: tuple[LeftRow, ...] = ()
    """Rows that were understood and left, each with its reason."""
    runs: tuple[uuid.UUID, ...] = ()
    """The records of this run, when something was stored."""
