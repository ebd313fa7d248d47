"""Walk through a pack at random with the real engine, to see that what the prover says can happen does happen."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from houvast import lawbook
from houvast.core.forms.example import example
from houvast.core.forms.form import FieldType, Form
from houvast.core.procedure.draft import signers_open
from houvast.core.procedure.engine import catch_up, decide, open_case
from houvast.core.procedure.folding import fold
from houvast.core.procedure.log import Action, Answer, Attempt, Do, Reason, Refused, Sign, as_data, from_data
from houvast.core.procedure.pack import Act, Option, Pack
from houvast.core.procedure.persons import QUALIFICATIONS
from houvast.core.procedure.possible import possible
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Events, State
from houvast.core.procedure.tasks import open_tasks
from houvast.core.procedure.world import EXAMPLE_DAY, Guardian, World

AGES = (15, 16, 17, 18, 20, 23, 25, 27, 30)
DAY = EXAMPLE_DAY + timedelta(days=0)


@dataclass
class Seen:
    outcomes: set[str] = field(default_factory=set)
    options: set[tuple[str, str]] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)


def a_world(pack: Pack, chance: random.Random) -> World:
    facts: dict[str, object] = {
        "birth_date": DAY.replace(year=DAY.year - chance.choice(AGES), month=chance.choice((1, 10))),
        "qualifications": chance.choice(QUALIFICATIONS),
        "programme_years": 3,
        "programme_started_on": DAY - timedelta(days=chance.choice((0, 40, 85, 250, 270))),
    }
    for fact in pack.facts.values():
        if fact.world is not None:
            facts[fact.world] = chance.choice((True, False)) if fact.type == "yes_no" else 2
    return World(facts=facts, guardians=(Guardian(key="g1"),), ask=lawbook.ask)


def walk(pack: Pack, seed: int, seen: Seen, most: int = 120) -> State:
    """One walk to an end, or until `most` actions. After each action the log folds to the same state, saved or not."""
    chance = random.Random(seed)
    world, today = a_world(pack, chance), DAY
    opened = open_case(pack, world, by="x", role=pack.opened_by[0], on=today)
    assert isinstance(opened, Events)
    state = opened.state
    for _ in range(most):
        if state.step is None:
            break
        seen.steps.add(state.step)
        if chance.random() < 0.35:
            today = next_day(state, today, chance)
            state = catch_up(pack, state, world, today).state
            assert not catch_up(pack, state, world, today).events
            continue
        action = an_action(pack, state, world, today, chance)
        if action is None:
            continue
        answer = decide(pack, state, action, world, today)
        if isinstance(answer, Refused):
            assert answer.reasons
            continue
        state = answer.state
        note(pack, action, seen)
        read_back = tuple(from_data(as_data(event)) for event in state.log)
        assert fold(pack, read_back) == fold(pack, state.log) == state
        keys = [task.key for task in open_tasks(pack, state, today)]
        assert len(keys) == len(set(keys))
    if state.ended is not None:
        seen.outcomes.add(state.ended.outcome)
    return state


def note(pack: Pack, action: Action, seen: Seen) -> None:
    if isinstance(action, Do):
        seen.acts.add(action.act)
        if action.option is not None:
            seen.options.add((action.act, action.option))


def next_day(state: State, today: date, chance: random.Random) -> date:
    """A little later, or the day before, on or after the last day of a running term."""
    days = [term.due for term in state.terms if term.open and term.due >= today]
    if days and chance.random() < 0.7:
        return max(today, chance.choice(days) + timedelta(days=chance.choice((-1, 0, 1))))
    return today + timedelta(days=chance.choice((0, 1, 5)))


def an_action(pack: Pack, state: State, world: World, today: date, chance: random.Random) -> Action | None:
    waiting = [
        (act, instance, signer, name)
        for act in pack.acts.values()
        for instance in state.instances.get(act.id, ())
        if instance.complete_on is None
        for signer, name in signers_open(pack, state, act, instance, today)
    ]
    if waiting and chance.random() < 0.7:
        act, _instance, signer, name = chance.choice(waiting)
        answer = chance.choice((Answer.AGREE, Answer.AGREE, Answer.DISSENT, Answer.NOT_REACHED))
        recorder = signer.passes.roles[0] if signer.passes is not None and answer is Answer.NOT_REACHED else signer.role
        who = name or signer.role.value
        return Sign(
            act=act.id,
            by=who if recorder is signer.role else recorder.value,
            role=recorder,
            signer_role=signer.role,
            signer=who,
            answer=answer,
            note="note",
            attempts=tuple(Attempt(on=today - timedelta(days=n), how="called") for n in range(2)),
        )
    choices: list[tuple[Act, Option | None, dict[str, str]]] = []
    for one in possible(pack, state, Role.COACH, world, today):
        ways: list[tuple[Option | None, tuple[Reason, ...]]] = [
            (c.option, (*one.reasons, *c.reasons)) for c in one.choices
        ]
        for option, reasons in ways or [(None, one.reasons)]:
            if all(reason.deviable for reason in reasons):
                ending = one.any_time and bool(one.choices)
                weight = 1 if ending else 4
                choices += [(one.act, option, {reason.key: "because" for reason in reasons})] * weight
    if not choices:
        return None
    act, chosen, deviations = chance.choice(choices)
    role = next((r for p in deviations for r in pack.policies[p].deviate if r in act.by), act.by[0])
    if deviations and role not in pack.policies[next(iter(deviations))].deviate:
        return None
    form = pack.forms[act.form] if act.form is not None else None
    return Do(
        act=act.id,
        by=role.value,
        role=role,
        option=chosen.id if chosen is not None else None,
        data=a_record(form, today, chance) if form is not None else {},
        deviations=deviations,
    )


def a_record(form: Form, today: date, chance: random.Random) -> dict[str, object]:
    given: dict[str, object] = {}
    for one in form.fields:
        match one.type:
            case FieldType.YES_NO:
                given[one.id] = chance.choice((True, False))
            case FieldType.CHOICE:
                given[one.id] = chance.choice(one.options).id
            case FieldType.DATE:
                given[one.id] = (today + timedelta(days=chance.choice((0, 10, 14)))).isoformat()
            case FieldType.NUMBER:
                given[one.id] = chance.choice((1, 91, 120))
            case _:
                continue
    asked = {one.id for one in form.fields if one.shown_when is None}
    return example(form, today, {key: value for key, value in given.items() if key in asked})
