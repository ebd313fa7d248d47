"""Prove a pack before it is used: everything in it can happen, nobody is stranded, and no path breaks an invariant."""

from collections.abc import Iterable, Iterator

from houvast.core.law.errors import MissingFact, NotKnownOn, QuestionError, UnknownFact
from houvast.core.procedure.explore import HARD, Explorer
from houvast.core.procedure.explored import Explored, Moment
from houvast.core.procedure.findings import Class, Finding, Report, once
from houvast.core.procedure.idle import check_idle
from houvast.core.procedure.invariants import NAMES, POLICY, broken, finding
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Layer, Pack, RuleSource
from houvast.core.procedure.persons import persons
from houvast.core.procedure.situation import Situation, rule_value
from houvast.core.procedure.structure import check_structure, placed_acts
from houvast.core.procedure.world import EXAMPLE_DAY, Ask, as_rule_facts

YEARS = (0, 1, 2, 3)
"""Years after the present school year in which a case that begins now may still ask the law."""


def prove(pack: Pack, ask: Ask, known_packs: frozenset[str], rules: frozenset[str]) -> Report:
    """Everything that is wrong with the pack. `known_packs` may be opened next; `rules` are those the law knows."""
    structure = [*check_structure(pack, known_packs), *_check_rules(pack, rules), *_check_invariants(pack)]
    if structure:
        return Report(
            id=pack.id, version=pack.version, states=0, paths=0, errors=once(structure), warnings=tuple(_warnings(pack))
        )
    broke: list[tuple[Finding, Moment]] = []
    seen: set[tuple[str, str]] = set()

    def watch(moment: Moment) -> None:
        for invariant in broken(pack, moment):
            if (invariant.name, moment.at) not in seen:
                seen.add((invariant.name, moment.at))
                broke.append((finding(invariant, moment, ()), moment))

    explorer = Explorer(pack, ask, watch)
    explored = explorer.run()
    errors = [
        *check_idle(pack),
        *(_with_path(found, explored.path(moment.came, moment.label)) for found, moment in broke),
        *_unreachable(pack, explored),
        *_stranded(pack, explored),
        *_skipped(pack, explored),
        *_untold(explored),
        *_rules_refused(explored),
        *_rules_of_other_days(pack, ask),
    ]
    if explored.bound:
        errors.append(
            Finding(
                code="not_proven",
                text="this pack has too many situations to explore them all",
                mend="Make it smaller: fewer acts that refer to one another, or two procedures.",
                kind=Class.FLOW,
            )
        )
    return Report(
        id=pack.id,
        version=pack.version,
        states=len(explored.came),
        paths=explored.endings,
        errors=once(errors),
        warnings=tuple(_warnings(pack)),
    )


def _with_path(found: Finding, path: tuple[str, ...]) -> Finding:
    return Finding(code=found.code, text=found.text, mend=found.mend, path=path, kind=found.kind, source=found.source)


def _check_rules(pack: Pack, rules: frozenset[str]) -> Iterator[Finding]:
    named = {must.rule for must in musts(pack)}
    named |= {fact.rule.rule for fact in pack.facts.values() if fact.rule is not None}
    named |= {term.length.rule for term in pack.terms.values() if term.length.rule is not None}
    for rule in sorted(named - rules):
        yield Finding(code="unknown_rule", text=f"the law has no rule “{rule}”", mend="See `houvast law list`.")


def _check_invariants(pack: Pack) -> Iterator[Finding]:
    for name in pack.invariants:
        if name not in NAMES:
            yield Finding(
                code="unknown_invariant",
                text=f"there is no invariant “{name}”",
                mend="Choose from: " + ", ".join(sorted(NAMES)) + ".",
                where=("invariants",),
            )


def _unreachable(pack: Pack, explored: Explored) -> Iterator[Finding]:
    for number, step in enumerate(pack.steps):
        if step.id not in explored.steps:
            yield _flow("unreachable_step", f"the step “{step.id}” is never reached", ("steps", number))
    for name in pack.outcomes:
        if name not in explored.outcomes:
            yield _flow("unreachable_outcome", f"the outcome “{name}” is never reached", ("outcomes", name))
    for act, where in placed_acts(pack):
        inside = pack.step_of.get(act.id)
        if inside is not None and inside not in explored.steps:
            continue
        if act.id not in explored.acts:
            yield _flow("unreachable_act", f"the act “{act.id}” can never be done", where)
            continue
        for place, option in enumerate(act.options):
            if (act.id, option.id) not in explored.options:
                text = f"the option “{option.id}” of “{act.id}” can never be chosen"
                yield _flow("unreachable_option", text, (*where, "options", place))


def _flow(code: str, text: str, where: tuple[str | int, ...]) -> Finding:
    return Finding(code=code, text=text, mend="Lead to it, or take it out.", where=where, kind=Class.FLOW)


def _stranded(pack: Pack, explored: Explored) -> Iterator[Finding]:
    """Situations from which staff and time cannot bring the case to an end, so that a silent person strands it."""
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
        yield Finding(
            code="stranded",
            text=f"from here in the step “{step.id}” the school cannot bring the case to any end",
            mend="Give staff a way on: another role in by, an option, or a branch for every case.",
            where=("steps", stuck.step),
            path=explored.path(stuck),
            kind=Class.FLOW,
        )


def _skipped(pack: Pack, explored: Explored) -> Iterator[Finding]:
    """What a step requires cannot be left behind by a decision that leads out of it."""
    places = {act.id: where for act, where in placed_acts(pack)}
    for (act, option, left), (situation, label) in explored.skipped.items():
        way = f"{act}={option}" if option else act
        yield Finding(
            code="skips_required",
            text=f"“{way}” leaves the step while “{left}”, which the step requires, has not been done",
            mend=f"Let {act} need it, or make “{left}” optional.",
            where=places[act],
            path=explored.path(situation, label),
            kind=Class.FLOW,
        )


def _untold(explored: Explored) -> Iterator[Finding]:
    end = next((situation for situation in explored.ended if ("owes",) in situation.marks), None)
    if end is not None:
        effects = ", ".join(sorted(effect.value for effect in HARD))
        yield Finding(
            code="route_and_last_day_told",
            text=f"a hard decision ({effects}) ends without a letter that tells how and until when to contest it",
            mend="Send a letter with `contests: true` with the decision, or make it an act before the end.",
            path=explored.path(end),
            kind=Class.LAW,
            source="WEB art. 7.5.1; Awb art. 3:45",
        )


def _rules_refused(explored: Explored) -> Iterator[Finding]:
    for rule, text in sorted(explored.broken_rules.items()):
        mend = "Map exactly the facts that `houvast law list` names." if rule != "circle" else "Add an act in between."
        yield Finding(
            code="rule_facts" if rule != "circle" else "circle", text=f"{rule}: {text}", mend=mend, kind=Class.LAW
        )


def _rules_of_other_days(pack: Pack, ask: Ask) -> Iterator[Finding]:
    """A rule that does not know what it is told, or has no version in the years in which cases of this pack run."""
    person = persons(pack, ask)[0]
    asked: dict[str, dict[str, object]] = {}
    for rule, sources in _questions(pack):
        facts = {name: rule_value(source, pack, frozenset(), person) for name, source in sources.items()}
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
            text = f"on {day} the rule {rule} has no version: {wrong}"
            yield Finding(code="rule_without_version", text=text, mend="Date the rule.", kind=Class.LAW)
        except (MissingFact, UnknownFact) as wrong:
            mend = "Map exactly the facts that `houvast law list` names."
            yield Finding(code="rule_facts", text=f"{rule}: {wrong}", mend=mend, kind=Class.LAW)
            return
        except QuestionError:
            return  # an invented value that this rule does not take; the facts are named right


def _warnings(pack: Pack) -> Iterator[Finding]:
    for name, source in pack.sources.items():
        if not source.verified:
            text = f"nobody has read the source “{source.title.en}”"
            yield Finding(code="unverified_source", text=text, mend="Read it and say so.", where=("sources", name))
    if pack.layer is Layer.NATIONAL:
        return
    effects = {o.effect for act in pack.acts.values() for o in act.options} | {o.effect for o in pack.outcomes.values()}
    for policy in POLICY:
        if policy.effects & {effect for effect in effects if effect is not None} and policy.name not in pack.invariants:
            text = f"the policy invariant {policy.name} is left out ({policy.source})"
            mend = "Declare it, or let this stand as a choice of the school."
            yield Finding(code="policy_left_out", text=text, mend=mend, kind=Class.POLICY)


def prove_all(packs: Iterable[Pack], ask: Ask, rules: frozenset[str]) -> tuple[Report, ...]:
    """Prove these packs, each knowing the others."""
    found = tuple(packs)
    known = frozenset(pack.id for pack in found)
    return tuple(prove(pack, ask, known, rules) for pack in found)


__all__ = ["persons", "prove", "prove_all"]
