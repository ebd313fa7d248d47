"""Every pack is walked with the real engine until everything in it has happened."""

import pytest

from houvast.core.procedure.pack import Pack
from houvast.packbook import all_packs
from houvast.packbook.rehearsal import rehearse
from houvast.packbook.scenarios import FOLDER, scenarios
from houvast.packbook.tests.walking import Seen, walk

MOST_WALKS = 150
NAMES = [pack.id for pack in all_packs()]


def told(pack: Pack) -> Seen:
    """What the scenarios of the pack have shown already: the long way to a hard ending is not left to chance."""
    seen, path = Seen(), FOLDER / f"{pack.id}.yaml"
    for scenario in scenarios(path)[1] if path.is_file() else []:
        state = rehearse(pack, scenario).state
        seen.steps |= {entry.step for entry in state.entries}
        seen.acts |= set(state.instances)
        seen.options |= {(one.act, one.option) for found in state.instances.values() for one in found if one.option}
        seen.outcomes |= {state.ended.outcome} if state.ended is not None else set()
    return seen


@pytest.mark.parametrize("pack", all_packs(), ids=NAMES)
def test_every_step_act_option_and_outcome_happens_in_the_engine_too(pack: Pack) -> None:
    seen = told(pack)
    options = {(act.id, option.id) for act in pack.acts.values() for option in act.options}
    for seed in range(MOST_WALKS):
        walk(pack, seed, seen)
        if seen.outcomes == set(pack.outcomes) and seen.options == options and seen.acts == set(pack.acts):
            break
    assert set(pack.outcomes) - seen.outcomes == set()
    assert options - seen.options == set()
    assert set(pack.acts) - seen.acts == set()
    assert set(pack.step_by_id) - seen.steps == set()
