"""Basic qualification: which diplomas are one (Leerplichtwet 1969 art. 1 f; S-350)."""

from dataclasses import dataclass

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.facts import fact
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Rule
from houvast.core.law.rules.person import QUALIFICATIONS
from houvast.core.law.text import Text

COUNTS = Key("basic-qualification.counts", tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicQualificationFacts:
    qualifications: tuple[str, ...] | None = fact(QUALIFICATIONS)


def has_basic_qualification(qualifications: tuple[str, ...] | None, law: Law) -> bool:
    """Whether one of the diplomas is a basic qualification; none known counts as none."""
    return any(one in law[COUNTS] for one in qualifications or ())


def basic_qualification(facts: BasicQualificationFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(COUNTS)
    if facts.qualifications is None:
        reasons.ask("basic-qualification.unknown")
        return reasons.conclude(basic_qualification=None, by=())
    by = tuple(one for one in facts.qualifications if one in law[COUNTS])
    return reasons.conclude(basic_qualification=bool(by), by=by)


RULES = (
    Rule(
        id="basic-qualification",
        title=Text("Startkwalificatie", "Basic qualification"),
        question=Text("Heeft de student een startkwalificatie?", "Does the student have a basic qualification?"),
        facts=BasicQualificationFacts,
        outcome={
            "basic_qualification": Text("startkwalificatie behaald", "basic qualification obtained"),
            "by": Text("met welk diploma", "by which diploma"),
        },
        uses=(COUNTS,),
        formulas=(basic_qualification,),
    ),
)
