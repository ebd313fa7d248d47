"""Early leaver: before and since 2026-01-01 (WEB art. 8.3.1 and 9.2.1; S-350, S-352, S-441 to S-444)."""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import ABSENT, Absent, fact, optional
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.education_duty import DUTY_KEYS, FOLLOWED_AGE, QUALIFICATION_AGE, Status, duty_on
from houvast.core.law.rules.person import (
    BIRTH_DATE,
    QUALIFICATIONS,
    ask_for_unknown,
    happened,
    not_later,
    on_day,
)
from houvast.core.law.text import Text

DEFINITION = Key("early-leaver.definition", str)
WORKING = Key("early-leaver.working-exception", bool)
ABSENT_WEEKS = Key("early-leaver.absent-weeks", int)
EXCEPTED = ("entree", "pro", "vso")


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyLeaverFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    left_on: date | None = fact(on_day("dag van vertrek", "day of leaving"))
    employed: bool | Absent | None = optional(happened("werkt met een arbeidsovereenkomst", "works under a contract"))
    absent_since: date | Absent | None = optional(on_day("afwezig sinds", "absent since"))


def early_leaver(facts: EarlyLeaverFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(DEFINITION)
    not_later("birth_date", facts.birth_date, law)
    if facts.birth_date is None:
        ask_for_unknown(reasons, facts, "birth_date")
        return reasons.conclude(early_leaver=None)
    if facts.qualifications is None:
        reasons.ask("person.qualifications-unknown")
    duty = duty_on(facts.birth_date, facts.qualifications, law)
    reasons.note("education_duty", duty.status.value)
    if duty.binds:
        reasons.because(QUALIFICATION_AGE)
        reasons.ask("early-leaver.national-count")
    gone = _gone(facts, law, reasons)
    excepted = facts.employed is True and any(one in EXCEPTED for one in facts.qualifications or ())
    if excepted:
        reasons.because(WORKING)
    counts = gone and duty.status is Status.FOLLOWED and not (excepted and law[WORKING])
    if counts:
        reasons.ask("early-leaver.elsewhere")
    if facts.employed is True and duty.status is not Status.NONE:
        reasons.ask("early-leaver.lured")
    return reasons.conclude(early_leaver=counts)


def _gone(facts: EarlyLeaverFacts, law: Law, reasons: Reasons) -> bool:
    if facts.left_on is not None and facts.left_on <= law.on:
        return True
    if facts.absent_since is ABSENT or facts.absent_since is None:
        return False
    not_later("absent_since", facts.absent_since, law)
    reasons.because(ABSENT_WEEKS)
    long_absent = law.on >= facts.absent_since + timedelta(weeks=law[ABSENT_WEEKS])
    return long_absent and law[DEFINITION] == "under_27"


RULES = (
    Rule(
        id="early-leaver",
        title=Text("Voortijdig schoolverlater", "Early leaver"),
        question=Text(
            "Telt deze student als voortijdig schoolverlater?",
            "Does this student count as an early leaver?",
        ),
        facts=EarlyLeaverFacts,
        outcome={"early_leaver": Text("voortijdig schoolverlater", "early leaver")},
        uses=(*DUTY_KEYS, DEFINITION, WORKING, ABSENT_WEEKS),
        formulas=(early_leaver,),
        boundaries=(
            Boundary(fact="birth_date", key=QUALIFICATION_AGE),
            Boundary(fact="birth_date", key=FOLLOWED_AGE),
        ),
    ),
)
