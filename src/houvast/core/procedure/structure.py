"""The first part of the proof: everything a pack names exists, can be filled in, and has an owner and a source."""

import re
from collections.abc import Iterator

from houvast.core.forms.check import check
from houvast.core.forms.example import example
from houvast.core.forms.form import FieldType, FormField
from houvast.core.procedure.conditions import (
    Answered,
    Atom,
    Chose,
    Condition,
    Deviated,
    Done,
    FactIs,
    FieldIs,
    Held,
    Passed,
    Reached,
    atoms,
)
from houvast.core.procedure.findings import Finding, found
from houvast.core.procedure.pack import CLOSED_FIELDS, PLACEHOLDERS, Act, Guarded, Leads, Pack, RuleSource
from houvast.core.procedure.roles import LABELS, Role
from houvast.core.procedure.world import EXAMPLE_DAY

Where = tuple[str | int, ...]

SILENT = frozenset(
    {
        Role.STUDENT,
        Role.GUARDIAN,
        Role.TRUSTED_PERSON,
        Role.PARTNER,
        Role.FEEDER_SCHOOL,
        Role.SCHOOL_COUNSELLOR,
        Role.ATTENDANCE_OFFICER,
        Role.YOUTH_ADVISER,
        Role.APPEALS_BOARD,
        Role.COMPLAINTS_COMMITTEE,
        Role.OBJECTIONS_COMMITTEE,
        Role.PRACTICE_TRAINER,
        Role.WORKPLACE_SUPERVISOR,
    }
)
"""Roles that may stay silent: a case may wait for them for a while, but never for ever."""


def conditions_of(pack: Pack) -> Iterator[tuple[Condition, Where]]:  # noqa: C901
    """Every condition of the pack with its place."""
    for number, step in enumerate(pack.steps):
        for place, branch in enumerate(step.then):
            if branch.when is not None:
                yield branch.when, ("steps", number, "then", place)
    for act, where in placed_acts(pack):
        yield from _of_act(act, where)
    for name, policy in pack.policies.items():
        yield policy.condition, ("policies", name, "condition")
    for name, term in pack.terms.items():
        if term.when is not None:
            yield term.when, ("terms", name, "when")
    for name, promise in pack.promises.items():
        if promise.after is not None:
            yield promise.after, ("promises", name, "after")
    for name, outcome in pack.outcomes.items():
        for opens in outcome.opens:
            if opens.when is not None:
                yield opens.when, ("outcomes", name, "opens")


def placed_acts(pack: Pack) -> Iterator[tuple[Act, Where]]:
    """Every act with its place in the file."""
    for number, step in enumerate(pack.steps):
        for place, act in enumerate(step.acts):
            yield act, ("steps", number, "acts", place)
    for place, act in enumerate(pack.anytime):
        yield act, ("anytime", place)


def _of_act(act: Act, where: Where) -> Iterator[tuple[Condition, Where]]:
    if act.when is not None:
        yield act.when, (*where, "when")
    for place, signer in enumerate(act.signatures):
        if signer.when is not None:
            yield signer.when, (*where, "signatures", place)
    for part, at in _parts(act, where):
        for place, need in enumerate(part.needs):
            yield need.condition, (*at, "needs", place)
        for place, must in enumerate(part.must):
            if must.when is not None:
                yield must.when, (*at, "must", place)
            for name, source in must.facts.items():
                if source.when is not None:
                    yield source.when, (*at, "must", place, "facts", name)
        whens = (*(told.when for told in part.tells), *(opens.when for opens in part.opens))
        yield from ((when, at) for when in whens if when is not None)


def _parts(act: Act, where: Where) -> Iterator[tuple[Guarded, Where]]:
    yield act, where
    for place, option in enumerate(act.options):
        yield option, (*where, "options", place)


def check_structure(pack: Pack, known_packs: frozenset[str]) -> Iterator[Finding]:  # noqa: C901
    """Every name that leads nowhere, every form that nobody can fill, every term without an end."""
    ids = [act.id for act, _where in placed_acts(pack)]
    for act, where in placed_acts(pack):
        if ids.count(act.id) > 1:
            yield found("double_act", where=where, act=act.id)
        yield from _check_act(pack, act, where, known_packs)
    if len(pack.step_by_id) != len(pack.steps):
        yield found("double_step", where=("steps",))
    for number, step in enumerate(pack.steps):
        for place, branch in enumerate(step.then):
            yield from _check_leads(pack, branch, ("steps", number, "then", place))
        yield from _sources(pack, step.source, ("steps", number, "source"))
    for condition, where in conditions_of(pack):
        for atom in atoms(condition):
            yield from _check_atom(pack, atom, where)
    yield from _check_terms(pack)
    yield from _check_letters(pack)
    yield from _check_forms(pack)
    for name, policy in pack.policies.items():
        yield from _sources(pack, policy.source, ("policies", name, "source"))
    for name, promise in pack.promises.items():
        yield from _sources(pack, promise.source, ("promises", name, "source"))
    for name, outcome in pack.outcomes.items():
        for opens in outcome.opens:
            yield from _check_pack(opens.pack, known_packs, ("outcomes", name, "opens"))


def _check_act(pack: Pack, act: Act, where: Where, known_packs: frozenset[str]) -> Iterator[Finding]:  # noqa: C901
    yield from _named(pack, act, where)
    for part, at in _parts(act, where):
        yield from _check_leads(pack, part, at)
        for policy in part.should:
            if policy not in pack.policies:
                yield found("unknown_policy", where=at, policy=policy)
        for letter in part.sends:
            if letter not in pack.letters:
                yield found("unknown_letter", where=at, letter=letter)
        for opens in part.opens:
            yield from _check_pack(opens.pack, known_packs, at)
        for must in part.must:
            for name, source in must.facts.items():
                yield from _check_source(pack, source, (*at, "must", name))
    for place, signer in enumerate(act.signatures):
        at = (*where, "signatures", place)
        if signer.role in SILENT and signer.passes is None:
            nl, en = LABELS[signer.role]
            yield found("silent_signer", where=at, act=act.id, role_nl=nl, role_en=en)
        after = signer.passes.after if signer.passes is not None else None
        if after is not None and (after not in pack.terms or pack.terms[after].from_.held != act.id):
            yield found("passes_after", where=at, term=after, act=act.id)


def _named(pack: Pack, act: Act, where: Where) -> Iterator[Finding]:
    if act.form is not None and act.form not in pack.forms:
        yield found("unknown_form", where=(*where, "form"), form=act.form)
    if act.letter is not None and act.letter not in pack.letters:
        yield found("unknown_letter", where=(*where, "letter"), letter=act.letter)
    if not act.source:
        yield found("no_source", where=where, act=act.id)
    yield from _sources(pack, act.source, (*where, "source"))


def _check_leads(pack: Pack, leads: Leads, where: Where) -> Iterator[Finding]:
    if leads.go is not None and leads.go not in pack.step_by_id:
        yield found("unknown_step", where=(*where, "go"), step=leads.go)
    if leads.end is not None and leads.end not in pack.outcomes:
        yield found("unknown_outcome", where=(*where, "end"), outcome=leads.end)


def _check_pack(name: str, known: frozenset[str], where: Where) -> Iterator[Finding]:
    if name not in known:
        yield found("unknown_pack", where=where, pack=name)


def _check_source(pack: Pack, source: RuleSource, where: Where) -> Iterator[Finding]:
    act = source.held or source.done or source.day or (source.field or "").split(".")[0]
    if act and act not in pack.acts:
        yield found("unknown_act", where=where, act=act)
    elif source.field is not None and _field(pack, source.field) is None:
        yield found("unknown_field", where=where, field=source.field)
    if source.due is not None and source.due not in pack.terms:
        yield found("unknown_term", where=where, term=source.due)


def _field(pack: Pack, path: str) -> FormField | None:
    act_id, name = path.split(".")
    act = pack.acts.get(act_id)
    form = pack.forms.get(act.form) if act is not None and act.form is not None else None
    return form.field(name) if form is not None else None


def _check_atom(pack: Pack, atom: Atom, where: Where) -> Iterator[Finding]:  # noqa: C901
    match atom:
        case Done(done=act) | Held(held=act):
            if act not in pack.acts:
                yield found("unknown_act", where=where, act=act)
        case Chose(chose=act, option=options):
            known = {option.id for option in pack.acts[act].options} if act in pack.acts else set()
            for option in sorted(set(options) - known):
                yield found("unknown_option", where=where, act=act, option=option)
        case FieldIs():
            yield from _check_field(pack, atom, where)
        case FactIs(fact=fact):
            yield from _check_fact(pack, atom, fact, where)
        case Passed(passed=term) | Reached(reached=term):
            if term not in pack.terms:
                yield found("unknown_term", where=where, term=term)
        case Answered(signed=act, role=role):
            roles = {signer.role.value for signer in pack.acts[act].signatures} if act in pack.acts else set()
            if role not in roles:
                yield found("unknown_signer", where=where, act=act, role=role)
        case Deviated(deviated=policy):
            if policy not in pack.policies:
                yield found("unknown_policy", where=where, policy=policy)


def _check_field(pack: Pack, atom: FieldIs, where: Where) -> Iterator[Finding]:
    field = _field(pack, atom.field)
    if field is None:
        yield found("unknown_field", where=where, field=atom.field)
    elif atom.filled is None and field.type not in (*CLOSED_FIELDS, FieldType.NUMBER):
        yield found("open_field", where=where, field=atom.field)
    else:
        values = {option.id for option in field.options} or {"green", "amber", "red"}
        for value in atom.is_:
            fits = isinstance(value, bool) if field.type is FieldType.YES_NO else value in values
            if field.type is not FieldType.NUMBER and not fits:
                yield found("unreachable_value", where=where, field=atom.field, value=value)


def _check_fact(pack: Pack, atom: FactIs, name: str, where: Where) -> Iterator[Finding]:
    fact = pack.facts.get(name)
    if fact is None:
        yield found("unknown_fact", where=where, fact=name)
    elif fact.type == "choice":
        for value in atom.is_:
            if value not in fact.values:
                yield found("unreachable_value", where=where, field=name, value=value)


def _check_terms(pack: Pack) -> Iterator[Finding]:
    for name, term in pack.terms.items():
        where: Where = ("terms", name)
        act = term.from_.held or term.from_.done or (term.from_.field or "").split(".")[0]
        if act and act not in pack.acts:
            yield found("unknown_act", where=where, act=act)
        elif term.from_.field is not None and _field(pack, term.from_.field) is None:
            yield found("unknown_field", where=where, field=term.from_.field)
        if term.from_.step is not None and term.from_.step not in pack.step_by_id:
            yield found("unknown_step", where=where, step=term.from_.step)
        if term.until is not None and term.until not in pack.acts:
            yield found("unknown_act", where=(*where, "until"), act=term.until)
        if term.kind == "deadline" and term.if_missed is None:
            yield found("no_if_missed", where=where, term=name)
        if term.owner in SILENT:
            yield found("silent_owner", where=where, term=name)
        yield from _sources(pack, term.source, (*where, "source"))


_BRACES = re.compile(r"\{([^{}]*)\}")


def _check_letters(pack: Pack) -> Iterator[Finding]:
    for name, letter in pack.letters.items():
        words_in = {language: set(_BRACES.findall(letter.body.in_(language))) for language in ("nl", "en")}
        for word in sorted((words_in["nl"] | words_in["en"]) - PLACEHOLDERS):
            if _can_be_told(pack, word):
                continue
            yield found("unknown_placeholder", where=("letters", name), word=f"{{{word}}}")
        if words_in["nl"] != words_in["en"]:
            words = ", ".join(sorted(words_in["nl"] ^ words_in["en"]))
            yield found("letters_differ", where=("letters", name), words=words)


def _can_be_told(pack: Pack, word: str) -> bool:
    """Whether a letter may name this: a field of an act that is no secret and no list, or the last day of a term."""
    name, _dot, part = word.partition(".")
    if part == "due":
        return name in pack.terms
    act = pack.acts.get(name)
    form = pack.forms.get(act.form) if act is not None and act.form is not None else None
    field = form.field(part) if form is not None and not form.confidential else None
    return field is not None and field.type is not FieldType.ROWS


def _check_forms(pack: Pack) -> Iterator[Finding]:
    for name, form in pack.forms.items():
        errors = check(form, example(form, EXAMPLE_DAY)).errors
        if errors:
            wrong = errors[0].text
            at: Where = ("forms", name)
            yield found(
                "impossible_form", where=at, form=name, field=errors[0].path, wrong_nl=wrong.nl, wrong_en=wrong.en
            )


def _sources(pack: Pack, names: tuple[str, ...], where: Where) -> Iterator[Finding]:
    for name in names:
        if name not in pack.sources:
            yield found("unknown_source", where=where, name=name)
