"""Retention: until when data of a kind are kept, each with its own source (WRO art. 30, WEB art. 9.2.7, AVG art. 5)."""

from dataclasses import dataclass
from datetime import date

from houvast.core.calendar import SchoolYear, months_after, school_year_of
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import Spec, day, fact, one_of
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Boundary, Rule
from houvast.core.law.rules.person import ask_for_unknown
from houvast.core.law.text import Text

MONTHS = {
    kind: Key(f"retention.{kind}", int)
    for kind in (
        "dossier",
        "register_basic",
        "register_diploma",
        "exam",
        "application",
        "finance",
        "doorstroompunt_health",
    )
}
ABSENCE = Key("retention.absence", int)
NECESSITY = Key("retention.necessity", bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionFacts:
    kind: str | None = fact(
        Spec(kind=one_of(*MONTHS, "absence"), title=Text("soort gegevens", "kind of data")),
    )
    ended_on: date | None = fact(
        Spec(
            kind=day(),
            title=Text("dag waarna de termijn loopt", "day after which the term runs"),
            help=Text(
                "Vertrek, diploma, aanmelding of (bij verzuim) een dag in het schooljaar.",
                "Leaving, diploma, application or (for absence) a day in the school year.",
            ),
        ),
    )


def retention(facts: RetentionFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(NECESSITY)
    reasons.ask("retention.still-needed")
    if facts.kind is None:
        ask_for_unknown(reasons, facts, "kind")
        return reasons.conclude(keep_until=None, may_be_erased=False)
    key = ABSENCE if facts.kind == "absence" else MONTHS[facts.kind]
    reasons.because(key)
    if facts.ended_on is None:
        return reasons.conclude(keep_until=None, may_be_erased=False)
    if facts.kind == "absence":
        keep_until = SchoolYear(begins_in=school_year_of(facts.ended_on).begins_in + law[key]).end
    else:
        keep_until = months_after(facts.ended_on, law[key])
    return reasons.conclude(keep_until=keep_until, may_be_erased=law.on > keep_until)


RULES = (
    Rule(
        id="retention",
        title=Text("Bewaartermijn", "Retention"),
        question=Text("Tot wanneer blijven deze gegevens bewaard?", "Until when are these data kept?"),
        facts=RetentionFacts,
        outcome={
            "keep_until": Text("bewaren tot en met", "keep until"),
            "may_be_erased": Text("mag worden gewist", "may be erased"),
        },
        uses=(*MONTHS.values(), ABSENCE, NECESSITY),
        formulas=(retention,),
        boundaries=tuple(Boundary(fact="ended_on", key=key) for key in MONTHS.values()),
    ),
)
