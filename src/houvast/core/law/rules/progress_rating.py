"""Progress rating: the traffic light of a review form, applied literally, with its oddities reported beside it.

Policy of Hogeschool Rotterdam and its training schools (S-218 to S-241).
"""

from dataclasses import dataclass

from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.errors import WrongFact
from houvast.core.law.facts import Spec, fact, whole
from houvast.core.law.parameters import Key, Law
from houvast.core.law.rule import Rule
from houvast.core.law.rules.person import ask_for_unknown
from houvast.core.law.text import Text

ITEMS = Key("progress-rating.items", int)
LEAST_GREEN = Key("progress-rating.least-green", int)
MOST_AMBER = Key("progress-rating.most-amber", int)
CONTRADICTION = Key("progress-rating.contradiction", bool)
MEANING = Key("progress-rating.meaning", bool)
LEVEL_FOUR = Key("progress-rating.level-four", bool)
HIGHEST_LEVEL = 4
MOST_ITEMS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFacts:
    green: int | None = fact(Spec(kind=whole(0, MOST_ITEMS), title=Text("aantal keer groen", "times green")))
    amber: int | None = fact(Spec(kind=whole(0, MOST_ITEMS), title=Text("aantal keer geel", "times amber")))
    red: int | None = fact(Spec(kind=whole(0, MOST_ITEMS), title=Text("aantal keer rood", "times red")))
    level: int | None = fact(Spec(kind=whole(1, HIGHEST_LEVEL), title=Text("niveau", "level")))


def literal_rating(green: int, amber: int, red: int, *, least_green: int, most_amber: int) -> str:
    """The rule as it is written, whatever the number of items that were scored."""
    if green >= least_green and amber <= most_amber:
        return "green"
    if green < least_green and amber <= most_amber and red == 0:
        return "amber"
    return "red"


def progress_rating(facts: RatingFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    for key in (ITEMS, LEAST_GREEN, MOST_AMBER, CONTRADICTION, MEANING):
        reasons.because(key)
    if facts.level == HIGHEST_LEVEL:
        reasons.because(LEVEL_FOUR)
    reasons.ask("progress-rating.judgement")
    if facts.green is None or facts.amber is None or facts.red is None:
        ask_for_unknown(reasons, facts, "green", "amber", "red")
        return reasons.conclude(rating=None, warnings=())
    scored = facts.green + facts.amber + facts.red
    if scored > law[ITEMS]:
        allowed = Text(f"samen ten hoogste {law[ITEMS]}", f"together at most {law[ITEMS]}")
        raise WrongFact("green, amber, red", scored, allowed)
    rating = literal_rating(
        facts.green, facts.amber, facts.red, least_green=law[LEAST_GREEN], most_amber=law[MOST_AMBER]
    )
    reasons.note("scored", scored)
    if rating != "green":
        reasons.ask("progress-rating.agreements")
    warnings = _oddities(rating, facts.red, unscored=law[ITEMS] - scored)
    return reasons.conclude(rating=rating, warnings=warnings)


def _oddities(rating: str, red: int, *, unscored: int) -> tuple[str, ...]:
    """Where the literal result is odd: a red inside green, or amber that only an incomplete form can reach."""
    found: list[str] = []
    if rating == "green" and red:
        found.append("red_inside_green")
    if rating == "amber" or (rating == "red" and red == 0):
        found.append("amber_out_of_reach")
    if unscored:
        found.append("items_unscored")
    return tuple(found)


RULES = (
    Rule(
        id="progress-rating",
        title=Text("Waardering van de voortgang", "Rating of progress"),
        question=Text("Welke kleur volgt uit het formulier?", "Which colour follows from the form?"),
        facts=RatingFacts,
        outcome={"rating": Text("kleur", "colour"), "warnings": Text("let op", "mind")},
        uses=(ITEMS, LEAST_GREEN, MOST_AMBER, CONTRADICTION, MEANING, LEVEL_FOUR),
        formulas=(progress_rating,),
    ),
)
