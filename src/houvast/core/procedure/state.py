"""What a log means under a pack: where the case stands. Only values; `fold` in `folding.py` makes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from houvast.core.forms.check import Value
from houvast.core.forms.text import Text
from houvast.core.procedure.log import Attempt, Event, FactValue
from houvast.core.procedure.pack import Act
from houvast.core.procedure.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    role: str
    signer: str
    answer: str
    on: date
    by: str
    note: str = ""
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One time that an act took place. `number` counts from 1 per act; `entry` is that of its step (0: any time)."""

    act: str
    number: int
    entry: int
    seq: int
    on: date
    by: str
    role: str
    option: str
    data: Mapping[str, Value]
    signatures: tuple[Signature, ...] = ()
    complete_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The step was entered: `number` counts all entries of the case from 1."""

    number: int
    step: str
    on: date
    seq: int
    left_on: date | None = None

    def left(self, on: date) -> "Entry":
        """The same, left on this day."""
        return Entry(number=self.number, step=self.step, on=self.on, seq=self.seq, left_on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTerm:
    """A term of the case. `due` is the last day that counts. `key` is stable under replay: `term:<id>#<n>`."""

    key: str
    term: str
    starts: date
    due: date
    seq: int
    met_on: date | None = None
    elapsed_on: date | None = None
    dropped: bool = False  # replaced by a later start, or its act is no longer asked

    @property
    def open(self) -> bool:
        """True while it still waits for what it is about."""
        return self.met_on is None and not self.dropped

    def closed(self, *, met_on: date | None = None) -> "RunningTerm":
        """The same, met on this day, or dropped when there is no such day."""
        return RunningTerm(
            key=self.key,
            term=self.term,
            starts=self.starts,
            due=self.due,
            seq=self.seq,
            met_on=met_on,
            elapsed_on=self.elapsed_on,
            dropped=met_on is None,
        )

    def days_left(self, on: date) -> int:
        """Days until the last day, that day included as 0; negative when it lies behind."""
        return (self.due - on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDue:
    """A letter that the log brought about; `key` is stable: `letter:<id>#<n>`."""

    key: str
    letter: str
    to: tuple[Role, ...]
    on: date
    act: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that something is there; `key` is stable."""

    key: str
    role: Role
    text: Text
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NextProcedure:
    """A procedure that this case leads to, offered to whoever may open it; `key` is stable: `open:<pack>#<n>`."""

    key: str
    pack: str
    text: Text
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    policy: str
    reason: str
    by: str
    role: str
    on: date
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    outcome: str
    on: date
    act: str
    seq: int


class LookUps:
    """What every state answers about itself, finished or under construction."""

    __slots__ = ()

    entries: Sequence[Entry]
    instances: Mapping[str, tuple[Instance, ...]]
    terms: Sequence[RunningTerm]
    facts: Mapping[str, FactValue]
    guardians: tuple[str, ...]
    deviations: Sequence[Deviation]
    ended: Ended | None

    @property
    def step(self) -> str | None:
        """The id of the present step; None before opening and after the end."""
        return None if self.ended is not None or not self.entries else self.entries[-1].step

    @property
    def entry(self) -> int:
        """The number of the present entry, 0 before opening."""
        return self.entries[-1].number if self.entries else 0

    def entry_of(self, step: str) -> int:
        """The number of the last time this step was entered, 0 when never."""
        for entry in reversed(self.entries):
            if entry.step == step:
                return entry.number
        return 0

    def term(self, term_id: str) -> RunningTerm | None:
        """The last start of this term, or None."""
        for term in reversed(self.terms):
            if term.term == term_id:
                return term
        return None

    def last(self, act: str) -> Instance | None:
        """The last time this act took place in the whole case, or None."""
        done = self.instances.get(act)
        return done[-1] if done else None


@dataclass(frozen=True, slots=True, kw_only=True)
class State(LookUps):
    """Where a case stands. `log` is what it was folded from; `step` is None once it has ended."""

    log: tuple[Event, ...] = ()
    effective: tuple[tuple[int, Event], ...] = ()  # as read after corrections: place in the log, event
    entries: tuple[Entry, ...] = ()
    instances: Mapping[str, tuple[Instance, ...]] = field(default_factory=dict)
    terms: tuple[RunningTerm, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    guardians: tuple[str, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    letters: tuple[LetterDue, ...] = ()
    notices: tuple[Notice, ...] = ()
    follow_ons: tuple[NextProcedure, ...] = ()
    ended: Ended | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """What an action brings: the events to append, in order, and the state after them."""

    events: tuple[Event, ...]
    state: State


def current(state: LookUps, act: Act, step: str | None) -> tuple[Instance, ...]:
    """The times this act took place since its step (None: any time) was last entered."""
    entry = state.entry_of(step) if step is not None else 0
    return tuple(instance for instance in state.instances.get(act.id, ()) if instance.entry == entry)
