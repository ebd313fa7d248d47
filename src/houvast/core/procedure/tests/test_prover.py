"""Each invariant has a pack made to break it, and every guard of the shipped packs is missed when it is taken away."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest

from houvast import lawbook
from houvast.core.procedure.conditions import Held
from houvast.core.procedure.findings import Report
from houvast.core.procedure.invariants import LAW, POLICY
from houvast.core.procedure.pack import Act
from houvast.core.procedure.prover import prove
from houvast.packbook.book import documents_by_id, parse_pack
from houvast.packbook.checking import published_rules
from houvast.packbook.reader import Document, Plain

RULES = published_rules()
Data = dict[str, object]


def data_of(pack_id: str) -> Data:
    data = copied(documents_by_id()[pack_id].value)
    assert isinstance(data, dict)
    return data


def copied(value: object) -> object:
    if isinstance(value, dict):
        return {key: copied(part) for key, part in value.items()}
    return [copied(part) for part in value] if isinstance(value, list) else value


def report_on(data: Data) -> Report:
    pack = parse_pack(Document(file="broken.yaml", value=cast("Plain", data), places={}), documents_by_id().get)
    return prove(pack, lawbook.ask, frozenset(documents_by_id()) | {pack.id}, RULES)


def codes(data: Data) -> set[str]:
    return {finding.code for finding in report_on(data).errors}


def act(data: Data, act_id: str) -> Data:
    steps = data["steps"]
    assert isinstance(steps, list)
    anytime = data.get("anytime", [])
    assert isinstance(anytime, list)
    return next(one for one in [a for step in steps for a in step["acts"]] + anytime if one["id"] == act_id)


def option(data: Data, act_id: str, option_id: str) -> Data:
    options = act(data, act_id)["options"]
    assert isinstance(options, list)
    return next(one for one in options if one["id"] == option_id)


def unguarded(pack_id: str, act_id: str, option_id: str, *lost: str) -> Data:
    """The pack in which an option has lost its legal guard, and acts no longer serve what they served."""
    data = data_of(pack_id)
    del option(data, act_id, option_id)["must"]
    for name in lost:
        act(data, name).pop("serves", None)
    return data


def without(pack_id: str, act_id: str, key: str) -> Data:
    data = data_of(pack_id)
    act(data, act_id).pop(key)
    return data


def told_nothing() -> Data:
    data = data_of("removal")
    option(data, "decide", "remove").pop("sends")
    return data


def no_contest() -> Data:
    data = data_of("suspension")
    data.pop("contest")
    return data


def held_up() -> Data:
    data = data_of("deregistration")
    option(data, "own_request", "own_request")["should"] = ["accepted_first"]
    return data


def no_dev(pack_id: str, act_id: str, option_id: str) -> Data:
    data = data_of(pack_id)
    option(data, act_id, option_id).pop("should")
    return data


def no_consent() -> Data:
    data = data_of("improvement-track")
    option(data, "team_decision", "no_success")["go"] = "notice"
    return data


def no_team() -> Data:
    data = data_of("improvement-track")
    act(data, "final_meeting")["go"] = "consent"
    return data


BROKEN: dict[str, Callable[[], Data]] = {
    "warning_before_negative_advice": lambda: unguarded("study-advice", "advise", "negative"),
    "circumstances_before_negative_advice": lambda: unguarded("study-advice", "advise", "negative"),
    "facilities_before_negative_advice": lambda: unguarded("study-advice", "advise", "negative", "facilities"),
    "offer_before_negative_advice": lambda: unguarded("study-advice", "advise", "negative"),
    "window_of_negative_advice": lambda: unguarded("study-advice-one-year", "advise", "negative"),
    "heard_before_removal": lambda: unguarded("removal", "decide", "remove", "hearing"),
    "place_before_removal": lambda: unguarded("removal", "decide", "remove"),
    "guardians_informed": lambda: unguarded("removal", "decide", "remove", "intention"),
    "removal_guarded": lambda: unguarded("removal", "decide", "remove"),
    "suspension_guarded": lambda: unguarded("suspension", "suspend", "suspended"),
    "reasons_given": lambda: unguarded("removal", "decide", "remove", "draft"),
    "exam_board_before_unsuitability": lambda: unguarded("unsuitability", "decide", "unsuitable", "board_advice"),
    "unsuitability_guarded": lambda: unguarded("unsuitability", "decide", "unsuitable"),
    "deregistration_guarded": lambda: unguarded("deregistration", "deregister", "by_school"),
    "way_to_contest": no_contest,
    "own_request_free": held_up,
    "interim_before_unsuccessful": lambda: without("improvement-track", "interim_evaluation", "serves"),
    "team_decision_before_unsuccessful": no_team,
    "director_consent_before_unsuccessful": no_consent,
    "handover_before_deregistration": lambda: no_dev("deregistration", "deregister", "by_school"),
    "hearing_before_negative_advice": lambda: no_dev("study-advice", "advise", "negative"),
    "route_and_last_day_told": told_nothing,
}


def test_there_is_a_broken_pack_for_every_invariant() -> None:
    assert {invariant.name for invariant in (*LAW, *POLICY)} <= set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_pack_made_to_break_it_is_refused_with_the_path(name: str) -> None:
    found = [finding for finding in report_on(BROKEN[name]()).errors if finding.code == name]
    assert found, f"nobody noticed {name}"
    assert found[0].path, "a refusal shows the path that breaks the rule"
    assert found[0].source


def guards() -> Iterator[tuple[str, str]]:
    """Every legal guard, every policy in use, every way past a silent signer, everything that a missed term brings."""
    for pack_id, document in documents_by_id().items():
        assert isinstance(document.value, dict)
        if "overlay" not in document.value:
            pack = parse_pack(document, documents_by_id().get)
            for one in pack.acts.values():
                yield from ((pack_id, guard) for guard in guards_of(one))
            missed = [name for name, term in pack.terms.items() if term.if_missed is not None]
            yield from ((pack_id, f"terms.{name}.if_missed") for name in missed)


def guards_of(one: Act) -> Iterator[str]:
    yield from (f"{one.id}.{choice.id}.must" for choice in one.options if choice.must)
    yield from (f"{one.id}.{signer.role.value}.passes" for signer in one.signatures if signer.passes is not None)
    yield from (f"{one.id}..should-{number}" for number, _policy in enumerate(one.should))
    for choice in one.options:
        yield from (f"{one.id}.{choice.id}.should-{number}" for number, _policy in enumerate(choice.should))


def without_one(names: str | list[object], key: str) -> list[object]:
    return [] if isinstance(names, str) else [n for place, n in enumerate(names) if f"should-{place}" != key]


def required_first() -> Iterator[tuple[str, str]]:
    """Every decision that must wait for an act which its step requires."""
    for pack_id, document in documents_by_id().items():
        assert isinstance(document.value, dict)
        pack = parse_pack(document, documents_by_id().get)
        if pack.overlay_of is not None:
            continue
        for one in pack.acts.values():
            step = pack.step_by_id.get(pack.step_of.get(one.id, ""))
            required = {other.id for other in step.acts if not other.optional} if step is not None else set()
            waits = [need for need in one.needs if isinstance(need.condition, Held) and need.condition.held in required]
            if one.options and not one.optional and waits:
                yield pack_id, one.id


@pytest.mark.parametrize(("pack_id", "act_id"), list(required_first()), ids=str)
def test_a_decision_cannot_leave_a_step_behind_half_done(pack_id: str, act_id: str) -> None:
    data = data_of(pack_id)
    del act(data, act_id)["needs"]
    assert "skips_required" in codes(data)


def test_a_term_a_fact_and_a_policy_that_nothing_uses_are_found() -> None:
    data = data_of("workplace-resit")
    del act(data, "resit")["needs"]
    assert "idle_wait" in codes(data)
    data = data_of("absence-route")
    part(data, "facts")["extra"] = part(data, "facts", "must_report")
    assert "idle_fact" in codes(data)


@pytest.mark.parametrize(("pack_id", "guard"), list(guards()), ids=str)
def test_taking_away_any_one_guard_makes_the_check_fail(pack_id: str, guard: str) -> None:
    data = data_of(pack_id)
    first, second, key = guard.split(".")
    if first == "terms":
        terms = data["terms"]
        assert isinstance(terms, dict)
        del terms[second][key]
    elif key == "must":
        del option(data, first, second)["must"]
    elif key.startswith("should-"):
        names = (option(data, first, second) if second else act(data, first))["should"]
        assert isinstance(names, str | list)
        (option(data, first, second) if second else act(data, first))["should"] = without_one(names, key)
    else:
        signatures = act(data, first)["signatures"]
        assert isinstance(signatures, list)
        del next(signer for signer in signatures if signer["role"] == second)["passes"]
    assert report_on(data).errors


def test_a_silent_partner_cannot_strand_a_case() -> None:
    data = data_of("deregistration")
    act(data, "why")["by"] = ["partner"]
    found = next(finding for finding in report_on(data).errors if finding.code == "stranded")
    assert "the school cannot bring the case to any end" in found.text.en or found.path


def test_what_is_never_reached_is_found() -> None:
    data = data_of("re-placement")
    option(data, "decide", "placed")["go"] = "search"
    assert {"unreachable_step", "unreachable_outcome"} <= codes(data)


def test_steps_that_go_round_by_themselves_are_found() -> None:
    data = data_of("progress-advice")
    steps = data["steps"]
    assert isinstance(steps, list)
    act(data, "period_1")["optional"] = True
    steps[0]["then"] = [{"go": "first"}]
    assert "circle" in codes(data)


def refit(data: Data, **changed: object) -> None:
    """Change the condition before an unsuccessful ending."""
    needs = option(data, "team_decision", "no_success")["needs"]
    assert isinstance(needs, list)
    needs[0]["condition"] = changed


def part(data: Data, *path: str) -> Data:
    for name in path:
        data = data[name]  # type: ignore[assignment]
    return data


DANGLING: list[tuple[Callable[[Data], object], str]] = [
    (lambda d: part(d, "letters", "success", "body").update(nl="{nobody}"), "unknown_placeholder"),
    (lambda d: part(d, "letters", "success", "body").update(nl="{propose.nothing}"), "unknown_placeholder"),
    (lambda d: part(d, "letters", "success", "body").update(nl="{no_term.due}"), "unknown_placeholder"),
    (lambda d: part(d, "letters", "success", "body").update(en="{coach}"), "letters_differ"),
    (lambda d: act(d, "propose").update(form="nothing"), "unknown_form"),
    (lambda d: act(d, "propose").update(source=["nowhere"]), "unknown_source"),
    (lambda d: act(d, "propose").pop("source"), "no_source"),
    (lambda d: act(d, "final_meeting").update(go="nowhere"), "unknown_step"),
    (lambda d: option(d, "team_decision", "success").update(end="nothing"), "unknown_outcome"),
    (lambda d: part(d, "policies", "interim_first").update(condition={"held": "nothing"}), "unknown_act"),
    (lambda d: part(d, "policies", "two_talks_first").update(condition={"fact": "nothing"}), "unknown_fact"),
    (lambda d: part(d, "terms", "interim_term").update(owner="student"), "silent_owner"),
    (lambda d: part(d, "terms", "interim_term").update({"from": {"step": "nowhere"}}), "unknown_step"),
    (lambda d: d.update(invariants=["made_up"]), "unknown_invariant"),
    (lambda d: part(d, "facts", "duty", "rule").update(rule="made-up"), "unknown_rule"),
    (lambda d: refit(d, field="final_meeting.agreements_kept", **{"is": "never"}), "unreachable_value"),
    (lambda d: refit(d, field="final_meeting.goes_well", **{"is": "x"}), "open_field"),
]


@pytest.mark.parametrize(("change", "code"), DANGLING)
def test_a_name_that_leads_nowhere_is_found(change: Callable[[Data], object], code: str) -> None:
    data = data_of("improvement-track")
    change(data)
    assert code in codes(data)
