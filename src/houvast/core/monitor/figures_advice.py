"""Study advice, from a warning to the outcome (S-638)."""

from houvast.core.law.text import Text
from houvast.core.monitor.definition import PROCEDURES, STUDENTS, Figure, Group, Wish

ADVICE: tuple[Figure, ...] = (
    Figure(
        id="advice",
        group=Group.ADVICE,
        prefix="advice",
        of="students",
        several=True,
        title=Text("Studieadviezen", "Study advice"),
        says=Text(
            "Gegeven, voorlopig (waarschuwing), onder voorwaarden, negatief, uitgesteld, in beroep, en de afloop.",
            "Given, provisional (warning), conditional, negative, postponed, appealed, and the outcome.",
        ),
        who=STUDENTS,
        how=Text(
            "Stappen in de procedure studieadvies, in het jaar waarin zij gezet zijn.",
            "Steps in the procedure of the study advice, in the year they were taken.",
        ),
        source=PROCEDURES,  # S-638
    ),
    Figure(
        id="negative",
        group=Group.ADVICE,
        hits="advice:negative",
        of="advice:given",
        wish=Wish.LESS,
        title=Text("Negatief, van de gegeven adviezen", "Negative, of the advice given"),
        says=Text("Het deel van de adviezen dat negatief was.", "The share of advice that was negative."),
        who=Text("Studenten die een advies kregen.", "Students who got an advice."),
        how=Text("Beslissingen in de procedure.", "Decisions in the procedure."),
        source=PROCEDURES,  # S-638
    ),
    Figure(
        id="appealed",
        group=Group.ADVICE,
        hits="advice:appealed",
        of="advice:negative",
        title=Text("In beroep, van de negatieve adviezen", "Appealed, of the negative advice"),
        says=Text("Hoe vaak een student in beroep ging.", "How often a student appealed."),
        who=Text("Studenten met een negatief advies.", "Students with a negative advice."),
        how=Text("Vastgelegd in de procedure.", "Recorded in the procedure."),
        source=PROCEDURES,  # S-638
    ),
)
