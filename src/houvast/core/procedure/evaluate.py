"""Judge a condition of a pack against the state of a case on a day: true, false or unknown (None)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, assert_never

from houvast.core.procedure.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Chose,
    Condition,
    Deviated,
    Done,
    FactIs,
    FieldIs,
    Held,
    Not,
    Passed,
    Reached,
    atoms,
    within,
)
from houvast.core.procedure.log import FactValue
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.state import Deviation, Instance, RunningTerm, current


class Seen(Protocol):
    """What a condition looks at: a State, or one under construction."""

    @property
    def instances(self) -> Mapping[str, tuple[Instance, ...]]: ...
    @property
    def facts(self) -> Mapping[str, FactValue]: ...
    @property
    def deviations(self) -> Sequence[Deviation]: ...
    def entry_of(self, step: str) -> int: ...
    def term(self, term_id: str) -> RunningTerm | None: ...
    def last(self, act: str) -> Instance | None: ...


def evaluate(condition: Condition | None, pack: Pack, state: Seen, on: date) -> bool | None:  # noqa: C901, PLR0911, PLR0912
    """No condition is true. Unknown parts make a conjunction unknown unless another part is false, and so on."""
    match condition:
        case None:
            return True
        case AllOf(all=parts):
            return _conjunction([evaluate(part, pack, state, on) for part in parts])
        case AnyOf(any=parts):
            none_true = _conjunction([_opposite(evaluate(part, pack, state, on)) for part in parts])
            return _opposite(none_true)
        case Not(not_=part):
            return _opposite(evaluate(part, pack, state, on))
        case Done(done=act, times=times):
            found = current(state, pack.acts[act], pack.step_of.get(act))
            return sum(instance.complete_on is not None for instance in found) >= times
        case Held(held=act, times=times):
            return len(current(state, pack.acts[act], pack.step_of.get(act))) >= times
        case Chose(chose=act, option=options):
            last = state.last(act)
            return last is not None and last.complete_on is not None and last.option in options
        case FieldIs():
            return _field(condition, state)
        case FactIs():
            return _fact(condition, pack, state)
        case Passed(passed=term):
            running = state.term(term)
            return running is not None and running.open and on > running.due
        case Reached(reached=term):
            running = state.term(term)
            return running is not None and on >= running.due
        case Answered(signed=act, role=role, answer=answers):
            last = state.last(act)
            signatures = last.signatures if last is not None else ()
            return any(signature.role == role and signature.answer in answers for signature in signatures)
        case Deviated(deviated=policy):
            return any(deviation.policy == policy for deviation in state.deviations)
    assert_never(condition)


def unknown_facts(condition: Condition | None, pack: Pack, state: Seen) -> tuple[str, ...]:
    """The facts in this condition that are not known and should be, in the order they are named."""
    return tuple(
        dict.fromkeys(
            atom.fact
            for atom in atoms(condition)
            if isinstance(atom, FactIs)
            and atom.known is None
            and state.facts.get(atom.fact) is None
            and not pack.facts[atom.fact].optional
        )
    )


def _conjunction(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _opposite(value: bool | None) -> bool | None:  # noqa: FBT001 - three-valued logic on one value
    return None if value is None else not value


def _field(condition: FieldIs, state: Seen) -> bool:
    act, name = condition.field.split(".")
    last = state.last(act)
    value = last.data.get(name) if last is not None else None
    if condition.filled is not None:
        return (value is not None) == condition.filled
    if not isinstance(value, bool | int | float | str):
        return False
    return within(value, condition.is_, condition.at_least, condition.at_most)  # type: ignore[arg-type]


def _fact(condition: FactIs, pack: Pack, state: Seen) -> bool | None:
    value = state.facts.get(condition.fact)
    if condition.known is not None:
        return (value is not None) == condition.known
    fact = pack.facts[condition.fact]
    if value is None and fact.optional and fact.type == "yes_no":
        value = False
    if value is None:
        return False if fact.optional else None
    return within(value, condition.is_, condition.at_least, condition.at_most)  # type: ignore[arg-type]
