"""Cut what a legal guard is told into classes: facts that never change its answer, and choices that it treats alike.

The law decides which differences matter, not the pack. Asking it once for every combination of facts is cheap,
and what makes no difference need not be explored. A guard with too many combinations is left as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from math import prod

from houvast.core.forms.form import FieldType
from houvast.core.law.errors import QuestionError
from houvast.core.procedure.conditions import FieldIs, atoms
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Act, Guarded, Must, Option, Pack, RuleSource
from houvast.core.procedure.persons import Person
from houvast.core.procedure.situation import JUST_NOW, elapsed, rule_value
from houvast.core.procedure.structure import conditions_of
from houvast.core.procedure.world import Ask, as_rule_facts

MOST_COMBINATIONS = 12_000
Answers = dict[tuple[object, ...], bool]
Table = tuple[tuple[str, ...], Answers]
"""The names of a guard's facts, and its answer to every combination of them with a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """`pack` with guards told only what matters; `values` of choices that only a guard asks about, one per class;
    `persons` without those between whom nothing tells a difference. `law` is everything the law said: two days of which
    it is equal are one day to the proof; None when a guard had too many combinations to ask them all.
    """

    pack: Pack
    values: dict[str, tuple[object, ...]]
    persons: tuple[Person, ...]
    law: object | None


def cut(pack: Pack, persons: tuple[Person, ...], ask: Ask, today: date) -> Cut:
    """What is left to explore on this day once the guards have been asked what matters to them."""
    values: dict[str, tuple[object, ...]] = {}
    idle: dict[int, set[str]] = {}
    tables: list[Table | None] = []
    asked_elsewhere = {
        atom.field
        for condition, _where in conditions_of(pack)
        for atom in atoms(condition)
        if isinstance(atom, FieldIs)
    }
    for must in musts(pack):
        table = _table(must, pack, persons, ask, today)
        tables.append(table)
        if table is None:
            continue
        names, answers = table
        idle[id(must)] = {name for place, name in enumerate(names) if _is_idle(place, answers)}
        for place, name in enumerate(names):
            path = must.facts[name].field
            if path is not None and path not in asked_elsewhere and path not in values:
                values[path] = _one_per_class(place, answers)
    alike = [_alike(number, person, tables) for number, person in enumerate(persons)]
    kept = _one_of_each(persons, alike)
    first = {kind: number for number, kind in reversed(list(enumerate(alike)))}
    law = (tuple(first), tuple((person.facts_told, person.later) for person in kept)) if None not in tables else None
    return Cut(pack=_told_less(pack, idle), values=values, persons=kept, law=law)


def _alike(number: int, person: Person, tables: list[Table | None]) -> object:
    """What tells this person apart: facts, being a minor, and the answers of each guard to every combination."""
    rows = tuple(
        number if table is None else tuple(answer for key, answer in table[1].items() if key[-1] == number)
        for table in tables
    )
    return person.facts_told, person.minor, rows


def _one_of_each(persons: tuple[Person, ...], alike: list[object]) -> tuple[Person, ...]:
    """One person of each kind; a student may grow from one into another."""
    first: dict[object, int] = {}
    place = [first.setdefault(kind, len(first)) for kind in alike]
    later: list[set[int]] = [set() for _kind in first]
    for number, person in enumerate(persons):
        later[place[number]] |= {place[following] for following in person.later} - {place[number]}
    chosen = [persons[place.index(number)] for number in range(len(first))]
    return tuple(replace(person, later=tuple(sorted(later[number]))) for number, person in enumerate(chosen))


def _table(must: Must, pack: Pack, persons: tuple[Person, ...], ask: Ask, today: date) -> Table | None:
    """What the guard answers to every combination of its facts, each person of the proof counted as one fact."""
    own = [name for name, source in must.facts.items() if source.world is None]
    domains = [tuple(_domain(must.facts[name], pack, today)) for name in own]
    if prod(len(domain) for domain in domains) * len(persons) > MOST_COMBINATIONS:
        return None
    answers: Answers = {}
    for number, person in enumerate(persons):
        fixed = {
            name: rule_value(source, pack, frozenset(), person, today)
            for name, source in must.facts.items()
            if source.world is not None
        }
        for combination in product(*domains):
            facts = as_rule_facts(fixed | dict(zip(own, combination, strict=True)))
            try:
                outcome = ask(must.rule, facts, on=today).outcome
                allowed = all(outcome.get(name) == value for name, value in must.require.items())
            except QuestionError:
                allowed = False
            answers[(*combination, number)] = allowed
    return tuple(own), answers


def _domain(source: RuleSource, pack: Pack, today: date) -> Iterator[object]:
    if source.value is not None or source.decision_day:
        yield source.value if source.value is not None else today
    elif source.day is not None:
        waits = [term for term in pack.terms.values() if term.kind == "wait" and term.begins_with == source.day]
        yield from dict.fromkeys((None, today - JUST_NOW, *(elapsed(term, today) for term in waits)))
    elif source.due is not None:
        yield from (None, today - timedelta(days=1), today + timedelta(days=30))
    elif source.field is not None:
        yield from _field_domain(source.field, pack, today)
    else:
        yield from (True, False)


def _field_domain(path: str, pack: Pack, today: date) -> Iterator[object]:
    act_id, name = path.split(".")
    act = pack.acts[act_id]
    field = pack.forms[act.form].field(name) if act.form is not None else None
    yield None
    if field is None:
        return
    match field.type:
        case FieldType.YES_NO:
            yield from (True, False)
        case FieldType.CHOICE:
            yield from (option.id for option in field.options)
        case FieldType.NUMBER:
            yield from (int(field.min or 0), int(field.max or 100))
        case FieldType.DATE:
            yield today.isoformat()
        case _:
            yield "something"


def _is_idle(place: int, answers: Answers) -> bool:
    """Changing this fact alone never changes the answer."""
    seen: dict[tuple[object, ...], bool] = {}
    return all(seen.setdefault((*key[:place], *key[place + 1 :]), answer) == answer for key, answer in answers.items())


def _one_per_class(place: int, answers: Answers) -> tuple[object, ...]:
    """One value for every way in which the guard answers when this fact has it; None (left empty) always stays out."""
    rows: dict[object, list[bool]] = {}
    for key, answer in answers.items():
        rows.setdefault(key[place], []).append(answer)
    classes: dict[tuple[bool, ...], object] = {}
    for value, row in rows.items():
        if value is not None:
            classes.setdefault(tuple(row), value)
    return tuple(classes.values())


def _told_less(pack: Pack, idle: dict[int, set[str]]) -> Pack:
    """The pack in which idle facts of guards are constants, so that nothing remembers them."""
    if not any(idle.values()):
        return pack
    steps = tuple(
        step.model_copy(update={"acts": tuple(_act_told_less(act, idle) for act in step.acts)}) for step in pack.steps
    )
    anytime = tuple(_act_told_less(act, idle) for act in pack.anytime)
    return pack.model_copy(update={"steps": steps, "anytime": anytime})


def _act_told_less(act: Act, idle: dict[int, set[str]]) -> Act:
    options: tuple[Option, ...] = tuple(
        option.model_copy(update={"must": _musts_told_less(option, idle)}) for option in act.options
    )
    return act.model_copy(update={"must": _musts_told_less(act, idle), "options": options})


def _musts_told_less(part: Guarded, idle: dict[int, set[str]]) -> tuple[Must, ...]:
    constant = RuleSource(value=False)
    return tuple(
        must.model_copy(
            update={
                "facts": {
                    name: constant if name in idle.get(id(must), ()) and (source.held or source.done) else source
                    for name, source in must.facts.items()
                }
            }
        )
        for must in part.must
    )
