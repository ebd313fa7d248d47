"""Put a pack's questions to the law: facts that follow from a rule, and guards (`must`) that a rule decides."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from houvast.core.forms.text import Text
from houvast.core.law.errors import QuestionError
from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.log import FactValue, Reason, ReasonKind, as_stored
from houvast.core.procedure.pack import Fact, FromRule, Must, Pack, RuleSource
from houvast.core.procedure.state import LookUps, current
from houvast.core.procedure.world import Answer, World, as_rule_facts, is_under

DATES = ("birth_date",)
SCALARS = (bool, int, float, str)


def observe(pack: Pack, world: World, on: date) -> dict[str, FactValue]:
    """Every fact of the pack as it is on this day; None where it is not known."""
    born = world.birth_date
    return {name: _observe(fact, world, born, on) for name, fact in pack.facts.items()}


def _observe(fact: Fact, world: World, born: date | None, on: date) -> FactValue:
    if fact.age_under is not None:
        return None if born is None else is_under(born, fact.age_under, on)
    if fact.rule is not None:
        return _from_rule(fact.rule, world, on)
    value = world.facts.get(fact.world or "")
    return value if isinstance(value, SCALARS) else None


def _from_rule(origin: FromRule, world: World, on: date) -> FactValue:
    facts = tuple([(name, world.facts.get(known_as)) for name, known_as in origin.with_.items()])
    if world.ask is None:
        return None
    for _name, value in facts:
        if value is None:
            return None
    outcome = _asked_once(world.ask, origin.rule, facts, on)  # type: ignore[arg-type]
    value = outcome.get(origin.outcome)
    return value if isinstance(value, SCALARS) else None


@lru_cache(maxsize=2048)
def _asked_once(
    ask: Callable[..., Answer], rule: str, facts: tuple[tuple[str, object], ...], on: date
) -> Mapping[str, object]:
    """The same question on the same day has the same answer; a case asks it at every step."""
    return ask(rule, as_rule_facts(dict(facts)), on=on).outcome


def rule_facts(
    sources: Mapping[str, RuleSource], pack: Pack, state: LookUps, world: World, on: date
) -> tuple[dict[str, object], tuple[str, ...]]:
    """The facts for a rule, and the names of facts of the world that are not known."""
    facts: dict[str, object] = {}
    unknown: list[str] = []
    for name, source in sources.items():
        facts[name] = _value(source, pack, state, world, on)
        if source.world is not None and facts[name] is None and source.world in DATES:
            unknown.append(source.world)
    return as_rule_facts(facts), tuple(unknown)


def _value(source: RuleSource, pack: Pack, state: LookUps, world: World, on: date) -> object:  # noqa: PLR0911
    if source.world is not None:
        return world.facts.get(source.world)
    if source.decision_day:
        return on
    if source.value is not None:
        return source.value
    if source.when is not None:
        return evaluate(source.when, pack, state, on) is True
    if source.due is not None:
        term = state.term(source.due)
        return term.due if term is not None else None
    if source.field is not None:
        act_id, name = source.field.split(".")
        last = state.last(act_id)
        return last.data.get(name) if last is not None else None
    return _about_act(source, pack, state)


def _about_act(source: RuleSource, pack: Pack, state: LookUps) -> object:
    act_id = source.held or source.done or source.day or ""
    found = current(state, pack.acts[act_id], pack.step_of.get(act_id))
    if source.day is not None:
        return found[-1].on if found else None
    if source.done is not None:
        return any(instance.complete_on is not None for instance in found)
    return bool(found)


def check_must(
    must: Must, pack: Pack, state: LookUps, world: World, on: date
) -> tuple[Reason | None, Mapping[str, object] | None]:
    """None and the receipt when the law allows it, else the reason why not."""
    applies = evaluate(must.when, pack, state, on)
    if applies is False:
        return None, None
    facts, unknown = rule_facts(must.facts, pack, state, world, on)
    if unknown:
        return _not_known(must, unknown), None
    if world.ask is None:
        return _cannot_ask(must), None
    try:
        answer = world.ask(must.rule, facts, on=on)
    except QuestionError as wrong:
        return _cannot_ask(must, wrong), None
    failing = {
        name: answer.outcome.get(name) for name, value in must.require.items() if answer.outcome.get(name) != value
    }
    if not failing:
        used = {"rule": must.rule, "on": on, "facts": facts, "receipt": _receipt(answer)}
        return None, as_stored(used)
    return _blocked(must, answer, pack), None


def _receipt(answer: object) -> object:
    receipt = getattr(answer, "receipt", None)
    as_json = getattr(receipt, "as_json", None)
    return as_json() if as_json is not None else receipt


def _not_known(must: Must, unknown: tuple[str, ...]) -> Reason:
    return Reason(
        kind=ReasonKind.UNKNOWN,
        key=unknown[0],
        text=Text(
            nl="De geboortedatum is nodig: zonder die dag kan niemand zeggen wat de wet hier vraagt.",
            en="The birth date is needed: without it nobody can say what the law asks here.",
        ),
        source=_rule_name(must),
        to_do=Text(nl="Laat de geboortedatum invullen.", en="Have the birth date filled in."),
        missing=unknown,
    )


def _cannot_ask(must: Must, wrong: QuestionError | None = None) -> Reason:
    said = getattr(wrong, "text", None)
    nl, en = (said.nl, said.en) if said is not None else ("", str(wrong or ""))
    return Reason(
        kind=ReasonKind.LAW,
        key=must.rule,
        text=Text(
            nl=f"De regel van de wet kon niet worden gevraagd. {nl}",
            en=f"The legal rule could not be asked. {en}",
        ),
        source=_rule_name(must),
    )


def _blocked(must: Must, answer: object, pack: Pack) -> Reason:
    outcome: Mapping[str, object] = getattr(answer, "outcome", {})
    named = outcome.get("missing")
    missing = tuple(str(name) for name in named) if isinstance(named, list | tuple) else ()
    nl, en = _because(answer)
    return Reason(
        kind=ReasonKind.LAW,
        key=must.rule,
        text=Text(nl=nl or "De wet laat dit nu niet toe.", en=en or "The law does not allow this now."),
        source=_sources(answer) or _rule_name(must),
        to_do=_to_do(must, missing, pack),
        missing=missing,
    )


def _because(answer: object) -> tuple[str, str]:
    texts = [item.text for item in getattr(answer, "because", ()) if hasattr(item, "text")]
    nl = " ".join(text if isinstance(text, str) else str(getattr(text, "nl", text)) for text in texts)
    en = " ".join(text if isinstance(text, str) else str(getattr(text, "en", text)) for text in texts)
    return nl[:4000], en[:4000]


def _sources(answer: object) -> Text | None:
    sources = [getattr(item, "source", None) for item in getattr(answer, "because", ())]
    names = dict.fromkeys(
        str(getattr(source, "name", None) or getattr(source, "article", None) or source) for source in sources if source
    )
    joined = "; ".join(names)[:1000]
    return Text(nl=joined, en=joined) if joined else None


def _rule_name(must: Must) -> Text:
    return Text(nl=f"Wettelijke regel {must.rule}", en=f"Legal rule {must.rule}")


def _to_do(must: Must, missing: tuple[str, ...], pack: Pack) -> Text | None:
    """Name the acts that would bring what the rule misses."""
    acts = []
    for name in missing:
        source = must.facts.get(name)
        act_id = source and (source.held or source.done or source.day or (source.field or "").split(".")[0])
        if act_id and act_id in pack.acts:
            acts.append(pack.acts[act_id].title)
    if not acts:
        return None
    return Text(
        nl="Doe eerst: " + "; ".join(title.nl for title in acts) + ".",
        en="First: " + "; ".join(title.en for title in acts) + ".",
    )
