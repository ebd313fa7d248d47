"""A pack whose parts were torn out, doubled or swapped is refused or proven; loader and prover never crash."""

import random
import time

import pytest

from houvast import lawbook
from houvast.core.procedure import explore
from houvast.core.procedure.prover import prove
from houvast.packbook.book import documents_by_id, parse_pack
from houvast.packbook.checking import published_rules
from houvast.packbook.reader import Document, PackError, Plain

TORN = ("workplace-resit", "suspension", "training-school-switch", "aftercare", "absence-route", "support-agreement")
RULES = published_rules()


def copied(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return [copied(part) for part in value] if isinstance(value, list) else value


def nodes(value: Plain) -> list[dict[str, Plain] | list[Plain]]:
    found: list[dict[str, Plain] | list[Plain]] = [value] if isinstance(value, dict | list) and value else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        found += nodes(part)
    return found


def torn(value: Plain, chance: random.Random) -> Plain:
    """The pack with some of its parts removed, doubled, or put where others were."""
    whole = copied(value)
    for _ in range(chance.randint(1, 3)):
        places = nodes(whole)
        node, other = chance.choice(places), chance.choice(places)
        piece = copied(chance.choice(list(other.values()) if isinstance(other, dict) else other))
        if isinstance(node, dict):
            key = chance.choice(list(node))
            if chance.random() < 0.6:
                del node[key]
            else:
                node[key] = piece
        elif chance.random() < 0.5:
            del node[chance.randrange(len(node))]
        else:
            node.insert(0, piece)
    return whole


@pytest.mark.parametrize("seed", range(250))
def test_a_torn_pack_is_refused_or_proven(seed: int) -> None:
    chance = random.Random(seed)
    value = torn(documents_by_id()[chance.choice(TORN)].value, chance)
    began = time.process_time()
    try:
        pack = parse_pack(Document(file="torn.yaml", value=value, places={}), documents_by_id().get)
    except PackError:
        return
    report = prove(pack, lawbook.ask, frozenset(documents_by_id()), RULES)
    assert all(finding.mend and finding.text for finding in report.errors)
    assert time.process_time() - began < 30


def test_what_cannot_be_explored_to_the_end_is_not_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explore, "MOST_SITUATIONS", 10)
    pack = parse_pack(documents_by_id()["removal"], documents_by_id().get)
    codes = {finding.code for finding in prove(pack, lawbook.ask, frozenset(documents_by_id()), RULES).errors}
    assert "not_proven" in codes
