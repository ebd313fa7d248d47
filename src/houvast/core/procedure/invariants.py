"""What must be true on every path before something hard happens to a student. Not in packs: nobody switches these off.

Invariants of *law* hold for every pack. Invariants of *policy* hold for a pack that names them in `invariants`; a path
on which a person deviated, with a reason, from a policy of the school is allowed to break those.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from houvast.core.procedure.explore import HARD
from houvast.core.procedure.explored import Moment
from houvast.core.procedure.findings import Class, Finding
from houvast.core.procedure.needs import of_act
from houvast.core.procedure.pack import Effect, Pack, Serves
from houvast.core.procedure.situation import Mark

Holds = Callable[[Pack, Moment], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """`holds` says whether this moment is right; `text` and `mend` say what is wrong when it is not."""

    name: str
    kind: Class
    effects: frozenset[Effect]
    source: str
    text: str
    mend: str
    holds: Holds


def _serves(*wanted: Serves) -> Holds:
    return lambda _pack, moment: all(("serve", serves) in moment.marks for serves in wanted)


def _acts_serving(pack: Pack, serves: Serves) -> list[str]:
    return [act.id for act in pack.acts.values() if serves in act.serves]


def _over(pack: Pack, marks: frozenset[Mark], serves: Serves) -> bool:
    """A waiting term that began with an act of that kind has run out completely."""
    acts = _acts_serving(pack, serves)
    return any(
        ("over", name) in marks for name, term in pack.terms.items() if term.kind == "wait" and term.begins_with in acts
    )


def _warned(pack: Pack, moment: Moment) -> bool:
    return ("serve", Serves.WARNING) in moment.marks and _over(pack, moment.before, Serves.WARNING)


def _placed(pack: Pack, moment: Moment) -> bool:
    duty = moment.person.facts.get("duty")
    bound = duty in ("compulsory_education", "qualification_duty") if duty is not None else moment.person.minor
    willing = any(
        mark[0] == "val"
        and mark[2] is True
        and str(mark[1]).split(".")[0] in _acts_serving(pack, Serves.WILLING_SCHOOL)
        for mark in moment.marks
    )
    return not bound or willing or _over(pack, moment.before, Serves.SEARCH)


def _guardians(_pack: Pack, moment: Moment) -> bool:
    return not moment.person.minor or ("serve", Serves.GUARDIANS_INFORMED) in moment.marks


def _rule(name: str) -> Holds:
    def guarded(_pack: Pack, moment: Moment) -> bool:
        option = moment.option.must if moment.option is not None else ()
        return any(must.rule == name for must in (*of_act(moment.act), *option))

    return guarded


def _free(_pack: Pack, moment: Moment) -> bool:
    parts = (moment.act, moment.option) if moment.option is not None else (moment.act,)
    return not any(part.needs or part.must or part.should for part in parts)


def _contest(pack: Pack, _moment: Moment) -> bool:
    return pack.contest is not None


def _law(name: str, effects: frozenset[Effect] | Effect, source: str, text: str, mend: str, holds: Holds) -> Invariant:
    among = frozenset({effects}) if isinstance(effects, Effect) else effects
    return Invariant(name=name, kind=Class.LAW, effects=among, source=source, text=text, mend=mend, holds=holds)


def _policy(name: str, effect: Effect, source: str, text: str, serves: Serves) -> Invariant:
    return Invariant(
        name=name,
        kind=Class.POLICY,
        effects=frozenset({effect}),
        source=source,
        text=text,
        mend=f"Let an act that serves {serves.value} come first, or take the invariant out of the pack.",
        holds=_serves(serves),
    )


ADVICE, REMOVAL, LEAVING = Effect.NEGATIVE_ADVICE, Effect.REMOVAL, Effect.DEREGISTRATION
WEB = "WEB art. "

LAW: tuple[Invariant, ...] = (
    _law(
        "warning_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 2 c",
        "a negative advice without a written warning and a reasonable term that has fully run out",
        "Let an act that serves warning come first, with a waiting term that starts from it, and guard on the rule.",
        _warned,
    ),
    _law(
        "circumstances_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 2 a",
        "a negative advice without personal circumstances weighed",
        "Let an act that serves circumstances come first.",
        _serves(Serves.CIRCUMSTANCES),
    ),
    _law(
        "facilities_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 2 b",
        "a negative advice without facilities for good progress",
        "Let an act that serves facilities come first.",
        _serves(Serves.FACILITIES),
    ),
    _law(
        "offer_before_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 3",
        "a negative advice without the offer of another programme",
        "Let an act that serves other_programme come first.",
        _serves(Serves.OTHER_PROGRAMME),
    ),
    _law(
        "window_of_negative_advice",
        ADVICE,
        WEB + "8.1.7a lid 1",
        "a negative advice that no legal rule guards (window, warning, facilities, circumstances)",
        "Add `must` with the rule study-advice-negative.",
        _rule("study-advice-negative"),
    ),
    _law(
        "heard_before_removal",
        REMOVAL,
        WEB + "8.1.7d",
        "a removal without hearing the student",
        "Let an act that serves hearing come first.",
        _serves(Serves.HEARING),
    ),
    _law(
        "place_before_removal",
        REMOVAL,
        WEB + "8.1.7d lid 2",
        "a student with a duty of education is removed before another school is willing or eight weeks of search",
        "Guard on the rule removal, with an act that serves search and a waiting term of eight weeks from it.",
        _placed,
    ),
    _law(
        "guardians_informed",
        frozenset({REMOVAL, Effect.SUSPENSION}),
        WEB + "8.1.7c, 8.1.7d",
        "guardians of a minor are not informed",
        "Let an act that serves guardians_informed come first.",
        _guardians,
    ),
    _law(
        "removal_guarded",
        REMOVAL,
        WEB + "8.1.7d",
        "a removal that no legal rule guards",
        "Add `must` with the rule removal.",
        _rule("removal"),
    ),
    _law(
        "suspension_guarded",
        Effect.SUSPENSION,
        WEB + "8.1.7c",
        "a suspension that no legal rule guards",
        "Add `must` with the rule suspension.",
        _rule("suspension"),
    ),
    _law(
        "reasons_given",
        frozenset({REMOVAL, Effect.SUSPENSION}),
        WEB + "8.1.7c, 8.1.7d",
        "a decision without written reasons",
        "Let the act serve reasons, with a form that asks for them.",
        _serves(Serves.REASONS),
    ),
    _law(
        "exam_board_before_unsuitability",
        Effect.UNSUITABILITY,
        WEB + "8.1.7b",
        "unsuitability for the profession without the advice of the examination board",
        "Let an act that serves exam_board_advice come first.",
        _serves(Serves.EXAM_BOARD_ADVICE),
    ),
    _law(
        "unsuitability_guarded",
        Effect.UNSUITABILITY,
        WEB + "8.1.7b",
        "unsuitability for the profession that no legal rule guards",
        "Add `must` with the rule unsuitability.",
        _rule("unsuitability"),
    ),
    _law(
        "deregistration_guarded",
        LEAVING,
        "Leerplichtwet art. 18; WEB art. 8.1.7d",
        "a deregistration by the school that no legal rule guards",
        "Add `must` with the rule deregistration.",
        _rule("deregistration"),
    ),
    _law(
        "way_to_contest",
        HARD,
        WEB + "7.5.1",
        "a decision that cannot be contested",
        "Say under contest which route there is.",
        _contest,
    ),
    _law(
        "own_request_free",
        Effect.OWN_REQUEST,
        "S-728",
        "the student's own request, a move, a transfer or death is held up",
        "Take needs, must and should away from it; an open handover stays as a task.",
        _free,
    ),
)

POLICY: tuple[Invariant, ...] = (
    _policy(
        "interim_before_unsuccessful",
        Effect.UNSUCCESSFUL,
        "S-031",
        "an unsuccessful ending without an interim evaluation",
        Serves.INTERIM_EVALUATION,
    ),
    _policy(
        "team_decision_before_unsuccessful",
        Effect.UNSUCCESSFUL,
        "S-048",
        "an unsuccessful ending without a decision of the team",
        Serves.TEAM_DECISION,
    ),
    _policy(
        "director_consent_before_unsuccessful",
        Effect.UNSUCCESSFUL,
        "S-048",
        "an unsuccessful ending without the director's consent",
        Serves.DIRECTOR_CONSENT,
    ),
    _policy(
        "handover_before_deregistration",
        LEAVING,
        "S-333",
        "a deregistration by the school without an accepted handover (Amsterdam agreement)",
        Serves.ACCEPTED_HANDOVER,
    ),
    _policy(
        "hearing_before_negative_advice",
        ADVICE,
        "WHW art. 7.8b lid 4 for hbo; policy for mbo",
        "a negative advice without hearing the student",
        Serves.HEARING,
    ),
)

NAMES = frozenset(invariant.name for invariant in POLICY)


def broken(pack: Pack, moment: Moment) -> Iterator[Invariant]:
    """The invariants that this moment breaks. A deviation on the path excuses a policy, never the law."""
    for invariant in (*LAW, *(policy for policy in POLICY if policy.name in pack.invariants)):
        if moment.effect in invariant.effects and not invariant.holds(pack, moment):
            deviated = any(mark[0] == "dev" for mark in moment.marks)
            if invariant.kind is Class.LAW or not deviated:
                yield invariant


def finding(invariant: Invariant, moment: Moment, path: tuple[str, ...]) -> Finding:
    """The broken invariant as a finding with its path."""
    return Finding(
        code=invariant.name,
        text=f"{invariant.text} ({moment.at})",
        mend=invariant.mend,
        path=path,
        kind=invariant.kind,
        source=invariant.source,
    )
