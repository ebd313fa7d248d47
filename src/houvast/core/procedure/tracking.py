"""What the prover must remember of a case: acts, fields and terms that some condition or legal guard asks about."""

from collections.abc import Iterator
from datetime import date

from houvast.core.forms.form import FieldType
from houvast.core.procedure.conditions import (
    Answered,
    Chose,
    Condition,
    Deviated,
    Done,
    FieldIs,
    Held,
    Passed,
    Reached,
    atoms,
)
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Act, Must, Option, Pack, Serves, Step
from houvast.core.procedure.situation import Mark
from houvast.core.procedure.structure import conditions_of


def open_answer(condition: Condition | None) -> bool:
    return any(isinstance(atom, Answered) for atom in atoms(condition))


def asked_conditions(pack: Pack) -> Iterator[Condition]:
    """Conditions that decide what can happen. A policy blocks nobody, so it counts only when a proof leans on it."""
    for condition, where in conditions_of(pack):
        if where[0] != "policies" or excuses(pack, str(where[1])):
            yield condition


def remembered(pack: Pack) -> set[str]:
    """Acts that something asks about: a condition, a legal guard, or a term that something asks about."""
    names: set[str] = set()
    for condition in asked_conditions(pack):
        for atom in atoms(condition):
            match atom:
                case Done(done=act) | Held(held=act) | Chose(chose=act):
                    names.add(act)
                case _:
                    pass
    for must in musts(pack):
        for source in must.facts.values():
            names |= {name for name in (source.held, source.done, source.day) if name is not None}
    return names


def tracked_fields(pack: Pack, today: date) -> dict[tuple[str, str], tuple[object, ...]]:
    """Fields that a condition or guard asks about, each with the values that make a difference (None: left empty)."""
    asked: dict[str, list[FieldIs]] = {}
    for condition in asked_conditions(pack):
        for atom in atoms(condition):
            if isinstance(atom, FieldIs):
                asked.setdefault(atom.field, []).append(atom)
    for must in musts(pack):
        for source in must.facts.values():
            if source.field is not None:
                asked.setdefault(source.field, [])
    return {(p.split(".")[0], p.split(".")[1]): _field_values(pack, p, found, today) for p, found in asked.items()}


def _field_values(pack: Pack, path: str, asked: list[FieldIs], today: date) -> tuple[object, ...]:  # noqa: PLR0911
    act_id, name = path.split(".")
    act = pack.acts.get(act_id)
    form = pack.forms.get(act.form or "") if act is not None else None
    field_ = form.field(name) if form is not None else None
    if field_ is None:
        return (None,)
    empty: tuple[object, ...] = () if field_.required and field_.shown_when is None else (None,)
    match field_.type:
        case FieldType.YES_NO:
            return (True, False, *empty)
        case FieldType.CHOICE:
            return (*(option.id for option in field_.options), *empty)
        case FieldType.RATING:
            return ("green", "amber", "red", *empty)
        case FieldType.NUMBER:
            cuts = {b for atom in asked for b in (atom.at_least, atom.at_most) if b is not None}
            low, high = field_.min, field_.max
            cuts = cuts or {field_.min or 0, field_.max or 100}
            near = sorted({v for cut in cuts for v in (cut - 1, cut, cut + 1)})
            return (*(v for v in near if (low is None or v >= low) and (high is None or v <= high)), *empty)
        case FieldType.DATE:
            return (today.isoformat(), *empty)
        case _:
            return ("something", *empty)


def tracked_terms(pack: Pack) -> tuple[str, ...]:
    """Terms that a condition or guard asks about, and waits that count the time since an act a guard asks about."""
    keys = {key for step in pack.steps for key in asked_in(pack, step)}
    keys |= {key for act in pack.anytime for key in _of_act(pack, act)}
    return tuple(sorted({name for kind, name in keys if kind == "term"} & set(pack.terms)))


Key = tuple[str, str]


class Liveness:
    """Which marks may still be asked about from a step on: what no later step asks is dropped from a situation."""

    def __init__(self, pack: Pack) -> None:
        asked = [set(asked_in(pack, step)) for step in pack.steps]
        always = {key for act in pack.anytime for key in _of_act(pack, act)}
        places = {step.id: number for number, step in enumerate(pack.steps)}
        follows = [{places[name] for name in _goes(step) if name in places} for step in pack.steps]
        self._known: list[dict[Mark, bool]] = [{} for _step in pack.steps]
        self._own = [{act.id: act for act in step.acts} for step in pack.steps]
        self._live = [
            always.union(*(asked[later] for later in _reach(number, follows))) for number in range(len(pack.steps))
        ]

    def trim(self, step: int, marks: frozenset[Mark]) -> frozenset[Mark]:
        """The marks that matter in this step or after it."""
        known, live, own = self._known[step], self._live[step], self._own[step]
        kept = []
        for mark in marks:
            matters = known.get(mark)
            if matters is None:
                matters = known[mark] = _matters(mark, live, own)
            if matters or (mark[0] in ("held", "opt") and ("done", mark[1]) not in marks):
                kept.append(mark)
        return frozenset(kept)


def _matters(mark: Mark, live: set[Key], own: dict[str, Act]) -> bool:
    """Whether something may ask about it; an act that waits for signatures always matters besides."""
    kind, name = mark[0], str(mark[1]) if len(mark) > 1 else ""
    match kind:
        case "held" | "done":
            return ("act", name) in live or (name in own and not own[name].optional)
        case "opt" | "val":
            return (str(kind), name) in live
        case "runs" | "over":
            return ("term", name) in live
        case "dev" | "serve":
            return (str(kind), name) in live
        case _:
            return True


def _goes(step: Step) -> set[str]:
    leads = (*step.then, *step.acts, *(option for act in step.acts for option in act.options))
    return {lead.go for lead in leads if lead.go is not None}


def _reach(start: int, follows: list[set[int]]) -> set[int]:
    seen, queue = {start}, [start]
    for here in queue:  # the queue grows while we walk it
        for following in follows[here] - seen:
            seen.add(following)
            queue.append(following)
    return seen


def asked_in(pack: Pack, step: Step) -> Iterator[Key]:
    """Everything that the step's acts and branches ask about."""
    for branch in step.then:
        yield from _of_condition(branch.when)
        if branch.end is not None:
            yield from _of_end(pack, branch.end)
    for act in step.acts:
        yield from _of_act(pack, act)


def _of_act(pack: Pack, act: Act) -> Iterator[Key]:
    yield from _of_condition(act.when)
    yield from _of_promises(pack, act)
    for signer in act.signatures:
        yield from _of_condition(signer.when)
    for part in act.parts:
        for need in part.needs:
            yield from _of_condition(need.condition)
        for policy in part.should:
            if excuses(pack, policy):
                yield from _of_condition(pack.policies[policy].condition)
                yield "dev", policy
        for must in part.must:
            yield from _of_must(pack, must)
        if part.end is not None:
            yield from _of_end(pack, part.end)
        if isinstance(part, Option) and part.effect is not None:
            yield from _of_effect(pack)


def _of_promises(pack: Pack, act: Act) -> Iterator[Key]:
    for name in act.paths:
        if name in pack.promises:
            yield from _of_condition(pack.promises[name].after)


def _of_end(pack: Pack, name: str) -> Iterator[Key]:
    outcome = pack.outcomes.get(name)
    if outcome is not None and outcome.effect is not None:
        yield from _of_effect(pack)


def _of_effect(pack: Pack) -> Iterator[Key]:
    """What the invariants ask when something hard comes about: what was served, the waits from it, the deviations."""
    for serves in Serves:
        yield "serve", serves
    for policy in pack.policies:
        if excuses(pack, policy):
            yield "dev", policy
    for act in pack.acts.values():
        if Serves.WILLING_SCHOOL in act.serves and act.form is not None:
            yield from (("val", f"{act.id}.{field.id}") for field in pack.forms[act.form].fields)
    acts = {act.id for act in pack.acts.values() if {Serves.WARNING, Serves.SEARCH} & set(act.serves)}
    yield from (("term", name) for name, t in pack.terms.items() if t.begins_with in acts)


def excuses(pack: Pack, policy: str) -> bool:
    """The policy is about an act that a declared invariant asks for, so that a deviation from it excuses the path."""
    return bool(pack.invariants) and any(
        isinstance(atom, Held | Done) and pack.acts[atom.held if isinstance(atom, Held) else atom.done].serves
        for atom in atoms(pack.policies[policy].condition)
    )


def _of_must(pack: Pack, must: Must) -> Iterator[Key]:
    yield from _of_condition(must.when)
    for source in must.facts.values():
        yield from _of_condition(source.when)
        act = source.held or source.done or source.day
        if act is not None:
            yield "act", act
        if source.field is not None:
            yield "val", source.field
        if source.due is not None:
            yield "term", source.due
        if source.day is not None:
            yield from (
                ("term", name) for name, t in pack.terms.items() if t.kind == "wait" and t.begins_with == source.day
            )


def _of_condition(condition: Condition | None) -> Iterator[Key]:
    for atom in atoms(condition):
        match atom:
            case Done(done=act) | Held(held=act):
                yield "act", act
            case Chose(chose=act):
                yield "act", act
                yield "opt", act
            case FieldIs(field=path):
                yield "val", path
            case Passed(passed=term) | Reached(reached=term):
                yield "term", term
            case Deviated(deviated=policy):
                yield "dev", policy
            case _:
                pass
