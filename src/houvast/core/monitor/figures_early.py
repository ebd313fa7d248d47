"""Early leavers, vulnerable groups and origin (S-350, S-472 to S-479)."""

from houvast.core.law.text import Text
from houvast.core.monitor.definition import ENDED, SINCE_2026, STUDENTS, UNTIL_2026, Figure, Group, Wish

EARLY: tuple[Figure, ...] = (
    Figure(
        id="early-23",
        group=Group.EARLY,
        hits="early:23",
        of="early-of:23",
        wish=Wish.LESS,
        title=Text("Voortijdig schoolverlaters tot 23 jaar", "Early leavers under 23"),
        says=Text(
            "De telling die tot en met 2025 in de wet stond, om jaren te kunnen vergelijken.",
            "The count of the law up to the end of 2025, so that years can be compared.",
        ),
        who=Text(
            "Ingeschreven op 1 oktober, toen jonger dan 23; wie al een startkwalificatie had, telt in de noemer.",
            "Enrolled on 1 October, then under 23; whoever had a basic qualification counts in the total.",
        ),
        how=Text(
            "Zonder startkwalificatie en op 1 oktober erna hier niet meer ingeschreven. Wie elders begon, weet DUO:"
            " de landelijke telling kan dus lager zijn.",
            "Without a basic qualification and not enrolled here on the next 1 October. Who began elsewhere DUO knows:"
            " the national count may be lower.",
        ),
        source=UNTIL_2026,  # S-350, S-473, S-476
    ),
    Figure(
        id="early-27",
        group=Group.EARLY,
        hits="early:27",
        of="early-of:27",
        wish=Wish.LESS,
        title=Text("Vertrokken zonder startkwalificatie, tot 27 jaar", "Left without a basic qualification, under 27"),
        says=Text(
            "Wie het Doorstroompunt sinds 1 januari 2026 volgt.",
            "Whom the Doorstroompunt follows since 1 January 2026.",
        ),
        who=Text("Ingeschreven op 1 oktober, toen jonger dan 27.", "Enrolled on 1 October, then under 27."),
        how=Text("Als hierboven, met de leeftijd van de wet van 2026.", "As above, with the age of the law of 2026."),
        source=SINCE_2026,  # S-350
    ),
    Figure(
        id="vulnerable",
        group=Group.EARLY,
        hits="vulnerable",
        of="students",
        title=Text("Studenten in een kwetsbare positie", "Students in a vulnerable position"),
        says=Text(
            "Uit pro, vso, vmbo-bb of entree, zonder startkwalificatie.",
            "From pro, vso, vmbo-bb or entree, without basic qualification.",
        ),
        who=STUDENTS,
        how=Text(
            "Herkomst uit diploma's en overstap, niveau uit de opleiding.",
            "Origin from diplomas and transfer, level from the programme.",
        ),
        source=ENDED,  # S-412, S-418, S-472, S-754
    ),
    Figure(
        id="early-vulnerable",
        group=Group.EARLY,
        hits="early-vulnerable:23",
        of="early-vulnerable-of:23",
        wish=Wish.LESS,
        title=Text("Voortijdig schoolverlaters in een kwetsbare positie", "Early leavers in a vulnerable position"),
        says=Text("Dezelfde telling, alleen voor deze groep.", "The same count, for this group alone."),
        who=Text(
            "Als bij voortijdig schoolverlaters tot 23, kwetsbare positie.",
            "As early leavers under 23, vulnerable position.",
        ),
        how=Text("Als hierboven.", "As above."),
        source=ENDED,  # S-469, S-479
    ),
    Figure(
        id="early-with",
        group=Group.EARLY,
        prefix="early-with",
        of="early:23",
        several=True,
        title=Text("Wat voortijdig schoolverlaters gemeen hebben", "What early leavers have in common"),
        says=Text(
            "Vermoedens om te toetsen: komt een stijging door nieuwkomers, of door werk voor het diploma (groenpluk)?",
            "Suspicions to test: does a rise come from newcomers, or from work before the diploma (picking green)?",
        ),
        who=Text("Voortijdig schoolverlaters tot 23 jaar.", "Early leavers under 23."),
        how=Text(
            "Meer dan een kan. Zet het jaar ervoor ernaast, en maak er een doel van bij Wat we leren.",
            "More than one is possible. Lay it beside the year before, and make it a goal under What we learn.",
        ),
        source=ENDED,  # S-725
    ),
    Figure(
        id="origin",
        group=Group.EARLY,
        prefix="origin",
        of="entrant",
        title=Text("Waar nieuwe studenten vandaan komen", "Where new students come from"),
        says=Text("Herkomst van wie in het schooljaar begon.", "Origin of those who began in the school year."),
        who=Text("Studenten met hun eerste inschrijving hier.", "Students with their first enrolment here."),
        how=Text(
            "Hoogste diploma of getuigschrift bij de start, of de school van de overstap.",
            "Highest diploma or certificate at the start, or the school of the transfer.",
        ),
        source=ENDED,  # S-307, S-308, S-515, S-516
    ),
)
