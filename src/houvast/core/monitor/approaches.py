"""How an approach or a publication is described so that another can use it: for whom, about what, since when, which
kind, and by context, intervention, mechanism and result (S-758, S-778 to S-784).
"""

from dataclasses import dataclass
from enum import StrEnum

from houvast.core.law.text import Text
from houvast.core.monitor.mechanisms import Mechanism


class Sector(StrEnum):
    """For which education it is."""

    VMBO = "vmbo"
    HAVO_VWO = "havo_vwo"
    MBO = "mbo"
    HO = "ho"


class Theme(StrEnum):
    """What it is about: the themes of the national list for career guidance."""

    POLICY = "policy"
    ENVIRONMENT = "environment"
    PROGRAMME = "programme"
    CHOICE = "choice"
    CAREER_TALK = "career_talk"
    MOVING_ON = "moving_on"
    LABOUR_MARKET = "labour_market"
    DOCUMENTS = "documents"
    GUARDIANS = "guardians"
    TRAINING = "training"
    COOPERATION = "cooperation"
    EQUAL = "equal"


class Kind(StrEnum):
    """What it is: an approach of our own, or which kind of publication."""

    OWN = "own"
    THESIS = "thesis"
    LECTURE = "lecture"
    REPORT = "report"
    SUMMARY = "summary"
    ARTICLE = "article"


class Age(StrEnum):
    """How old a publication is, in the classes of the national list."""

    NEW = "new"
    MIDDLE = "middle"
    OLD = "old"


def age_of(year: int) -> Age:
    """After 2020, from 2015 up to and including 2020, or before."""
    if year > 2020:  # noqa: PLR2004 - the classes of the list
        return Age.NEW
    return Age.MIDDLE if year >= 2015 else Age.OLD  # noqa: PLR2004


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An approach or a publication as a page shows it. `id` empty: one that ships with the house."""

    title: Text
    kind: Kind
    year: int
    sectors: tuple[Sector, ...]
    themes: tuple[Theme, ...]
    mechanisms: tuple[Mechanism, ...]
    context: Text
    intervention: Text
    how_it_works: Text
    results: Text
    takeaway: Text
    source: str = ""
    id: str = ""


STUDY = Described(
    title=Text(
        "Wat werkt voor mbo-studenten in een kwetsbare positie: acht werkzame mechanismen",
        "What works for mbo students in a vulnerable position: eight working mechanisms",
    ),
    kind=Kind.REPORT,
    year=2022,
    sectors=(Sector.MBO,),
    themes=(Theme.POLICY, Theme.ENVIRONMENT, Theme.TRAINING, Theme.COOPERATION),
    mechanisms=tuple(Mechanism),
    context=Text(
        "Vijf mbo-instellingen met studenten van entree en niveau 2: Albeda, Friesland College, Gilde Opleidingen, ROC"
        " Midden Nederland en Zadkine. Onderzocht van 2019 tot en met 2022, met het Nederlands Jeugdinstituut en ECBO.",
        "Five mbo institutions with students of entree and level 2: Albeda, Friesland College, Gilde Opleidingen, ROC"
        " Midden Nederland and Zadkine. Studied from 2019 to 2022, with Nederlands Jeugdinstituut and ECBO.",
    ),
    intervention=Text(
        "Twee soorten aanpak: hulpverleners die op school werken, en leren in de praktijk met bedrijven uit de regio.",
        "Two kinds of approach: helpers who work at school, and learning in practice with companies of the region.",
    ),
    how_it_works=Text(
        "Acht mechanismen die elkaar nodig hebben, getoetst met studenten, professionals en literatuur.",
        "Eight mechanisms that need each other, tested with students, professionals and literature.",
    ),
    results=Text(
        "Geen uitkomsten in cijfers: het onderzoek zegt waarom een aanpak kan werken, niet hoe vaak. Wel dat vast geld"
        " ontbreekt: de meeste aanpakken zijn een project.",
        "No outcomes in numbers: the study says why an approach can work, not how often. It does say that lasting money"
        " is missing: most approaches are a project.",
    ),
    takeaway=Text(
        "Voor de begeleiding: maak verbinding, en laat de student zelf kiezen. Voor de organisatie: werk samen met"
        " duidelijke rollen en vaste momenten, en blijf samen leren. Het rapport geeft voorbeelden per mechanisme.",
        "For guidance: make a connection, and let students choose themselves. For the organisation: work together with"
        " clear roles and fixed moments, and keep learning together. The report gives examples of each mechanism.",
    ),
    source="ECBO en NJi, 2022: ecbo.nl, nji.nl",
)
"""The study from which the mechanisms come, described in its own format."""
