"""What happens in a case, as values: the actions people take, the events they become, and the answers they get."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from operator import attrgetter

from houvast.core.forms.check import FieldError, Value
from houvast.core.forms.text import Text
from houvast.core.procedure.roles import Role

FactValue = None | bool | int | float | str


class EventKind(StrEnum):
    OPENED = "opened"
    DONE = "done"  # an act took place
    SIGNED = "signed"  # somebody answered a request for a signature
    NOTED = "noted"  # a fact about the student became known or changed
    ELAPSED = "elapsed"  # the last day of a term went by
    DEVIATED = "deviated"  # somebody deviated from a policy, with a reason
    CORRECTED = "corrected"  # an earlier event is read with other content
    WITHDRAWN = "withdrawn"  # an earlier event no longer counts
    UPGRADED = "upgraded"  # from here on the case follows another version of its pack


class Answer(StrEnum):
    AGREE = "agree"
    DISSENT = "dissent"  # signs, and the different view is noted
    REFUSE = "refuse"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to reach somebody for a signature."""

    on: date
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the log. Which fields are filled depends on `kind`; the rest stays empty and is not stored.

    `facts` holds only what changed since the event before; `dues` the last day of each term that starts here;
    `redues` (corrections) those of later events, by their place in the log. `seq` counts from 0 and is the place.
    """

    kind: EventKind
    on: date
    by: str = ""
    role: str = ""
    act: str = ""
    option: str = ""
    instance: int = 0
    data: Mapping[str, Value] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    guardians: tuple[str, ...] | None = None
    dues: Mapping[str, date] = field(default_factory=dict)
    redues: Mapping[int, Mapping[str, date]] = field(default_factory=dict)
    signer_role: str = ""
    signer: str = ""
    answer: str = ""
    attempts: tuple[Attempt, ...] = ()
    note: str = ""
    policy: str = ""
    target: int | None = None
    terms: tuple[str, ...] = ()
    version: str = ""
    receipts: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Do:
    """Do an act: hold a meeting, make a record, consult, decide, consent, send a letter."""

    act: str
    by: str
    role: Role
    option: str | None = None
    data: Mapping[str, object] = field(default_factory=dict)
    deviations: Mapping[str, str] = field(default_factory=dict)  # policy id -> reason
    happened_on: date | None = None  # an earlier day than the day of recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Answer a request for a signature, for oneself or (refused, not reached) recorded by somebody of the school.

    `role` is the role of who records it; `signer_role` and `signer` say whose signature it is about.
    """

    act: str
    by: str
    role: Role
    signer_role: Role
    signer: str
    answer: Answer
    note: str = ""
    attempts: tuple[Attempt, ...] = ()
    instance: int | None = None  # the last one that still waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviate:
    policy: str
    reason: str
    by: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Read an earlier event with other content; the event itself stays in the log."""

    target: int
    by: str
    role: Role
    reason: str
    data: Mapping[str, object] | None = None
    option: str | None = None
    happened_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Say that an earlier event should not have been recorded."""

    target: int
    by: str
    role: Role
    reason: str


Action = Do | Sign | Deviate | Correct | Withdraw


class ReasonKind(StrEnum):
    LAW = "law"  # blocks; nobody overrides it
    POLICY = "policy"  # the school's own rule; may be deviated from with a reason
    ORDER = "order"  # something else comes first
    UNKNOWN = "unknown"  # a fact is not known yet
    FORM = "form"  # the record is not complete
    ROLE = "role"  # somebody else does this
    CLOSED = "closed"  # the case has ended, or this is not asked (any more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something cannot be done now: what, because of which source, and what to do."""

    kind: ReasonKind
    key: str  # the rule, policy, fact, field or act it is about
    text: Text
    source: Text | None = None
    to_do: Text | None = None
    missing: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()

    @property
    def deviable(self) -> bool:
        """True when a person may go on with a reason (`Do.deviations`)."""
        return self.kind is ReasonKind.POLICY


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    reasons: tuple[Reason, ...]  # never empty


def as_data(event: Event) -> dict[str, object]:
    """The event in the shape of JSON, without what is empty; `from_data` reads it back."""
    out: dict[str, object] = {"kind": event.kind.value, "on": event.on.isoformat()}
    for name, value in zip(_PARTS, _VALUES(event), strict=True):
        if value:
            out[name] = value if type(value) in _AS_IT_IS else _plain(value)
    if event.target is not None:
        out["target"] = event.target
    if event.guardians == ():
        out["guardians"] = []
    return out


_PARTS = tuple(part.name for part in fields(Event) if part.name not in ("kind", "on"))
_VALUES = attrgetter(*_PARTS)
_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def _plain(value: object) -> object:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Mapping):
        return {
            (key if type(key) is str else str(key)): part if type(part) in _AS_IT_IS else _plain(part)
            for key, part in value.items()
        }
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Attempt):
        return {"on": value.on.isoformat(), "how": value.how}
    return value.value if isinstance(value, StrEnum) else value


def from_data(data: Mapping[str, object]) -> Event:
    """Read an event as `as_data` wrote it. KeyError or ValueError when it is not one."""
    parts = {str(key): _frozen(value) for key, value in data.items()}
    parts["kind"] = EventKind(str(data["kind"]))
    parts["on"] = _day(data["on"])
    if "attempts" in data:
        parts["attempts"] = tuple(
            Attempt(on=_day(attempt["on"]), how=str(attempt["how"]))
            for attempt in data["attempts"]  # type: ignore[attr-defined]
        )
    if "dues" in data:
        parts["dues"] = _dues(data["dues"])
    if "redues" in data:
        parts["redues"] = {int(seq): _dues(dues) for seq, dues in data["redues"].items()}  # type: ignore[attr-defined]
    return Event(**parts)  # type: ignore[arg-type]


def as_stored(value: Mapping[str, object]) -> Mapping[str, object]:
    """The mapping as it will be when it has been written and read back."""
    stored = _frozen(_plain(value))
    assert isinstance(stored, Mapping)
    return stored


def _dues(data: object) -> dict[str, date]:
    assert isinstance(data, Mapping)
    return {str(term): _day(due) for term, due in data.items()}


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _frozen(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, Mapping):
        return {str(key): _frozen(part) for key, part in value.items()}
    return value
