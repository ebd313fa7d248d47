"""The seven groups of advice of the study of deregistrations, and where Houvast does them (S-708 to S-714). The study
numbers the fourth and the fifth the other way round in its last chapter.
"""

from dataclasses import dataclass

from houvast.core.law.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """A group of advice: what it asks, and the figures by which a school sees whether it does so."""

    number: int
    item: str
    title: Text
    asks: Text
    figures: tuple[str, ...]


ADVISED: tuple[Advised, ...] = (
    Advised(
        number=1,
        item="S-708",
        title=Text("Iedere student en het netwerk worden gezien", "Every student and the network are seen"),
        asks=Text(
            "Een echte kennismaking, steeds contact, meteen reageren op verzuim, familie en netwerk erbij, ook na 18.",
            "A real first meeting, steady contact, acting at once on absence, family and network, also after 18.",
        ),
        figures=("talked", "coached", "missed-contact"),
    ),
    Advised(
        number=2,
        item="S-709",
        title=Text("Begeleiding bij de overstap", "Guidance when moving on"),
        asks=Text(
            "Een warme overdracht, advies over de keuze, duidelijkheid over toelating, en hulp die doorloopt.",
            "A warm handover, advice on the choice, clear words on admission, and help that goes on.",
        ),
        figures=("handovers",),
    ),
    Advised(
        number=3,
        item="S-710",
        title=Text("Signalen en hulp binnen school", "Signals and help within school"),
        asks=Text(
            "Leren signalen te zien, en hulp die op school zichtbaar is.",
            "Learning to see signals, and help that can be seen at school.",
        ),
        figures=("alerts",),
    ),
    Advised(
        number=4,
        item="S-711",
        title=Text("Flexibiliteit en maatwerk", "Flexibility and tailor-made education"),
        asks=Text(
            "Weten welke aanpassingen er zijn, en trajecten die bij de student passen.",
            "Knowing which adjustments there are, and ways through school that fit the student.",
        ),
        figures=("plans",),
    ),
    Advised(
        number=5,
        item="S-712",
        title=Text("Laat een student niet los", "Do not let go of a student"),
        asks=Text(
            "Afspraken over overdracht, en een klein gat tussen hulp op school en daarbuiten.",
            "Agreements on handing over, and a small gap between help at school and outside.",
        ),
        figures=("held", "partner-contact", "looked-back"),
    ),
    Advised(
        number=6,
        item="S-713",
        title=Text("Volg de uitschrijvingen", "Monitor deregistrations"),
        asks=Text(
            "Volg uitschrijvingen en negatieve adviezen, om oorzaken en gevolgen te zien.",
            "Follow deregistrations and negative advice, to see causes and effects.",
        ),
        figures=("left", "one-sided", "negative", "appealed"),
    ),
    Advised(
        number=7,
        item="S-714",
        title=Text("Duidelijk over hulp, rechten en plichten", "Clear on help, rights and duties"),
        asks=Text(
            "Betere uitleg aan studenten en professionals over toelating en hulp, en hulp die op school opvalt.",
            "Better explanation on admission and help to students and professionals, and help that stands out.",
        ),
        figures=("own-view",),
    ),
)
ORIGIN = Text(
    "Het onderzoek begon met een wijziging die de gemeenteraad in 2017 vroeg bij de Voorjaarsnota: zoek uit waarom"
    " studenten vroeg en eenzijdig worden uitgeschreven.",
    "The study began with an amendment of the city council to the spring memorandum of 2017: find out why students are"
    " deregistered early and one-sidedly.",
)
"""Where the study comes from (S-294); its text stands in the second appendix of the study."""
