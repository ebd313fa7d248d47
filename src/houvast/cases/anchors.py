"""Anchors: the ends of all chains, written daily to a file outside the database, so that a cut tail shows.

Each line holds the heads that moved since the line before of the same organisation, the SHA-256 of the line before it
in the file, and a keyed hash of its own (vault, "dossier-anchor"). A copy of the file elsewhere proves up to its last
line.
"""

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db.models import Max

from houvast.cases.chain import FIRST, canonical
from houvast.cases.models import CaseEvent
from houvast.cases.verify import Head
from houvast.people.models import Organisation
from houvast.vault.keyring import digest

COMPARTMENT = "dossier-anchor"


class BrokenAnchors(ValueError):
    """The file of anchors itself was changed; says at which line."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}, line {line}: {why}. Put back a copy of this file that was kept elsewhere.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One line of the file."""

    organisation: uuid.UUID
    at: datetime
    heads: dict[uuid.UUID, Head]


def read(path: Path) -> tuple[Anchor, ...]:
    """Every line, checked; BrokenAnchors when the file was changed. An absent file is empty."""
    return tuple(anchor for anchor, _text in _read_lines(path))


def _read_lines(path: Path) -> Iterator[tuple[Anchor, str]]:
    previous = FIRST
    if not path.exists():
        return
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            line = json.loads(text)
            mac = line.pop("mac")
            heads = {uuid.UUID(case): Head(number=int(n), hash=str(h)) for case, (n, h) in line["heads"].items()}
            anchor = Anchor(
                organisation=uuid.UUID(line["organisation"]), at=datetime.fromisoformat(line["at"]), heads=heads
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BrokenAnchors(path, number, "this line cannot be read") from error
        if line["previous"] != previous:
            raise BrokenAnchors(path, number, "a line before this one is missing or was changed")
        if digest(COMPARTMENT, canonical(line)) != mac:
            raise BrokenAnchors(path, number, "this line was changed")
        previous = hashlib.sha256(text.encode()).hexdigest()
        yield anchor, text


def heads_in(anchors: tuple[Anchor, ...], organisation: uuid.UUID) -> dict[uuid.UUID, Head]:
    """The latest anchored head of every case of an organisation."""
    heads: dict[uuid.UUID, Head] = {}
    for anchor in anchors:
        if anchor.organisation == organisation:
            heads.update(anchor.heads)
    return heads


def current_heads(organisation: uuid.UUID) -> dict[uuid.UUID, Head]:
    """The present end of every chain of an organisation."""
    lasts = CaseEvent.objects.filter(organisation_id=organisation).values("case_id").annotate(last=Max("number"))
    ends = {row["case_id"]: row["last"] for row in lasts}
    rows = CaseEvent.objects.filter(organisation_id=organisation).values_list("case_id", "number", "hash").iterator()
    return {case: Head(number=number, hash=hash_) for case, number, hash_ in rows if ends[case] == number}


def write(path: Path, organisation: Organisation, at: datetime) -> int:
    """Append the heads that moved since this organisation's last line; returns how many. Safe to run at the same
    time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        earlier = list(_read_lines(path))
        known = heads_in(tuple(anchor for anchor, _ in earlier), organisation.pk)
        moved = {case: head for case, head in current_heads(organisation.pk).items() if known.get(case) != head}
        line: dict[str, object] = {
            "organisation": str(organisation.pk),
            "at": at.astimezone(UTC).isoformat(),
            "heads": {str(case): [head.number, head.hash] for case, head in sorted(moved.items())},
            "previous": hashlib.sha256(earlier[-1][1].encode()).hexdigest() if earlier else FIRST,
        }
        text = canonical({**line, "mac": digest(COMPARTMENT, canonical(line))})
        with path.open("a", encoding="utf-8") as out:
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())
    return len(moved)
