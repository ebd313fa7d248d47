"""Where a student comes from: practical and special secondary education, and how leaving is registered in a region.

S-355, S-358, S-364, S-445; the study of deregistrations in Amsterdam, 3.1.6, 3.1.7 and 3.2.7.
"""

from dataclasses import dataclass

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, fact, number, one_of, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Rule
from houvast.core.law.rules.person import QUALIFICATIONS, ask_for_unknown, happened
from houvast.core.law.text import Text

LAG = Key("origin.learning-lag-years", int)
COMBINED = Key("origin.entree-at-pro", bool)
DESTINATION = Key("origin.exit-destination", bool)
REGION = Key("origin.agreement-region", str)
DESK = Key("origin.desk", bool)
DESTINATIONS = ("day_activity", "work", "further_education")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginFacts:
    school_type: str | None = fact(Spec(kind=one_of("pro", "vso"), title=Text("soort school", "kind of school")))
    learning_lag_years: float | None = fact(
        Spec(
            kind=number(0, 8),
            title=Text(
                "leerachterstand in jaren aan het eind van de basisschool", "learning lag at the end of primary school"
            ),
        ),
    )
    exit_destination: str | None = fact(
        Spec(
            kind=one_of(*DESTINATIONS),
            title=Text(
                "uitstroombestemming in het ontwikkelingsperspectief", "exit destination in the development plan"
            ),
        ),
    )
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    combined_with_mbo: bool | None = fact(
        happened("volgt entree terwijl de school van herkomst inschrijft", "follows entree while still enrolled there"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationOfLeavingFacts:
    rmc_region: int | None = fact(
        Spec(kind=whole(1, 40), title=Text("nummer van de RMC-regio", "number of the RMC region"))
    )
    basic_qualification: bool | None = fact(happened("heeft een startkwalificatie", "has a basic qualification"))


def practical_and_special_education(facts: OriginFacts, law: Law) -> Finding:
    """What the origin means: entry to practical education, entree from there, and the step that was expected."""
    reasons = Reasons(law)
    reasons.because(DESTINATION)
    missing = [name for name in ("school_type", "exit_destination") if getattr(facts, name) is None]
    ask_for_unknown(reasons, facts, "school_type", "exit_destination")
    entry = None
    if facts.school_type == "pro":
        reasons.because(LAG)
        reasons.ask("origin.statement")
        if facts.learning_lag_years is None:
            ask_for_unknown(reasons, facts, "learning_lag_years")
            missing.append("learning_lag_years")
        else:
            entry = facts.learning_lag_years > law[LAG]
    combined = facts.school_type == "pro" and facts.combined_with_mbo is True
    if combined:
        reasons.because(COMBINED)
    towards = None if facts.exit_destination is None else facts.exit_destination == "further_education"
    if towards is False:
        reasons.ask("origin.other-destination")
    return reasons.conclude(
        meets_learning_lag=entry, entree_while_enrolled=combined, towards_mbo=towards, missing=tuple(missing)
    )


def leaving_registered(facts: RegistrationOfLeavingFacts, law: Law) -> Finding:
    """Whether the region has agreements on registering who leaves, and who has a part in it."""
    reasons = Reasons(law)
    reasons.because(REGION)
    reasons.ask("origin.own-region")
    if facts.rmc_region is None or facts.basic_qualification is None:
        ask_for_unknown(reasons, facts, "rmc_region", "basic_qualification")
        return reasons.conclude(agreement=None, told=None)
    agreed = str(facts.rmc_region) == law[REGION]
    told = None
    if agreed and not facts.basic_qualification:
        reasons.because(DESK)
        told = "youth_desk"
    return reasons.conclude(agreement=agreed, told=told)


RULES = (
    Rule(
        id="practical-and-special-education",
        title=Text("Van praktijkonderwijs of vso", "From practical or special education"),
        question=Text(
            "Wat betekent de vorige school voor de stap naar het mbo?",
            "What does the previous school mean for the step to mbo?",
        ),
        facts=OriginFacts,
        outcome={
            "meets_learning_lag": Text("voldoet aan de leerachterstand voor praktijkonderwijs", "has the learning lag"),
            "entree_while_enrolled": Text(
                "entree terwijl de praktijkschool inschrijft", "entree while enrolled at pro"
            ),
            "towards_mbo": Text("bestemming is vervolgonderwijs", "destination is further education"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=(LAG, COMBINED, DESTINATION),
        formulas=(practical_and_special_education,),
    ),
    Rule(
        id="leaving-registered",
        title=Text("Uitval registreren in de regio", "Registering leaving in the region"),
        question=Text(
            "Welke afspraken zijn er in de regio over wie uitvalt?",
            "Which agreements has the region about who leaves?",
        ),
        facts=RegistrationOfLeavingFacts,
        outcome={
            "agreement": Text("afspraken over registratie", "agreements on registration"),
            "told": Text("wie krijgt bericht", "who is told"),
        },
        uses=(REGION, DESK),
        formulas=(leaving_registered,),
    ),
)
