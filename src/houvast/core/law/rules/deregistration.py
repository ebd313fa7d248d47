"""Deregistration: what must be true before an enrolment ends, by age, qualification and ground.

WEB art. 8.1.7a, 8.1.7d, 8.1.8 (until 2025), 9.2.1 (since 2026); Leerplichtwet 1969 art. 18; the Amsterdam agreement and
the exit talk are policy. S-281, S-333 to S-338, S-348, S-728. A student's own wish is never blocked by policy.
"""

from dataclasses import dataclass
from datetime import date

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, fact, one_of
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.education_duty import DUTY_KEYS, FOLLOWED_AGE, QUALIFICATION_AGE, Status, duty_on
from houvast.core.law.rules.guardian_involvement import ADULT_AGE, is_minor
from houvast.core.law.rules.person import BIRTH_DATE, QUALIFICATIONS, happened, not_later
from houvast.core.law.text import Text

GROUNDS = Key("deregistration.grounds", tuple)
OWN_REQUEST = Key("deregistration.own-request", bool)
DUTY_PLACE = Key("deregistration.duty-needs-a-place", bool)
ADULT_REPORTED = Key("deregistration.adult-is-reported", bool)
HANDOVER = Key("deregistration.handover", bool)
EXIT_TALK = Key("deregistration.exit-talk", bool)
SCHOOL_GROUNDS = ("study_advice", "absence", "disciplinary", "unsuitability")
REASONS = (*SCHOOL_GROUNDS, "own_request", "other_programme", "moved", "no_show", "diploma", "death")
# Nobody is let go of here: nothing of what follows is asked.
PLAIN_ENDS = ("diploma", "death")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeregistrationFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)
    reason: str | None = fact(
        Spec(kind=one_of(*REASONS), title=Text("reden van uitschrijving", "reason of deregistration")),
    )
    decision_taken: bool | None = fact(
        happened(
            "besluit genomen (negatief studieadvies of verwijdering)",
            "decision taken (negative study advice or removal)",
            "Is het besluit rechtmatig genomen? Zie de regels 'removal' en 'study-advice-negative'.",
            "Was the decision lawfully taken? See the rules 'removal' and 'study-advice-negative'.",
        ),
    )
    reported: bool | None = fact(
        happened("gemeld aan leerplicht of Doorstroompunt", "reported to the attendance officer or Doorstroompunt"),
    )
    new_place: bool | None = fact(happened("ergens anders ingeschreven of geplaatst", "enrolled or placed elsewhere"))
    handover_accepted: bool | None = fact(happened("overdracht aanvaard", "handover accepted"))
    exit_talk_held: bool | None = fact(happened("exitgesprek gevoerd", "exit talk held"))


def deregistration(facts: DeregistrationFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    missing: list[str] = []
    policy: list[str] = []
    if facts.reason in PLAIN_ENDS:
        reasons.because(GROUNDS, "deregistration.plain-end")
        return reasons.conclude(allowed=True, missing=(), policy_missing=())
    if facts.reason is None:
        missing.append("reason")
    if facts.reason in SCHOOL_GROUNDS or facts.reason is None:
        reasons.because(GROUNDS)
        if not facts.decision_taken:
            missing.append("decision_taken")
    else:
        reasons.because(OWN_REQUEST)
    if facts.birth_date is None:
        missing.append("birth_date")
        reasons.ask("deregistration.report-to")
    else:
        missing += _reporting(facts, facts.birth_date, law, reasons)
    if not (facts.handover_accepted or facts.new_place):
        policy.append("handover_accepted")
    if not facts.exit_talk_held:
        policy.append("exit_talk_held")
    reasons.because(HANDOVER)
    reasons.because(EXIT_TALK)
    if facts.reason == "own_request":
        reasons.ask("deregistration.own-wish")
    return reasons.conclude(allowed=not missing, missing=tuple(missing), policy_missing=tuple(policy))


def _reporting(facts: DeregistrationFacts, birth_date: date, law: Law, reasons: Reasons) -> list[str]:
    not_later("birth_date", birth_date, law)
    duty = duty_on(birth_date, facts.qualifications, law)
    reasons.note("education_duty", duty.status.value)
    missing: list[str] = []
    if duty.binds:
        reasons.because(DUTY_PLACE)
        if not facts.reported:
            missing.append("reported")
        if facts.reason not in SCHOOL_GROUNDS and facts.reason is not None and not facts.new_place:
            missing.append("new_place")
    elif duty.status is Status.FOLLOWED:
        reasons.because(ADULT_REPORTED)
        if not facts.reported:
            missing.append("reported")
    if is_minor(birth_date, law):
        reasons.ask("deregistration.guardians")
    return missing


RULES = (
    Rule(
        id="deregistration",
        title=Text("Uitschrijving", "Deregistration"),
        question=Text("Mag deze inschrijving eindigen?", "May this enrolment end?"),
        facts=DeregistrationFacts,
        outcome={
            "allowed": Text("toegestaan", "allowed"),
            "missing": Text("wat de wet nog vraagt", "what the law still asks"),
            "policy_missing": Text("wat beleid nog vraagt", "what policy still asks"),
        },
        uses=(*DUTY_KEYS, ADULT_AGE, GROUNDS, OWN_REQUEST, DUTY_PLACE, ADULT_REPORTED, HANDOVER, EXIT_TALK),
        formulas=(deregistration,),
        boundaries=(
            Boundary(fact="birth_date", key=QUALIFICATION_AGE),
            Boundary(fact="birth_date", key=FOLLOWED_AGE),
        ),
    ),
)
