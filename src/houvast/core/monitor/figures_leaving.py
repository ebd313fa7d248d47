"""Deregistrations: initiative, reason, causes, what was tried, where to, and later (S-636 to S-639)."""

from houvast.core.law.text import Text
from houvast.core.monitor.definition import CASES, ENDED, HANDOVERS, LEFT, REGISTER, STUDENTS, Figure, Group, Wish

LEAVING: tuple[Figure, ...] = (
    Figure(
        id="left",
        group=Group.LEAVING,
        hits="left",
        of="students",
        wish=Wish.LESS,
        title=Text("Uitgeschreven zonder diploma", "Deregistered without a diploma"),
        says=Text("Inschrijvingen die eindigden zonder diploma.", "Enrolments that ended without a diploma."),
        who=STUDENTS,
        how=Text(
            "Laatste dag volgens DUO waar die bekend is, anders volgens onze registratie. Een diploma van dat niveau"
            " rond de laatste dag, of code 01 of 08, maakt dat het niet meetelt.",
            "Last day as DUO has it where that is known, otherwise ours. A diploma of that level around the last day,"
            " or code 01 or 08, makes that it does not count.",
        ),
        source=ENDED,  # S-280, S-583, S-636
    ),
    Figure(
        id="initiative",
        group=Group.LEAVING,
        prefix="initiative",
        of="left",
        title=Text("Wie nam het initiatief?", "Who took the initiative?"),
        says=Text(
            "Student, school of een grijs gebied: beide kanten zien het anders of hadden er allebei een deel in.",
            "Student, school or a grey area: both sides see it differently or both had a part in it.",
        ),
        who=LEFT,
        how=Text(
            "De blik van de school en die van de student naast elkaar.", "The school's view beside the student's."
        ),
        source=CASES,  # S-317 tot S-320
    ),
    Figure(
        id="reason",
        group=Group.LEAVING,
        prefix="reason",
        of="left",
        title=Text("Formele reden", "Formal reason"),
        says=Text("Waarom de inschrijving formeel eindigde.", "Why the enrolment formally ended."),
        who=LEFT,
        how=Text(
            "Zoals vastgelegd in de procedure of op de pagina over het vertrek.",
            "As recorded in the procedure or on the page of leaving.",
        ),
        source=CASES,  # S-584
    ),
    Figure(
        id="code",
        group=Group.LEAVING,
        prefix="code",
        of="left",
        title=Text("Code bij DUO", "Code at DUO"),
        says=Text("De reden zoals het register die kent.", "The reason as the register has it."),
        who=LEFT,
        how=Text(
            "Code van het Registratieoverzicht; de betekenis volgt een openbare lijst die niet van DUO zelf is.",
            "Code of the Registratieoverzicht; the meaning follows a public list that is not DUO's own.",
        ),
        source=REGISTER,
    ),
    Figure(
        id="cause",
        group=Group.LEAVING,
        prefix="cause",
        of="left",
        several=True,
        title=Text("Wat eronder lag", "What was behind it"),
        says=Text(
            "Oorzaken: de zeven van het onderzoek en die van de school zelf.",
            "Causes: the seven of the study and the school's own.",
        ),
        who=LEFT,
        how=Text(
            "Meer dan een oorzaak kan; samen dus meer dan 100%.", "More than one is possible; together more than 100%."
        ),
        source=CASES,  # S-584, S-636
    ),
    Figure(
        id="tried",
        group=Group.LEAVING,
        prefix="tried",
        of="left",
        several=True,
        title=Text("Wat er geprobeerd is", "What was tried"),
        says=Text("Wat de school deed voordat zij losliet.", "What the school did before it let go."),
        who=LEFT,
        how=Text("Meer dan een antwoord kan.", "More than one answer is possible."),
        source=CASES,  # S-636
    ),
    Figure(
        id="handed",
        group=Group.LEAVING,
        prefix="handed",
        of="left",
        title=Text("Overgedragen, en aangekomen?", "Handed over, and arrived?"),
        says=Text(
            "Of iemand anders de student vasthad voordat of nadat wij loslieten.", "Whether somebody else had hold."
        ),
        who=LEFT,
        how=Text(
            "Volgens de overdracht in Houvast of wat is vastgelegd.", "By the handover in Houvast or what was recorded."
        ),
        source=HANDOVERS,  # S-712
    ),
    Figure(
        id="destination",
        group=Group.LEAVING,
        prefix="destination",
        of="left",
        title=Text("Waarheen", "Where to"),
        says=Text("Wat de student daarna ging doen.", "What the student went on to do."),
        who=LEFT,
        how=Text(
            "Uit het vervolgplan of de pagina over het vertrek.", "From the follow-up plan or the page of leaving."
        ),
        source=CASES,  # S-527
    ),
    Figure(
        id="own",
        group=Group.LEAVING,
        prefix="own",
        of="left",
        title=Text("Hoe de student het zelf ziet", "How the student sees it"),
        says=Text(
            "Succesvol gestopt bestaat: voor de student had het vertrek geen slechte gevolgen.",
            "Stopped successfully exists: for the student leaving had no bad consequences.",
        ),
        who=LEFT,
        how=Text("Alleen wat de student zelf zei; anders onbekend.", "Only what the student said; otherwise unknown."),
        source=CASES,  # S-664, S-527
    ),
    Figure(
        id="own-view",
        group=Group.LEAVING,
        hits="own:stopped_successfully",
        of="left",
        title=Text("Succesvol gestopt, zegt de student", "Stopped successfully, says the student"),
        says=Text("Uitval is niet altijd slecht.", "Leaving is not always bad."),
        who=LEFT,
        how=Text("Als hierboven.", "As above."),
        source=CASES,  # S-664
    ),
    Figure(
        id="one-sided",
        group=Group.LEAVING,
        hits="one-sided",
        of="left",
        wish=Wish.LESS,
        title=Text("Alleen de school wilde het", "Only the school wanted it"),
        says=Text(
            "Vroeg en eenzijdig uitgeschreven: geen diploma, en niemand noemt de student als initiatiefnemer.",
            "Deregistered early and one-sidedly: no diploma, and nobody names the student as the one who began.",
        ),
        who=LEFT,
        how=Text(
            "Beide kanten noemen de school, of alleen de school is vastgelegd. Open het getal voor de studenten.",
            "Both sides name the school, or only the school is recorded. Open the number to select the students.",
        ),
        source=CASES,  # S-317
    ),
    Figure(
        id="held",
        group=Group.LEAVING,
        hits="held",
        of="left",
        wish=Wish.MORE,
        title=Text("Iemand heeft de student vast", "Somebody has hold of the student"),
        says=Text(
            "Het regionale vangnet: school, werk, zorg of een ontvanger die zegt dat de student er is.",
            "The regional net: school, work, care or a receiver who says that the student is there.",
        ),
        who=LEFT,
        how=Text(
            "Uit de overdracht, het vertrek en het terugkijken. Wie ontbreekt, valt door het net.",
            "From the handover, the leaving and looking back. Whoever is missing falls through the net.",
        ),
        source=CASES,  # S-480
    ),
    Figure(
        id="looked-back",
        group=Group.LEAVING,
        hits="looked",
        of="look-due",
        wish=Wish.MORE,
        title=Text("Teruggekeken op het afgesproken moment", "Looked back at the set moments"),
        says=Text("Na 3, 6 en 12 maanden keek iemand hoe het gaat.", "After 3, 6 and 12 months somebody looked."),
        who=Text("Momenten die geweest zijn.", "Moments that have come."),
        how=Text("Vastgelegd waar de student is, ook als dat niet bereikt is.", "Recorded where the student is."),
        source=CASES,  # S-479, S-639
        counts=Text("momenten", "moments"),
    ),
    Figure(
        id="working-after",
        group=Group.LEAVING,
        hits="working-12",
        of="answered-12",
        title=Text("Een jaar later aan het werk", "At work a year later"),
        says=Text("Van wie de school na een jaar sprak.", "Of those the school spoke after a year."),
        who=Text(
            "Vertrokken studenten van wie na 12 maanden bekend is waar zij zijn.", "Students who left, known at 12."
        ),
        how=Text(
            "Werk, of school en werk. Wie een diploma haalde, telt hier niet: dat cijfer komt van het CBS.",
            "Work, or school and work. Graduates do not count here: that figure comes from Statistics Netherlands.",
        ),
        source=CASES,  # S-477
    ),
    *(
        Figure(
            id=f"after-{months}",
            group=Group.LEAVING,
            prefix=f"after:{months}",
            of=f"after:{months}",
            title=Text(f"{months} maanden later", f"{months} months later"),
            says=Text("Waar de student toen was.", "Where the student was then."),
            who=Text(
                "Vertrokken studenten bij wie dit moment al geweest is"
                + (", en die dat goed vonden." if months > 12 else "."),  # noqa: PLR2004 - the last set moment
                "Students who left and whose moment has come" + (", and who agreed." if months > 12 else "."),  # noqa: PLR2004
            ),
            how=Text(
                "Wat is vastgelegd bij het terugkijken; open als nog niemand keek.",
                "What was recorded when looking back; open when nobody looked.",
            ),
            source=CASES,  # S-479, S-639
        )
        for months in (3, 6, 12, 24)
    ),
)
