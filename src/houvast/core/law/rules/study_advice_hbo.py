"""Study advice at Hogeschool Rotterdam: binding, relaxed or urgent by cohort, 48 EC, one moment.

WHW art. 7.8b is the frame.
"""

from dataclasses import dataclass

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, fact, number, one_of, school_year
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Rule
from houvast.core.law.rules.person import ask_for_unknown, happened
from houvast.core.law.text import Text

KIND = Key("study-advice-hbo.kind", str)
CREDITS = Key("study-advice-hbo.credits", int)
ONCE = Key("study-advice-hbo.once", bool)
POSTPONEMENT = Key("study-advice-hbo.postponement", bool)
LAW = Key("study-advice-hbo.law", bool)
MODE = Spec(kind=one_of("full_time", "part_time"), title=Text("voltijd of deeltijd", "full time or part time"))
COHORT = Spec(kind=school_year(), title=Text("cohort", "cohort"))


@dataclass(frozen=True, slots=True, kw_only=True)
class HboAdviceFacts:
    cohort: str | None = fact(COHORT)
    mode: str | None = fact(MODE)
    credits: float | None = fact(Spec(kind=number(0, 120), title=Text("behaalde studiepunten", "credits obtained")))
    end_of_first_year: bool | None = fact(happened("einde van het eerste jaar", "end of the first year"))
    postponed: bool | None = fact(
        happened("uitgesteld op advies van de decaan", "postponed on the counsellor's advice"),
    )


def study_advice_hbo(facts: HboAdviceFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    for key in (ONCE, POSTPONEMENT, LAW):
        reasons.because(key)
    if facts.cohort is None or facts.mode is None or facts.credits is None:
        ask_for_unknown(reasons, facts, "cohort", "mode", "credits")
        return reasons.conclude(advice=None, binding=None, norm=None)
    reasons.because(KIND)
    reasons.because(CREDITS)
    if facts.mode == "part_time":
        reasons.ask("study-advice-hbo.part-time")
        return reasons.conclude(advice=None, binding=False, norm=None)
    kind, norm = law[KIND], law[CREDITS]
    reasons.note("kind", kind)
    if kind == "relaxed":
        reasons.ask("study-advice-hbo.relaxed")
        return reasons.conclude(advice="none", binding=False, norm=None)
    if not facts.end_of_first_year or facts.postponed:
        return reasons.conclude(advice="postponed" if facts.postponed else "not_now", binding=False, norm=norm)
    reasons.ask("study-advice-hbo.circumstances")
    if facts.credits >= norm:
        return reasons.conclude(advice="positive", binding=False, norm=norm)
    return reasons.conclude(
        advice="negative" if kind == "binding" else "urgent",
        binding=kind == "binding",
        norm=norm,
    )


RULES = (
    Rule(
        id="study-advice-hbo",
        title=Text("Studieadvies in het hbo", "Study advice in higher professional education"),
        question=Text("Welk studieadvies hoort bij dit cohort?", "Which study advice belongs to this cohort?"),
        facts=HboAdviceFacts,
        outcome={
            "advice": Text(
                "advies (positive, negative, urgent, postponed, not_now of none)",
                "advice (positive, negative, urgent, postponed, not_now or none)",
            ),
            "binding": Text("bindend", "binding"),
            "norm": Text("norm", "norm"),
        },
        uses=(KIND, CREDITS, ONCE, POSTPONEMENT, LAW),
        formulas=(study_advice_hbo,),
        cohort="cohort",
    ),
)
