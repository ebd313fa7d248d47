"""Everything that stands between a person and an act, each as a reason: role, order, law, policy, form, not known.

All reasons are given at once, so that nobody meets them one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from houvast.core.forms.check import Value, check
from houvast.core.forms.text import Text
from houvast.core.procedure.asking import check_must
from houvast.core.procedure.evaluate import evaluate, unknown_facts
from houvast.core.procedure.folding import is_open
from houvast.core.procedure.log import Do, Reason, ReasonKind
from houvast.core.procedure.pack import Act, Need, Option, Pack
from houvast.core.procedure.roles import LABELS, Role
from houvast.core.procedure.state import State
from houvast.core.procedure.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    reasons: tuple[Reason, ...]
    data: Mapping[str, Value]
    deviated: tuple[str, ...]  # policies that were deviated from
    receipts: tuple[Mapping[str, object], ...]


def judge(pack: Pack, state: State, action: Do, world: World, on: date) -> Judged:
    """Whether this act may be done now, by this role, with this record."""
    act = pack.acts.get(action.act)
    if act is None or state.step is None or not is_open(pack, state, action.act):
        return Judged(reasons=(_not_open(pack, state, act, action.act),), data={}, deviated=(), receipts=())
    reasons: list[Reason] = []
    if action.role not in act.by:
        reasons.append(wrong_role(pack, act.by, act.id))
    reasons += applicability(pack, state, act, on)
    option = act.option(action.option)
    if act.options and option is None:
        reasons.append(_choose(act))
    asked = obstacles(pack, state, act, option, world, action.happened_on or on)
    deviated = []
    for reason in asked.reasons:
        why = action.deviations.get(reason.key, "")
        if reason.kind is ReasonKind.POLICY and action.role in pack.policies[reason.key].deviate and why.strip():
            deviated.append(reason.key)
        else:
            reasons.append(reason)
    form_reasons, data = _form(pack, act, action)
    form_reasons += _other_day(act, option, state, action.happened_on, on)
    return Judged(reasons=(*reasons, *form_reasons), data=data, deviated=tuple(deviated), receipts=asked.receipts)


def _other_day(act: Act, option: Option | None, state: State, happened: date | None, on: date) -> list[Reason]:
    """What was held on an earlier day may be recorded later; what the law dates counts from the day of recording."""
    if happened is None or happened == on:
        return []
    hard = option is not None and (option.must or option.effect is not None)
    if happened > on:
        text = Text(nl="Die dag is nog niet geweest.", en="That day has not been yet.")
    elif happened < state.entries[0].on:
        text = Text(nl="Toen liep deze procedure nog niet.", en="This procedure had not begun then.")
    elif act.must or hard:
        text = Text(
            nl="Dit besluit geldt vanaf de dag waarop het wordt vastgelegd: termijnen mogen niet korter worden.",
            en="This decision counts from the day on which it is recorded: terms may not become shorter.",
        )
    else:
        return []
    return [Reason(kind=ReasonKind.FORM, key="happened_on", text=text)]


def applicability(pack: Pack, state: State, act: Act, on: date) -> list[Reason]:
    """Why the act is not asked in this case; empty when it is."""
    applies = evaluate(act.when, pack, state, on)
    if applies is None:
        return [not_known(pack, fact) for fact in unknown_facts(act.when, pack, state)]
    if applies is False:
        text = Text(
            nl="Dit hoeft nu niet: het geldt niet voor deze student.", en="This does not apply to this student now."
        )
        return [Reason(kind=ReasonKind.CLOSED, key=act.id, text=text)]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacles:
    reasons: tuple[Reason, ...]
    receipts: tuple[Mapping[str, object], ...]


def obstacles(pack: Pack, state: State, act: Act, option: Option | None, world: World, on: date) -> Obstacles:
    """What the act and the chosen option still need, by order, law and policy."""
    parts = (act,) if option is None else (act, option)
    reasons: list[Reason] = []
    receipts: list[Mapping[str, object]] = []
    for part in parts:
        for need in part.needs:
            reasons += _unmet(pack, state, need, on)
    for part in parts:
        for must in part.must:
            reason, receipt = check_must(must, pack, state, world, on)
            if reason is not None:
                reasons.append(reason)
            elif receipt is not None:
                receipts.append(receipt)
    for policy_id in (name for part in parts for name in part.should):
        policy = pack.policies[policy_id]
        stands = any(deviation.policy == policy_id for deviation in state.deviations)
        if not stands and evaluate(policy.condition, pack, state, on) is not True:
            source = pack.sources[policy.source[0]].title if policy.source else None
            reasons.append(
                Reason(
                    kind=ReasonKind.POLICY,
                    key=policy_id,
                    text=policy.text,
                    source=source,
                    to_do=Text(
                        nl="Doe dit alsnog, of wijk ervan af en schrijf op waarom.",
                        en="Do this first, or deviate and write down why.",
                    ),
                )
            )
    return Obstacles(reasons=tuple(reasons), receipts=tuple(receipts))


def _unmet(pack: Pack, state: State, need: Need, on: date) -> list[Reason]:
    holds = evaluate(need.condition, pack, state, on)
    if holds is True:
        return []
    unknown = unknown_facts(need.condition, pack, state) if holds is None else ()
    if unknown:
        return [not_known(pack, fact) for fact in unknown]
    source = pack.sources[need.source[0]].title if need.source else None
    return [Reason(kind=ReasonKind.ORDER, key="order", text=need.text, source=source)]


def not_known(pack: Pack, fact_id: str) -> Reason:
    """The reason that a fact is not known: the rule asks for it and never guesses."""
    fact = pack.facts[fact_id]
    return Reason(
        kind=ReasonKind.UNKNOWN,
        key=fact_id,
        text=Text(nl=f"Nodig: {fact.title.nl}.", en=f"Needed: {fact.title.en}."),
        to_do=fact.ask,
        missing=(fact_id,),
    )


def _form(pack: Pack, act: Act, action: Do) -> tuple[list[Reason], Mapping[str, Value]]:
    if act.form is None:
        if not action.data:
            return [], {}
        text = Text(nl="Hier hoort geen formulier bij.", en="This has no record form.")
        return [Reason(kind=ReasonKind.FORM, key=act.id, text=text)], {}
    checked = check(pack.forms[act.form], action.data)
    if not checked.errors:
        return [], checked.data
    text = Text(nl="Het verslag is nog niet compleet.", en="The record is not complete yet.")
    return [Reason(kind=ReasonKind.FORM, key=act.form, text=text, errors=checked.errors)], checked.data


def role_label(pack: Pack, role: Role) -> Text:
    """What this pack calls the role."""
    nl, en = LABELS[role]
    return pack.labels.get(role) or Text(nl=nl, en=en)


def wrong_role(pack: Pack, roles: tuple[Role, ...], key: str) -> Reason:
    """Somebody else does this."""
    labels = [role_label(pack, role) for role in roles]
    return Reason(
        kind=ReasonKind.ROLE,
        key=key,
        text=Text(
            nl="Dit doet: " + " of ".join(label.nl for label in labels) + ".",
            en="This is done by: " + " or ".join(label.en for label in labels) + ".",
        ),
    )


def closed() -> Reason:
    """The case has ended."""
    text = Text(
        nl="Deze procedure is afgesloten. Een vergissing kun je nog verbeteren.",
        en="This procedure has ended. A mistake can still be corrected.",
    )
    return Reason(kind=ReasonKind.CLOSED, key="ended", text=text)


def reason_needed(key: str) -> Reason:
    """An action that asks why."""
    text = Text(nl="Schrijf op waarom.", en="Write down why.")
    return Reason(kind=ReasonKind.FORM, key=key, text=text)


def _choose(act: Act) -> Reason:
    nl = ", ".join(option.label.nl for option in act.options)
    en = ", ".join(option.label.en for option in act.options)
    return Reason(kind=ReasonKind.FORM, key="option", text=Text(nl=f"Kies: {nl}.", en=f"Choose: {en}."))


def _not_open(pack: Pack, state: State, act: Act | None, act_id: str) -> Reason:
    if state.step is None:
        return closed()
    if act is None:
        text = Text(nl="Deze stap bestaat niet in deze procedure.", en="This procedure has no such step.")
    elif pack.step_of.get(act_id) not in (None, state.step):
        step = pack.step_by_id[pack.step_of[act_id]]
        here = pack.step_by_id[state.step]
        text = Text(
            nl=f"Dit hoort bij “{step.title.nl}”. Nu is aan de beurt: “{here.title.nl}”.",
            en=f"This belongs to “{step.title.en}”. The present step is “{here.title.en}”.",
        )
    else:
        text = Text(nl="Dit is al gedaan.", en="This has been done already.")
    return Reason(kind=ReasonKind.CLOSED, key=act_id, text=text)
