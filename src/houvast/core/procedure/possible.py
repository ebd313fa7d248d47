"""What can be done in a case now, by whom, and what stands in the way of the rest."""

from dataclasses import dataclass
from datetime import date

from houvast.core.procedure import guards
from houvast.core.procedure.folding import is_open
from houvast.core.procedure.log import Reason
from houvast.core.procedure.pack import Act, Option, Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import State
from houvast.core.procedure.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a decision, with what stands in its way beyond what stands in the way of the act."""

    option: Option
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """An act that is asked here. `mine`: the role may do it. Free to do when `reasons` is empty or all deviable."""

    act: Act
    mine: bool
    any_time: bool
    reasons: tuple[Reason, ...]
    choices: tuple[Choice, ...]


def possible(pack: Pack, state: State, role: Role, world: World, on: date) -> tuple[Possible, ...]:
    """The acts of the present step and of any time that are open in this state. Give it the state after `catch_up`."""
    if state.step is None:
        return ()
    step = pack.step_by_id[state.step]
    found = []
    for act in (*step.acts, *pack.anytime):
        applies = guards.applicability(pack, state, act, on)
        if not is_open(pack, state, act.id) or any(reason.kind == "closed" for reason in applies):
            continue
        own = (*applies, *guards.obstacles(pack, state, act, None, world, on).reasons)
        choices = tuple(_choice(pack, state, act, option, own, world, on) for option in act.options)
        any_time = act.id not in pack.step_of
        found.append(Possible(act=act, mine=role in act.by, any_time=any_time, reasons=own, choices=choices))
    return tuple(found)


def _choice(
    pack: Pack, state: State, act: Act, option: Option, own: tuple[Reason, ...], world: World, on: date
) -> Choice:
    found = guards.obstacles(pack, state, act, option, world, on).reasons
    return Choice(option=option, reasons=tuple(reason for reason in found if reason not in own))
