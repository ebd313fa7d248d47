"""Education duty: compulsory education, qualification duty, followed by the RMC or Doorstroompunt, or none.

Leerplichtwet 1969 art. 3, 4a and 4b; WEB art. 8.3.1 (until 2025-12-31) and 9.2.1 (since 2026-01-01); S-429, S-430,
S-434, S-435, S-440, S-446. A duty's last day is the day before a birthday, or 31 July.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from houvast.core.calendar import DAY, SchoolYear, age_on, anniversary, school_year_of
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import ABSENT, Absent, Spec, fact, optional, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.basic_qualification import COUNTS, has_basic_qualification
from houvast.core.law.rules.person import BIRTH_DATE, QUALIFICATIONS, not_later
from houvast.core.law.text import Text

FROM_AGE = Key("education-duty.compulsory-from-age", int)
UNTIL_AGE = Key("education-duty.compulsory-until-age", int)
SCHOOL_YEARS = Key("education-duty.compulsory-school-years", int)
QUALIFICATION_AGE = Key("education-duty.qualification-until-age", int)
EXEMPT = Key("education-duty.exempt-certificates", tuple)
FOLLOWED_AGE = Key("education-duty.followed-until-age", int)
DUTY_KEYS = (FROM_AGE, UNTIL_AGE, SCHOOL_YEARS, QUALIFICATION_AGE, EXEMPT, FOLLOWED_AGE, COUNTS)


class Status(StrEnum):
    COMPULSORY_EDUCATION = "compulsory_education"
    QUALIFICATION_DUTY = "qualification_duty"
    FOLLOWED = "followed"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A status with the last day on which it holds; `none` has no end."""

    status: Status
    ends_on: date | None

    @property
    def binds(self) -> bool:
        """Whether the Leerplichtwet holds (compulsory education or qualification duty)."""
        return self.status in (Status.COMPULSORY_EDUCATION, Status.QUALIFICATION_DUTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoffs:
    """The same law as days of birth, for a whole population on one day.

    Born after `too_young_after`: none. Born after `compulsory_after`: compulsory education. Born after `minor_after`:
    qualification duty, unless qualified or exempt. Born after `followed_after`: followed, unless qualified. Else none.
    """

    too_young_after: date
    compulsory_after: date
    minor_after: date
    followed_after: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationDutyFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    school_years: int | Absent | None = optional(
        Spec(
            kind=whole(0, 30),
            title=Text("aantal volledige schooljaren", "number of full school years"),
            help=Text("Hoeveel schooljaren de leerling heeft gevolgd.", "How many school years the pupil attended."),
        ),
    )


def compulsory_until(birth_date: date, law: Law) -> date:
    """The last day of the school year in which the pupil reaches the age of art. 3."""
    return school_year_of(anniversary(birth_date, law[UNTIL_AGE])).end


def duty_on(
    birth_date: date,
    qualifications: tuple[str, ...] | None,
    law: Law,
    *,
    day: date | None = None,
    schooled: bool = False,
) -> Duty:
    """The duty on `day` (else the day of `law`); `schooled` says that the school years of art. 3 are full."""
    day = law.on if day is None else day
    if day < anniversary(birth_date, law[FROM_AGE]):
        return Duty(status=Status.NONE, ends_on=None)
    compulsory_end = compulsory_until(birth_date, law)
    if day <= compulsory_end and not schooled:
        return Duty(status=Status.COMPULSORY_EDUCATION, ends_on=compulsory_end)
    if has_basic_qualification(qualifications, law):
        return Duty(status=Status.NONE, ends_on=None)
    adult_on = anniversary(birth_date, law[QUALIFICATION_AGE])
    exempt = any(one in law[EXEMPT] for one in qualifications or ())
    if day < adult_on and not exempt:
        return Duty(status=Status.QUALIFICATION_DUTY, ends_on=adult_on - DAY)
    followed_until = anniversary(birth_date, law[FOLLOWED_AGE]) - DAY
    if day <= followed_until:
        return Duty(status=Status.FOLLOWED, ends_on=followed_until)
    return Duty(status=Status.NONE, ends_on=None)


def cutoffs(law: Law) -> Cutoffs:
    """The days of birth between which each status lies on the day of `law`.

    A person is `years` old from the anniversary on, so whoever was born after the day `years` back is younger.
    """
    day = law.on
    return Cutoffs(
        too_young_after=_reached_if_born_by(day, law[FROM_AGE]),
        compulsory_after=_reached_if_born_by(
            SchoolYear(begins_in=school_year_of(day).begins_in - 1).end,
            law[UNTIL_AGE],
        ),
        minor_after=_reached_if_born_by(day, law[QUALIFICATION_AGE]),
        followed_after=_reached_if_born_by(day, law[FOLLOWED_AGE]),
    )


def _reached_if_born_by(day: date, years: int) -> date:
    """The latest day of birth with which a person has reached `years` on `day`."""
    born = anniversary(day, -years)
    # On 1 March of a common year also those born on 29 February reach the age, who were born before 1 March anyway; on
    # 29 February the anniversary backwards may fall on 1 March, whose children reach the age only a day later.
    return born if anniversary(born, years) <= day else born - DAY


def duties_of(
    births: Sequence[date],
    qualifications: Sequence[tuple[str, ...]],
    law: Law,
) -> list[tuple[str, date | None]]:
    """Status and last day for a whole population, person by person in the order given.

    Equal to `duty_on` for each (a property proves it): every day of birth is placed between the cut-off days once, and
    every set of qualifications is judged once.
    """
    cut, grounds = cutoffs(law), {chosen: _ground(chosen, law) for chosen in set(qualifications)}
    placed = {born: _placed(born, cut, law) for born in set(births)}
    return [placed[born][grounds[chosen]] for born, chosen in zip(births, qualifications, strict=True)]


def _ground(qualifications: tuple[str, ...], law: Law) -> int:
    """0: neither qualified nor exempt; 1: exempt from the qualification duty; 2: qualified."""
    if has_basic_qualification(qualifications, law):
        return 2
    return 1 if any(one in law[EXEMPT] for one in qualifications) else 0


def _placed(born: date, cut: Cutoffs, law: Law) -> tuple[tuple[str, date | None], ...]:
    """Status and last day of someone born on this day, for each ground of `_ground`."""
    none: tuple[str, date | None] = (Status.NONE.value, None)
    if born > cut.too_young_after:
        return none, none, none
    if born > cut.compulsory_after:
        compulsory = (Status.COMPULSORY_EDUCATION.value, compulsory_until(born, law))
        return compulsory, compulsory, compulsory
    if born <= cut.followed_after:
        return none, none, none
    followed = (Status.FOLLOWED.value, anniversary(born, law[FOLLOWED_AGE]) - DAY)
    if born <= cut.minor_after:
        return followed, followed, none
    return (Status.QUALIFICATION_DUTY.value, anniversary(born, law[QUALIFICATION_AGE]) - DAY), followed, none


def education_duty(facts: EducationDutyFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    if facts.birth_date is None:
        reasons.because(UNTIL_AGE)
        reasons.because(QUALIFICATION_AGE)
        reasons.ask("person.birth-date-needed")
        return reasons.conclude(status=None, ends_on=None)
    not_later("birth_date", facts.birth_date, law)
    years = 0 if facts.school_years is ABSENT or facts.school_years is None else facts.school_years
    schooled = years >= law[SCHOOL_YEARS]
    duty = duty_on(facts.birth_date, facts.qualifications, law, schooled=schooled)
    reasons.note("age", age_on(facts.birth_date, law.on))
    reasons.note("compulsory_until", compulsory_until(facts.birth_date, law))
    _explain(duty, facts, law, reasons, schooled=schooled)
    if facts.qualifications is None:
        reasons.ask("person.qualifications-unknown")
    return reasons.conclude(status=duty.status.value, ends_on=duty.ends_on)


def _explain(duty: Duty, facts: EducationDutyFacts, law: Law, reasons: Reasons, *, schooled: bool) -> None:
    match duty.status:
        case Status.COMPULSORY_EDUCATION:
            reasons.because(UNTIL_AGE)
            reasons.ask("education-duty.exemption")
            return
        case Status.QUALIFICATION_DUTY:
            reasons.because(QUALIFICATION_AGE)
            reasons.because(COUNTS)
            reasons.ask("education-duty.exemption")
            return
        case Status.FOLLOWED:
            reasons.because(FOLLOWED_AGE, "education-duty.no-duty")
            reasons.because(COUNTS)
        case Status.NONE:
            if has_basic_qualification(facts.qualifications, law):
                reasons.because(COUNTS)
            elif facts.birth_date is not None and age_on(facts.birth_date, law.on) < law[FROM_AGE]:
                reasons.because(FROM_AGE)
            else:
                reasons.because(FOLLOWED_AGE)
    if schooled:
        reasons.because(SCHOOL_YEARS)
    exempt = [one for one in facts.qualifications or () if one in law[EXEMPT]]
    if exempt:
        reasons.because(EXEMPT)
    if "vso" in exempt:
        reasons.ask("education-duty.vso-profile")


RULES = (
    Rule(
        id="education-duty",
        title=Text(
            "Leerplicht, kwalificatieplicht en Doorstroompunt",
            "Compulsory education, qualification duty and follow-up",
        ),
        question=Text(
            "Moet deze student onderwijs volgen, en tot wanneer?",
            "Must this student be in education, and until when?",
        ),
        facts=EducationDutyFacts,
        outcome={
            "status": Text("plicht", "duty"),
            "ends_on": Text("laatste dag", "last day"),
        },
        uses=DUTY_KEYS,
        formulas=(education_duty,),
        boundaries=(
            Boundary(fact="birth_date", key=FROM_AGE),
            Boundary(fact="birth_date", key=UNTIL_AGE),
            Boundary(fact="birth_date", key=QUALIFICATION_AGE),
            Boundary(fact="birth_date", key=FOLLOWED_AGE),
        ),
    ),
)
