"""The points of the quality agenda and of the city's agenda for mbo, each with the figures that say something of it,
and the plans they come from (S-404 to S-417, S-467 to S-480). Own words; the sources are named.
"""

from dataclasses import dataclass
from enum import StrEnum

from houvast.core.law.text import Text


class Point(StrEnum):
    """The points, in the order of the report: eight of the city's agenda, two national ones, and the regional net."""

    TEAMS = "teams"
    INNOVATION = "innovation"
    WORK_FIELD = "work_field"
    LIFELONG = "lifelong"
    SWITCH = "switch"
    MOVING_UP = "moving_up"
    DROP_OUT = "drop_out"
    VULNERABLE = "vulnerable"
    EQUAL = "equal"
    LABOUR_MARKET = "labour_market"
    NET = "net"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of city or country as it stood: from when until when, and what it asked."""

    id: str
    title: Text
    years: str
    asks: tuple[Text, ...]
    source: str


PLANS: tuple[Plan, ...] = (
    Plan(
        id="city",
        title=Text("De MBO-Agenda van de stad", "The city's agenda for mbo"),
        years="2019-2023",
        asks=(
            Text(
                "Eerste doel: onderwijs dat klaar is voor de toekomst, met ruimte voor teams en met bedrijven.",
                "First aim: education that is ready for the future, with room for teams and with companies.",
            ),
            Text(
                "Tweede doel: voor iedere student een schoolloopbaan die past, met stage en zorg waar nodig.",
                "Second aim: for every student a school career that fits, with placement and care where needed.",
            ),
        ),
        source="Onderzoek uitschrijvingen Amsterdam, 3.2.1",
    ),
    Plan(
        id="working",
        title=Text(
            "De uitvoeringsagenda voor jongeren in een kwetsbare onderwijspositie",
            "The working agenda for young people in a vulnerable position",
        ),
        years="2019-2023",
        asks=(
            Text(
                "Weten wie deze jongeren zijn: van praktijkonderwijs, vso, vmbo-basis of entree. Drie groepen eerst:"
                " entree, niveau 2, en overbelaste studenten op de plusscholen.",
                "Know who these young people are: from practical, special or basic vmbo schools or entree. Three groups"
                " first: entree, level 2, and overburdened students of the plus schools.",
            ),
            Text("De begeleiding op orde hebben.", "Have guidance in order."),
            Text("Entree en niveau 2 beter laten aansluiten op werk.", "Connect entree and level 2 better to work."),
        ),
        source="Onderzoek uitschrijvingen Amsterdam, 3.2.2",
    ),
    Plan(
        id="quality",
        title=Text("De kwaliteitsagenda van de instelling", "The quality agenda of the institution"),
        years="2019-2022",
        asks=(
            Text(
                "Een derde van het geld gaat naar jongeren in een kwetsbare positie, gelijke kansen en de arbeidsmarkt"
                " van de toekomst.",
                "A third of the money goes to young people in a vulnerable position, equal opportunities and the labour"
                " market of the future.",
            ),
            Text(
                "Een kwart van het geld hangt af van het resultaat.",
                "A quarter of the money depends on the result.",
            ),
        ),
        source="Regeling kwaliteitsafspraken mbo 2019-2022, in het onderzoek 3.3",
    ),
)
BY_RESULT = frozenset({Point.DROP_OUT, Point.VULNERABLE, Point.LABOUR_MARKET})
"""Points with an indicator on which a part of the money depends (S-468, S-514)."""
SIGNAL = 70
"""Below this per cent of graduates with work a level 2 programme asks for attention (S-474)."""
FIGURES_OF: dict[Point, tuple[str, ...]] = {
    Point.TEAMS: ("plans", "alerts"),
    Point.INNOVATION: (),
    Point.WORK_FIELD: (),
    Point.LIFELONG: (),
    Point.SWITCH: ("talked", "coached"),
    Point.MOVING_UP: ("own-view",),
    Point.DROP_OUT: ("missed-contact", "left", "early-23", "early-27"),
    Point.VULNERABLE: ("vulnerable", "early-vulnerable", "talked", "coached"),
    Point.EQUAL: ("negative", "appealed", "one-sided"),
    Point.LABOUR_MARKET: ("working-after",),
    Point.NET: ("held", "handovers", "partner-contact", "looked-back"),
}
STUCK = ("missed-contact", "alerts", "plans", "handovers", "partner-contact", "looked-back", "held")
"""Where the present approach can get stuck: links between people that should hold (S-475)."""
