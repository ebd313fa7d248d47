"""Suspension and unsuitability for the profession (WEB art. 8.1.7b and 8.1.7c, since 2023-08-01; S-337)."""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.calendar import DAY
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Absent, fact, optional
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.guardian_involvement import ADULT_AGE, is_minor
from houvast.core.law.rules.legal_protection import OBJECTION_WEEKS, ROUTE_OF_REMOVAL
from houvast.core.law.rules.person import BIRTH_DATE, ask_for_unknown, happened, in_order, not_later, on_day
from houvast.core.law.rules.removal import GUARDIANS_INFORMED, HEARD
from houvast.core.law.text import Text

LONGEST = Key("measures.suspension-weeks", int)
IN_WRITING = Key("measures.suspension-in-writing", bool)
GUARDIANS = Key("measures.suspension-guardians", bool)
LONGER = Key("measures.longer-before-removal", bool)
UNSUITABILITY = Key("measures.unsuitability", bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    begins_on: date | None = fact(on_day("eerste dag van de schorsing", "first day of the suspension"))
    ends_on: date | None = fact(on_day("laatste dag van de schorsing", "last day of the suspension"))
    in_writing: bool | None = fact(happened("schriftelijk meegedeeld", "told in writing"))
    motivated: bool | None = fact(happened("redenen genoemd", "reasons given"))
    guardians_informed: bool | None = fact(GUARDIANS_INFORMED)
    removal_prepared: bool | Absent | None = optional(
        happened("verwijdering wordt voorbereid", "a removal is being prepared"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsuitabilityFacts:
    examination_board_advised: bool | None = fact(happened("examencommissie gaf advies", "examination board advised"))
    heard: bool | None = fact(HEARD)
    motivated: bool | None = fact(happened("redenen genoemd", "reasons given"))


def suspension(facts: SuspensionFacts, law: Law) -> Finding:
    in_order(("begins_on", facts.begins_on), ("ends_on", facts.ends_on))
    not_later("birth_date", facts.birth_date, law)
    reasons = Reasons(law)
    missing = ["begins_on"] if ask_for_unknown(reasons, facts, "begins_on") else []
    latest_end = None if facts.begins_on is None else facts.begins_on + timedelta(weeks=law[LONGEST]) - DAY
    reasons.because(LONGEST)
    if facts.removal_prepared is True:
        reasons.because(LONGER)
        latest_end = None
    elif facts.ends_on is None or (latest_end is not None and facts.ends_on > latest_end):
        missing.append("ends_on")
    reasons.because(IN_WRITING)
    missing += [name for name in ("in_writing", "motivated") if not getattr(facts, name)]
    missing += _guardians(facts, law, reasons)
    reasons.because(ROUTE_OF_REMOVAL)
    reasons.because(OBJECTION_WEEKS)
    reasons.ask("measures.authorised")
    reasons.ask("measures.weighing")
    return reasons.conclude(allowed=not missing, missing=tuple(missing), latest_end=latest_end)


def _guardians(facts: SuspensionFacts, law: Law, reasons: Reasons) -> list[str]:
    if facts.birth_date is None:
        ask_for_unknown(reasons, facts, "birth_date")
        return [] if facts.guardians_informed else ["birth_date"]
    if not is_minor(facts.birth_date, law):
        return []
    reasons.because(GUARDIANS)
    return [] if facts.guardians_informed else ["guardians_informed"]


def unsuitability(facts: UnsuitabilityFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(UNSUITABILITY)
    reasons.because(ROUTE_OF_REMOVAL)
    missing = [name for name in ("examination_board_advised", "heard", "motivated") if not getattr(facts, name)]
    reasons.ask("measures.unsuitable")
    reasons.ask("measures.details-unread")
    return reasons.conclude(allowed=not missing, missing=tuple(missing))


RULES = (
    Rule(
        id="suspension",
        title=Text("Schorsing", "Suspension"),
        question=Text("Mag de school deze student zo schorsen?", "May the school suspend this student like this?"),
        facts=SuspensionFacts,
        outcome={
            "allowed": Text("toegestaan", "allowed"),
            "missing": Text("wat nog ontbreekt of niet klopt", "what is missing or wrong"),
            "latest_end": Text("uiterste laatste dag", "latest last day"),
        },
        uses=(LONGEST, IN_WRITING, GUARDIANS, LONGER, ADULT_AGE, ROUTE_OF_REMOVAL, OBJECTION_WEEKS),
        formulas=(suspension,),
        boundaries=(Boundary(fact="begins_on", key=LONGEST), Boundary(fact="birth_date", key=ADULT_AGE)),
    ),
    Rule(
        id="unsuitability",
        title=Text("Ongeschikt voor het beroep", "Unsuitable for the profession"),
        question=Text(
            "Mag de inschrijving eindigen om ongeschiktheid voor het beroep?",
            "May the enrolment end over unsuitability for the profession?",
        ),
        facts=UnsuitabilityFacts,
        outcome={
            "allowed": Text("toegestaan", "allowed"),
            "missing": Text("wat nog ontbreekt", "what is still missing"),
        },
        uses=(UNSUITABILITY, ROUTE_OF_REMOVAL),
        formulas=(unsuitability,),
    ),
)
