"""Rehearsing and loading a file: the same way, once without and once with writing."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction

from houvast.exchange.leaver_records import LeftRow
from houvast.exchange.models import ImportRun
from houvast.exchange.opened import Opened, Survey, Usable
from houvast.exchange.opening import open_file
from houvast.exchange.outcome import Counts, Outcome
from houvast.exchange.reading.errors import RowError
from houvast.exchange.records import Kind
from houvast.exchange.writing import facts
from houvast.exchange.writing.guardians import Guardians
from houvast.exchange.writing.institutions import Institutions, resolve
from houvast.exchange.writing.leavers import Leavers
from houvast.exchange.writing.norms import Norms
from houvast.exchange.writing.places import Places
from houvast.exchange.writing.relations import Relations
from houvast.exchange.writing.result import Became, Result, Run
from houvast.exchange.writing.staff import Staff
from houvast.exchange.writing.students import Students
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person
from houvast.privacy.scope import organisation_scope

BATCH = 500
MANY = 4_000
"""Rows at once of the kinds that come in numbers: each is small."""
BATCHES = {Kind.ABSENCES: MANY, Kind.RESULTS: MANY}
TURN = 0x484F5556
"""The number of the lock that imports take on PostgreSQL."""

Progress = Callable[[int, int], None]
"""Told how many rows were handled, and how many there are."""


class Loader(Protocol):
    def take(self, batch: Sequence[Usable], *, write: bool) -> list[Result]: ...


LOADERS: dict[Kind, Callable[[Run], Loader]] = {
    Kind.STUDENTS: Students,  # type: ignore[dict-item] # each loader takes the records of its own kind
    Kind.STAFF: Staff,  # type: ignore[dict-item]
    Kind.GUARDIANS: Guardians,  # type: ignore[dict-item]
    Kind.RELATIONS: Relations,  # type: ignore[dict-item]
    Kind.ABSENCES: facts.absences,  # type: ignore[dict-item]
    Kind.RESULTS: facts.results,  # type: ignore[dict-item]
    Kind.PLACEMENTS: facts.placements,  # type: ignore[dict-item]
    Kind.NORMS: Norms,  # type: ignore[dict-item]
    Kind.LEAVERS: Leavers,  # type: ignore[dict-item]
}


class _NothingWritten(Exception):
    """Undoes the transaction of a file with wrong rows."""


@dataclass(slots=True)
class _Tally:
    """What became of the rows so far, per institution."""

    counts: dict[uuid.UUID, Counts] = field(default_factory=dict)
    left: int = 0
    left_rows: list[LeftRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    wrong_rows: int = 0

    def note(self, organisation: uuid.UUID, result: Result) -> None:
        if isinstance(result, RowError):
            self.wrong([result])
            return
        counts = self.counts.get(organisation, Counts())
        match result:
            case Became.ADDED:
                counts = replace(counts, added=counts.added + 1)
            case Became.CHANGED:
                counts = replace(counts, changed=counts.changed + 1)
            case Became.UNCHANGED:
                counts = replace(counts, unchanged=counts.unchanged + 1)
        self.counts[organisation] = counts

    def wrong(self, errors: Sequence[RowError]) -> None:
        self.errors += errors
        self.wrong_rows += 1

    @property
    def total(self) -> Counts:
        return Counts(
            added=sum(one.added for one in self.counts.values()),
            changed=sum(one.changed for one in self.counts.values()),
            unchanged=sum(one.unchanged for one in self.counts.values()),
            left=self.left + self.wrong_rows,
        )


def load_file(
    path: Path,
    kind: Kind,
    *,
    by: Person | None,
    on: date,
    at: datetime,
    write: bool,
    skip_wrong: bool,
    institution: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """Load a file in one transaction, or rehearse it (`write` false) without writing anything.

    With a wrong row nothing is written unless `skip_wrong`. `by` is None for the command line. Raises FileRefused when
    the file is not understood and UnclearInstitution when it cannot be told whose students these are.
    """
    return load_opened(
        open_file(path, kind),
        kind,
        by=by,
        on=on,
        at=at,
        write=write,
        skip_wrong=skip_wrong,
        institution=institution,
        progress=progress,
    )


def load_opened(
    opened: Opened,
    kind: Kind,
    *,
    by: Person | None,
    on: date,
    at: datetime,
    write: bool,
    skip_wrong: bool,
    institution: str = "",
    progress: Progress | None = None,
    noted: bool = True,
) -> Outcome:
    """The same for what was opened already, of a file or of another system; `noted` keeps a record of the run."""
    survey = opened.survey()
    named = sum(survey.institutions.values())
    tally = _Tally()
    refused = False
    runs: tuple[uuid.UUID, ...] = ()
    names: tuple[str, ...] = ()
    try:
        with _turn(write=write):
            institutions = resolve(
                survey.institutions,
                chosen=institution,
                rows_without=named < survey.rows,
                feeder=kind is Kind.LEAVERS,
            )
            names = institutions.names
            with _scope(institutions, write=write):
                if write:
                    Organisation.objects.bulk_create(institutions.new)
                run = Run(
                    on=on,
                    at=at,
                    format=opened.format,
                    institutions=institutions,
                    places=Places(institutions.ids),
                    header_of=opened.header_of,
                    by=by.pk if by else None,
                )
                _run(
                    opened,
                    LOADERS[kind](run),
                    tally,
                    run,
                    _way(kind, write=write, skip_wrong=skip_wrong),
                    progress,
                    survey,
                )
                refused = bool(tally.errors) and not skip_wrong
                if write:
                    _only_when(tally.total.usable > 0 and not refused)
                    runs = _note_run(tally, run, kind, by) if noted else ()
    except _NothingWritten:
        pass
    would = tally.total
    happened = would
    if write and refused:
        happened = Counts(unchanged=would.unchanged, left=would.rows - would.unchanged)
    return Outcome(
        kind=kind,
        format=opened.format,
        counts=happened,
        would=would,
        errors=tuple(sorted(tally.errors, key=lambda error: (error.line, error.column))),
        institutions=names,
        not_taken=opened.not_taken,
        is_rehearsal=not write,
        refused=refused,
        named=tuple(survey.institutions.most_common()),
        left_rows=tuple(tally.left_rows),
        runs=runs,
    )


@contextmanager
def _turn(*, write: bool) -> Iterator[None]:
    """One import at a time: two of the same file must not both find nobody and make everybody twice.

    Other work goes on beside it. On SQLite the transaction itself keeps other writers waiting.
    """
    if not write:
        yield
        return
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
                # A plan that is kept for any values looks through all 500 of a batch for every row of the table.
                cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        yield


def _only_when(allowed: bool) -> None:  # noqa: FBT001 - a guard
    if not allowed:
        raise _NothingWritten


def _scope(institutions: Institutions, *, write: bool) -> AbstractContextManager[None]:
    """Inside the wall of these institutions. A rehearsal on SQLite takes no transaction, which would block writers."""
    if not write and connection.vendor == "sqlite":
        return nullcontext()
    return organisation_scope(institutions.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    write: bool
    skip_wrong: bool
    batch: int


def _way(kind: Kind, *, write: bool, skip_wrong: bool) -> _Way:
    return _Way(write=write, skip_wrong=skip_wrong, batch=BATCHES.get(kind, BATCH))


def _run(
    opened: Opened, loader: Loader, tally: _Tally, run: Run, way: _Way, progress: Progress | None, survey: Survey
) -> None:
    """Batch by batch; from the first wrong row on nothing more is written unless wrong rows are skipped."""
    done = 0
    for batch in _batches(_usable(opened, survey, tally), way.batch):
        writes = way.write and (way.skip_wrong or not tally.errors)
        for record, result in zip(batch, loader.take(batch, write=writes), strict=True):
            tally.note(run.organisation(record.institution), result)
        done += len(batch)
        if progress:
            progress(done, survey.rows)


def _usable(opened: Opened, survey: Survey, tally: _Tally) -> Iterator[Usable]:
    for _line, found in opened.records(survey):
        if found is None:
            tally.left += 1
        elif isinstance(found, LeftRow):
            tally.left += 1
            tally.left_rows.append(found)
        elif isinstance(found, tuple):
            tally.wrong(found)
        else:
            yield found


def _batches(records: Iterator[Usable], size: int) -> Iterator[list[Usable]]:
    while batch := list(islice(records, size)):
        yield batch


def _note_run(tally: _Tally, run: Run, kind: Kind, by: Person | None) -> tuple[uuid.UUID, ...]:
    """That it happened, per institution: wrong and left rows count for the first."""
    ids: list[uuid.UUID] = []
    for place, organisation in enumerate(sorted(run.institutions.ids)):
        counts = tally.counts.get(organisation, Counts())
        left = tally.total.left if place == 0 else 0
        ids.append(new_id())
        ImportRun.objects.create(
            id=ids[-1],
            organisation_id=organisation,
            by=by,
            at=run.at,
            kind=kind,
            format=run.format,
            rows=counts.rows + left,
            added=counts.added,
            changed=counts.changed,
            unchanged=counts.unchanged,
            left=left,
        )
    return tuple(ids)
