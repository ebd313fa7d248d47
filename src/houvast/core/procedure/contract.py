"""What a procedure asks of and gives to the procedures around it: its contract, from its own proof.

Entry: somebody of the school opens it; its proof begins with nothing done and with every kind of student, so it may
follow on anything. Exit: the endings that it reaches, and the procedures it offers, with the shortest way to each. A
pack whose follow-on breaks its contract is refused with both paths, one after the other; it is not explored again.
"""

from collections.abc import Iterator, Mapping

from houvast.core.procedure.explored import Explored
from houvast.core.procedure.findings import Class, Contract, Finding, Path, found
from houvast.core.procedure.pack import FollowOn, Pack
from houvast.core.procedure.structure import SILENT, placed_acts

Where = tuple[str | int, ...]


def contract_of(pack: Pack, explored: Explored) -> Contract:
    """The contract that the walk through the pack has shown."""
    ends = tuple(name for name in pack.outcomes if name in explored.outcomes)
    return Contract(
        entry=tuple(role.value for role in pack.opened_by if role not in SILENT),
        ends=ends,
        last=tuple(name for name in ends if _may_be_last(pack, name)),
        offers={name: explored.path(*came) for name, came in sorted(explored.offers.items())},
    )


def _may_be_last(pack: Pack, outcome: str) -> bool:
    return all(opens.when is not None for opens in pack.outcomes[outcome].opens)


def never_offered(pack: Pack, explored: Explored) -> Iterator[Finding]:
    """Follow-ons that no path offers."""
    for opens, where in follow_ons(pack):
        if opens.pack not in explored.offers:
            yield found("unreachable_follow_on", where=where, kind=Class.FLOW, name=opens.pack)


def follow_ons(pack: Pack) -> Iterator[tuple[FollowOn, Where]]:
    """Every procedure that the pack leads to, with its place."""
    for act, where in placed_acts(pack):
        for opens in act.opens:
            yield opens, where
        for place, option in enumerate(act.options):
            for opens in option.opens:
                yield opens, (*where, "options", place)
    for name, outcome in pack.outcomes.items():
        for opens in outcome.opens:
            yield opens, ("outcomes", name)


def broken_contracts(
    contracts: Mapping[str, Contract], unproven: Mapping[str, Path]
) -> Iterator[tuple[str, str, Finding]]:
    """Who leads to a procedure that does not keep its contract: (who, to which, the finding).

    `unproven` are the procedures that their own proof refused, each with the path that shows it.
    """
    yield from _unproven(contracts, dict(unproven))
    for name, contract in contracts.items():
        for following, path in contract.offers.items():
            there = contracts.get(following)
            if there is not None and following != name and not there.entry:
                yield name, following, found("follow_on:entry", path=path, kind=Class.FLOW, pack=following)
    endless = _endless(contracts)
    for name in sorted(endless):
        following = next((one for one in contracts[name].offers if one in endless), name)
        path = contracts[name].offers.get(following, ())
        yield name, following, found("follow_on:exit", path=path, kind=Class.FLOW, pack=following)


def _unproven(contracts: Mapping[str, Contract], refused: dict[str, Path]) -> Iterator[tuple[str, str, Finding]]:
    """Whoever leads to a refused procedure is not proven either, and so on: the path grows by the way to the offer."""
    told: set[tuple[str, str]] = set()
    queue = list(refused)
    for bad in queue:  # the queue grows while we walk it
        for name, contract in contracts.items():
            if bad == name or bad not in contract.offers or (name, bad) in told:
                continue
            told.add((name, bad))
            path = (*contract.offers[bad], f"→ {bad}", *refused[bad])
            yield name, bad, found("follow_on", path=path, kind=Class.FLOW, pack=bad)
            if name not in refused:
                refused[name] = path
                queue.append(name)


def _endless(contracts: Mapping[str, Contract]) -> set[str]:
    """Procedures that always offer another one that always offers another one, and so on."""
    endless = {name for name, contract in contracts.items() if not contract.last and contract.ends}
    while True:
        leaves = {
            name
            for name in endless
            if any(offer in contracts and offer not in endless for offer in contracts[name].offers)
        }
        if not leaves:
            return endless
        endless -= leaves
