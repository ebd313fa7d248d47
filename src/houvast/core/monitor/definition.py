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
    source: str
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
ENDED = "houvast: enrolments, register of DUO"
CASES = "houvast: procedures, record of leaving"
