"""Every figure with its definition: what it is, who counts, over which period, from which source, how it is reckoned.

A figure is a share (one mark of another) or a division (all marks that begin with a word, of another mark). A page, an
export and a report read this list and nothing else, so that a figure without a definition cannot be shown.
"""

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
    counts: Text = Text("studenten", "students")

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

FIGURES: tuple[Figure, ...] = (
    Figure(
        id="talked", group=Group.SEEN, hits="talked", of="here", wish=Wish.MORE, now=True,
        title=Text("Gesproken in de laatste weken", "Talked with in the last weeks"),
        says=Text(
            "Het deel van de studenten met wie de school kort geleden een gesprek had.",
            "The share of students with whom the school had a talk not long ago.",
        ),
        who=HERE,
        how=Text(
            "Een gesprek of formele bijeenkomst in het aantal weken dat de school zelf instelde (langst niet gesproken).",
            "A talk or formal meeting within the number of weeks the school set (longest unseen).",
        ),
        source="houvast: talks, procedures (S-708)",
    ),
    Figure(
        id="coached", group=Group.SEEN, hits="coached", of="here", wish=Wish.MORE, now=True,
        title=Text("Heeft een vaste begeleider", "Has a coach"),
        says=Text("Het deel van de studenten met een eigen begeleider.", "The share of students with a coach of their own."),
        who=HERE,
        how=Text("Een relatie 'begeleider' die vandaag loopt.", "A relation 'coach' that runs today."),
        source="houvast: relations (S-708, S-761)",
    ),
    Figure(
        id="missed-contact", group=Group.SEEN, hits="missed:day", of="missed", wish=Wish.MORE,
        title=Text("Na het eerste verzuim binnen een dag contact", "Contact within a day of the first absence"),
        says=Text(
            "Wie ongeoorloofd ontbrak, hoorde meteen dat hij gemist werd.",
            "Who was absent without leave heard at once that they were missed.",
        ),
        who=Text("Studenten met ongeoorloofd verzuim in het schooljaar.", "Students with unauthorised absence in the year."),
        how=Text(
            "Dagen tussen de eerste dag ongeoorloofd verzuim en het eerste bericht of gesprek daarna; 0 of 1 telt.",
            "Days from the first unauthorised absence to the first word or talk after it; 0 or 1 counts.",
        ),
        source="houvast: attendance, talks (S-521)",
    ),
    Figure(
        id="missed-waits", group=Group.SEEN, prefix="missed", of="missed",
        title=Text("Tijd van eerste verzuim tot eerste contact", "From first absence to first contact"),
        says=Text("Hoe lang het duurde.", "How long it took."),
        who=Text("Studenten met ongeoorloofd verzuim in het schooljaar.", "Students with unauthorised absence in the year."),
        how=Text("Als hierboven, in klassen.", "As above, in classes."),
        source="houvast: attendance, talks (S-521)",
    ),
    Figure(
        id="alerts", group=Group.SEEN, hits="alerts-in-time", of="alerts-asked", wish=Wish.MORE,
        title=Text("Signalen op tijd beantwoord", "Alerts answered in time"),
        says=Text("Een signaal kreeg antwoord binnen de termijn.", "An alert was answered within its term."),
        who=Text("Signalen van zorg die aan iemand zijn aangeboden.", "Alerts of concern offered to somebody."),
        how=Text("Beantwoord op of voor de laatste dag van de regel.", "Answered on or before the last day of the rule."),
        source="houvast: alerts (S-710)", counts=Text("signalen", "alerts"),
    ),
    Figure(
        id="partner-contact", group=Group.SEEN, hits="contacted", of="left", wish=Wish.MORE,
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
        source="houvast: handovers (S-712)",
    ),
    Figure(
        id="partner-waits", group=Group.SEEN, prefix="contact", of="left",
        title=Text("Tijd van uitschrijving tot contact van de partner", "From deregistration to the partner's contact"),
        says=Text("Hoe lang het duurde, en hoe vaak het niet kwam.", "How long it took, and how often it did not come."),
        who=LEFT,
        how=Text("Als hierboven, in klassen.", "As above, in classes."),
        source="houvast: handovers (S-712)",
    ),
    Figure(
        id="handovers", group=Group.SEEN, hits="handovers-arrived", of="handovers-asked", wish=Wish.MORE,
        title=Text("Overdrachten die aankwamen", "Handovers that arrived"),
        says=Text("De ontvanger zegt dat de student er is.", "The receiver says that the student is there."),
        who=Text("Overdrachten die in het schooljaar zijn gevraagd.", "Handovers asked in the school year."),
        how=Text("Aangekomen of in contact volgens de ontvanger.", "Arrived or in contact according to the receiver."),
        source="houvast: handovers (S-712, S-480)", counts=Text("overdrachten", "handovers"),
    ),
    Figure(
        id="plans", group=Group.SEEN, hits="plans-in-time", of="plans-due", wish=Wish.MORE,
        title=Text("Plannen op tijd besproken", "Plans reviewed in time"),
        says=Text("Het plan is samen bekeken op het afgesproken moment.", "The plan was looked at together as agreed."),
        who=Text("Afgesproken momenten die voorbij zijn.", "Agreed moments that have passed."),
        how=Text("Gehouden op de dag zelf of binnen een week erna.", "Held on the day or within a week after it."),
        source="houvast: plans (S-528, S-772)", counts=Text("momenten", "moments"),
    ),
    Figure(
        id="left", group=Group.LEAVING, hits="left", of="students", wish=Wish.LESS,
        title=Text("Uitgeschreven zonder diploma", "Deregistered without a diploma"),
        says=Text("Inschrijvingen die eindigden zonder diploma.", "Enrolments that ended without a diploma."),
        who=STUDENTS,
        how=Text(
            "Laatste dag volgens DUO waar die bekend is, anders volgens de eigen registratie. Een diploma van dat niveau"
            " rond de laatste dag, of code 01, maakt dat het niet meetelt.",
            "Last day as DUO has it where that is known, otherwise our own. A diploma of that level around the last day,"
            " or code 01, makes that it does not count.",
        ),
        source=ENDED + " (S-280, S-583, S-636)",
    ),
    Figure(
        id="initiative", group=Group.LEAVING, prefix="initiative", of="left",
        title=Text("Wie nam het initiatief?", "Who took the initiative?"),
        says=Text(
            "Student, school of een grijs gebied: beide kanten zien het anders of hadden er allebei een deel in.",
            "Student, school or a grey area: both sides see it differently or both had a part in it.",
        ),
        who=LEFT,
        how=Text("De blik van de school en die van de student naast elkaar.", "The school's view beside the student's."),
        source=CASES + " (S-317 tot S-320)",
    ),
    Figure(
        id="reason", group=Group.LEAVING, prefix="reason", of="left",
        title=Text("Formele reden", "Formal reason"),
        says=Text("Waarom de inschrijving formeel eindigde.", "Why the enrolment formally ended."),
        who=LEFT,
        how=Text("Zoals vastgelegd in de procedure of op de pagina over het vertrek.", "As recorded in the procedure or on the page of leaving."),
        source=CASES + " (S-584)",
    ),
    Figure(
        id="code", group=Group.LEAVING, prefix="code", of="left",
        title=Text("Code bij DUO", "Code at DUO"),
        says=Text("De reden zoals het register die kent.", "The reason as the register has it."),
        who=LEFT,
        how=Text(
            "Code van het Registratieoverzicht; de betekenis volgt een openbare lijst die niet van DUO zelf is.",
            "Code of the Registratieoverzicht; the meaning follows a public list that is not DUO's own.",
        ),
        source="Registratieoverzicht (DUO)",
    ),
    Figure(
        id="cause", group=Group.LEAVING, prefix="cause", of="left", several=True,
        title=Text("Wat eronder lag", "What lay beneath"),
        says=Text("Oorzaken: de zeven van het onderzoek en die van de school zelf.", "Causes: the seven of the study and the school's own."),
        who=LEFT,
        how=Text("Meer dan een oorzaak kan; samen dus meer dan 100%.", "More than one is possible; together more than 100%."),
        source=CASES + " (S-584, S-636)",
    ),
    Figure(
        id="tried", group=Group.LEAVING, prefix="tried", of="left", several=True,
        title=Text("Wat er geprobeerd is", "What was tried"),
        says=Text("Wat de school deed voordat zij losliet.", "What the school did before it let go."),
        who=LEFT,
        how=Text("Meer dan een antwoord kan.", "More than one answer is possible."),
        source=CASES + " (S-636)",
    ),
    Figure(
        id="handed", group=Group.LEAVING, prefix="handed", of="left",
        title=Text("Overgedragen, en aangekomen?", "Handed over, and arrived?"),
        says=Text("Of iemand anders de student vasthad voordat of nadat wij loslieten.", "Whether somebody else had hold."),
        who=LEFT,
        how=Text("Volgens de overdracht in Houvast of wat is vastgelegd.", "By the handover in Houvast or what was recorded."),
        source="houvast: handovers (S-712)",
    ),
    Figure(
        id="destination", group=Group.LEAVING, prefix="destination", of="left",
        title=Text("Waarheen", "Where to"),
        says=Text("Wat de student daarna ging doen.", "What the student went on to do."),
        who=LEFT,
        how=Text("Uit het vervolgplan of de pagina over het vertrek.", "From the follow-up plan or the page of leaving."),
        source=CASES + " (S-527)",
    ),
    Figure(
        id="own", group=Group.LEAVING, prefix="own", of="left",
        title=Text("Hoe de student het zelf ziet", "How the student sees it"),
        says=Text(
            "Succesvol gestopt bestaat: voor de student had het vertrek geen slechte gevolgen.",
            "Stopped successfully exists: for the student leaving had no bad consequences.",
        ),
        who=LEFT,
        how=Text("Alleen wat de student zelf zei; anders onbekend.", "Only what the student said; otherwise unknown."),
        source=CASES + " (S-664, S-527)",
    ),
    Figure(
        id="own-view", group=Group.LEAVING, hits="own:stopped_successfully", of="left",
        title=Text("Succesvol gestopt, zegt de student", "Stopped successfully, says the student"),
        says=Text("Uitval is niet altijd slecht.", "Leaving is not always bad."),
        who=LEFT, how=Text("Als hierboven.", "As above."), source=CASES + " (S-664)",
    ),
    *(
        Figure(
            id=f"after-{months}", group=Group.LEAVING, prefix=f"after:{months}", of=f"after:{months}",
            title=Text(f"{months} maanden later", f"{months} months later"),
            says=Text("Waar de student toen was.", "Where the student was then."),
            who=Text("Vertrokken studenten bij wie dit moment al geweest is.", "Students who left and whose moment has come."),
            how=Text("Wat is vastgelegd bij het terugkijken; open als nog niemand keek.", "What was recorded when looking back; open when nobody looked."),
            source=CASES + " (S-479, S-639)",
        )
        for months in (3, 6, 12)
    ),
    Figure(
        id="advice", group=Group.ADVICE, prefix="advice", of="students", several=True,
        title=Text("Studieadviezen", "Study advice"),
        says=Text(
            "Gegeven, voorlopig (waarschuwing), onder voorwaarden, negatief, uitgesteld, in beroep, en de afloop.",
            "Given, provisional (warning), conditional, negative, postponed, appealed, and the outcome.",
        ),
        who=STUDENTS,
        how=Text("Stappen in de procedure studieadvies, in het jaar waarin zij gezet zijn.", "Steps in the procedure of the study advice, in the year they were taken."),
        source="houvast: procedures (S-638)",
    ),
    Figure(
        id="negative", group=Group.ADVICE, hits="advice:negative", of="advice:given", wish=Wish.LESS,
        title=Text("Negatief, van de gegeven adviezen", "Negative, of the advice given"),
        says=Text("Het deel van de adviezen dat negatief was.", "The share of advice that was negative."),
        who=Text("Studenten die een advies kregen.", "Students who got an advice."),
        how=Text("Beslissingen in de procedure.", "Decisions in the procedure."), source="houvast: procedures (S-638)",
    ),
    Figure(
        id="appealed", group=Group.ADVICE, hits="advice:appealed", of="advice:negative",
        title=Text("In beroep, van de negatieve adviezen", "Appealed, of the negative advice"),
        says=Text("Hoe vaak een student in beroep ging.", "How often a student appealed."),
        who=Text("Studenten met een negatief advies.", "Students with a negative advice."),
        how=Text("Vastgelegd in de procedure.", "Recorded in the procedure."), source="houvast: procedures (S-638)",
    ),
    Figure(
        id="early-23", group=Group.EARLY, hits="early:23", of="early-of:23", wish=Wish.LESS,
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
            "Zonder startkwalificatie en op 1 oktober erna hier niet meer ingeschreven. Wie elders begon, weet alleen DUO:"
            " de landelijke telling kan dus lager zijn.",
            "Without a basic qualification and not enrolled here on the next 1 October. Who began elsewhere only DUO knows:"
            " the national count may be lower.",
        ),
        source="WEB 8.3.1 (tot 2026), houvast, DUO (S-350, S-473, S-476)",
    ),
    Figure(
        id="early-27", group=Group.EARLY, hits="early:27", of="early-of:27", wish=Wish.LESS,
        title=Text("Vertrokken zonder startkwalificatie, tot 27 jaar", "Left without a basic qualification, under 27"),
        says=Text(
            "Wie het Doorstroompunt sinds 1 januari 2026 volgt.",
            "Whom the Doorstroompunt follows since 1 January 2026.",
        ),
        who=Text("Ingeschreven op 1 oktober, toen jonger dan 27.", "Enrolled on 1 October, then under 27."),
        how=Text("Als hierboven, met de leeftijd van de wet van 2026.", "As above, with the age of the law of 2026."),
        source="WEB 9.2.1 (sinds 2026), houvast, DUO (S-350)",
    ),
    Figure(
        id="vulnerable", group=Group.EARLY, hits="vulnerable", of="students",
        title=Text("Studenten in een kwetsbare positie", "Students in a vulnerable position"),
        says=Text("Uit pro, vso, vmbo-bb of entree, zonder startkwalificatie.", "From pro, vso, vmbo-bb or entree, without basic qualification."),
        who=STUDENTS,
        how=Text("Herkomst uit diploma's en overstap, niveau uit de opleiding.", "Origin from diplomas and transfer, level from the programme."),
        source="S-412, S-418, S-472, S-754",
    ),
    Figure(
        id="early-vulnerable", group=Group.EARLY, hits="early-vulnerable:23", of="early-vulnerable-of:23", wish=Wish.LESS,
        title=Text("Voortijdig schoolverlaters in een kwetsbare positie", "Early leavers in a vulnerable position"),
        says=Text("Dezelfde telling, alleen voor deze groep.", "The same count, for this group alone."),
        who=Text("Als bij voortijdig schoolverlaters tot 23, kwetsbare positie.", "As early leavers under 23, vulnerable position."),
        how=Text("Als hierboven.", "As above."), source="S-469, S-479",
    ),
    Figure(
        id="origin", group=Group.EARLY, prefix="origin", of="entrant",
        title=Text("Waar nieuwe studenten vandaan komen", "Where new students come from"),
        says=Text("Herkomst van wie in het schooljaar begon.", "Origin of those who began in the school year."),
        who=Text("Studenten met hun eerste inschrijving hier.", "Students with their first enrolment here."),
        how=Text("Hoogste diploma of getuigschrift bij de start, of de school van de overstap.", "Highest diploma or certificate at the start, or the school of the transfer."),
        source="S-307, S-308, S-515, S-516",
    ),
    Figure(
        id="stall-month", group=Group.STALL, prefix="month", of="left",
        title=Text("Wanneer in het jaar stoppen studenten?", "When in the year do students stop?"),
        says=Text("De maand van de laatste dag.", "The month of the last day."),
        who=LEFT, how=Text("Als bij uitgeschreven zonder diploma.", "As deregistered without a diploma."), source=ENDED,
    ),
    Figure(
        id="stall-module", group=Group.STALL, prefix="failed", of="students", several=True,
        title=Text("Onderdelen die nog niet gehaald zijn", "Modules not passed yet"),
        says=Text(
            "Toetsen of onderdelen die studenten in dit jaar deden en nog niet haalden.",
            "Tests or modules that students took this year and have not passed.",
        ),
        who=STUDENTS,
        how=Text("Geen enkel resultaat van het onderdeel in dit jaar was voldoende.", "No result of the module in this year was a pass."),
        source="houvast: results",
    ),
)  # fmt: skip
BY_ID = {figure.id: figure for figure in FIGURES}
FIRST = {
    Group.SEEN: "talked",
    Group.LEAVING: "left",
    Group.ADVICE: "negative",
    Group.EARLY: "early-23",
    Group.STALL: "left",
}
"""The figure that leads a page and can be compared between teams and programmes."""
_SCHOOLS = {
    "pro": "praktijkonderwijs (pro)", "vso": "vso", "vmbo-bb": "vmbo-bb", "vmbo-kb": "vmbo-kb", "vmbo-gl": "vmbo-gl",
    "vmbo-tl": "vmbo-tl", "havo": "havo", "vwo": "vwo", "isk": "isk", "entree": "entree", "mbo-2": "mbo-2",
}  # fmt: skip
_MONTHS = (
    ("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"), ("mei", "May"),
    ("juni", "June"), ("juli", "July"), ("augustus", "August"), ("september", "September"), ("oktober", "October"),
    ("november", "November"), ("december", "December"),
)  # fmt: skip
_WAITED = {
    "day": Text("binnen een dag", "within a day"),
    "week": Text("binnen een week", "within a week"),
    "later": Text("later", "later"),
    "never": Text("geen contact", "no contact"),
}
NOT_RECORDED = Text("niet vastgelegd", "not recorded")
UNKNOWN = Text("niet bekend", "not known")
PARTS: dict[str, dict[str, Text]] = {
    "missed": _WAITED,
    "contact": _WAITED,
    "initiative": {
        "student": Text("student", "student"),
        "institution": Text("school", "school"),
        "grey": Text("grijs gebied", "grey area"),
        "other": Text("iemand anders", "somebody else"),
        "unknown": NOT_RECORDED,
    },
    "reason": {
        "study_advice": Text("negatief studieadvies", "negative study advice"),
        "absence": Text("verzuim", "absence"),
        "disciplinary": Text("gedrag of regels", "conduct or rules"),
        "unsuitability": Text("ongeschikt voor het beroep", "unsuitable for the profession"),
        "other_programme": Text("andere opleiding", "other programme"),
        "diploma": Text("diploma", "diploma"),
        "no_show": Text("niet gekomen", "no-show"),
        "own_request": Text("eigen verzoek", "own request"),
        "moved": Text("verhuisd", "moved"),
        "death": Text("overlijden", "death"),
        "other": Text("andere reden", "other reason"),
        "none": NOT_RECORDED,
    },
    "code": {
        "01": Text("01 diploma", "01 diploma"),
        "02": Text("02 eigen verzoek", "02 own request"),
        "03": Text("03 overplaatsing", "03 transfer"),
        "04": Text("04 niet meer verschenen", "04 no longer appeared"),
        "05": Text("05 overlijden", "05 death"),
        "06": Text("06 andere reden", "06 other reason"),
        "07": Text("07 verwijdering", "07 removal"),
        "08": Text("08 administratief", "08 administrative"),
        "09": Text("09 verlies bekostiging", "09 loss of funding"),
        "10": Text("10 afgerond zonder diploma", "10 completed without diploma"),
        "none": Text("geen code", "no code"),
    },
    "cause": {
        "capacity": Text("kunnen", "capacity"),
        "choice": Text("verkeerde keuze", "wrong choice"),
        "home": Text("onveilig thuis", "unsafe home"),
        "conduct": Text("gedrag of justitie", "conduct or justice"),
        "money": Text("geld of wonen", "money or housing"),
        "pregnancy": Text("zwangerschap", "pregnancy"),
        "health": Text("ziekte, stoornis of ongeluk", "illness, disorder or accident"),
        "other": Text("anders", "other"),
        "none": NOT_RECORDED,
    },
    "tried": {
        "talks": Text("gesprekken", "talks"),
        "adjustments": Text("aanpassingen", "adjustments"),
        "support": Text("ondersteuning in school", "support in school"),
        "youth_team": Text("jeugdteam", "youth team"),
        "outreach": Text("thuis opgezocht", "outreach at home"),
        "guardians": Text("ouders of netwerk erbij", "guardians or network involved"),
        "other_programme": Text("andere opleiding gezocht", "other programme sought"),
        "track": Text("verbetertraject", "improvement track"),
        "partners": Text("partner gevraagd", "partner asked"),
        "nothing": Text("niets", "nothing"),
        "none": NOT_RECORDED,
    },
    "handed": {
        "arrived": Text("aangekomen", "arrived"),
        "accepted": Text("aanvaard, nog niet aangekomen", "accepted, not arrived yet"),
        "asked": Text("gevraagd", "asked"),
        "refused": Text("geweigerd of ingetrokken", "refused or revoked"),
        "none": Text("niet overgedragen", "not handed over"),
    },
    "destination": {
        "programme": Text("andere opleiding hier", "other programme here"),
        "other_school": Text("andere school", "other school"),
        "work": Text("werk", "work"),
        "work_and_learning": Text("werk en leren", "work and learning"),
        "care": Text("zorg", "care"),
        "desk": Text("Doorstroompunt", "youth desk"),
        "home": Text("thuis", "home"),
        "unknown": UNKNOWN,
    },
    "own": {
        "dropped_out": Text("uitgevallen", "dropped out"),
        "not_dropped_out": Text("niet uitgevallen", "not dropped out"),
        "stopped_successfully": Text("succesvol gestopt", "stopped successfully"),
        "moving": Text("nog bezig met een overstap", "still moving"),
        "moved": Text("overstap gemaakt", "moved on"),
        "unknown": UNKNOWN,
    },
    "advice": {
        "given": Text("gegeven", "given"),
        "provisional": Text("voorlopig negatief (waarschuwing)", "provisional (warning)"),
        "positive": Text("positief", "positive"),
        "conditional": Text("positief onder voorwaarden", "positive under conditions"),
        "negative": Text("negatief", "negative"),
        "urgent": Text("dringend (niet bindend)", "urgent (not binding)"),
        "postponed": Text("uitgesteld", "postponed"),
        "appealed": Text("in beroep", "appealed"),
        "carried_out": Text("afloop: uitgevoerd", "outcome: carried out"),
        "withdrawn": Text("afloop: ingetrokken", "outcome: withdrawn"),
    },
    "origin": {name: Text(said, said) for name, said in _SCHOOLS.items()} | {"unknown": UNKNOWN},
    "month": {f"{number:02}": Text(nl, en) for number, (nl, en) in enumerate(_MONTHS, start=1)},
}
_WHERE = {
    "school": Text("op school", "at school"),
    "work": Text("aan het werk", "at work"),
    "school_and_work": Text("school en werk", "school and work"),
    "care": Text("in zorg", "in care"),
    "home": Text("thuis", "at home"),
    "not_reached": Text("niet bereikt", "not reached"),
    "declined": Text("wilde geen contact", "wanted no contact"),
    "open": Text("nog niet gekeken", "nobody looked yet"),
}
PARTS |= {f"after:{months}": _WHERE for months in (3, 6, 12)}
SCHOOL_YEAR_MONTHS = ("08", "09", "10", "11", "12", "01", "02", "03", "04", "05", "06", "07")
