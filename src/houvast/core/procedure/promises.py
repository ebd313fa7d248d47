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
    at = {"where": ("promises", name), "kind": POLICY, "source": _source(pack, promise), "act": name}
    for term_id in promise.in_time:
        term = pack.terms.get(term_id)
        if term is None or term.until != act.id:
            yield found("promise_broken:in_time", name=term_id, **at)  # type: ignore[arg-type]
    for term_id in promise.starts:
        term = pack.terms.get(term_id)
        if term is None or term.begins_with != act.id:
            yield found("promise_broken:starts", name=term_id, **at)  # type: ignore[arg-type]
    for role in promise.signed_by:
        if all(signer.role is not role for signer in act.signatures):
            nl, en = LABELS[role]
            yield found("promise_broken:signed_by", role_nl=nl, role_en=en, **at)  # type: ignore[arg-type]
    sent = {*act.sends, *((act.letter,) if act.letter else ()), *(option.sends if option is not None else ())}
    for letter in promise.sends:
        if letter not in sent:
            yield found("promise_broken:sends", name=letter, **at)  # type: ignore[arg-type]


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
