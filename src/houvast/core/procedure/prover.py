"""Prove a pack before it is used: everything in it can happen, nobody is stranded, and no path breaks an invariant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from houvast.core.law.errors import MissingFact, NotKnownOn, QuestionError, UnknownFact
from houvast.core.procedure.contract import contract_of, never_offered
from houvast.core.procedure.cutting import cut
from houvast.core.procedure.explore import Explorer
from houvast.core.procedure.explored import Explored, Moment
from houvast.core.procedure.findings import Class, Finding, Report, found, once
from houvast.core.procedure.holding import Invariant
from houvast.core.procedure.idle import check_idle
from houvast.core.procedure.invariants import NAMES, POLICY, broken, finding
from houvast.core.procedure.needs import musts, rules_of
from houvast.core.procedure.pack import Layer, Pack, RuleSource
from houvast.core.procedure.persons import Person, persons
from houvast.core.procedure.promises import check_promises, unkept
from houvast.core.procedure.situation import Situation, rule_value
from houvast.core.procedure.structure import check_structure, placed_acts
from houvast.core.procedure.world import EXAMPLE_DAY, Ask, Rules, as_rule_facts

YEARS = (0, 1, 2, 3)
"""Years after the present school year in which a case that begins now may still ask the law."""


FIRST_DAY = date(2023, 8, 1)
"""Since this day study advice and measures stand in the WEB as they do (Stb. 2022, 134); no case here began before."""


@dataclass(slots=True)
class _Walk:
    """One day of the proof: what was walked, and what broke there."""

    day: date
    explored: Explored
    broke: list[tuple[Invariant, Moment]]

    def path(self, situation: Situation, last: str = "") -> tuple[str, ...]:
        """The shortest way, with the day when it is another than the present one."""
        path = self.explored.path(situation, last)
        return path if self.day == EXAMPLE_DAY else (f"(on {self.day})", *path)


def prove(pack: Pack, ask: Ask, known_packs: frozenset[str], rules: Rules) -> Report:
    """Everything that is wrong with the pack. `known_packs` may be opened next; `rules` are those the law knows."""
    structure = [
        *check_structure(pack, known_packs),
        *check_promises(pack),
        *_check_rules(pack, rules),
        *_check_invariants(pack),
    ]
    if structure:
        return Report(
            id=pack.id, version=pack.version, states=0, paths=0, errors=once(structure), warnings=tuple(_warnings(pack))
        )
    walks = list(_walks(pack, ask, rules))
    now = walks[0].explored
    errors = [
        *check_idle(pack),
        *(finding(one, at, walk.path(at.came, at.label)) for walk in walks for one, at in walk.broke),
        *_unreachable(pack, [walk.explored for walk in walks if walk.day >= EXAMPLE_DAY]),
        *(one for walk in walks for one in _of_walk(pack, walk)),
        *never_offered(pack, now),
        *_rules_of_other_days(pack, ask, persons(pack, ask, rules, EXAMPLE_DAY)[0]),
    ]
    if any(walk.explored.bound for walk in walks):
        errors.append(found("not_proven", kind=Class.FLOW))
    return Report(
        id=pack.id,
        version=pack.version,
        states=sum(len(walk.explored.came) for walk in walks),
        paths=sum(walk.explored.endings for walk in walks),
        errors=once(errors),
        warnings=tuple(_warnings(pack)),
        contract=contract_of(pack, now),
    )


def _walks(pack: Pack, ask: Ask, rules: Rules) -> Iterator[_Walk]:
    """A walk for every day on which the law of this pack answers otherwise, the present day first."""
    seen: list[object] = []
    for day in days_that_matter(pack, rules):
        left = cut(pack, persons(pack, ask, rules, day), ask, day)
        if left.law is not None and left.law in seen:
            continue
        seen.append(left.law)
        broke: dict[tuple[str, str], tuple[Invariant, Moment]] = {}

        def watch(moment: Moment, broke: dict[tuple[str, str], tuple[Invariant, Moment]] = broke) -> None:
            for invariant in broken(pack, moment):
                broke.setdefault((invariant.name, moment.at), (invariant, moment))

        explored = Explorer(left, ask, watch, day).run()
        yield _Walk(day, explored, list(broke.values()))


def days_that_matter(pack: Pack, rules: Rules) -> tuple[date, ...]:
    """The present day, and each day on which a rule of this pack changes: from FIRST_DAY, as far as YEARS reach."""
    last = EXAMPLE_DAY.replace(year=EXAMPLE_DAY.year + YEARS[-1])
    changes = {day for rule in rules_of(pack) for day in rules[rule].days if FIRST_DAY <= day <= last}
    return (EXAMPLE_DAY, *sorted(changes - {EXAMPLE_DAY}))


def _of_walk(pack: Pack, walk: _Walk) -> Iterator[Finding]:
    yield from _stranded(pack, walk)
    yield from _skipped(pack, walk)
    yield from unkept(pack, walk.explored, walk.path)
    yield from _untold(walk)
    yield from _rules_refused(walk.explored)


def _check_rules(pack: Pack, rules: Rules) -> Iterator[Finding]:
    for rule in sorted(rules_of(pack) - set(rules)):
        yield found("unknown_rule", rule=rule)


def _check_invariants(pack: Pack) -> Iterator[Finding]:
    for name in pack.invariants:
        if name not in NAMES:
            yield found("unknown_invariant", where=("invariants",), name=name, known=", ".join(sorted(NAMES)))


def _unreachable(pack: Pack, walks: list[Explored]) -> Iterator[Finding]:
    steps, acts, outcomes = (
        {name for one in walks for name in getattr(one, part)} for part in ("steps", "acts", "outcomes")
    )
    options = {at for one in walks for at in one.options}
    for number, step in enumerate(pack.steps):
        if step.id not in steps:
            yield _flow("unreachable_step", ("steps", number), step.id)
    for name in pack.outcomes:
        if name not in outcomes:
            yield _flow("unreachable_outcome", ("outcomes", name), name)
    for act, where in placed_acts(pack):
        inside = pack.step_of.get(act.id)
        if inside is not None and inside not in steps:
            continue
        if act.id not in acts:
            yield _flow("unreachable_act", where, act.id)
            continue
        for place, option in enumerate(act.options):
            if (act.id, option.id) not in options:
                yield _flow("unreachable_option", (*where, "options", place), option.id, act=act.id)


def _flow(code: str, where: tuple[str | int, ...], name: str, **names: object) -> Finding:
    return found(code, where=where, kind=Class.FLOW, name=name, **names)  # type: ignore[arg-type]


def _stranded(pack: Pack, walk: _Walk) -> Iterator[Finding]:
    """Situations from which staff and time cannot bring the case to an end, so that a silent person strands it."""
    explored = walk.explored
    safe: set[Situation] = set(explored.ended)
    queue = list(safe)
    for situation in queue:  # the queue grows while we walk it
        for before in explored.school.get(situation, ()):
            if before not in safe:
                safe.add(before)
                queue.append(before)
    stuck = next((situation for situation in explored.came if situation not in safe), None)
    if stuck is not None:
        step = pack.steps[stuck.step]
        at = ("steps", stuck.step)
        yield found("stranded", where=at, path=walk.path(stuck), kind=Class.FLOW, step=step.id)


def _skipped(pack: Pack, walk: _Walk) -> Iterator[Finding]:
    """What a step requires cannot be left behind by a decision that leads out of it."""
    places = {act.id: where for act, where in placed_acts(pack)}
    for (act, option, left), (situation, label) in walk.explored.skipped.items():
        way = f"{act}={option}" if option else act
        path = walk.path(situation, label)
        yield found("skips_required", where=places[act], path=path, kind=Class.FLOW, way=way, left=left, act=act)


def _untold(walk: _Walk) -> Iterator[Finding]:
    end = next((situation for situation in walk.explored.ended if ("owes",) in situation.marks), None)
    if end is not None:
        source = "WEB art. 7.5.1; Awb art. 3:45"
        yield found("route_and_last_day_told", path=walk.path(end), kind=Class.LAW, source=source)


def _rules_refused(explored: Explored) -> Iterator[Finding]:
    """A rule that never answered. One that refused a combination of days which cannot be has answered others."""
    for rule, wrong in sorted(explored.broken_rules.items()):
        if rule in explored.answered_rules:
            continue
        yield found("rule_facts", kind=Class.LAW, rule=rule, wrong_nl=wrong.nl, wrong_en=wrong.en)
    if explored.circle:
        yield found("circle", kind=Class.FLOW, step=explored.circle)


def _rules_of_other_days(pack: Pack, ask: Ask, person: Person) -> Iterator[Finding]:
    """A rule that does not know what it is told, or has no version in the years in which cases of this pack run."""
    asked: dict[str, dict[str, object]] = {}
    for rule, sources in _questions(pack):
        facts = {name: rule_value(source, pack, frozenset(), person, EXAMPLE_DAY) for name, source in sources.items()}
        asked.setdefault(rule, as_rule_facts(facts))
    for fact in pack.facts.values():
        if fact.rule is not None:
            known = {"birth_date": person.birth_date, "qualifications": person.qualifications}
            told = {name: known.get(known_as) for name, known_as in fact.rule.with_.items()}
            asked.setdefault(fact.rule.rule, as_rule_facts(told))
    for rule, facts in asked.items():
        yield from _asked_in_the_years(rule, facts, ask)


def _questions(pack: Pack) -> Iterator[tuple[str, dict[str, RuleSource]]]:
    yield from ((must.rule, must.facts) for must in musts(pack))
    for term in pack.terms.values():
        if term.length.rule is not None:
            yield term.length.rule, term.length.facts


def _asked_in_the_years(rule: str, facts: dict[str, object], ask: Ask) -> Iterator[Finding]:
    for years in YEARS:
        day = EXAMPLE_DAY.replace(year=EXAMPLE_DAY.year + years)
        try:
            ask(rule, facts, on=day)
        except NotKnownOn as wrong:
            nl, en = wrong.text.nl, wrong.text.en
            yield found("rule_without_version", kind=Class.LAW, day=day, rule=rule, wrong_nl=nl, wrong_en=en)
        except (MissingFact, UnknownFact) as wrong:
            yield found("rule_facts", kind=Class.LAW, rule=rule, wrong_nl=wrong.text.nl, wrong_en=wrong.text.en)
            return
        except QuestionError:
            return  # an invented value that this rule does not take; the facts are named right


def _warnings(pack: Pack) -> Iterator[Finding]:
    for name, source in pack.sources.items():
        if not source.verified:
            titles = {"title_nl": source.title.nl, "title_en": source.title.en}
            yield found("unverified_source", where=("sources", name), **titles)  # type: ignore[arg-type]
    for name in pack.promises_left_out:
        yield found("promise_left_out", kind=Class.POLICY, act=name)
    if pack.layer is Layer.NATIONAL:
        return
    effects = {o.effect for act in pack.acts.values() for o in act.options} | {o.effect for o in pack.outcomes.values()}
    for policy in POLICY:
        if policy.effects & {effect for effect in effects if effect is not None} and policy.name not in pack.invariants:
            yield found("policy_left_out", kind=Class.POLICY, name=policy.name, because=policy.source)


def prove_all(packs: Iterable[Pack], ask: Ask, rules: Rules) -> tuple[Report, ...]:
    """Prove these packs, each knowing the others."""
    found = tuple(packs)
    known = frozenset(pack.id for pack in found)
    return tuple(prove(pack, ask, known, rules) for pack in found)


__all__ = ["persons", "prove", "prove_all"]
