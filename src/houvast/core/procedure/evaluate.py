"""Judge a condition of a pack against the state of a case on a day: true, false or unknown (None)."""

from collections.abc import Callable
from datetime import date
from typing import Any

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
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.state import LookUps, current


def evaluate(condition: Condition | None, pack: Pack, state: LookUps, on: date) -> bool | None:
    """No condition is true. Unknown parts make a conjunction unknown unless another part is false, and so on."""
    return True if condition is None else _JUDGES[type(condition)](condition, pack, state, on)


def _all_of(condition: AllOf, pack: Pack, state: LookUps, on: date) -> bool | None:
    return _conjunction([evaluate(part, pack, state, on) for part in condition.all])


def _any_of(condition: AnyOf, pack: Pack, state: LookUps, on: date) -> bool | None:
    none_true = _conjunction([_opposite(evaluate(part, pack, state, on)) for part in condition.any])
    return _opposite(none_true)


def _not(condition: Not, pack: Pack, state: LookUps, on: date) -> bool | None:
    return _opposite(evaluate(condition.not_, pack, state, on))


def _done(condition: Done, pack: Pack, state: LookUps, _on: date) -> bool:
    found = current(state, pack.acts[condition.done], pack.step_of.get(condition.done))
    return sum(instance.complete_on is not None for instance in found) >= condition.times


def _held(condition: Held, pack: Pack, state: LookUps, _on: date) -> bool:
    return len(current(state, pack.acts[condition.held], pack.step_of.get(condition.held))) >= condition.times


def _chose(condition: Chose, _pack: Pack, state: LookUps, _on: date) -> bool:
    last = state.last(condition.chose)
    return last is not None and last.complete_on is not None and last.option in condition.option


def _passed(condition: Passed, _pack: Pack, state: LookUps, on: date) -> bool:
    running = state.term(condition.passed)
    return running is not None and running.open and on > running.due


def _reached(condition: Reached, _pack: Pack, state: LookUps, on: date) -> bool:
    running = state.term(condition.reached)
    return running is not None and on >= running.due


def _answered(condition: Answered, _pack: Pack, state: LookUps, _on: date) -> bool:
    last = state.last(condition.signed)
    signatures = last.signatures if last is not None else ()
    return any(one.role == condition.role and one.answer in condition.answer for one in signatures)


def _deviated(condition: Deviated, _pack: Pack, state: LookUps, _on: date) -> bool:
    return any(deviation.policy == condition.deviated for deviation in state.deviations)


def unknown_facts(condition: Condition | None, pack: Pack, state: LookUps) -> tuple[str, ...]:
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


def _field(condition: FieldIs, _pack: Pack, state: LookUps, _on: date) -> bool:
    act, name = condition.field.split(".")
    last = state.last(act)
    value = last.data.get(name) if last is not None else None
    if condition.filled is not None:
        return (value is not None) == condition.filled
    if not isinstance(value, (bool, int, float, str)):
        return False
    return within(value, condition.is_, condition.at_least, condition.at_most)  # type: ignore[arg-type]


def _fact(condition: FactIs, pack: Pack, state: LookUps, _on: date) -> bool | None:
    value = state.facts.get(condition.fact)
    if condition.known is not None:
        return (value is not None) == condition.known
    fact = pack.facts[condition.fact]
    if value is None and fact.optional and fact.type == "yes_no":
        value = False
    if value is None:
        return False if fact.optional else None
    return within(value, condition.is_, condition.at_least, condition.at_most)  # type: ignore[arg-type]


_JUDGES: dict[type, Callable[[Any, Pack, LookUps, date], bool | None]] = {
    AllOf: _all_of,
    AnyOf: _any_of,
    Not: _not,
    Done: _done,
    Held: _held,
    Chose: _chose,
    FieldIs: _field,
    FactIs: _fact,
    Passed: _passed,
    Reached: _reached,
    Answered: _answered,
    Deviated: _deviated,
}
"""How each kind of condition is judged; a table, since a case judges dozens at every step."""
