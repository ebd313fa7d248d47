"""Admission to mbo and the study choice advice.

WEB art. 8.0.1, 8.0.4, 8.1.1b, 8.1.1c, 8.2.1; S-282, S-366 to S-373, S-499.
"""

from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import SchoolYear, school_year_named
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import ABSENT, Absent, Spec, fact, optional, school_year, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.education_duty import DUTY_KEYS, QUALIFICATION_AGE, duty_on
from houvast.core.law.rules.person import (
    BIRTH_DATE,
    QUALIFICATIONS,
    ask_for_unknown,
    happened,
    not_later,
    on_day,
)
from houvast.core.law.text import Text

APPLY_BEFORE = Key("admission.apply-before", str)
GROUNDS = Key("admission.refusal-grounds", bool)
NEGATIVE_ADVICES = Key("admission.negative-advices", int)
YEARS_WITHOUT = Key("admission.years-without-diploma", int)
ENTREE_AGAIN = Key("admission.entree-again", int)
QUOTA = Key("admission.quota", bool)
PREVIOUS = {level: Key(f"admission.level-{level}", tuple) for level in (2, 3, 4)}
NEVER = Key("admission.never-counts", tuple)
EXTRA = Key("admission.extra-requirements", bool)
CHOICE_ADVICE = Key("admission.study-choice-advice", bool)

APPLIED_ON = on_day("aangemeld op", "applied on")
INTAKE_DONE = happened("meegedaan aan de verplichte intake", "took part in the mandatory intake")
SCHOOL_YEAR = Spec(kind=school_year(), title=Text("schooljaar waarvoor is aangemeld", "school year applied for"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionFacts:
    level: int | None = fact(Spec(kind=whole(1, 4), title=Text("niveau (1 is entree)", "level (1 is entree)")))
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    applied_on: date | None = fact(APPLIED_ON)
    intake_done: bool | None = fact(INTAKE_DONE)
    birth_date: date | None = fact(BIRTH_DATE)
    fixed_quota: bool | None = fact(happened("vooraf vastgesteld aantal plaatsen", "number of places fixed beforehand"))
    school_year: str | Absent | None = optional(SCHOOL_YEAR)
    negative_advices_last_3_years: int | Absent | None = optional(
        Spec(kind=whole(0, 20), title=Text("negatieve studieadviezen in drie jaar", "negative advices in three years")),
    )
    years_enrolled_without_diploma: int | Absent | None = optional(
        Spec(kind=whole(0, 60), title=Text("jaren in het mbo zonder diploma", "years in mbo without a diploma")),
    )
    entree_in_last_two_years: bool | Absent | None = optional(
        happened("entree gevolgd in de laatste twee studiejaren", "entree in the last two study years"),
    )
    capacity_reached: bool | Absent | None = optional(happened("alle plaatsen bezet", "all places taken"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceAdviceFacts:
    applied_on: date | None = fact(APPLIED_ON)
    intake_done: bool | None = fact(INTAKE_DONE)
    school_year: str | Absent | None = optional(SCHOOL_YEAR)


def deadline(applied_on: date, school_year_given: str | Absent | None, law: Law) -> date:
    """The day before which to apply: 1 April before the school year, by default the next one after applying."""
    month, day = (int(part) for part in law[APPLY_BEFORE].split("-"))
    if isinstance(school_year_given, str):
        begins_in = school_year_named(school_year_given).begins_in
    else:
        begins_in = applied_on.year if applied_on < SchoolYear(begins_in=applied_on.year).begin else applied_on.year + 1
    return date(begins_in, month, day)


def applied_in_time(
    applied_on: date | None,
    school_year_given: str | Absent | None,
    law: Law,
    reasons: Reasons,
) -> bool:
    """Whether the application came before the deadline; says how the school year and the day were read."""
    if applied_on is None:
        return False
    last = deadline(applied_on, school_year_given, law)
    reasons.note("apply_before", last)
    if not isinstance(school_year_given, str):
        reasons.ask("admission.which-year", year=SchoolYear(begins_in=last.year).label)
    if applied_on == last:
        reasons.ask("admission.on-first-of-april")
    return applied_on < last


def admission(facts: AdmissionFacts, law: Law) -> Finding:
    not_later("birth_date", facts.birth_date, law)
    reasons = Reasons(law)
    if facts.level is None:
        reasons.because(APPLY_BEFORE)
        ask_for_unknown(reasons, facts, "level")
        return reasons.conclude(admitted=None, grounds=())
    if facts.level == 1:
        return _entree(facts, reasons)
    if not any(one in law[PREVIOUS[facts.level]] for one in facts.qualifications or ()):
        reasons.because(PREVIOUS[facts.level])
        reasons.because(NEVER)
        reasons.ask("admission.exemption")
        if facts.qualifications is None:
            reasons.ask("person.qualifications-unknown")
        return reasons.conclude(admitted="no", grounds=("qualifications",))
    reasons.because(PREVIOUS[facts.level])
    grounds = [*_late(facts, law, reasons), *_history(facts, law, reasons), *_quota(facts, reasons)]
    reasons.because(GROUNDS)
    reasons.because(NEVER)
    reasons.because(EXTRA)
    reasons.ask("admission.may-not-must" if grounds else "admission.support")
    return reasons.conclude(admitted="may_be_refused" if grounds else "right", grounds=tuple(grounds))


def _entree(facts: AdmissionFacts, reasons: Reasons) -> Finding:
    reasons.because(ENTREE_AGAIN)
    reasons.because(NEVER)
    again = facts.entree_in_last_two_years is True
    reasons.ask("admission.may-not-must" if again else "admission.support")
    return reasons.conclude(
        admitted="may_be_refused" if again else "right",
        grounds=("entree_in_last_two_years",) if again else (),
    )


def _late(facts: AdmissionFacts, law: Law, reasons: Reasons) -> list[str]:
    reasons.because(APPLY_BEFORE)
    in_time = applied_in_time(facts.applied_on, facts.school_year, law, reasons)
    if facts.birth_date is None:
        ask_for_unknown(reasons, facts, "birth_date")
    elif duty_on(facts.birth_date, facts.qualifications, law).binds:
        reasons.because(QUALIFICATION_AGE)
        return []
    grounds = [] if in_time else ["applied_on"]
    if not facts.intake_done:
        reasons.ask("admission.intake-mandatory")
        grounds.append("intake_done")
    return grounds


def _history(facts: AdmissionFacts, law: Law, reasons: Reasons) -> list[str]:
    grounds: list[str] = []
    advices, years = facts.negative_advices_last_3_years, facts.years_enrolled_without_diploma
    if isinstance(advices, int):
        reasons.because(NEGATIVE_ADVICES)
        if advices >= law[NEGATIVE_ADVICES]:
            grounds.append("negative_advices_last_3_years")
    if isinstance(years, int):
        reasons.because(YEARS_WITHOUT)
        if years >= law[YEARS_WITHOUT]:
            grounds.append("years_enrolled_without_diploma")
    return grounds


def _quota(facts: AdmissionFacts, reasons: Reasons) -> list[str]:
    if not facts.fixed_quota:
        return []
    reasons.because(QUOTA)
    # Only when it is said that places are left does the quota stop being a ground.
    if facts.capacity_reached is not ABSENT and facts.capacity_reached is False:
        return []
    return ["fixed_quota"]


def study_choice_advice(facts: ChoiceAdviceFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(CHOICE_ADVICE)
    reasons.because(APPLY_BEFORE)
    in_time = applied_in_time(facts.applied_on, facts.school_year, law, reasons)
    missing = [] if in_time else ["applied_on"]
    if not facts.intake_done:
        missing.append("intake_done")
        reasons.ask("admission.intake-mandatory")
    return reasons.conclude(entitled=not missing, binding=False, missing=tuple(missing))


RULES = (
    Rule(
        id="admission",
        title=Text("Toelating tot het mbo", "Admission to mbo"),
        question=Text("Heeft deze student recht op toelating?", "Does this student have a right to admission?"),
        facts=AdmissionFacts,
        outcome={
            "admitted": Text("toelating (right, may_be_refused of no)", "admission (right, may_be_refused or no)"),
            "grounds": Text("waarom niet", "why not"),
        },
        uses=(
            *DUTY_KEYS,
            *PREVIOUS.values(),
            *(APPLY_BEFORE, GROUNDS, NEGATIVE_ADVICES, YEARS_WITHOUT, ENTREE_AGAIN, QUOTA, NEVER, EXTRA),
        ),
        formulas=(admission,),
        boundaries=(Boundary(fact="birth_date", key=QUALIFICATION_AGE),),
    ),
    Rule(
        id="study-choice-advice",
        title=Text("Studiekeuzeadvies", "Study choice advice"),
        question=Text("Heb ik recht op een studiekeuzeadvies?", "Do I have a right to a study choice advice?"),
        facts=ChoiceAdviceFacts,
        outcome={
            "entitled": Text("recht op advies", "right to an advice"),
            "binding": Text("bindend", "binding"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=(APPLY_BEFORE, CHOICE_ADVICE),
        formulas=(study_choice_advice,),
    ),
)
