"""Paid appointment as a placement of a teacher student: may it, how large, what is missing.

Policy of Hogeschool Rotterdam (S-180 to S-212): the norm of 1 May (85 or 140 EC) until 2023-12-13, since then the norm
of 15 March (5 or 10 EC below the attainable maximum). The level is the one at which the job would be held.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from houvast.core.calendar import school_year_named
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.errors import WrongFact
from houvast.core.law.facts import Absent, Spec, fact, number, optional, school_year, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Rule
from houvast.core.law.rules.person import ask_for_unknown, happened, on_day
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
INVENTORY_DAY = Key("paid-appointment.inventory-day", str)
SHARE_DAY = Key("paid-appointment.share-day", str)
REGISTER_BEFORE = Key("paid-appointment.register-before", str)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFacts:
    school_year: str | None = fact(
        Spec(kind=school_year(), title=Text("schooljaar van de aanstelling", "school year of the appointment")),
    )
    registered_on: date | None = fact(on_day("gemeld bij het stagebureau op", "registered at the placement office on"))
    mode: str | None = fact(MODE)
    level: int | None = fact(Spec(kind=whole(1, 4), title=Text("niveau van de baan", "level of the job")))
    eligible: bool | None = fact(happened("komt in aanmerking volgens de lijst", "eligible according to the list"))
    fte: float | None = fact(Spec(kind=number(0, 1), title=Text("grootte in fte", "size in fte")))
    lesson_hours: float | None = fact(
        Spec(kind=number(0, 40), title=Text("klokuren les per week", "clock hours of lessons a week")),
    )
    follows_timetable: bool | None = fact(happened("kan het rooster volgen", "can follow the timetable"))
    weekly_visit: bool | None = fact(
        happened("begeleider bezoekt wekelijks een les", "supervisor visits a lesson every week"),
    )
    mentor_tasks: bool | None = fact(happened("heeft mentortaken", "has mentor tasks"))


def appointment_registration(facts: RegistrationFacts, law: Law) -> Finding:
    """Whether a registered appointment keeps to every condition, and the days of the year around it."""
    reasons = Reasons(law)
    reasons.because(REGISTER_BEFORE)
    days = _days_of(facts.school_year, law)
    if facts.mode == "part_time":
        reasons.because(NOT_COVERED)
        reasons.ask("paid-appointment.not-covered")
        return reasons.conclude(in_order=None, missing=(), **days)
    reasons.because(CONDITIONS)
    reasons.because(RENEWAL)
    unknown = [name for name in ("school_year", "mode", "level") if getattr(facts, name) is None]
    ask_for_unknown(reasons, facts, "school_year", "mode", "level")
    missing = [*unknown, *_unmet(facts, days["register_before"], law, reasons)]
    reasons.ask("paid-appointment.fits")
    return reasons.conclude(in_order=not missing, missing=tuple(missing), **days)


def _days_of(label: str | None, law: Law) -> dict[str, date | None]:
    """The days before the school year: counted, shared with training schools (None under the old norm), registered."""
    begins_in = None if label is None else school_year_named(label).begins_in
    return {
        "inventory_on": _day_in(begins_in, law[INVENTORY_DAY]),
        "shared_on": _day_in(begins_in, law[SHARE_DAY]),
        "register_before": _day_in(begins_in, law[REGISTER_BEFORE]),
    }


def _day_in(year: int | None, month_and_day: str) -> date | None:
    if year is None or month_and_day == "none":
        return None
    month, day = (int(part) for part in month_and_day.split("-"))
    return date(year, month, day)


def _unmet(facts: RegistrationFacts, register_before: date | None, law: Law, reasons: Reasons) -> list[str]:
    missing: list[str] = []
    if register_before is not None and (facts.registered_on is None or facts.registered_on >= register_before):
        missing.append("registered_on")
    reasons.because(LEVELS)
    if facts.level is not None and str(facts.level) not in law[LEVELS]:
        return [*missing, "level"]
    if facts.level is not None:
        reasons.because(FTE[facts.level])
        reasons.because(HOURS[facts.level])
        missing += ["fte"] if facts.fte is None or facts.fte > law[FTE[facts.level]] else []
        too_many = facts.lesson_hours is None or facts.lesson_hours > law[HOURS[facts.level]]
        missing += ["lesson_hours"] if too_many else []
    missing += [name for name in ("eligible", "follows_timetable", "weekly_visit") if not getattr(facts, name)]
    return missing + (["mentor_tasks"] if facts.mentor_tasks is not False else [])


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
    Rule(
        id="appointment-registration",
        title=Text("Betaalde aanstelling melden", "Registering a paid appointment"),
        question=Text(
            "Voldoet deze aanstelling, en voor welke dag moet zij gemeld zijn?",
            "Does this appointment keep to the conditions, and before which day must it be registered?",
        ),
        facts=RegistrationFacts,
        outcome={
            "in_order": Text("voldoet", "in order"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
            "inventory_on": Text("voortgang gemeten op", "progress counted on"),
            "shared_on": Text("lijst en brieven op", "list and letters on"),
            "register_before": Text("gemeld vóór", "registered before"),
        },
        uses=(
            *(INVENTORY_DAY, SHARE_DAY, REGISTER_BEFORE, LEVELS, CONDITIONS, RENEWAL, NOT_COVERED),
            *FTE.values(),
            *HOURS.values(),
        ),
        formulas=(appointment_registration,),
    ),
)
