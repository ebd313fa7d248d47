"""Legal protection: which route, which body and which last day stand open against a decision.

WEB art. 7.5.1 to 7.5.9; before 2023-08-01 art. 8.1.3, 8.1.7a lid 5 and the civil court; S-344, S-345, S-386 to S-391.
No decision is a dead end: a complaint is open against everything.
"""

from dataclasses import dataclass
from datetime import date

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, fact, one_of
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.person import on_day
from houvast.core.law.rules.terms import ON_WORKING_DAY, STARTS_AFTER, TERM_KEYS, last_day
from houvast.core.law.text import Text

ROUTE_OF_REMOVAL = Key("legal-protection.route-of-removal", str)
OBJECTION_WEEKS = Key("legal-protection.objection-weeks", int)
APPEAL_WEEKS = Key("legal-protection.appeal-weeks", int)
APPEAL_DECIDED = Key("legal-protection.appeal-decided-in-weeks", int)
OBJECTION_DECIDED = Key("legal-protection.objection-decided-in-weeks", int)
COURT = Key("legal-protection.court", str)
RECEIPT = Key("legal-protection.receipt-counts", bool)
COMPLAINT = Key("legal-protection.complaint", bool)

APPEALED = ("study_advice", "exam")
MEASURES = ("removal", "suspension")
OTHER_MATTERS = ("admission", "support", "treatment", "other_decision")
BODIES = {"appeal": "appeals_board", "objection": "competent_authority", "civil_court": "civil_court",
          "complaint": "complaints_committee"}  # fmt: skip

NOTIFIED_ON = on_day(
    "dag van bekendmaking",
    "day of notification",
    "De dag waarop het besluit aan de student bekend is gemaakt.",
    "The day on which the decision was made known to the student.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFacts:
    decision: str | None = fact(
        Spec(kind=one_of(*APPEALED[:1], *MEASURES, "exam"), title=Text("soort besluit", "kind of decision")),
    )
    notified_on: date | None = fact(NOTIFIED_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionFacts:
    matter: str | None = fact(
        Spec(kind=one_of(*APPEALED, *MEASURES, *OTHER_MATTERS), title=Text("waar het over gaat", "what it is about")),
    )
    notified_on: date | None = fact(NOTIFIED_ON)


def route_against(matter: str | None, law: Law) -> str:
    """The route under the law of the day: objection, appeal, complaint or civil_court."""
    if matter in APPEALED:
        return "appeal"
    if matter in MEASURES or matter in ("admission", "support", "other_decision"):
        return law[ROUTE_OF_REMOVAL]
    return "complaint"


def _last_day(route: str, notified_on: date | None, law: Law) -> date | None:
    if notified_on is None or route in ("complaint", "civil_court"):
        return None
    return last_day(notified_on, law[APPEAL_WEEKS if route == "appeal" else OBJECTION_WEEKS], law)


def _explain(route: str, notified_on: date | None, end: date | None, law: Law, reasons: Reasons) -> None:
    match route:
        case "appeal":
            reasons.because(
                APPEAL_WEEKS,
                *_last_day_words(end, law),
                "legal-protection.appeal-not-objection",
                **_days_left(end, law),
            )
            reasons.because(APPEAL_DECIDED)
        case "objection":
            reasons.because(ROUTE_OF_REMOVAL)
            reasons.because(OBJECTION_WEEKS, *_last_day_words(end, law), **_days_left(end, law))
            reasons.because(OBJECTION_DECIDED)
        case "civil_court":
            reasons.because(ROUTE_OF_REMOVAL)
        case _:
            reasons.because(COMPLAINT)
    if end is not None:
        reasons.because(STARTS_AFTER)
        reasons.because(ON_WORKING_DAY)
        reasons.because(RECEIPT)
        reasons.ask("legal-protection.late")
    elif notified_on is None:
        reasons.ask("legal-protection.not-notified")


def _days_left(end: date | None, law: Law) -> dict[str, object]:
    return {} if end is None else {"end": end, "left": (end - law.on).days}


def _last_day_words(end: date | None, law: Law) -> tuple[str, ...]:
    if end is None:
        return ()
    return ("legal-protection.last-day" if end >= law.on else "legal-protection.was-last-day",)


def appeal_deadline(facts: AppealFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    if facts.decision is None:
        reasons.because(COMPLAINT)
        reasons.ask("legal-protection.which-decision")
        return reasons.conclude(route="complaint", body=BODIES["complaint"], last_day=None)
    route = route_against(facts.decision, law)
    end = _last_day(route, facts.notified_on, law)
    _explain(route, facts.notified_on, end, law, reasons)
    if route == "civil_court":
        reasons.because(COMPLAINT)
    return reasons.conclude(route=route, body=BODIES[route], last_day=end)


def legal_protection(facts: ProtectionFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    route = route_against(facts.matter, law)
    end = _last_day(route, facts.notified_on, law)
    _explain(route, facts.notified_on, end, law, reasons)
    reasons.because(COURT)
    if route != "complaint":
        reasons.because(COMPLAINT)
    others = ("complaint",) if route != "complaint" else ()
    return reasons.conclude(
        route=route,
        body=BODIES[route],
        last_day=end,
        also_open=others,
        court=law[COURT] if route != "complaint" else None,
    )


PROTECTION_KEYS = (ROUTE_OF_REMOVAL, OBJECTION_WEEKS, APPEAL_WEEKS, APPEAL_DECIDED, OBJECTION_DECIDED, COURT, RECEIPT,
                   COMPLAINT, *TERM_KEYS)  # fmt: skip
BOUNDARIES = (Boundary(fact="notified_on", key=APPEAL_WEEKS), Boundary(fact="notified_on", key=OBJECTION_WEEKS))

RULES = (
    Rule(
        id="legal-protection",
        title=Text("Rechtsbescherming", "Legal protection"),
        question=Text("Wat kan ik doen als ik het er niet mee eens ben?", "What can I do when I do not agree?"),
        facts=ProtectionFacts,
        outcome={
            "route": Text("route", "route"),
            "body": Text("bij wie", "at whom"),
            "last_day": Text("laatste dag", "last day"),
            "also_open": Text("wat ook kan", "what is open as well"),
            "court": Text("daarna de rechter", "the court after that"),
        },
        uses=PROTECTION_KEYS,
        formulas=(legal_protection,),
        boundaries=BOUNDARIES,
        law_of="notified_on",
    ),
    Rule(
        id="appeal-deadline",
        title=Text("Termijn van bezwaar of beroep", "Deadline for objection or appeal"),
        question=Text(
            "Tot wanneer kan ik tegen dit besluit opkomen, en bij wie?",
            "Until when can I challenge this decision, and where?",
        ),
        facts=AppealFacts,
        outcome={
            "route": Text("route", "route"),
            "body": Text("bij wie", "at whom"),
            "last_day": Text("laatste dag", "last day"),
        },
        uses=PROTECTION_KEYS,
        formulas=(appeal_deadline,),
        boundaries=BOUNDARIES,
        law_of="notified_on",
    ),
)
