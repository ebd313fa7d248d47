"""Paid appointment as a placement of a teacher student: may it, how large, what is missing.

Policy of Hogeschool Rotterdam (S-180 to S-212): the norm of 1 May (85 or 140 EC) until 2023-12-13, since then the norm
of 15 March (5 or 10 EC below the attainable maximum). The level is the one at which the job would be held.
"""

from dataclasses import dataclass
from typing import Any

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.errors import WrongFact
from houvast.core.law.facts import Absent, Spec, fact, number, optional, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Rule
from houvast.core.law.rules.person import ask_for_unknown, happened
from houvast.core.law.rules.study_advice_hbo import COHORT, MODE
from houvast.core.law.text import Text

NORM = Key("paid-appointment.norm", str)
LEVELS = Key("paid-appointment.levels", tuple)
CREDITS = {level: Key(f"paid-appointment.credits-level-{level}", int) for level in (3, 4)}
OPEN = Key("paid-appointment.open-first-semester", int)
FOUNDATION = Key("paid-appointment.foundation", bool)
BELOW = {level: Key(f"paid-appointment.below-maximum-level-{level}", int) for level in (3, 4)}
FTE = {level: Key(f"paid-appointment.fte-level-{level}", float) for level in (3, 4)}
HOURS = {level: Key(f"paid-appointment.hours-level-{level}", int) for level in (3, 4)}
CONDITIONS = Key("paid-appointment.conditions", bool)
RENEWAL = Key("paid-appointment.renewal", bool)
NOT_COVERED = Key("paid-appointment.not-covered", bool)
LEVEL_KEYS: tuple[Key[Any], ...] = (*CREDITS.values(), *BELOW.values(), *FTE.values(), *HOURS.values())
APPOINTMENT_KEYS: tuple[Key[Any], ...] = (NORM, LEVELS, OPEN, FOUNDATION, CONDITIONS, RENEWAL, NOT_COVERED, *LEVEL_KEYS)
LATEST_COVERED_YEAR = 4
FIRST_SEMESTER_LEVEL = 3
MOST_CREDITS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFacts:
    mode: str | None = fact(MODE)
    level: int | None = fact(Spec(kind=whole(1, 4), title=Text("niveau van de baan", "level of the job")))
    cohort: str | None = fact(COHORT)
    credits: float | None = fact(
        Spec(kind=number(0, MOST_CREDITS), title=Text("behaalde studiepunten", "credits obtained")),
    )
    maximum_attainable: float | None = fact(
        Spec(
            kind=number(0, MOST_CREDITS),
            title=Text("maximaal haalbare punten op 15 maart", "maximum attainable on 15 March"),
        ),
    )
    main_phase_first_semester_open: float | None = fact(
        Spec(
            kind=number(0, MOST_CREDITS),
            title=Text(
                "open punten uit het eerste semester van de hoofdfase",
                "open credits of the first main semester",
            ),
        ),
    )
    foundation_passed: bool | None = fact(happened("propedeuse behaald", "foundation year passed"))
    study_year: int | Absent | None = optional(Spec(kind=whole(1, 12), title=Text("studiejaar", "study year")))


def paid_appointment(facts: AppointmentFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(LEVELS)
    if facts.level is None:
        ask_for_unknown(reasons, facts, "level")
        return reasons.conclude(eligible=None, max_fte=None, max_hours=None, missing=("level",))
    if str(facts.level) not in law[LEVELS]:
        return reasons.conclude(eligible=False, max_fte=None, max_hours=None, missing=("level",))
    if _not_covered(facts):
        reasons.because(NOT_COVERED)
        reasons.ask("paid-appointment.not-covered")
        return reasons.conclude(eligible=None, max_fte=None, max_hours=None, missing=())
    reasons.because(NORM)
    missing = _missing(facts, facts.level, law, reasons)
    if facts.mode is None:
        ask_for_unknown(reasons, facts, "mode")
        missing.append("mode")
    reasons.because(FTE[facts.level])
    reasons.because(HOURS[facts.level])
    reasons.because(CONDITIONS)
    reasons.because(RENEWAL)
    reasons.ask("paid-appointment.fits")
    return reasons.conclude(
        eligible=not missing,
        max_fte=None if missing else law[FTE[facts.level]],
        max_hours=None if missing else law[HOURS[facts.level]],
        missing=tuple(missing),
    )


def _not_covered(facts: AppointmentFacts) -> bool:
    fifth_year = isinstance(facts.study_year, int) and facts.study_year > LATEST_COVERED_YEAR
    return facts.mode == "part_time" or fifth_year


def _missing(facts: AppointmentFacts, level: int, law: Law, reasons: Reasons) -> list[str]:
    missing = _march_norm(facts, level, law, reasons) if law[NORM] == "march" else _may_norm(facts, level, law, reasons)
    reasons.because(FOUNDATION)
    if not facts.foundation_passed:
        missing.append("foundation_passed")
    return missing


def _may_norm(facts: AppointmentFacts, level: int, law: Law, reasons: Reasons) -> list[str]:
    """The norm of 1 May: a number of credits, and for level 3 at most so many open of the first main semester."""
    missing: list[str] = []
    reasons.because(CREDITS[level])
    if facts.credits is None or facts.credits < law[CREDITS[level]]:
        missing.append("credits")
    if level == FIRST_SEMESTER_LEVEL:
        reasons.because(OPEN)
        still_open = facts.main_phase_first_semester_open
        if still_open is None or still_open > law[OPEN]:
            missing.append("main_phase_first_semester_open")
    return missing


def _march_norm(facts: AppointmentFacts, level: int, law: Law, reasons: Reasons) -> list[str]:
    """The norm of 15 March: no more than so many credits below what could be attained by then."""
    reasons.because(BELOW[level])
    reasons.ask("paid-appointment.maximum")
    reasons.ask("paid-appointment.foundation-reading")
    if facts.maximum_attainable is None:
        ask_for_unknown(reasons, facts, "maximum_attainable")
        return ["maximum_attainable"]
    if facts.credits is None:
        return ["credits"]
    if facts.credits > facts.maximum_attainable:
        most = f"{facts.maximum_attainable:g} ('maximum_attainable')"
        raise WrongFact("credits", facts.credits, Text(f"ten hoogste {most}", f"at most {most}"))
    return ["credits"] if facts.credits < facts.maximum_attainable - law[BELOW[level]] else []


RULES = (
    Rule(
        id="paid-appointment",
        title=Text("Betaalde aanstelling", "Paid appointment"),
        question=Text("Mag een betaalde baan de stage zijn?", "May a paid job be the placement?"),
        facts=AppointmentFacts,
        outcome={
            "eligible": Text("komt in aanmerking", "eligible"),
            "max_fte": Text("ten hoogste fte", "at most fte"),
            "max_hours": Text("ten hoogste klokuren les", "at most clock hours of lessons"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=APPOINTMENT_KEYS,
        formulas=(paid_appointment,),
    ),
)
