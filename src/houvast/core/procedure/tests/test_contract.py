"""A procedure is as sound as those it leads to: each keeps its contract, or both paths are shown."""

from houvast.core.procedure.contract import broken_contracts
from houvast.core.procedure.findings import Contract


def contract(*offers: str, entry: tuple[str, ...] = ("coach",), last: tuple[str, ...] = ("done",)) -> Contract:
    return Contract(entry=entry, ends=("done",), last=last, offers={name: ("open", f"to_{name}") for name in offers})


def test_procedures_that_keep_their_contracts_are_left_alone() -> None:
    contracts = {"a": contract("b"), "b": contract("c"), "c": contract("a")}
    assert not list(broken_contracts(contracts, {}))


def test_what_leads_to_an_unproven_procedure_is_not_proven_however_long_the_way() -> None:
    contracts = {"a": contract("b"), "b": contract("c"), "other": contract()}
    found = {name: finding for name, _to, finding in broken_contracts(contracts, {"c": ("open", "decide=no")})}
    assert set(found) == {"a", "b"}
    assert found["b"].path == ("open", "to_c", "→ c", "open", "decide=no")
    assert found["a"].path == ("open", "to_b", "→ b", "open", "to_c", "→ c", "open", "decide=no")


def test_a_procedure_that_nobody_of_the_school_opens_cannot_follow() -> None:
    contracts = {"a": contract("b"), "b": contract(entry=())}
    ((name, _to, finding),) = broken_contracts(contracts, {})
    assert name == "a"
    assert "niemand van de school" in finding.text.nl
    assert finding.path == ("open", "to_b")


def test_procedures_that_lead_to_one_another_for_ever_are_found() -> None:
    contracts = {"a": contract("b", last=()), "b": contract("a", last=()), "c": contract("a", last=())}
    assert {name for name, _to, _finding in broken_contracts(contracts, {})} == {"a", "b", "c"}
    contracts["b"] = contract("a", "free", last=())
    contracts["free"] = contract()
    assert not list(broken_contracts(contracts, {}))
