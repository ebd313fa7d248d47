"""Taking away any one guard from any shipped pack makes the check fail."""

from collections import defaultdict

import pytest

from houvast.core.procedure.prover import prove
from houvast.packbook.book import documents_by_id, parse_pack
from houvast.packbook.checking import published_rules, remembering_ask
from houvast.packbook.reader import PackError
from houvast.packbook.tests.mutants import Mutant, mutants

ALIKE = {
    "support-agreement-contest:": "it takes no decision about a student: the text only tells where to complain",
}
"""Mutants that do the same as their pack, each with the reason."""

KINDS = {"must", "should", "needs", "signatures", "passes", "sends", "term", "if_missed", "consent", "contest"}


def by_pack() -> dict[str, list[Mutant]]:
    found: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants():
        found[mutant.pack].append(mutant)
    return found


MUTANTS = by_pack()
ASK = remembering_ask()


def survives(mutant: Mutant) -> bool:
    try:
        pack = parse_pack(mutant.document, documents_by_id().get)
    except PackError:
        return False
    return not prove(pack, ASK, frozenset(documents_by_id()), published_rules()).errors


@pytest.mark.long
@pytest.mark.parametrize("pack_id", MUTANTS)
def test_the_check_notices_every_guard_that_is_taken_away(pack_id: str) -> None:
    survivors = {str(mutant) for mutant in MUTANTS[pack_id] if survives(mutant)}
    assert survivors == {name for name in ALIKE if name.startswith(f"{pack_id}-") and name in names(pack_id)}


def names(pack_id: str) -> set[str]:
    return {str(mutant) for mutant in MUTANTS[pack_id]}


def test_every_kind_of_guard_is_taken_away_somewhere_and_every_pack_is_tried() -> None:
    everything = [mutant for found in MUTANTS.values() for mutant in found]
    assert {mutant.name.partition(":")[0] for mutant in everything} == KINDS
    assert set(MUTANTS) == set(documents_by_id())
    asks_a_field = [m for m in everything if m.name.startswith("needs:team_decision.no_success")]
    assert asks_a_field, "a need that asks for the value of a field is among them"
