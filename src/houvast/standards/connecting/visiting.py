"""Asking a connected system from where the latest visit came, batch by batch, each stored with its cursor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from houvast.education.models import Programme
from houvast.people.clock import day_of
from houvast.privacy.scope import organisation_scope
from houvast.standards.connecting.contract import Batch, CannotReach, Connector, ProgrammeSaid
from houvast.standards.connecting.storing import OWN, PROGRAMME, Storing
from houvast.standards.models import Conflict, Mark, Source, Visit

Clock = Callable[[], datetime]
Progress = Callable[[Visit], None]
TURN = 0x484F5557
SILENT = timedelta(minutes=10)
"""Behind a pooler, where no lock of a session can be held: how long a visit says nothing before it counts as dead."""


BUSY = "This system is being visited by another process now. Wait until it is done."


class BusyAlready(Exception):
    """Another process visits this system now; nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What was stored of a source, for its connector; reads in a short transaction of its own."""

    source: Source

    def recalled(self, key: str) -> str:
        with organisation_scope([self.source.organisation_id]):
            found = Mark.objects.filter(source=self.source, key=f"{OWN}{key}").values_list("said", flat=True).first()
        return str(found or "")

    def keys(self, beginning: str) -> tuple[str, ...]:
        with organisation_scope([self.source.organisation_id]):
            found = Mark.objects.filter(source=self.source, key__startswith=f"{OWN}{beginning}").order_by("key")
            return tuple(key.removeprefix(OWN) for key in found.values_list("key", flat=True))

    def programme(self, about: str) -> ProgrammeSaid | None:
        with organisation_scope([self.source.organisation_id]):
            mark = Mark.objects.filter(source=self.source, key=f"{PROGRAMME}{about}").first()
            found = Programme.objects.filter(pk=mark.said["id"]).first() if mark else None
        if found is None:
            return None
        return ProgrammeSaid(about=about, name=found.name, crebo=found.crebo, level=found.level)


def visit(
    source: Source,
    connector: Connector,
    *,
    clock: Clock,
    progress: Progress = lambda _visit: None,
    until: datetime | None = None,
) -> Visit:
    """Go on with the round that was cut off, else begin one; until it is complete. The visit says how it ended.

    With `until` it pauses after the first batch past that moment, and the next visit with an `until` is the same one.

    The system is asked outside a transaction, so that nobody waits for it. Raises BusyAlready.
    """
    with _turn(source.pk):
        return _visited(source, connector, clock, progress, until)


def _visited(source: Source, connector: Connector, clock: Clock, progress: Progress, until: datetime | None) -> Visit:
    made = _begin(source, clock(), goes_on=until is not None)
    problem = ""
    try:
        for batch in connector.batches(source.cursor, Remembered(source=source)):
            _store(source, made, batch, clock())
            progress(made)
            if until is not None and clock() >= until:
                break
    except CannotReach as reason:
        problem = str(reason)[:300]
    with organisation_scope([source.organisation_id]):
        made.ended_at, made.problem = clock(), problem
        made.complete = not problem and not source.cursor
        made.save(update_fields=["ended_at", "problem", "complete"])
        if made.complete:
            Conflict.objects.filter(source=source, seen_at__lt=source.round_began_at).delete()
    return made


def _begin(source: Source, at: datetime, *, goes_on: bool) -> Visit:
    with organisation_scope([source.organisation_id]):
        if settings.HOUVAST.database_pooled:
            _must_be_alone(source, at)
        source.refresh_from_db(fields=["cursor", "round_began_at"])
        latest = Visit.objects.filter(source=source).order_by("-began_at", "-pk").first()
        if goes_on and source.cursor and latest is not None and not latest.complete and not latest.problem:
            latest.latest_at, latest.ended_at = at, None
            latest.save(update_fields=["latest_at", "ended_at"])
            return latest
        if not source.cursor:
            source.round_began_at = at
            source.save(update_fields=["round_began_at"])
        return Visit.objects.create(organisation_id=source.organisation_id, source=source, began_at=at, latest_at=at)


def _must_be_alone(source: Source, at: datetime) -> None:
    """Nobody else visits it, as far as its visits say."""
    Source.objects.select_for_update().get(pk=source.pk)
    if Visit.objects.filter(source=source, ended_at__isnull=True, latest_at__gt=at - SILENT).exists():
        raise BusyAlready(BUSY)


def _store(source: Source, made: Visit, batch: Batch, at: datetime) -> None:
    """The objects, the cursor and the count, together or not at all."""
    with organisation_scope([source.organisation_id]):
        stored = Storing(source=source, on=day_of(at), at=at).store(batch)
        source.cursor = batch.cursor[:300]
        source.save(update_fields=["cursor"])
        Visit.objects.filter(pk=made.pk).update(
            latest_at=at,
            batches=F("batches") + 1,
            added=F("added") + stored.counts.added,
            changed=F("changed") + stored.counts.changed,
            unchanged=F("unchanged") + stored.counts.unchanged,
            wrong=F("wrong") + stored.conflicts,
        )
        made.refresh_from_db()


class _turn:  # noqa: N801 - reads as a word: with _turn(...)
    """One visit at a time to a system. On PostgreSQL a lock of the session, which a pooler cannot hold (there the
    visits themselves say who is busy); on SQLite the writes take turns anyway.
    """

    def __init__(self, source: UUID) -> None:
        self._locks = connection.vendor == "postgresql" and not settings.HOUVAST.database_pooled
        self._key = [TURN, int.from_bytes(source.bytes[-4:], signed=True)]

    def __enter__(self) -> None:
        if not self._locks:
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", self._key)
            if not cursor.fetchone()[0]:
                raise BusyAlready(BUSY)

    def __exit__(self, *_: object) -> None:
        if self._locks and not transaction.get_connection().needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", self._key)
