"""Does the log still say what was written? Finds changed, missing, reordered and cut events, and false erasures."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from houvast.cases import chain
from houvast.cases.journal import envelope_of
from houvast.cases.models import Case, CaseEvent, EventContent
from houvast.privacy.erasing import was_erased
from houvast.vault.keyring import KeysUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in one case. `number` is the event it was seen at, 0 for the case as a whole."""

    case: uuid.UUID
    number: int
    code: str  # changed, missing, reordered, cut, content, erasure, key
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of a chain: how many events, and the hash of the last."""

    number: int
    hash: str


def verify_case(case: uuid.UUID, anchored: Head | None = None) -> Iterator[Finding]:
    """Everything wrong with one log; with an anchored head also whether what it proves is still there."""
    rows = CaseEvent.objects.filter(case_id=case).select_related("content").order_by("number")
    previous, expected, hashes = chain.FIRST, 1, {}
    try:
        for row in rows:
            yield from _verify_place(case, row, expected, previous)
            yield from _verify_row(case, row)
            previous, expected = row.hash, row.number + 1
            hashes[row.number] = row.hash
    except KeysUnavailable as error:
        yield Finding(case=case, number=expected, code="key", text=str(error))
        return
    if not hashes:
        yield Finding(case=case, number=0, code="missing", text="this case has no events at all")
    if anchored is not None:
        yield from _verify_anchor(case, anchored, hashes)


def _verify_place(case: uuid.UUID, row: CaseEvent, expected: int, previous: str) -> Iterator[Finding]:
    if row.number != expected:
        gone = f"{expected}" if row.number == expected + 1 else f"{expected} to {row.number - 1}"
        yield Finding(case=case, number=expected, code="missing", text=f"event {gone} is missing")
    elif row.previous_hash != previous:
        text = f"event {row.number} does not build on the one before it: events were reordered or replaced"
        yield Finding(case=case, number=row.number, code="reordered", text=text)


def _verify_row(case: uuid.UUID, row: CaseEvent) -> Iterator[Finding]:
    if (
        envelope_of(row).text() != row.envelope
        or chain.link(row.previous_hash, row.envelope, row.content_digest) != row.hash
    ):
        yield Finding(case=case, number=row.number, code="changed", text=f"event {row.number} was changed")
    content: EventContent | None = getattr(row, "content", None)
    if content is None:
        yield Finding(
            case=case, number=row.number, code="content", text=f"the content of event {row.number} is missing"
        )
    elif content.content is not None:
        if chain.content_digest(content.salt, content.content) != row.content_digest:
            text = f"the content of event {row.number} was changed"
            yield Finding(case=case, number=row.number, code="content", text=text)
    elif content.erased_at is None or content.proof != chain.erasure_proof(row.hash, content.erased_at, content.ground):
        text = f"the content of event {row.number} was emptied, and not by Houvast"
        yield Finding(case=case, number=row.number, code="erasure", text=text)


def _verify_anchor(case: uuid.UUID, anchored: Head, hashes: Mapping[int, str]) -> Iterator[Finding]:
    found = hashes.get(anchored.number)
    if found is None:
        text = f"the log ends before event {anchored.number}, which was anchored: its tail was cut"
        yield Finding(case=case, number=anchored.number, code="cut", text=text)
    elif found != anchored.hash:
        text = f"event {anchored.number} is not the one that was anchored"
        yield Finding(case=case, number=anchored.number, code="changed", text=text)


def verify(
    cases: Iterable[uuid.UUID],
    anchored: Mapping[uuid.UUID, Head] | None = None,
    *,
    organisation: uuid.UUID | None = None,
) -> Iterator[Finding]:
    """Verify these cases one by one; a case that was anchored and is gone is found too when it is among them, unless
    a proof of erasure of this organisation says that it was erased after its term.
    """
    heads = anchored or {}
    for case in cases:
        if case in heads and not Case.objects.filter(pk=case).exists():
            if organisation is not None and was_erased(organisation, case):
                continue
            yield Finding(case=case, number=0, code="missing", text="this case was anchored and is gone")
            continue
        yield from verify_case(case, heads.get(case))
