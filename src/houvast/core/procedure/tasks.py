"""What waits in a case, and for whom: a pure function of pack and state, with keys that stay the same under replay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from houvast.core.forms.text import Text
from houvast.core.procedure.draft import signers_open
from houvast.core.procedure.evaluate import evaluate, unknown_facts
from houvast.core.procedure.folding import is_open
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.pack import Act, Pack, Step
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Instance, RunningTerm, State


class TaskKind(StrEnum):
    ACT = "act"  # do this act
    SIGN = "sign"  # answer a request for a signature
    FACT = "fact"  # find out a fact about the student
    MISSED = "missed"  # a last day went by; do what the pack says


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`role` owns it; `roles` may do it. `signer` is the guardian whose signature is asked ("" any person in the role).

    `can_pass_from`: the first day on which "not reached" may be recorded, for a signature that may be passed.
    """

    key: str
    kind: TaskKind
    title: Text
    role: Role
    roles: tuple[Role, ...]
    act: str = ""
    instance: int = 0
    signer: str = ""
    fact: str = ""
    term: str = ""
    due: date | None = None
    remind_on: date | None = None
    optional: bool = False
    can_pass_from: date | None = None


def open_tasks(pack: Pack, state: State, on: date) -> tuple[Task, ...]:
    """Everything that waits, the required before the optional, then by day and by place in the pack."""
    if state.step is None:
        return ()
    step = pack.step_by_id[state.step]
    found = [
        *_facts(pack, state, step),
        *_signatures(pack, state, on),
        *_acts(pack, state, step, on),
        *_missed(pack, state, on),
    ]
    once = {task.key: task for task in found}
    return tuple(sorted(once.values(), key=lambda task: (task.optional, task.due or date.max)))


def _acts(pack: Pack, state: State, step: Step, on: date) -> Iterator[Task]:
    for act in (*step.acts, *pack.anytime):
        if not is_open(pack, state, act.id) or evaluate(act.when, pack, state, on) is False:
            continue
        times = state.instances.get(act.id, ())
        any_time = act.id not in pack.step_of
        again = act.repeat and any(instance.entry == state.entry for instance in times)
        term = _term_until(pack, state, act)
        if any_time and term is None:
            continue  # always possible, so it waits for nobody
        yield Task(
            key=f"act:{act.id}#{state.entry if not any_time else 0}.{len(times) + 1}",
            kind=TaskKind.ACT,
            title=act.title,
            role=pack.terms[term.term].owner if term is not None else act.by[0],
            roles=act.by,
            act=act.id,
            due=term.due if term is not None else None,
            remind_on=_remind(pack, term),
            optional=act.optional or (again and term is None),
        )


def _term_until(pack: Pack, state: State, act: Act) -> RunningTerm | None:
    running = [term for term in state.terms if term.open and _until(pack, term) == act.id]
    return min(running, key=lambda term: term.due) if running else None


def _until(pack: Pack, term: RunningTerm) -> str | None:
    rule = pack.terms.get(term.term)
    return rule.until if rule is not None else None


def _remind(pack: Pack, term: RunningTerm | None) -> date | None:
    if term is None:
        return None
    return date.fromordinal(term.due.toordinal() - pack.terms[term.term].remind_days)


def _signatures(pack: Pack, state: State, on: date) -> Iterator[Task]:
    for act in pack.acts.values():
        for instance in state.instances.get(act.id, ()):
            if instance.complete_on is None:
                yield from _waiting(pack, state, act, instance, on)


def _waiting(pack: Pack, state: State, act: Act, instance: Instance, on: date) -> Iterator[Task]:
    term = _term_until(pack, state, act)
    for signer, name in signers_open(pack, state, act, instance, on):
        label = role_label(pack, signer.role)
        after = state.term(signer.passes.after) if signer.passes is not None and signer.passes.after else None
        yield Task(
            key=f"sign:{act.id}#{instance.number}:{signer.role.value}:{name}",
            kind=TaskKind.SIGN,
            title=Text(
                nl=f"Handtekening onder “{act.title.nl}” ({label.nl})",
                en=f"Signature under “{act.title.en}” ({label.en})",
            ),
            role=signer.role,
            roles=(signer.role, *(signer.passes.roles if signer.passes is not None else ())),
            act=act.id,
            instance=instance.number,
            signer=name,
            due=(after or term).due if (after or term) is not None else None,  # type: ignore[union-attr]
            remind_on=_remind(pack, after or term),
            can_pass_from=date.fromordinal(after.due.toordinal() + 1) if after is not None else None,
        )


def _facts(pack: Pack, state: State, step: Step) -> Iterator[Task]:
    """Facts that the acts of the present step, or signatures that wait, ask for and nobody knows."""
    waits = [act for act in pack.acts.values() if any(i.complete_on is None for i in state.instances.get(act.id, ()))]
    conditions = [act.when for act in step.acts if is_open(pack, state, act.id)]
    conditions += [signer.when for act in (*waits, *step.acts) for signer in act.signatures]
    conditions += [branch.when for branch in step.then]
    for condition in conditions:
        for name in unknown_facts(condition, pack, state):
            fact = pack.facts[name]
            yield Task(
                key=f"fact:{name}",
                kind=TaskKind.FACT,
                title=fact.ask,
                role=fact.asked_of,
                roles=(fact.asked_of,),
                fact=name,
            )


def _missed(pack: Pack, state: State, on: date) -> Iterator[Task]:
    for term in state.terms:
        rule = pack.terms.get(term.term)
        if rule is None or rule.if_missed is None or not term.open or on <= term.due:
            continue
        yield Task(
            key=f"missed:{term.key}",
            kind=TaskKind.MISSED,
            title=rule.if_missed.text,
            role=rule.if_missed.role,
            roles=(rule.if_missed.role,),
            term=term.key,
            act=rule.until or "",
            due=term.due,
        )
