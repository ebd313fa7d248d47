"""Guardian involvement: who is informed and who signs, by age and consent (WEB art. 7.1.5, 8.1.7c, 8.1.7d; AVG)."""

from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import anniversary
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Absent, Spec, fact, one_of, optional
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.person import BIRTH_DATE, happened, not_later
from houvast.core.law.text import Text

ADULT_AGE = Key("guardian-involvement.minor-until-age", int)
PRIVACY_AGE = Key("guardian-involvement.privacy-from-age", int)
REPORT = Key("guardian-involvement.report-to-guardians", bool)
MEASURES = Key("guardian-involvement.measures-to-guardians", bool)
CONSENT = Key("guardian-involvement.consent-of-adult", bool)
SIGNS = Key("guardian-involvement.guardian-signs", bool)
SUBJECTS = ("progress", "absence", "study_advice", "suspension", "removal", "health")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianFacts:
    birth_date: date | None = fact(BIRTH_DATE)
    consent: bool | None = fact(happened("toestemming van de student", "consent of the student"))
    subject: str | Absent | None = optional(
        Spec(
            kind=one_of(*SUBJECTS),
            title=Text("waar het over gaat", "what it is about"),
            help=Text(
                "Voortgang, verzuim, studieadvies, schorsing, verwijdering of gezondheid.",
                "Progress, absence, study advice, suspension, removal or health.",
            ),
        ),
    )


def is_minor(birth_date: date, law: Law) -> bool:
    """Whether the person is a minor on the day of `law`."""
    return law.on < anniversary(birth_date, law[ADULT_AGE])


def guardian_involvement(facts: GuardianFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    if facts.birth_date is None:
        reasons.because(ADULT_AGE)
        reasons.ask("person.birth-date-needed")
        return reasons.conclude(minor=None, informed=None, signers=None, privacy_rights=None)
    not_later("birth_date", facts.birth_date, law)
    minor = is_minor(facts.birth_date, law)
    reasons.because(ADULT_AGE)
    if minor:
        reasons.because(REPORT)
        reasons.because(MEASURES)
        if law[SIGNS]:
            reasons.because(SIGNS)
        if facts.subject == "health":
            reasons.ask("guardian-involvement.health")
    else:
        reasons.because(CONSENT)
    reasons.because(PRIVACY_AGE)
    if minor:
        reasons.ask("guardian-involvement.authority")
    own_rights = law.on >= anniversary(facts.birth_date, law[PRIVACY_AGE])
    return reasons.conclude(
        minor=minor,
        informed="must" if minor else ("with_consent" if facts.consent else "no"),
        signers=("student", "guardian") if minor and law[SIGNS] else ("student",),
        privacy_rights="student" if own_rights else "guardian",
    )


RULES = (
    Rule(
        id="guardian-involvement",
        title=Text("Ouders en verzorgers", "Guardians"),
        question=Text("Worden ouders geïnformeerd, en tekenen zij mee?", "Are guardians informed, and do they sign?"),
        facts=GuardianFacts,
        outcome={
            "minor": Text("minderjarig", "a minor"),
            "informed": Text(
                "ouders informeren (must, with_consent of no)",
                "inform guardians (must, with_consent or no)",
            ),
            "signers": Text("wie ondertekent", "who signs"),
            "privacy_rights": Text("wie de privacyrechten uitoefent", "who exercises the privacy rights"),
        },
        uses=(ADULT_AGE, PRIVACY_AGE, REPORT, MEASURES, CONSENT, SIGNS),
        formulas=(guardian_involvement,),
        boundaries=(Boundary(fact="birth_date", key=ADULT_AGE), Boundary(fact="birth_date", key=PRIVACY_AGE)),
    ),
)
