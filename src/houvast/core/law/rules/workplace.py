"""Workplace learning of teacher students: the resit, changing training schools, long-term students.

The guide of Hogeschool Rotterdam (policy, no law): S-137 to S-141, S-161 to S-175, S-263 to S-275.
"""

from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import Region, anniversary
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, fact, one_of, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.person import ask_for_unknown, happened, not_later, on_day
from houvast.core.law.rules.school_holidays import CALENDAR_KEYS, covers, school_calendar
from houvast.core.law.text import Text

RETAKE_WEEKS = Key("workplace.retake-after-weeks", int)
RETAKES = Key("workplace.retakes", int)
NOT_MET = Key("workplace.not-met", bool)
THIRD = Key("workplace.third-chance", bool)
WITHIN = Key("workplace.within-first", bool)
CONTACT = Key("workplace.contact-first", bool)
CONSENT = Key("workplace.consent-of-all", bool)
WISHES_BEFORE = Key("workplace.wishes-before", str)
TRAVEL = Key("workplace.travel-minutes", int)
ESCALATION = Key("workplace.escalation", bool)
SECTOR = Key("workplace.whole-sector", bool)
LONG_TERM = Key("workplace.long-term-years", int)
SWITCH_REASONS = ("supervisor", "target_group", "substantive", "personal", "moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResitFacts:
    assessed_on: date | None = fact(on_day("assessment uitgevoerd op", "assessment carried out on"))
    passed: bool | None = fact(happened("voldoende", "passed"))
    portfolio_handed_in: bool | None = fact(happened("portfolio ingeleverd", "portfolio handed in"))
    failed_before: int | None = fact(
        Spec(kind=whole(0, 10), title=Text("eerdere onvoldoendes voor deze stage", "earlier fails of this placement")),
    )
    third_chance_granted: bool | None = fact(
        happened("examencommissie gaf een derde kans", "examination board granted a third chance"),
    )
    region: str | None = fact(Spec(kind=one_of(*Region), title=Text("vakantieregio", "holiday region")))


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchFacts:
    reason: str | None = fact(Spec(kind=one_of(*SWITCH_REASONS), title=Text("waarom wisselen", "why change")))
    asked_on: date | None = fact(on_day("gevraagd op", "asked on"))
    educator_contacted: bool | None = fact(
        happened("instituutsopleider gesproken", "institute-based teacher educator contacted"),
    )
    investigated: bool | None = fact(happened("onderzocht door beide opleiders", "investigated by both educators"))
    both_educators_agree: bool | None = fact(
        happened("beide opleiders vinden het beter", "both educators find it better"),
    )
    travel_minutes: int | None = fact(
        Spec(kind=whole(0, 600), title=Text("reistijd in minuten, enkele reis", "journey in minutes, one way")),
    )
    legitimate: bool | None = fact(
        happened("vakgroepcoördinator noemt de reden legitiem", "subject coordinator calls the reason legitimate"),
    )
    all_consent: bool | None = fact(happened("alle partijen stemmen in", "all parties consent"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTermFacts:
    enrolled_on: date | None = fact(on_day("eerste inschrijving", "first enrolment"))
    finished_on: date | None = fact(on_day("diploma behaald op", "diploma obtained on"))


def workplace_resit(facts: ResitFacts, law: Law) -> Finding:
    """Which chance is next, and the first day on which it can be taken."""
    reasons = Reasons(law)
    reasons.because(NOT_MET)
    if facts.passed and facts.portfolio_handed_in:
        return reasons.conclude(result="met", next_step="none", earliest=None)
    reasons.because(RETAKES)
    if facts.passed is None and facts.portfolio_handed_in:
        ask_for_unknown(reasons, facts, "passed")
        return reasons.conclude(result=None, next_step="assess", earliest=None)
    fails = (facts.failed_before or 0) + 1
    reasons.note("fails", fails)
    if fails > law[RETAKES] and not facts.third_chance_granted:
        reasons.because(THIRD)
        reasons.ask("workplace.suitability")
        return reasons.conclude(result="not_met", next_step="talk_and_request", earliest=None)
    reasons.because(RETAKE_WEEKS)
    if facts.assessed_on is None:
        ask_for_unknown(reasons, facts, "assessed_on")
        return reasons.conclude(result="not_met", next_step="resit", earliest=None)
    return reasons.conclude(
        result="not_met",
        next_step="resit",
        earliest=_earliest_resit(facts, facts.assessed_on, law, reasons),
    )


def _earliest_resit(facts: ResitFacts, assessed_on: date, law: Law, reasons: Reasons) -> date:
    calendar = school_calendar(facts.region, law)
    earliest = calendar.weeks_after(assessed_on, law[RETAKE_WEEKS])
    if facts.region is None or not covers(calendar, assessed_on, earliest):
        reasons.ask("workplace.calendar-unknown")
    return earliest


def training_school_switch(facts: SwitchFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(WITHIN)
    reasons.because(CONTACT)
    reasons.because(CONSENT)
    if facts.reason is None:
        ask_for_unknown(reasons, facts, "reason")
        return reasons.conclude(route=None, allowed=None, missing=("reason",))
    missing = [] if facts.educator_contacted else ["educator_contacted"]
    match facts.reason:
        case "supervisor" | "target_group":
            route, more = _within_the_school(facts, reasons)
        case "substantive":
            route, more = _substantive(facts, law, reasons)
        case _:
            route, more = _personal(facts, law, reasons)
    missing += more
    if facts.legitimate is not None and route != "within_training_school":
        reasons.because(ESCALATION)
        route = "escalated"
        missing = [one for one in missing if one == "educator_contacted"] + ([] if facts.legitimate else ["legitimate"])
    if route != "within_training_school" and not facts.all_consent:
        missing.append("all_consent")
    return reasons.conclude(route=route, allowed=not missing, missing=tuple(missing))


def _within_the_school(facts: SwitchFacts, reasons: Reasons) -> tuple[str, list[str]]:
    missing = [] if facts.investigated else ["investigated"]
    if facts.reason == "supervisor":
        return "within_training_school", missing
    reasons.because(SECTOR)
    return "other_school_in_region", missing + ([] if facts.both_educators_agree else ["both_educators_agree"])


def _substantive(facts: SwitchFacts, law: Law, reasons: Reasons) -> tuple[str, list[str]]:
    reasons.because(WISHES_BEFORE)
    reasons.ask("workplace.legitimate")
    if facts.asked_on is None:
        return "substantive", ["asked_on"]
    month, day = (int(part) for part in law[WISHES_BEFORE].split("-"))
    in_time = facts.asked_on < date(facts.asked_on.year, month, day) or facts.asked_on.month >= 8  # noqa: PLR2004
    return "substantive", [] if in_time else ["asked_on"]


def _personal(facts: SwitchFacts, law: Law, reasons: Reasons) -> tuple[str, list[str]]:
    reasons.because(TRAVEL)
    reasons.ask("workplace.legitimate")
    if facts.reason == "personal":
        return "circumstances", []
    if facts.travel_minutes is None:
        ask_for_unknown(reasons, facts, "travel_minutes")
        return "circumstances", ["travel_minutes"]
    if facts.travel_minutes > law[TRAVEL]:
        reasons.ask("workplace.much-longer")
        return "circumstances", []
    return "circumstances", ["travel_minutes"]


def long_term_student(facts: LongTermFacts, law: Law) -> Finding:
    not_later("enrolled_on", facts.enrolled_on, law)
    reasons = Reasons(law)
    reasons.because(LONG_TERM)
    if facts.enrolled_on is None:
        ask_for_unknown(reasons, facts, "enrolled_on")
        return reasons.conclude(long_term=None, since=None, guided_by=None)
    since = anniversary(facts.enrolled_on, law[LONG_TERM])
    finished = facts.finished_on is not None and facts.finished_on <= law.on
    long_term = law.on >= since and not finished
    if long_term:
        reasons.ask("workplace.long-term-care")
    guided_by = None if finished else ("programme" if long_term else "institute_based_teacher_educator")
    return reasons.conclude(long_term=long_term, since=since, guided_by=guided_by)


RULES = (
    Rule(
        id="workplace-resit",
        title=Text("Herkansing van het werkplekleren", "Resit of workplace learning"),
        question=Text("Is er nog een kans, en vanaf wanneer?", "Is there another chance, and from when?"),
        facts=ResitFacts,
        outcome={
            "result": Text("resultaat", "result"),
            "next_step": Text("volgende stap", "next step"),
            "earliest": Text("op zijn vroegst", "at the earliest"),
        },
        uses=(RETAKE_WEEKS, RETAKES, NOT_MET, THIRD, *CALENDAR_KEYS),
        formulas=(workplace_resit,),
        boundaries=(Boundary(fact="assessed_on", key=RETAKE_WEEKS),),
    ),
    Rule(
        id="training-school-switch",
        title=Text("Wisselen van opleidingsschool", "Changing training schools"),
        question=Text(
            "Kan de student naar een andere opleidingsschool?",
            "Can the student go to another training school?",
        ),
        facts=SwitchFacts,
        outcome={
            "route": Text("route", "route"),
            "allowed": Text("toegestaan", "allowed"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=(WITHIN, CONTACT, CONSENT, WISHES_BEFORE, TRAVEL, ESCALATION, SECTOR),
        formulas=(training_school_switch,),
    ),
    Rule(
        id="long-term-student",
        title=Text("Langstudeerder", "Long-term student"),
        question=Text(
            "Is deze student langstudeerder, en wie begeleidt?",
            "Is this a long-term student, and who guides?",
        ),
        facts=LongTermFacts,
        outcome={
            "long_term": Text("langstudeerder", "long-term student"),
            "since": Text("vanaf", "from"),
            "guided_by": Text("begeleid door", "guided by"),
        },
        uses=(LONG_TERM,),
        formulas=(long_term_student,),
        boundaries=(Boundary(fact="enrolled_on", key=LONG_TERM),),
    ),
)
