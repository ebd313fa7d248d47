"""The log of a case in the database: append to it, read it back, and erase content on a lawful ground."""

import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from houvast.cases import chain
from houvast.cases.models import Case, CaseEvent, EventContent
from houvast.core.procedure.folding import apply, fold
from houvast.core.procedure.log import Event, as_data, from_data
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One stored event with what it says; `event` is None when its content was lawfully erased."""

    row: CaseEvent
    event: Event | None
    erased_at: datetime | None = None
    ground: str = ""


class ErasedDossier(RuntimeError):
    """The content of this case was erased: what happened can no longer be told or acted upon."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"The content of case {case.pk} was erased; only its envelope and its chain remain.")


def lines(case: Case) -> tuple[Line, ...]:
    """Every event of the case, in order. Two queries."""
    rows = CaseEvent.objects.filter(case=case).select_related("content", "by").order_by("number")
    return tuple(_line(row) for row in rows)


def _line(row: CaseEvent) -> Line:
    content: EventContent | None = getattr(row, "content", None)
    if content is None or content.content is None:
        erased = content.erased_at if content else None
        return Line(row=row, event=None, erased_at=erased, ground=content.ground if content else "")
    return Line(row=row, event=from_data(json.loads(content.content)))


def state_of(case: Case, pack: Pack, log: Iterable[Line] | None = None) -> State:
    """Where the case stands by its log. ErasedDossier when content was erased."""
    events = tuple(line.event for line in (lines(case) if log is None else log))
    if any(event is None for event in events):
        raise ErasedDossier(case)
    return fold(pack, (event for event in events if event is not None))


def append(case: Case, pack: Pack, before: State, events: tuple[Event, ...], at: datetime) -> None:
    """Write events at the end of the chain, inside the caller's transaction, which holds the case.

    Two writers who both read the same end meet the unique number of the event: at most one of them succeeds.
    """
    last = CaseEvent.objects.filter(case=case).order_by("-number").values_list("number", "hash").first()
    number, previous = last or (0, chain.FIRST)
    state = before
    rows, contents = [], []
    for event in events:
        number += 1
        row = _row(case, event, number, previous, state.step or "", at)
        contents.append(_content(row, event))
        row.content_digest = chain.content_digest(contents[-1].salt, str(contents[-1].content))
        row.hash = chain.link(previous, row.envelope, row.content_digest)
        previous = row.hash
        rows.append(row)
        state = apply(pack, state, event)
    CaseEvent.objects.bulk_create(rows)
    EventContent.objects.bulk_create(contents)


def _row(case: Case, event: Event, number: int, previous: str, step: str, at: datetime) -> CaseEvent:
    row = CaseEvent(
        organisation_id=case.organisation_id,
        case=case,
        number=number,
        kind=event.kind.value,
        act=event.act,
        at=at,
        day=event.on,
        by_id=uuid.UUID(event.by) if event.by else None,
        role=event.role,
        from_step=step,
        previous_hash=previous,
    )
    row.envelope = envelope_of(row).text()
    return row


def envelope_of(row: CaseEvent) -> chain.Envelope:
    """The envelope that the columns of this row say."""
    return chain.Envelope(
        organisation=row.organisation_id,
        case=row.case_id,
        number=row.number,
        kind=row.kind,
        act=row.act,
        at=row.at,
        day=row.day,
        by=row.by_id,
        role=row.role,
        from_step=row.from_step,
    )


def _content(row: CaseEvent, event: Event) -> EventContent:
    return EventContent(
        event=row,
        organisation_id=row.organisation_id,
        salt=secrets.token_hex(32),
        content=chain.canonical(as_data(event)),
    )


def erase(case: Case, *, ground: str, at: datetime) -> int:
    """Empty the content of every event of the case, lawfully; the log and its chain stay. Returns how many were
    emptied.
    """
    erased = 0
    for row in CaseEvent.objects.filter(case=case).order_by("number"):
        erased += EventContent.objects.filter(event=row, erased_at__isnull=True).update(
            salt="", content=None, erased_at=at, ground=ground, proof=chain.erasure_proof(row.hash, at, ground)
        )
    return erased
