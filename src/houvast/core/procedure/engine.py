"""Decide what an action does to a case: events, or a refusal that says what is missing, why, and what to do.

The engine knows no procedure by name. It is given the pack, the state (folded from the log), the action, the world and
the day; it reads no clock and writes nothing. The caller appends the events and asks again.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import assert_never

from houvast.core.forms.text import Text
from houvast.core.procedure import correcting, guards, signing
from houvast.core.procedure.asking import observe
from houvast.core.procedure.folding import apply_new
from houvast.core.procedure.log import (
    Action,
    Correct,
    Deviate,
    Do,
    Event,
    EventKind,
    FactValue,
    Reason,
    ReasonKind,
    Refused,
    Sign,
    Withdraw,
)
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Events, LookUps, State
from houvast.core.procedure.terms import last_day, started
from houvast.core.procedure.world import World


def open_case(pack: Pack, world: World, *, by: str, role: Role, on: date) -> Events | Refused:
    """Begin a case. Who may is in `opened_by`; everything else is asked of the first act."""
    if role not in pack.opened_by:
        return Refused(reasons=(guards.wrong_role(pack, pack.opened_by, "open"),))
    facts, guardians = _news(pack, State(), world, on)
    opened = Event(
        kind=EventKind.OPENED,
        on=on,
        by=by,
        role=role.value,
        version=f"{pack.id} {pack.version}",
        facts=facts,
        guardians=guardians,
    )
    return _with_time(pack, State(), (opened,), world)


def decide(pack: Pack, state: State, action: Action, world: World, on: date) -> Events | Refused:
    """What this action brings. First what time itself brought (`catch_up`), then the action in the state after it."""
    before = catch_up(pack, state, world, on)
    now = before.state
    match action:
        case Do():
            found = _do(pack, now, action, world, on)
        case Sign():
            found = signing.sign(pack, now, action, on)
        case Deviate():
            found = _deviate(pack, now, action, on)
        case Correct() | Withdraw():
            return correcting.correct(pack, state, action, world, on, _dues)
        case _:
            assert_never(action)
    if isinstance(found, Refused):
        return found
    after = _with_time(pack, now, found, world)
    return Events(events=(*before.events, *after.events), state=after.state)


def catch_up(pack: Pack, state: State, world: World, on: date) -> Events:
    """What the passing of time brought: facts that changed (a birthday) and terms that ran out. Often nothing.

    Doing it twice adds nothing. A worker may call it daily; `decide` always does.
    """
    if state.step is None:
        return Events(events=(), state=state)
    changed, guardians = _news(pack, state, world, on)
    ran_out = tuple(
        [
            term.key
            for term in state.terms
            if term.due < on and term.open and term.elapsed_on is None and term.term in pack.terms
        ]
    )
    if not (changed or guardians is not None or ran_out):
        return Events(events=(), state=state)
    events = (
        *((_noted(changed, guardians, on),) if changed or guardians is not None else ()),
        *((Event(kind=EventKind.ELAPSED, on=on, terms=ran_out),) if ran_out else ()),
    )
    return _with_time(pack, state, events, world)


def _news(pack: Pack, state: State, world: World, on: date) -> tuple[dict[str, FactValue], tuple[str, ...] | None]:
    """The facts that differ from what the log knew last, and the guardians when they do."""
    seen = observe(pack, world, on)
    known = state.facts
    if seen == known:
        changed = {}
    else:
        changed = {name: value for name, value in seen.items() if name not in known or known[name] != value}
    guardians = tuple([guardian.key for guardian in world.guardians if guardian.authority])
    return changed, guardians if guardians != state.guardians else None


def _noted(facts: dict[str, FactValue], guardians: tuple[str, ...] | None, on: date) -> Event:
    return Event(kind=EventKind.NOTED, on=on, facts=facts, guardians=guardians)


def _with_time(pack: Pack, state: State, events: tuple[Event, ...], world: World) -> Events:
    """Apply the events one by one, each with the last days of the terms that it starts."""
    complete = []
    for event in events:
        dated, state = apply_new(pack, state, event, partial(_dues, pack, world=world, on=event.on))
        complete.append(dated)
    return Events(events=tuple(complete), state=state)


def _dues(pack: Pack, before: LookUps, after: LookUps, world: World, on: date) -> Mapping[str, date]:
    return {
        term_id: last_day(pack.terms[term_id], day, pack, after, world)
        for term_id, day in started(pack, before, after, on)
    }


def _do(pack: Pack, state: State, action: Do, world: World, on: date) -> tuple[Event, ...] | Refused:
    happened = action.happened_on or on
    deviations = tuple(
        Event(kind=EventKind.DEVIATED, on=on, by=action.by, role=action.role.value, policy=policy, note=reason)
        for policy, reason in action.deviations.items()
    )
    judged = guards.judge(pack, state, action, world, on)
    if judged.reasons:
        return Refused(reasons=judged.reasons)
    used = tuple(event for event in deviations if event.policy in judged.deviated)
    done = Event(
        kind=EventKind.DONE,
        on=happened,
        by=action.by,
        role=action.role.value,
        act=action.act,
        option=action.option or "",
        data=judged.data,
        receipts=judged.receipts,
    )
    return (*used, done)


def _deviate(pack: Pack, state: State, action: Deviate, on: date) -> tuple[Event, ...] | Refused:
    if state.step is None:
        return Refused(reasons=(guards.closed(),))
    policy = pack.policies.get(action.policy)
    if policy is None:
        text = Text(nl="Deze procedure heeft zo'n afspraak niet.", en="This procedure has no such policy.")
        return Refused(reasons=(Reason(kind=ReasonKind.CLOSED, key=action.policy, text=text),))
    if action.role not in policy.deviate:
        return Refused(reasons=(guards.wrong_role(pack, policy.deviate, action.policy),))
    if not action.reason.strip():
        return Refused(reasons=(guards.reason_needed(action.policy),))
    event = Event(
        kind=EventKind.DEVIATED,
        on=on,
        by=action.by,
        role=action.role.value,
        policy=action.policy,
        note=action.reason.strip(),
    )
    return (event,)
