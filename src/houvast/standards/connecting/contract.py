"""The contract between Houvast and a connector to another system. Written out, with an example: docs/connectors.md.

A connector asks its system and gives batches. Houvast stores each batch in one transaction together with the cursor
that comes with it, so that after a kill the next start goes on from there and nothing is lost or twice. A connector
writes
nothing and decides nothing: it says what its system says.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from houvast.exchange.reading.errors import RowError
from houvast.exchange.records import Kind, Record


class Trouble(StrEnum):
    """Why a system could not be asked, as far as Houvast has words for it in two languages."""

    ADDRESS = "address"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    STATUS = "status"
    NOT_READABLE = "not_readable"
    TOO_LARGE = "too_large"
    OTHER_VERSION = "other_version"


class CannotReach(Exception):
    """The system does not answer, or not as agreed. The text goes to the administrator: no secret, no person in it.

    With a `trouble` the page says it in the reader's language, and the text is the place or number it is about.
    """

    def __init__(self, text: str, trouble: Trouble | None = None) -> None:
        super().__init__(f"{trouble}: {text}" if trouble else text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One object of the system.

    `about` is the number the system has for it, stable over the years; `person` that of the person it is about (empty
    where it is the same). `said` is a record, everything that is wrong with the object, or None for an object that has
    nothing for us. The `line` of a record or error is its place in its load, from 1.
    """

    about: str
    said: Record | tuple[RowError, ...] | None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Objects of one kind, in the order in which they are to be stored."""

    kind: Kind
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeSaid:
    """A programme as the system has it; `crebo` may be empty, `level` (1 to 4) unknown."""

    about: str
    name: str
    crebo: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is stored together. `cursor` says where to go on after it; empty: the round is complete.

    `remembered` are short texts under keys of the connector's own, for a later batch or round; no personal data.
    """

    cursor: str
    programmes: tuple[ProgrammeSaid, ...] = ()
    loads: tuple[Load, ...] = ()
    remembered: tuple[tuple[str, str], ...] = ()


class Memory(Protocol):
    """What was stored in earlier batches."""

    def recalled(self, key: str) -> str:
        """The text that a connector had remembered under this key; empty when there is none."""

    def keys(self, beginning: str) -> tuple[str, ...]:
        """The keys that begin like this, in order."""

    def programme(self, about: str) -> ProgrammeSaid | None:
        """A programme that the system told before, as it is called in Houvast now."""


class Connector(Protocol):
    """A system that can be asked. Its `name` stands in what it brings: letters and digits, at most 20."""

    @property
    def name(self) -> str: ...

    def batches(self, cursor: str, memory: Memory) -> Iterator[Batch]:
        """From where `cursor` says (empty: from the beginning) to the end of the round. Raises CannotReach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a connector is made from: the address and the secret that the administrator gave."""

    address: str
    token: str = ""


Make = Callable[[Asked], Connector]
"""What a package offers under the entry point group `houvast.connectors`. Raises CannotReach for a wrong address."""
