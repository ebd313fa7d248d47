"""What a layer promises of its acts: terms, signatures and letters that stay, and what comes before an act.

A promise is policy: who declares it has it proven, and taking away the guard behind it makes the check fail.
"""

from collections.abc import Callable, Iterator

from houvast.core.procedure.explored import Explored
from houvast.core.procedure.findings import Class, Finding, found
from houvast.core.procedure.pack import Act, Option, Pack, Promise
from houvast.core.procedure.roles import LABELS
from houvast.core.procedure.situation import Situation

POLICY = Class.POLICY


def check_promises(pack: Pack) -> Iterator[Finding]:
    """Promises whose term, signature, letter or act is not there (any more)."""
    for name, promise in pack.promises.items():
        act_id, _, option_id = name.partition(".")
        act = pack.acts.get(act_id)
        option = act.option(option_id) if act is not None else None
        where = ("promises", name)
        if act is None:
            yield found("unknown_act", where=where, act=act_id)
        elif option_id and option is None:
            yield found("unknown_option", where=where, act=act_id, option=option_id)
        else:
            yield from _check(pack, promise, act, option, name)


def _check(pack: Pack, promise: Promise, act: Act, option: Option | None, name: str) -> Iterator[Finding]:
    source = _source(pack, promise)
    for kind, names in _broken(pack, promise, act, option):
        yield found(f"promise_broken:{kind}", where=("promises", name), kind=POLICY, source=source, act=name, **names)  # type: ignore[arg-type]


def _broken(pack: Pack, promise: Promise, act: Act, option: Option | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Which part of the promise is not kept, with the names for its words."""
    parts = [part for part in (act, option) if part is not None]
    for term in promise.in_time:
        if term not in pack.terms or pack.terms[term].until != act.id:
            yield "in_time", {"name": term}
    for term in promise.starts:
        if term not in pack.terms or pack.terms[term].begins_with != act.id:
            yield "starts", {"name": term}
    for role in sorted(set(promise.signed_by) - {signer.role for signer in act.signatures}):
        nl, en = LABELS[role]
        yield "signed_by", {"role_nl": nl, "role_en": en}
    for rule in sorted(set(promise.guarded_by) - {must.rule for part in parts for must in part.must}):
        yield "guarded_by", {"name": rule}
    sent = {letter for part in parts for letter in part.sends} | {act.letter}
    for letter in sorted(set(promise.sends) - sent):
        yield "sends", {"name": letter}


def unkept(pack: Pack, explored: Explored, path_to: Callable[[Situation, str], tuple[str, ...]]) -> Iterator[Finding]:
    """What was promised to come before an act, and does not on some path; `path_to` tells the way to a situation."""
    for name, (situation, label) in explored.unkept.items():
        yield found(
            "promise_broken:after",
            where=("promises", name),
            path=path_to(situation, label),
            kind=POLICY,
            source=_source(pack, pack.promises[name]),
            act=name,
        )


def _source(pack: Pack, promise: Promise) -> str:
    return "; ".join(pack.sources[name].title.en for name in promise.source if name in pack.sources)
