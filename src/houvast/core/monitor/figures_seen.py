"""Does the school keep hold: figures of teams, never of a person (S-708 to S-714)."""

from houvast.core.law.text import Text
from houvast.core.monitor.definition import (
    ABSENCE,
    ALERTS,
    COACHES,
    HANDOVERS,
    HERE,
    LEFT,
    PLANS,
    TALKS,
    Figure,
    Group,
    Wish,
)

SEEN: tuple[Figure, ...] = (
    Figure(
        id="talked",
        group=Group.SEEN,
        hits="talked",
        of="here",
        wish=Wish.MORE,
        now=True,
        title=Text("Gesproken in de laatste weken", "Talked with in the last weeks"),
        says=Text(
            "Het deel van de studenten met wie de school kort geleden een gesprek had.",
            "The share of students with whom the school had a talk not long ago.",
        ),
        who=HERE,
        how=Text(
            "Een gesprek of formele bijeenkomst in het aantal weken dat de school zelf instelde (langst "
            "niet gesproken).",
            "A talk or formal meeting within the number of weeks the school set (longest unseen).",
        ),
        source=TALKS,  # S-708
    ),
    Figure(
        id="coached",
        group=Group.SEEN,
        hits="coached",
        of="here",
        wish=Wish.MORE,
        now=True,
        title=Text("Heeft een vaste begeleider", "Has a coach"),
        says=Text(
            "Het deel van de studenten met een eigen begeleider.", "The share of students with a coach of their own."
        ),
        who=HERE,
        how=Text("Een relatie 'begeleider' die vandaag loopt.", "A relation 'coach' that runs today."),
        source=COACHES,  # S-708, S-761
    ),
    Figure(
        id="missed-contact",
        group=Group.SEEN,
        hits="missed:day",
        of="missed",
        wish=Wish.MORE,
        title=Text("Na het eerste verzuim binnen een dag contact", "Contact within a day of the first absence"),
        says=Text(
            "Wie ongeoorloofd ontbrak, hoorde meteen dat hij gemist werd.",
            "Who was absent without leave heard at once that they were missed.",
        ),
        who=Text(
            "Studenten met ongeoorloofd verzuim in het schooljaar.", "Students with unauthorised absence in the year."
        ),
        how=Text(
            "Dagen tussen de eerste dag ongeoorloofd verzuim en het eerste bericht of gesprek daarna; 0 of 1 telt.",
            "Days from the first unauthorised absence to the first word or talk after it; 0 or 1 counts.",
        ),
        source=ABSENCE,  # S-521
    ),
    Figure(
        id="missed-waits",
        group=Group.SEEN,
        prefix="missed",
        of="missed",
        title=Text("Tijd van eerste verzuim tot eerste contact", "From first absence to first contact"),
        says=Text("Hoe lang het duurde.", "How long it took."),
        who=Text(
            "Studenten met ongeoorloofd verzuim in het schooljaar.", "Students with unauthorised absence in the year."
        ),
        how=Text("Als hierboven, in klassen.", "As above, in classes."),
        source=ABSENCE,  # S-521
    ),
    Figure(
        id="alerts",
        group=Group.SEEN,
        hits="alerts-in-time",
        of="alerts-asked",
        wish=Wish.MORE,
        title=Text("Signalen op tijd beantwoord", "Alerts answered in time"),
        says=Text("Een signaal kreeg antwoord binnen de termijn.", "An alert was answered within its term."),
        who=Text("Signalen van zorg die aan iemand zijn aangeboden.", "Alerts of concern offered to somebody."),
        how=Text(
            "Beantwoord op of voor de laatste dag van de regel.", "Answered on or before the last day of the rule."
        ),
        source=ALERTS,  # S-710
        counts=Text("signalen", "alerts"),
    ),
    Figure(
        id="partner-contact",
        group=Group.SEEN,
        hits="contacted",
        of="left",
        wish=Wish.MORE,
        title=Text("Partner had binnen een week contact", "Partner in contact within a week"),
        says=Text(
            "Na een uitschrijving had iemand de student binnen een week echt te pakken.",
            "After a deregistration somebody was really in contact within a week.",
        ),
        who=LEFT,
        how=Text(
            "Dagen van de laatste dag tot de dag waarop de ontvanger zegt: aangekomen of contact.",
            "Days from the last day until the day the receiver says: arrived or in contact.",
        ),
        source=HANDOVERS,  # S-712
    ),
    Figure(
        id="partner-waits",
        group=Group.SEEN,
        prefix="contact",
        of="left",
        title=Text("Tijd van uitschrijving tot contact van de partner", "From deregistration to the partner's contact"),
        says=Text(
            "Hoe lang het duurde, en hoe vaak het niet kwam.", "How long it took, and how often it did not come."
        ),
        who=LEFT,
        how=Text("Als hierboven, in klassen.", "As above, in classes."),
        source=HANDOVERS,  # S-712
    ),
    Figure(
        id="handovers",
        group=Group.SEEN,
        hits="handovers-arrived",
        of="handovers-asked",
        wish=Wish.MORE,
        title=Text("Overdrachten die aankwamen", "Handovers that arrived"),
        says=Text("De ontvanger zegt dat de student er is.", "The receiver says that the student is there."),
        who=Text("Overdrachten die in het schooljaar zijn gevraagd.", "Handovers asked in the school year."),
        how=Text("Aangekomen of in contact volgens de ontvanger.", "Arrived or in contact according to the receiver."),
        source=HANDOVERS,  # S-712, S-480
        counts=Text("overdrachten", "handovers"),
    ),
    Figure(
        id="plans",
        group=Group.SEEN,
        hits="plans-in-time",
        of="plans-due",
        wish=Wish.MORE,
        title=Text("Plannen op tijd besproken", "Plans reviewed in time"),
        says=Text("Het plan is samen bekeken op het afgesproken moment.", "The plan was looked at together as agreed."),
        who=Text("Afgesproken momenten die voorbij zijn.", "Agreed moments that have passed."),
        how=Text("Gehouden op de dag zelf of binnen een week erna.", "Held on the day or within a week after it."),
        source=PLANS,  # S-528, S-772
        counts=Text("momenten", "moments"),
    ),
)
