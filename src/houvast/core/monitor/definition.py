"""What a figure is: a share or a division, with everything that must be said of it."""

from dataclasses import dataclass
from enum import StrEnum

from houvast.core.law.text import Text


class Group(StrEnum):
    """The pages of figures, in their order."""

    SEEN = "seen"
    LEAVING = "leaving"
    ADVICE = "advice"
    EARLY = "early"
    STALL = "stall"


class Wish(StrEnum):
    """Whether more is better; a figure that is only to be understood wishes nothing."""

    MORE = "more"
    LESS = "less"
    NONE = ""


COUNTS = Text("studenten", "students")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `prefix` set: a division over parts; otherwise `hits` of `of`. `now`: as of the latest refresh."""

    id: str
    group: Group
    title: Text
    says: Text
    who: Text
    how: Text
    source: Text
    of: str
    hits: str = ""
    prefix: str = ""
    several: bool = False
    wish: Wish = Wish.NONE
    now: bool = False
    counts: Text = COUNTS

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of a share; those of a division are found by prefix."""
        return (self.hits, self.of) if self.hits else (self.of,)


STUDENTS = Text("Studenten met een inschrijving in het schooljaar.", "Students with an enrolment in the school year.")
HERE = Text("Studenten die nu zijn ingeschreven.", "Students who are enrolled now.")
LEFT = Text(
    "Inschrijvingen die in het schooljaar eindigden zonder diploma; wie wisselt van opleiding telt mee.",
    "Enrolments that ended in the school year without a diploma; a switch of programme counts.",
)
ENDED = Text("Houvast: inschrijvingen; register van DUO", "Houvast: enrolments; register of DUO")
REGISTER = Text("Register van DUO (Registratieoverzicht)", "Register of DUO (Registratieoverzicht)")
UNTIL_2026 = Text(
    "WEB artikel 8.3.1, tot 2026; Houvast: inschrijvingen; register van DUO",
    "WEB article 8.3.1, until 2026; Houvast: enrolments; register of DUO",
)
SINCE_2026 = Text(
    "WEB artikel 9.2.1, sinds 2026; Houvast: inschrijvingen; register van DUO",
    "WEB article 9.2.1, since 2026; Houvast: enrolments; register of DUO",
)
CASES = Text(
    "Houvast: procedures, en wat over het vertrek is opgeschreven",
    "Houvast: procedures, and what was recorded of the leaving",
)
PROCEDURES = Text("Houvast: procedures", "Houvast: procedures")
HANDOVERS = Text("Houvast: overdrachten", "Houvast: handovers")
ABSENCE = Text("Houvast: verzuim en gesprekken", "Houvast: absence and talks")
ALERTS = Text("Houvast: signalen", "Houvast: alerts")
PLANS = Text("Houvast: plannen", "Houvast: plans")
COACHES = Text("Houvast: wie wie begeleidt", "Houvast: who coaches whom")
RESULTS = Text("Houvast: resultaten", "Houvast: results")
TALKS = Text("Houvast: gesprekken en procedures", "Houvast: talks and procedures")
