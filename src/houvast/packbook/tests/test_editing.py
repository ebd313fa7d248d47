"""Editing what happened makes no doubles and no ghosts, in any pack, wherever the case stands."""

import random

import pytest

from houvast.core.procedure.engine import decide
from houvast.core.procedure.folding import fold
from houvast.core.procedure.log import Correct, EventKind, Refused, Withdraw, as_data, from_data
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import State
from houvast.core.procedure.tasks import open_tasks
from houvast.packbook import all_packs
from houvast.packbook.tests.walking import Seen, a_record, a_world, walk

NAMES = [pack.id for pack in all_packs()]


def plan(pack: Pack, state: State) -> tuple[list[str], list[str]]:
    """The keys of what waits and of the terms that run."""
    today = state.log[-1].on
    return [task.key for task in open_tasks(pack, state, today)], [term.key for term in state.terms if term.open]


@pytest.mark.parametrize("pack", all_packs(), ids=NAMES)
def test_correcting_and_withdrawing_keeps_the_plan_a_function_of_the_log(pack: Pack) -> None:
    changed = 0
    for seed in range(12):
        chance = random.Random(seed)
        world, state = a_world(pack, chance), walk(pack, seed, Seen(), most=25)
        done = [(seq, event) for seq, event in state.effective if event.kind is EventKind.DONE]
        if not done:
            continue
        seq, event = chance.choice(done)
        form = pack.acts[event.act].form
        role, today = Role(event.role), max(one.on for one in state.log)
        record = a_record(pack.forms[form], event.on, chance) if form is not None else None
        for action in (
            Correct(target=seq, by=event.by, role=role, reason="mistake", data=record),
            Withdraw(target=seq, by=event.by, role=role, reason="mistake"),
        ):
            answer = decide(pack, state, action, world, today)
            if isinstance(answer, Refused):
                assert answer.reasons
                continue
            changed += 1
            after = answer.state
            stored = tuple(from_data(as_data(one)) for one in after.log)
            assert fold(pack, stored) == after
            tasks, terms = plan(pack, after)
            assert len(tasks) == len(set(tasks))
            assert len({key.split("#")[0] for key in terms}) == len(terms), "a term runs once"
            assert after.log[: len(state.log)] == state.log, "what was written stays"
    assert changed
