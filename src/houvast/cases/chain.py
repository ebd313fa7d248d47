"""How events hang together: a keyed hash over the hash before, the envelope, and a salted digest of the content.

The key lies in the vault (compartment "dossier-chain"), outside the database: who can write every row still cannot make
a chain that verifies. Content is hashed with a salt of its own, so that a digest says nothing once content and salt are
gone.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from houvast.vault.keyring import digest

FIRST = "0" * 64
CHAIN = "dossier-chain"
ERASURE = "dossier-erasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What everybody who may see the log sees of an event, content apart. `by` is None when time itself acted."""

    organisation: uuid.UUID
    case: uuid.UUID
    number: int
    kind: str
    act: str
    at: datetime
    day: date
    by: uuid.UUID | None
    role: str
    from_step: str

    def text(self) -> str:
        """The envelope as canonical JSON: the same values always give the same text."""
        return canonical(
            {
                "organisation": str(self.organisation),
                "case": str(self.case),
                "number": self.number,
                "kind": self.kind,
                "act": self.act,
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "day": self.day.isoformat(),
                "by": str(self.by) if self.by else None,
                "role": self.role,
                "from_step": self.from_step,
            }
        )


def canonical(value: Mapping[str, object]) -> str:
    """JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_digest(salt: str, content: str) -> str:
    """SHA-256 over the salt and the content."""
    return hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()


def link(previous_hash: str, envelope: str, digest_of_content: str) -> str:
    """The hash of an event, which the next one builds on."""
    return digest(CHAIN, f"{previous_hash}\n{digest_of_content}\n{envelope}")


def erasure_proof(event_hash: str, at: datetime, ground: str) -> str:
    """What only the house itself can write beside an emptied content: proves that the erasure was its own."""
    return digest(ERASURE, f"{event_hash}\n{at.astimezone(UTC).isoformat(timespec='microseconds')}\n{ground}")
