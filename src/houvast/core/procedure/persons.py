"""The kinds of student a proof must consider: ages and qualifications cut into classes, and yes/no facts both ways.

Ages stand for classes between the boundaries of the law (16, 18, 23 and 27 years); a class leads to the next, because a
student grows older while a case runs. Only facts that the pack's conditions and legal guards use make a difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

from houvast.core.law.errors import QuestionError
from houvast.core.procedure.conditions import FactIs, atoms
from houvast.core.procedure.log import FactValue
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Fact, Pack
from houvast.core.procedure.structure import conditions_of
from houvast.core.procedure.world import EXAMPLE_DAY, Ask, is_under

AGES = (15, 16, 17, 18, 20, 23, 25, 27, 30)
QUALIFICATIONS = (("none",), ("vmbo_kb",), ("mbo2",), ("pro",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A class of students; `older` is the place of the class this student may grow into while the case runs."""

    birth_date: date
    qualifications: tuple[str, ...]
    facts: Mapping[str, FactValue]
    older: int | None = None

    @property
    def minor(self) -> bool:
        return is_under(self.birth_date, 18, EXAMPLE_DAY)


def persons(pack: Pack, ask: Ask) -> tuple[Person, ...]:
    """Every class of student that makes a difference to this pack; at least one."""
    used = _used_facts(pack)
    by_age = any(fact.age_under is not None or fact.rule is not None for fact in used.values()) or any(
        source.world in ("birth_date", "qualifications") for must in musts(pack) for source in must.facts.values()
    )
    bases: list[tuple[int, tuple[str, ...]]] = (
        [(age, held) for held in QUALIFICATIONS for age in AGES] if by_age else [(20, ("vmbo_kb",))]
    )
    free = {name: _values(pack, name, fact) for name, fact in used.items() if fact.world is not None}
    found: list[Person] = []
    place: dict[object, int] = {}
    of_base: dict[tuple[object, ...], int] = {}
    for choice in product(*free.values()):
        chosen = dict(zip(free, choice, strict=True))
        for age, held in bases:
            born = EXAMPLE_DAY.replace(year=EXAMPLE_DAY.year - age, month=1)
            facts = chosen | {n: _of_person(f, born, held, ask) for n, f in used.items() if f.world is None}
            matters = (tuple(facts.items()), _law_class(pack, born, held, ask))
            if matters not in place:
                place[matters] = len(found)
                found.append(Person(birth_date=born, qualifications=held, facts=facts))
            of_base[(choice, held, age)] = place[matters]
    return tuple(_with_older(found, of_base))


def _with_older(found: list[Person], of_base: Mapping[tuple[object, ...], int]) -> list[Person]:
    next_age = dict(pairwise(AGES))
    older: dict[int, int] = {}
    for (choice, held, age), place in of_base.items():
        later = of_base.get((choice, held, next_age.get(int(str(age)), -1)))
        if later is not None and later != place:
            older[place] = later
    return [
        Person(birth_date=p.birth_date, qualifications=p.qualifications, facts=p.facts, older=older.get(number))
        for number, p in enumerate(found)
    ]


def _used_facts(pack: Pack) -> dict[str, Fact]:
    names = {
        atom.fact
        for condition, where in conditions_of(pack)
        if where[0] != "policies"
        for atom in atoms(condition)
        if isinstance(atom, FactIs)
    }
    named = {source.world for must in musts(pack) for source in must.facts.values() if source.world is not None}
    return {name: fact for name, fact in pack.facts.items() if name in names or fact.world in named}


def _values(pack: Pack, name: str, fact: Fact) -> tuple[FactValue, ...]:
    if fact.type == "yes_no":
        return (True, False)
    if fact.type == "choice":
        return fact.values
    cuts = {
        bound
        for condition, _where in conditions_of(pack)
        for atom in atoms(condition)
        if isinstance(atom, FactIs) and atom.fact == name
        for bound in (atom.at_least, atom.at_most)
        if bound is not None
    }
    return tuple(sorted({value for cut in cuts for value in (cut - 1, cut, cut + 1)})) or (1,)


def _of_person(fact: Fact, born: date, held: tuple[str, ...], ask: Ask) -> FactValue:
    if fact.age_under is not None:
        return is_under(born, fact.age_under, EXAMPLE_DAY)
    assert fact.rule is not None
    known = {"birth_date": born.isoformat(), "qualifications": list(held)}
    facts = {name: known.get(known_as) for name, known_as in fact.rule.with_.items()}
    try:
        value = ask(fact.rule.rule, facts, on=EXAMPLE_DAY).outcome.get(fact.rule.outcome)
    except QuestionError:
        return None  # the prover names the wrong question
    return value if isinstance(value, bool | int | float | str) else None


def _law_class(pack: Pack, born: date, held: tuple[str, ...], ask: Ask) -> object:
    """What tells two persons apart for the legal guards: minor or not, and the duty of education."""
    if not any(source.world == "birth_date" for must in musts(pack) for source in must.facts.values()):
        return None
    facts = {"birth_date": born.isoformat(), "qualifications": list(held)}
    return is_under(born, 18, EXAMPLE_DAY), ask("education-duty", facts, on=EXAMPLE_DAY).outcome.get("status")
