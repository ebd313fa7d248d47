"""Removal: what must have been done before a student may be sent away.

WEB art. 8.1.7d; before 2023-08-01 art. 8.1.3; S-281.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import ABSENT, Absent, fact, optional
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.education_duty import DUTY_KEYS, QUALIFICATION_AGE, duty_on
from houvast.core.law.rules.guardian_involvement import ADULT_AGE, MEASURES, is_minor
from houvast.core.law.rules.person import BIRTH_DATE, QUALIFICATIONS, happened, not_later, on_day
from houvast.core.law.text import Text

SEARCH_WEEKS = Key("removal.search-weeks", int)
HEARING = Key("removal.hearing", bool)
IN_WRITING = Key("removal.reasons-in-writing", bool)
OBJECTION = Key("removal.objection-decided-in-weeks", int)
EDUCATION_GOES_ON = Key("removal.education-goes-on", bool)
GUIDANCE_WEEKS = Key("removal.guidance-weeks", int)

SEARCH_STARTED_ON = on_day(
    "begin van het zoeken naar een andere school",
    "start of the search for another school",
    "De dag waarop de school aantoonbaar begon te zoeken.",
    "The day on which the school demonstrably started to search.",
)
OTHER_WILLING = happened("andere instelling wil toelaten", "another institution is willing to admit")
HEARD = happened("student is gehoord", "student was heard")
GUARDIANS_INFORMED = happened("ouders of verzorgers zijn op de hoogte", "guardians were informed")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    heard: bool | None = fact(HEARD)
    motivated: bool | None = fact(happened("besluit noemt de redenen", "decision gives the reasons"))
    search_started_on: date | None = fact(SEARCH_STARTED_ON)
    other_institution_willing: bool | None = fact(OTHER_WILLING)
    guardians_informed: bool | None = fact(GUARDIANS_INFORMED)
    suspended_since: date | Absent | None = optional(on_day("geschorst sinds", "suspended since"))


def search_is_done(search_started_on: date | None, *, willing: bool | None, law: Law) -> bool:
    """Whether another institution is willing, or the weeks of search have passed on the day of `law`."""
    if willing:
        return True
    return search_started_on is not None and law.on >= search_started_on + timedelta(weeks=law[SEARCH_WEEKS])


def removal(facts: RemovalFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    missing: list[str] = []
    if not facts.heard:
        missing.append("heard")
    if not facts.motivated:
        missing.append("motivated")
    reasons.because(HEARING)
    reasons.because(IN_WRITING)
    if facts.birth_date is None:
        missing.append("birth_date")
        reasons.ask("removal.birth-date")
    else:
        missing += _by_age(facts, facts.birth_date, law, reasons)
    reasons.because(OBJECTION)
    if facts.suspended_since is not ABSENT and facts.suspended_since is not None:
        not_later("suspended_since", facts.suspended_since, law)
        reasons.because(EDUCATION_GOES_ON)
    reasons.ask("removal.weighing")
    return reasons.conclude(allowed=not missing, missing=tuple(missing))


def _by_age(facts: RemovalFacts, birth_date: date, law: Law, reasons: Reasons) -> list[str]:
    missing: list[str] = []
    not_later("birth_date", birth_date, law)
    duty = duty_on(birth_date, facts.qualifications, law)
    reasons.note("education_duty", duty.status.value)
    if duty.binds:
        missing += _search(facts, law, reasons)
    else:
        reasons.because(QUALIFICATION_AGE, "removal.not-bound")
    if is_minor(birth_date, law):
        reasons.because(MEASURES)
        if not facts.guardians_informed:
            missing.append("guardians_informed")
    return missing


def _search(facts: RemovalFacts, law: Law, reasons: Reasons) -> list[str]:
    done = search_is_done(facts.search_started_on, willing=facts.other_institution_willing, law=law)
    reasons.because(SEARCH_WEEKS)
    reasons.because(GUIDANCE_WEEKS)
    if facts.search_started_on is not None and not facts.other_institution_willing:
        reasons.note("search_complete_on", facts.search_started_on + timedelta(weeks=law[SEARCH_WEEKS]))
        reasons.ask("removal.search-shown")
    return [] if done else ["search_started_on"]


RULES = (
    Rule(
        id="removal",
        title=Text("Verwijdering", "Removal"),
        question=Text("Mag de school deze student verwijderen?", "May the school remove this student?"),
        facts=RemovalFacts,
        outcome={
            "allowed": Text("toegestaan", "allowed"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=(
            *DUTY_KEYS,
            ADULT_AGE,
            MEASURES,
            SEARCH_WEEKS,
            HEARING,
            IN_WRITING,
            OBJECTION,
            EDUCATION_GOES_ON,
            GUIDANCE_WEEKS,
        ),
        formulas=(removal,),
        boundaries=(
            Boundary(fact="birth_date", key=QUALIFICATION_AGE),
            Boundary(fact="search_started_on", key=SEARCH_WEEKS),
        ),
    ),
)
