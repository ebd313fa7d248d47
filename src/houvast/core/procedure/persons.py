"""The kinds of student a proof must consider on a day: classes cut where the rules of law say that something changes.

Births are cut at every age that a rule of the pack publishes, on the birthday itself and, as duties end with a school
year, at the turn of the school year; other days that a rule counts from (the start of a programme) likewise. A class
leads to the next, because a student grows older while a case runs. Yes/no facts go both ways. Only what the pack's
conditions and legal guards use makes a difference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise, product

from houvast.core.calendar import DAY, anniversary, months_after, school_year_of
from houvast.core.law.errors import QuestionError
from houvast.core.procedure.conditions import FactIs, atoms
from houvast.core.procedure.log import FactValue
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Effect, Fact, Pack
from houvast.core.procedure.structure import conditions_of
from houvast.core.procedure.world import Ask, Rules, is_under

MAJORITY = 18
"""BW art. 1:233: who has not reached this age is a minor; the invariants about minors ask it by themselves."""

ABOUT_AGE = frozenset({Effect.REMOVAL, Effect.SUSPENSION})
"""Effects whose invariants ask about age by themselves."""

ORDINARY_AGE = 20
QUALIFICATIONS = (("none",), ("vmbo_kb",), ("mbo2",), ("pro",))
"""Neither; a certificate without a basic qualification; one that counts as such; one that exempts from the duty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A class of students on a day of proof. `days` are other days of the world by name; `later` are the places of the
    classes this student may grow into while the case runs.
    """

    birth_date: date
    qualifications: tuple[str, ...]
    facts: Mapping[str, FactValue]
    minor: bool
    days: Mapping[str, date] = field(default_factory=dict)
    later: tuple[int, ...] = ()

    @property
    def facts_told(self) -> tuple[tuple[str, FactValue], ...]:
        """The facts, to compare persons by."""
        return tuple(self.facts.items())


def persons(pack: Pack, ask: Ask, rules: Rules, day: date) -> tuple[Person, ...]:
    """Every class of student that makes a difference to this pack on this day; at least one."""
    used = _used_facts(pack)
    ages = ages_that_matter(pack, rules)
    births = tuple(_births(ages, day)) if ages else (anniversary(day, -ORDINARY_AGE),)
    held = QUALIFICATIONS if ages or _asks(pack, used, "qualifications") else (QUALIFICATIONS[1],)
    free = {name: _values(pack, name, fact) for name, fact in used.items() if fact.world is not None}
    starts = {name: tuple(_starts(lengths, day)) for name, lengths in _counted_from(pack, rules).items()}
    found: list[Person] = []
    place: dict[object, int] = {}
    at: dict[tuple[object, ...], int] = {}
    for choice, since, grade in product(product(*free.values()), product(*starts.values()), held):
        chosen = dict(zip(free, choice, strict=True))
        days = dict(zip(starts, since, strict=True))
        for born in births:
            facts = chosen | {n: _of_person(f, born, grade, ask, day) for n, f in used.items() if f.world is None}
            minor = is_under(born, MAJORITY, day)
            matters = (tuple(facts.items()), since, minor, _age_class(pack, rules, born, grade, ask, day))
            if matters not in place:
                place[matters] = len(found)
                found.append(Person(birth_date=born, qualifications=grade, facts=facts, minor=minor, days=days))
            at[(choice, since, grade, born)] = place[matters]
    return _growing(found, at, births, tuple(starts.values()))


def _growing(
    found: list[Person],
    at: Mapping[tuple[object, ...], int],
    births: tuple[date, ...],
    starts: tuple[tuple[date, ...], ...],
) -> tuple[Person, ...]:
    """Each with the classes it may grow into: the next birth, or the next start; both run from young to old."""
    later: list[set[int]] = [set() for _person in found]
    older = dict(pairwise(births))
    longer = [dict(pairwise(days)) for days in starts]
    for (choice, since, grade, born), place in at.items():
        assert isinstance(since, tuple)
        nexts = [(choice, since, grade, older.get(born))]  # type: ignore[call-overload]
        for number, following in enumerate(longer):
            nexts.append((choice, (*since[:number], following.get(since[number]), *since[number + 1 :]), grade, born))
        later[place] |= {at[one] for one in nexts if one in at} - {place}
    return tuple(replace(person, later=tuple(sorted(later[number]))) for number, person in enumerate(found))


def ages_that_matter(pack: Pack, rules: Rules) -> tuple[int, ...]:
    """The ages at which a rule, a fact or an invariant of this pack can answer otherwise; empty when none asks."""
    used = _used_facts(pack)
    ages = {fact.age_under for fact in used.values() if fact.age_under is not None}
    ages |= {age for rule in _rules_about(pack, used, "birth_date") for age in rules[rule].years_after("birth_date")}
    outcomes = {outcome.effect for outcome in pack.outcomes.values()}
    if ABOUT_AGE & (outcomes | {option.effect for act in pack.acts.values() for option in act.options}):
        ages.add(MAJORITY)
    return tuple(sorted(ages))


def _births(ages: tuple[int, ...], day: date) -> Iterator[date]:
    """Days of birth from young to old: of who turns each age tomorrow or today, or did so at the turn of the school
    year; so there is one on each side of every boundary.
    """
    new_year = school_year_of(day).begin
    turning = {anniversary(turn, -age) for age in ages for turn in (day + DAY, day, new_year, new_year - DAY)}
    yield from sorted(turning, reverse=True)


def _starts(lengths: tuple[tuple[int, str], ...], day: date) -> Iterator[date]:
    """Days from late to early: one on each side of every boundary that is counted from such a day."""
    yield day - timedelta(days=7)
    yield from sorted({_before(day, count, unit) for count, unit in lengths} - {day - timedelta(days=7)}, reverse=True)


def _before(day: date, count: int, unit: str) -> date:
    match unit:
        case "years":
            return anniversary(day, -count)
        case "months":
            return months_after(day, -count)
        case _:
            return day - timedelta(weeks=count) if unit == "weeks" else day - timedelta(days=count)


def _counted_from(pack: Pack, rules: Rules) -> dict[str, tuple[tuple[int, str], ...]]:
    """Days of the world that a guard's rule counts from, but birth, each with the boundaries."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for must in musts(pack):
        for name, source in must.facts.items():
            lengths = rules[must.rule].boundaries.get(name, ())
            if source.world is not None and source.world != "birth_date" and lengths:
                found[source.world] = tuple(dict.fromkeys((*found.get(source.world, ()), *lengths)))
    return found


def _rules_about(pack: Pack, used: Mapping[str, Fact], name: str) -> set[str]:
    """The rules that are told this fact of the world, by a guard or for a fact."""
    asked = {must.rule for must in musts(pack) for source in must.facts.values() if source.world == name}
    return asked | {f.rule.rule for f in used.values() if f.rule is not None and name in f.rule.with_.values()}


def _asks(pack: Pack, used: Mapping[str, Fact], name: str) -> bool:
    return bool(_rules_about(pack, used, name))


def _age_class(pack: Pack, rules: Rules, born: date, held: tuple[str, ...], ask: Ask, day: date) -> object:
    """What tells two births apart for the legal guards: the side of their boundaries, and the duty of education."""
    guards = {must.rule for must in musts(pack) for source in must.facts.values() if source.world == "birth_date"}
    if not guards:
        return None
    sides = {age: is_under(born, age, day) for rule in guards for age in rules[rule].years_after("birth_date")}
    facts = {"birth_date": born.isoformat(), "qualifications": list(held)}
    return tuple(sorted(sides.items())), held, ask("education-duty", facts, on=day).outcome.get("status")


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


def _of_person(fact: Fact, born: date, held: tuple[str, ...], ask: Ask, day: date) -> FactValue:
    if fact.age_under is not None:
        return is_under(born, fact.age_under, day)
    assert fact.rule is not None
    known = {"birth_date": born.isoformat(), "qualifications": list(held)}
    facts = {name: known.get(known_as) for name, known_as in fact.rule.with_.items()}
    try:
        value = ask(fact.rule.rule, facts, on=day).outcome.get(fact.rule.outcome)
    except QuestionError:
        return None  # the prover names the wrong question
    return value if isinstance(value, bool | int | float | str) else None
