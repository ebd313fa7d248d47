"""Where many stall: the moment in the year, and modules."""

from houvast.core.law.text import Text
from houvast.core.monitor.definition import ENDED, LEFT, RESULTS, STUDENTS, Figure, Group

STALL: tuple[Figure, ...] = (
    Figure(
        id="stall-month",
        group=Group.STALL,
        prefix="month",
        of="left",
        title=Text("Wanneer in het jaar stoppen studenten?", "When in the year do students stop?"),
        says=Text("De maand van de laatste dag.", "The month of the last day."),
        who=LEFT,
        how=Text("Als bij uitgeschreven zonder diploma.", "As deregistered without a diploma."),
        source=ENDED,
    ),
    Figure(
        id="stall-module",
        group=Group.STALL,
        prefix="failed",
        of="students",
        several=True,
        title=Text("Onderdelen die nog niet gehaald zijn", "Modules not passed yet"),
        says=Text(
            "Toetsen of onderdelen die studenten in dit jaar deden en nog niet haalden.",
            "Tests or modules that students took this year and have not passed.",
        ),
        who=STUDENTS,
        how=Text(
            "Geen enkel resultaat van het onderdeel in dit jaar was voldoende.",
            "No result of the module in this year was a pass.",
        ),
        source=RESULTS,
    ),
)
