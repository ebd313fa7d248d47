"""A situation: what of a case matters to its future. The prover explores these, not cases with days and names.

Marks are small tuples: `("held", act)` and `("done", act)` since the act's step was last entered, `("opt", act,
option)`, `("val", path, value)`, `("runs", term)`, `("over", term)`, `("dev", policy)`, `("serve", what)` and
`("owes",)`: a hard decision whose letter with the way to contest it has not gone out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.calendar import months_after
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
    within,
)
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Pack, RuleSource, Term
from houvast.core.procedure.persons import Person

Mark = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """`step` is the place of the step in the pack, -1 after the end; `person` the place of the class of student."""

    step: int
    person: int
    marks: frozenset[Mark]


def holds(condition: Condition | None, marks: frozenset[Mark], person: Person) -> bool | None:  # noqa: C901, PLR0911, PLR0912 - one way per kind of condition
    """The condition in this situation. Answers to signatures are left open (unknown): either may be."""
    match condition:
        case None:
            return True
        case AllOf(all=parts):
            found = [holds(part, marks, person) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(any=parts):
            found = [holds(part, marks, person) for part in parts]
            return True if True in found else None if None in found else False
        case Not(not_=part):
            inner = holds(part, marks, person)
            return None if inner is None else not inner
        case Done(done=act):
            return ("done", act) in marks
        case Held(held=act):
            return ("held", act) in marks
        case Chose(chose=act, option=options):
            return ("done", act) in marks and any(("opt", act, option) in marks for option in options)
        case FieldIs(field=path):
            return _field(condition, path, marks)
        case FactIs(fact=name):
            value = person.facts.get(name)
            if condition.known is not None:
                return condition.known
            return None if value is None else within(value, condition.is_, condition.at_least, condition.at_most)  # type: ignore[arg-type]
        case Passed(passed=term) | Reached(reached=term):
            return ("over", term) in marks
        case Deviated(deviated=policy):
            return ("dev", policy) in marks
        case Answered():
            return None


def _field(condition: FieldIs, path: str, marks: frozenset[Mark]) -> bool:
    value = next((mark[2] for mark in marks if mark[0] == "val" and mark[1] == path), None)
    if condition.filled is not None:
        return (value is not None) == condition.filled
    return isinstance(value, bool | int | float | str) and within(
        value,  # type: ignore[arg-type]
        condition.is_,
        condition.at_least,
        condition.at_most,
    )


WORLD_EXAMPLES: dict[str, object] = {"programme_years": 3, "region": "midden"}


def rule_value(source: RuleSource, pack: Pack, marks: frozenset[Mark], person: Person, today: date) -> object:  # noqa: PLR0911
    """What a legal rule would be told here, with days that stand for "long ago", "just now" and "not yet"."""
    if source.world is not None:
        return _of_world(source.world, pack, person, today)
    if source.decision_day:
        return today
    if source.value is not None:
        return source.value
    if source.when is not None:
        return holds(source.when, marks, person) is True
    if source.held is not None:
        return ("held", source.held) in marks
    if source.done is not None:
        return ("done", source.done) in marks
    if source.due is not None:
        return _due(source.due, marks, today)
    if source.day is not None:
        return _day_of(source.day, pack, marks, today) if ("held", source.day) in marks else None
    return next((mark[2] for mark in marks if mark[0] == "val" and mark[1] == source.field), None)


def _of_world(name: str, pack: Pack, person: Person, today: date) -> object:
    if name in person.days:
        return person.days[name]
    if name == "birth_date":
        return person.birth_date
    if name == "qualifications":
        return person.qualifications
    if name == "programme_started_on":
        return today - timedelta(days=105 if _one_year(pack) else 300)
    known = next((person.facts.get(n) for n, fact in pack.facts.items() if fact.world == name), None)
    return known if known is not None else WORLD_EXAMPLES.get(name)


def _one_year(pack: Pack) -> bool:
    """The pack is for programmes of one year, whose study advice comes after three months."""
    sources = (must.facts.get("programme_years") for must in musts(pack))
    return any(source is not None and source.value == 1 for source in sources)


def _due(term: str, marks: frozenset[Mark], today: date) -> date | None:
    if ("over", term) in marks:
        return today - timedelta(days=1)
    return today + timedelta(days=30) if ("runs", term) in marks else None


def _day_of(act: str, pack: Pack, marks: frozenset[Mark], today: date) -> date:
    """When the act was held: so long ago that the waits which ran out have just done so, else just now."""
    over = [
        elapsed(term, today)
        for name, term in pack.terms.items()
        if term.kind == "wait" and term.begins_with == act and ("over", name) in marks
    ]
    return min(over, default=today - JUST_NOW)


def elapsed(term: Term, today: date) -> date:
    """The day on which a term began that ran out yesterday; long ago when that cannot be told: when it counts in
    school time, by the law, or to a day in a record.
    """
    length = term.length
    if term.from_.field is not None:
        return today - LONG_AGO
    if length.weeks is not None or length.days is not None:
        return today - timedelta(days=1 + (length.days or 0), weeks=length.weeks or 0)
    if length.months is not None:
        return months_after(today - timedelta(days=1), -length.months)
    return today - LONG_AGO


JUST_NOW = timedelta(days=2)
LONG_AGO = timedelta(days=80)
"""More than the longest term of weeks that a guard asks about, and within the first months of a programme."""
