"""Rights and help: equal treatment, pregnancy leave, the student fund, costs, exemptions.

Wgbh/cz art. 2, 6 and 10; WEB art. 8.1.5 to 8.1.5f and 8.1.7 lid 9; S-392 to S-400.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.calendar import DAY, SchoolYear, anniversary, months_after, school_year_of
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.errors import WrongFact
from houvast.core.law.facts import Spec, fact, one_of
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.legal_protection import APPEAL_WEEKS
from houvast.core.law.rules.person import BIRTH_DATE, ask_for_unknown, happened, not_later, on_day
from houvast.core.law.rules.student_finance import PATHWAY
from houvast.core.law.text import Text

DOMAINS = Key("rights.domains", tuple)
ADJUSTMENT = Key("rights.adjustment", bool)
PROOF = Key("rights.burden-of-proof", bool)
INSTITUTE = Key("rights.institute", bool)
LEAVE = Key("rights.leave-weeks", int)
LEAVE_BEFORE = Key("rights.leave-weeks-before", int)
LEAVE_MULTIPLE = Key("rights.leave-weeks-multiple", int)
LEAVE_MULTIPLE_BEFORE = Key("rights.leave-weeks-multiple-before", int)
FUND = Key("rights.fund-grounds", tuple)
FUND_MEANS = Key("rights.fund-means", int)
FEE_AGE = Key("rights.course-fee-age", int)
EXTRA_COSTS = Key("rights.extra-costs", bool)
SUPPLIES = Key("rights.own-supplies", bool)
EXEMPTION_BOARD = Key("rights.exemption-board", bool)
EXEMPTION_DUTY = Key("rights.exemption-duty", bool)
DOMAIN_NAMES = ("career_orientation", "access", "offering", "tests", "finishing")
FUND_GROUNDS = ("council", "means", "illness", "pregnancy", "disability", "family", "unstudyable", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualTreatmentFacts:
    domain: str | None = fact(Spec(kind=one_of(*DOMAIN_NAMES), title=Text("waarbij", "in what")))
    disability_or_chronic_illness: bool | None = fact(
        happened("handicap of chronische ziekte", "disability or chronic illness"),
    )
    adjustment_asked: bool | None = fact(happened("aanpassing gevraagd", "adjustment asked for"))
    burden_disproportionate: bool | None = fact(
        happened("school noemt de last onevenredig", "school calls the burden disproportionate"),
    )
    burden_reasoned: bool | None = fact(happened("die last is onderbouwd", "that burden is substantiated"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFacts:
    expected_on: date | None = fact(on_day("uitgerekende datum", "expected day of birth"))
    multiple: bool | None = fact(happened("meerling", "multiple birth"))
    leave_from: date | None = fact(on_day("verlof vanaf", "leave from"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FundFacts:
    ground: str | None = fact(Spec(kind=one_of(*FUND_GROUNDS), title=Text("waarvoor", "what for")))
    pathway: str | None = fact(PATHWAY)
    birth_date: date | None = fact(BIRTH_DATE)
    delayed: bool | None = fact(happened("studievertraging", "delay in the studies"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFacts:
    kind: str | None = fact(
        Spec(kind=one_of("fee", "extra", "supplies"), title=Text("soort kosten", "kind of costs")),
    )
    birth_date: date | None = fact(BIRTH_DATE)
    pathway: str | None = fact(PATHWAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionFacts:
    kind: str | None = fact(
        Spec(
            kind=one_of("exam_part", "accelerated_track", "education_duty"),
            title=Text("vrijstelling waarvan", "exemption from what"),
        ),
    )
    requested: bool | None = fact(happened("aangevraagd", "requested"))
    evidence_given: bool | None = fact(happened("bewijs gegeven", "proof given"))


def equal_treatment(facts: EqualTreatmentFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    for key in (DOMAINS, ADJUSTMENT, PROOF, INSTITUTE):
        reasons.because(key)
    if facts.domain is None or facts.disability_or_chronic_illness is None:
        ask_for_unknown(reasons, facts, "domain", "disability_or_chronic_illness")
        return reasons.conclude(protected=None, adjustment_due=None, missing=())
    protected = facts.disability_or_chronic_illness and facts.domain in law[DOMAINS]
    if not (protected and facts.adjustment_asked):
        return reasons.conclude(protected=protected, adjustment_due=False, missing=())
    reasons.ask("rights.which-adjustment")
    if not facts.burden_disproportionate:
        return reasons.conclude(protected=True, adjustment_due=True, missing=())
    reasons.ask("rights.burden")
    # Only a human can weigh the burden; without substantiation the adjustment simply stays due.
    if not facts.burden_reasoned:
        return reasons.conclude(protected=True, adjustment_due=True, missing=("burden_reasoned",))
    return reasons.conclude(protected=True, adjustment_due=None, missing=())


def pregnancy_leave(facts: LeaveFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    weeks, before = (LEAVE_MULTIPLE, LEAVE_MULTIPLE_BEFORE) if facts.multiple else (LEAVE, LEAVE_BEFORE)
    reasons.because(weeks)
    reasons.because(before)
    reasons.ask("rights.medical")
    ask_for_unknown(reasons, facts, "expected_on", "multiple")
    if facts.expected_on is None:
        return reasons.conclude(weeks=law[weeks], earliest_start=None, ends_on=None)
    earliest = facts.expected_on - timedelta(weeks=law[before])
    if facts.leave_from is not None and facts.leave_from < earliest:
        raise WrongFact("leave_from", str(facts.leave_from), Text(f"{earliest} of later", f"{earliest} or later"))
    start = earliest if facts.leave_from is None else facts.leave_from
    return reasons.conclude(
        weeks=law[weeks],
        earliest_start=earliest,
        ends_on=start + timedelta(weeks=law[weeks]) - DAY,
    )


def student_fund(facts: FundFacts, law: Law) -> Finding:
    not_later("birth_date", facts.birth_date, law)
    reasons = Reasons(law)
    reasons.because(FUND)
    reasons.ask("rights.fund-decides")
    if facts.ground == "means":
        reasons.because(FUND_MEANS)
        return _means(facts, law, reasons)
    if ask_for_unknown(reasons, facts, "ground"):
        return reasons.conclude(eligible=None, missing=("ground",), until=None)
    needs_delay = facts.ground != "council"
    missing = ("delayed",) if needs_delay and not facts.delayed else ()
    return reasons.conclude(eligible=facts.ground in law[FUND] and not missing, missing=missing, until=None)


def _means(facts: FundFacts, law: Law, reasons: Reasons) -> Finding:
    if facts.birth_date is None or facts.pathway is None:
        ask_for_unknown(reasons, facts, "birth_date", "pathway")
        return reasons.conclude(eligible=None, missing=(), until=None)
    birthday = anniversary(facts.birth_date, law[FUND_MEANS])
    until = months_after(birthday.replace(day=1), 1) - DAY
    missing = () if facts.pathway == "bol" else ("pathway",)
    return reasons.conclude(eligible=not missing and law.on <= until, missing=missing, until=until)


def course_costs(facts: CostFacts, law: Law) -> Finding:
    not_later("birth_date", facts.birth_date, law)
    reasons = Reasons(law)
    match facts.kind:
        case "fee":
            reasons.because(FEE_AGE)
            if facts.birth_date is None or facts.pathway is None:
                ask_for_unknown(reasons, facts, "birth_date", "pathway")
                return reasons.conclude(must_pay=None, to=None)
            first_of_august = SchoolYear(begins_in=school_year_of(law.on).begins_in).begin
            adult = anniversary(facts.birth_date, law[FEE_AGE]) <= first_of_august
            return reasons.conclude(must_pay=adult, to="duo" if facts.pathway == "bol" else "school")
        case "extra":
            reasons.because(EXTRA_COSTS)
            return reasons.conclude(must_pay=False, to=None)
        case "supplies":
            reasons.because(SUPPLIES)
            reasons.because(FUND_MEANS)
            return reasons.conclude(must_pay=True, to="shop_of_choice")
        case _:
            reasons.because(EXTRA_COSTS)
            ask_for_unknown(reasons, facts, "kind")
            return reasons.conclude(must_pay=None, to=None)


def exemption(facts: ExemptionFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    decided_by = {"exam_part": "examination_board", "accelerated_track": "programme", "education_duty": "municipality"}
    reasons.because(EXEMPTION_DUTY if facts.kind == "education_duty" else EXEMPTION_BOARD)
    if facts.kind is None:
        ask_for_unknown(reasons, facts, "kind")
        return reasons.conclude(can_be_decided=None, decided_by=None, missing=())
    if facts.kind == "exam_part":
        reasons.because(APPEAL_WEEKS)
        reasons.ask("rights.evidence")
    if facts.kind == "accelerated_track":
        reasons.ask("rights.accelerated")
    missing = tuple(name for name in ("requested", "evidence_given") if not getattr(facts, name))
    return reasons.conclude(can_be_decided=not missing, decided_by=decided_by[facts.kind], missing=missing)


RULES = (
    Rule(
        id="equal-treatment",
        title=Text("Gelijke behandeling en aanpassingen", "Equal treatment and adjustments"),
        question=Text("Moet de school een aanpassing doen?", "Must the school make an adjustment?"),
        facts=EqualTreatmentFacts,
        outcome={
            "protected": Text("beschermd door de wet", "protected by the law"),
            "adjustment_due": Text("aanpassing verplicht", "adjustment due"),
            "missing": Text("wat de school nog moet laten zien", "what the school still has to show"),
        },
        uses=(DOMAINS, ADJUSTMENT, PROOF, INSTITUTE),
        formulas=(equal_treatment,),
    ),
    Rule(
        id="pregnancy-leave",
        title=Text("Zwangerschapsverlof", "Pregnancy leave"),
        question=Text(
            "Hoeveel verlof is er, en van wanneer tot wanneer?",
            "How much leave is there, and from when until when?",
        ),
        facts=LeaveFacts,
        outcome={
            "weeks": Text("weken", "weeks"),
            "earliest_start": Text("vroegste begin", "earliest start"),
            "ends_on": Text("laatste dag", "last day"),
        },
        uses=(LEAVE, LEAVE_BEFORE, LEAVE_MULTIPLE, LEAVE_MULTIPLE_BEFORE),
        formulas=(pregnancy_leave,),
        boundaries=(Boundary(fact="leave_from", key=LEAVE),),
    ),
    Rule(
        id="student-fund",
        title=Text("Mbo-studentenfonds", "Mbo student fund"),
        question=Text("Kan het mbo-studentenfonds helpen?", "Can the mbo student fund help?"),
        facts=FundFacts,
        outcome={
            "eligible": Text("komt in aanmerking", "eligible"),
            "missing": Text("wat niet klopt", "what does not fit"),
            "until": Text("tot en met", "until"),
        },
        uses=(FUND, FUND_MEANS),
        formulas=(student_fund,),
        boundaries=(Boundary(fact="birth_date", key=FUND_MEANS),),
    ),
    Rule(
        id="course-costs",
        title=Text("Kosten van de opleiding", "Costs of the programme"),
        question=Text("Moet ik dit betalen?", "Do I have to pay this?"),
        facts=CostFacts,
        outcome={"must_pay": Text("betalen", "pay"), "to": Text("aan wie", "to whom")},
        uses=(FEE_AGE, EXTRA_COSTS, SUPPLIES, FUND_MEANS),
        formulas=(course_costs,),
        boundaries=(Boundary(fact="birth_date", key=FEE_AGE),),
    ),
    Rule(
        id="exemption",
        title=Text("Vrijstelling", "Exemption"),
        question=Text(
            "Wie beslist over een vrijstelling, en wat is nodig?",
            "Who decides on an exemption, and what is needed?",
        ),
        facts=ExemptionFacts,
        outcome={
            "can_be_decided": Text("kan worden beslist", "can be decided"),
            "decided_by": Text("wie beslist", "who decides"),
            "missing": Text("wat nog nodig is", "what is still needed"),
        },
        uses=(EXEMPTION_BOARD, EXEMPTION_DUTY, APPEAL_WEEKS),
        formulas=(exemption,),
    ),
)
