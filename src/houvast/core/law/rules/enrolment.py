"""Support agreements, re-enrolment, and guidance after the diploma.

WEB art. 8.1.3 (until 2023-07-31), 8.1.3a, 8.1.7a lid 3, 9.2.12; S-321, S-322, S-330, S-331.
"""

from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import anniversary, school_year_of
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, fact, one_of, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.person import ask_for_unknown, happened, not_later, on_day
from houvast.core.law.text import Text

AGREEMENT = Key("enrolment.agreement", bool)
SUPPORT = Key("enrolment.support-agreements", bool)
EVALUATION = Key("enrolment.evaluations-per-year", int)
NO_SAME = Key("enrolment.no-same-programme", bool)
SCHOOL_BARS = Key("enrolment.school-bars", bool)
RIGHT = Key("enrolment.right-of-admission", bool)
PLAUSIBLE = Key("enrolment.plausible-success", bool)
GUIDANCE_YEARS = Key("enrolment.guidance-years", int)
OFFERED_TO = Key("enrolment.guidance-offered-to", tuple)
ENDINGS = ("study_advice", "study_advice_hbo", "improvement_track", "removal", "own_request", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportFacts:
    support_needed: bool | None = fact(happened("extra ondersteuning nodig", "extra support needed"))
    agreed_on: date | None = fact(on_day("afspraken vastgelegd op", "agreements written down on"))
    enrolled_on: date | None = fact(on_day("ingeschreven op", "enrolled on"))
    evaluated_on: date | None = fact(on_day("laatst geëvalueerd op", "last evaluated on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReenrolmentFacts:
    ended_by: str | None = fact(
        Spec(kind=one_of(*ENDINGS), title=Text("waarom de vorige inschrijving eindigde", "why the enrolment ended")),
    )
    same_programme: bool | None = fact(happened("dezelfde opleiding", "the same programme"))
    same_institution: bool | None = fact(happened("dezelfde instelling", "the same institution"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceFacts:
    diploma_on: date | None = fact(on_day("dag van het diploma", "day of the diploma"))
    level: int | None = fact(Spec(kind=whole(1, 4), title=Text("niveau (1 is entree)", "level (1 is entree)")))
    pathway: str | None = fact(Spec(kind=one_of("bol", "bbl"), title=Text("leerweg", "pathway")))


def support_agreement(facts: SupportFacts, law: Law) -> Finding:
    not_later("agreed_on", facts.agreed_on, law)
    not_later("evaluated_on", facts.evaluated_on, law)
    reasons = Reasons(law)
    reasons.because(AGREEMENT)
    reasons.because(SUPPORT)
    if facts.support_needed is None:
        ask_for_unknown(reasons, facts, "support_needed")
        return reasons.conclude(required=None, missing=(), evaluate_by=None)
    if not facts.support_needed:
        return reasons.conclude(required=False, missing=(), evaluate_by=None)
    reasons.because(EVALUATION)
    reasons.ask("enrolment.fitting")
    missing: list[str] = []
    late = facts.agreed_on is not None and facts.enrolled_on is not None and facts.agreed_on > facts.enrolled_on
    if facts.agreed_on is None or late:
        missing.append("agreed_on")
    evaluate_by = None if facts.agreed_on is None or not law[EVALUATION] else _evaluate_by(facts, facts.agreed_on)
    if evaluate_by is not None and law.on > evaluate_by:
        missing.append("evaluated_on")
    return reasons.conclude(required=True, missing=tuple(missing), evaluate_by=evaluate_by)


def _evaluate_by(facts: SupportFacts, agreed_on: date) -> date:
    """The end of the study year after the last evaluation, or of the year in which the agreements took effect."""
    if facts.evaluated_on is not None:
        return anniversary(school_year_of(facts.evaluated_on).end, 1)
    return school_year_of(max(agreed_on, facts.enrolled_on or agreed_on)).end


def reenrolment(facts: ReenrolmentFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(NO_SAME)
    if ask_for_unknown(reasons, facts, "ended_by", "same_programme", "same_institution"):
        return reasons.conclude(allowed=None)
    same = facts.same_programme is True and facts.same_institution is True
    if facts.same_programme:
        reasons.ask("enrolment.different-programme")
    if facts.ended_by == "study_advice_hbo" and same:
        reasons.because(PLAUSIBLE)
        reasons.ask("enrolment.plausible")
        return reasons.conclude(allowed=None)
    if facts.ended_by == "improvement_track" and same:
        reasons.because(SCHOOL_BARS)
    reasons.because(RIGHT)
    barred = same and facts.ended_by == "study_advice" and law[NO_SAME]
    return reasons.conclude(allowed=not barred)


def career_guidance_after(facts: GuidanceFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(GUIDANCE_YEARS)
    reasons.because(OFFERED_TO)
    reasons.ask("enrolment.what-guidance")
    unknown = ask_for_unknown(reasons, facts, "level", "pathway")
    kind = "entree" if facts.level == 1 else f"{facts.pathway}{facts.level}"
    offered = None if unknown and facts.level != 1 else kind in law[OFFERED_TO]
    if not law[GUIDANCE_YEARS]:
        return reasons.conclude(entitled=False, must_be_offered=offered, ends_on=None)
    if facts.diploma_on is None:
        return reasons.conclude(entitled=True, must_be_offered=offered, ends_on=None)
    ends_on = anniversary(facts.diploma_on, law[GUIDANCE_YEARS])
    return reasons.conclude(entitled=law.on <= ends_on, must_be_offered=offered, ends_on=ends_on)


RULES = (
    Rule(
        id="support-agreement",
        title=Text("Afspraken over extra ondersteuning", "Agreements on extra support"),
        question=Text("Zijn de afspraken over ondersteuning in orde?", "Are the agreements on support in order?"),
        facts=SupportFacts,
        outcome={
            "required": Text("afspraken nodig", "agreements needed"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
            "evaluate_by": Text("evalueren voor het einde van", "evaluate by"),
        },
        uses=(AGREEMENT, SUPPORT, EVALUATION),
        formulas=(support_agreement,),
    ),
    Rule(
        id="reenrolment",
        title=Text("Opnieuw inschrijven", "Enrolling again"),
        question=Text("Mag de student zich opnieuw inschrijven?", "May the student enrol again?"),
        facts=ReenrolmentFacts,
        outcome={"allowed": Text("toegestaan", "allowed")},
        uses=(NO_SAME, SCHOOL_BARS, RIGHT, PLAUSIBLE),
        formulas=(reenrolment,),
    ),
    Rule(
        id="career-guidance-after",
        title=Text("Begeleiding na het diploma", "Guidance after the diploma"),
        question=Text(
            "Heb ik na mijn diploma nog recht op begeleiding?",
            "Do I have a right to guidance after my diploma?",
        ),
        facts=GuidanceFacts,
        outcome={
            "entitled": Text("recht op begeleiding", "right to guidance"),
            "must_be_offered": Text("school moet het aanbieden", "school must offer it"),
            "ends_on": Text("laatste dag", "last day"),
        },
        uses=(GUIDANCE_YEARS, OFFERED_TO),
        formulas=(career_guidance_after,),
        boundaries=(Boundary(fact="diploma_on", key=GUIDANCE_YEARS),),
    ),
)
