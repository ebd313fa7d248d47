"""What a pack defines and nothing uses: a guard that was taken away leaves its policy, wait, fact or letter behind."""

from collections.abc import Iterator

from houvast.core.procedure.conditions import Condition, FactIs, Passed, Reached, atoms
from houvast.core.procedure.findings import Class, Finding, found
from houvast.core.procedure.needs import musts
from houvast.core.procedure.pack import Act, Pack, RuleSource, Term


def check_idle(pack: Pack) -> Iterator[Finding]:
    """Policies, waits, facts, letters and forms without a user; a letter about contesting without a way to contest."""
    parts = [part for act in pack.acts.values() for part in act.parts]
    policies = {name for part in parts for name in part.should}
    letters = {name for part in parts for name in part.sends}
    letters |= {act.letter for act in pack.acts.values() if act.letter is not None}
    forms = {act.form for act in pack.acts.values() if act.form is not None}
    used: dict[str, set[str]] = {"policies": policies, "letters": letters, "forms": forms, "facts": _facts(pack)}
    for section, names in used.items():
        for name in getattr(pack, section):
            if name not in names:
                yield _idle(section, name)
    for name, letter in pack.letters.items():
        if letter.contests and pack.contest is None:
            at = ("letters", name)
            yield found("contest_missing", where=at, kind=Class.LAW, source="WEB art. 7.5.1", letter=name)
    asked = _terms(pack)
    for name, term in pack.terms.items():
        if term.kind == "wait" and name not in asked and not _tells_last_day(pack, term):
            yield _idle("terms", name)


def _idle(section: str, name: str) -> Finding:
    one = {"policies": "policy", "letters": "letter", "forms": "form", "facts": "fact", "terms": "wait"}[section]
    return found(f"idle_{one}", where=(section, name), name=name)


def _conditions(pack: Pack) -> Iterator[Condition | None]:
    for step in pack.steps:
        yield from (branch.when for branch in step.then)
    for act in pack.acts.values():
        yield from _of_act(act)
    yield from (policy.condition for policy in pack.policies.values())
    yield from (term.when for term in pack.terms.values())
    yield from (opens.when for outcome in pack.outcomes.values() for opens in outcome.opens)


def _of_act(act: Act) -> Iterator[Condition | None]:
    yield act.when
    yield from (signer.when for signer in act.signatures)
    for part in act.parts:
        yield from (need.condition for need in part.needs)
        yield from (must.when for must in part.must)
        yield from (told.when for told in part.tells)
        yield from (opens.when for opens in part.opens)


def _sources(pack: Pack) -> Iterator[RuleSource]:
    for must in musts(pack):
        yield from must.facts.values()
    for term in pack.terms.values():
        yield from term.length.facts.values()


def _facts(pack: Pack) -> set[str]:
    conditions = [*_conditions(pack), *(source.when for source in _sources(pack))]
    named = {atom.fact for one in conditions for atom in atoms(one) if isinstance(atom, FactIs)}
    world = {source.world for source in _sources(pack)}
    return named | {name for name, fact in pack.facts.items() if fact.world is not None and fact.world in world}


def _terms(pack: Pack) -> set[str]:
    found = {source.due for source in _sources(pack) if source.due is not None}
    days = {source.day for source in _sources(pack) if source.day is not None}
    found |= {name for name, term in pack.terms.items() if term.begins_with in days}
    for condition in _conditions(pack):
        for atom in atoms(condition):
            if isinstance(atom, Passed):
                found.add(atom.passed)
            elif isinstance(atom, Reached):
                found.add(atom.reached)
    return found


def _tells_last_day(pack: Pack, term: Term) -> bool:
    """It starts with a letter that tells how and until when to contest: people read its last day there."""
    act = pack.acts.get(term.begins_with or "")
    if act is None:
        return False
    sent = [name for part in act.parts for name in part.sends] + ([act.letter] if act.letter is not None else [])
    return any(pack.letters[name].contests for name in sent if name in pack.letters)
