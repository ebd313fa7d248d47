"""A year of the transfer, from autumn to October, by five parties: mentor, intake, pupil, guardian, attendance officer.

The pupil and the guardian hold a phone. In Dutch and in English, each with pupils of their own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.journeys.person import PersonAtBrowser
from tests.journeys.school import PASSWORD, School
from tests.journeys.transfer_chain import FAMILY, open_chain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser]
HEADER = "leerlingnummer;voornaam;achternaam;geboortedatum;e-mail;schoolsoort;klas;mentor;gemeente;diploma"


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with open_chain(tmp_path_factory.mktemp("chain")) as school:
        yield school


class Year:
    """Everybody at a window of their own; `day` is what all clocks say."""

    def __init__(self, browser: Browser, chain: School, language: str) -> None:
        self.browser, self.chain, self.language = browser, chain, language
        self.day = date(2026, 11, 25)
        self.windows: dict[str, PersonAtBrowser] = {}

    def who(self, name: str, *, phone: bool = False) -> PersonAtBrowser:
        if name not in self.windows:
            self.windows[name] = PersonAtBrowser.sign_in(
                self.browser, self.chain, f"{name}@example.org", language=self.language, phone=phone
            )
        self.windows[name].it_is(self.day)
        return self.windows[name]

    def say(self, dutch: str, english: str) -> str:
        return dutch if self.language == "nl" else english

    def pupil(self, name: str, given: str) -> PersonAtBrowser:
        """Open this pupil on the board of this person, by clicking the name."""
        window = self.who(name)
        window.go(f"/transfer/?year=2026&q={given.lower()}")
        window.page.locator("a.hv-row__name", has_text=given).first.click()
        window.page.wait_for_load_state()
        window.look()
        return window

    def record(self, name: str, given: str, dutch: str, english: str, **typed: str) -> str:
        """Write down one thing that happened, from the pupil's page."""
        window = self.pupil(name, given)
        window.page.get_by_role("link", name=self.say(dutch, english), exact=True).first.click()
        window.page.wait_for_load_state()
        window.fill({"happened_on": self.day.isoformat(), **typed})
        window.send()
        return window.said()


@pytest.mark.long
@pytest.mark.req("S-730", "S-731", "S-734", "S-735", "S-737", "S-738", "S-739", "S-742", "S-744", "S-745", "S-747")
@pytest.mark.req("S-617", "S-726", "S-728", "S-749")
@pytest.mark.parametrize(
    ("language", "given", "other", "number"),
    [("nl", "Ada", "Tim", 1), ("en", "Eva", "Flo", 11)],
)
def test_a_year_from_autumn_to_october(
    chromium: Browser, chain: School, tmp_path: Path, language: str, given: str, other: str, number: int
) -> None:
    year = Year(chromium, chain, language)
    _autumn(year, given, other, tmp_path / "leavers.csv", number)
    _applies(year, given)
    _spring(year, given)
    _summer(year, given, other)
    _start(year, given)
    _october(year, given, other)
    assert [problem for window in year.windows.values() for problem in window.problems] == []


def _autumn(year: Year, given: str, other: str, path: Path, number: int) -> None:
    """The school loads its possible leavers; the mentor guides; the pupil says what helps."""
    say = year.say
    rows = [
        f"{number};{given};Bos;2010-02-01;{given.lower()}@example.org;vmbo-kb;4K1;Mies Mentor;Midden;verwacht",
        f"{number + 1};{other};Vos;2010-0{2 + number % 7}-09;;pro;5P;Mies Mentor;Midden;",
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    office = year.who("administratie")
    office.go("/import/")
    office.fill({"kind": "leavers"})
    office.page.set_input_files("input[type=file]", str(path))
    office.send()
    assert say("Alles in dit bestand kan", "Everything in this file can") in office.said()
    office.page.locator("form[action$='/load/'] button[type=submit]").click()
    office.page.wait_for_load_state()
    year.chain.run(FAMILY, [given, PASSWORD])

    mentor = year.who("mentor")
    mentor.go("/transfer/?year=2026")
    assert f"{given} Bos" in mentor.said()
    assert f"{other} Vos" in mentor.said()
    assert say("Nog geen aanmelding", "No application yet") in mentor.said()
    year.record("mentor", given, "Voorlichting bezocht", "Visited an orientation", note="Open avond ROC Midden")
    year.record("mentor", given, "Gesprek over kiezen", "Talk about choosing", note="Zorg of techniek")
    year.record("mentor", given, "Dossier verstuurd", "Dossier sent")

    pupil = year.who(given.lower(), phone=True)
    pupil.go("/transfer/mine/")
    assert say("Je hebt je nog niet aangemeld", "You have not applied yet") in pupil.said()
    pupil.go("/transfer/mine/words/")
    pupil.fill({"own_words": "Een vaste plek om te eten", "comes_along": "Tante Sara", "expects_support": "yes"})
    pupil.send()
    pupil.page.locator("a[href$='/consent/']").click()
    pupil.page.wait_for_load_state()
    pupil.fill({"support-institution": True, "life_areas-institution": True})
    pupil.send()


def _applies(year: Year, given: str) -> None:
    """The pupil applies; school and mbo tell each other what they need to know."""
    say = year.say
    year.day = date(2027, 2, 10)
    mentor = year.pupil("mentor", given)
    mentor.page.locator("a[href$='/apply/']").click()
    mentor.page.wait_for_load_state()
    mentor.fill(
        {
            "institution": year.chain.students["roc"],
            "programme": "Verpleegkunde",
            "level": "4",
            "applied_on": "2027-02-10",
        }
    )
    mentor.send()
    year.record("intake", given, "Informatie gevraagd aan de school", "Information asked from the school", note="Hulp?")
    said = year.record(
        "mentor", given, "Informatie gegeven aan het mbo", "Information given to the mbo", note="Rustig begin helpt"
    )
    assert "Hulp?" in said
    intake = year.pupil("intake", given)
    assert "Een vaste plek om te eten" in intake.said()
    assert say("Van vmbo-kader naar niveau 4", "From vmbo-kader to level 4") in intake.said()
    year.record(
        "intake", given, "Uitgenodigd voor een kennismaking", "Invited to an introduction", happened_on="2027-03-02"
    )

    pupil = year.who(given.lower(), phone=True)
    pupil.go("/transfer/mine/")
    assert say("Je aanmelding is binnen", "Your application is there") in pupil.said()
    guardian = year.who(f"ouder-{given.lower()}", phone=True)
    guardian.go("/transfer/mine/")
    assert say(f"Waar staat {given}?", f"Where does {given} stand?") in guardian.said()


def _spring(year: Year, given: str) -> None:
    """Introduction, intake with all life areas, advice, decision."""
    say = year.say
    pupil = year.who(given.lower(), phone=True)
    year.day = date(2027, 3, 20)
    year.record("intake", given, "Kennismaking gehad", "Introduction held")
    year.record("intake", given, "Intake gehad", "Intake held")
    intake = year.pupil("intake", given)
    intake.page.locator("a[href$='/needs/']").click()
    intake.page.wait_for_load_state()
    intake.fill({"health": "Slaapt slecht; een vast moment helpt", "social": "Zorgt mee voor broertje"})
    intake.send()
    year.record("intake", given, "Studiekeuzeadvies gegeven", "Study choice advice given", note="Verpleegkunde past")
    year.day = date(2027, 4, 14)
    intake = year.pupil("intake", given)
    intake.page.locator("a[href*='/decide/']").click()
    intake.page.wait_for_load_state()
    intake.look()
    assert say("recht op toelating", "right to admission") in intake.said()
    intake.fill({"decision": "refuse", "words": "Te veel zorg"})
    intake.send(stays=True)
    assert say("De wet geeft geen grond", "The law gives no ground") in intake.said()
    intake.fill({"decision": "place", "words": "Welkom bij ons"})
    intake.send()
    pupil.it_is(year.day)
    pupil.go("/transfer/mine/")
    assert say("Je hebt een plaats", "You have a place") in pupil.said()
    assert "Welkom bij ons" in year.pupil("mentor", given).said()


def _summer(year: Year, given: str, other: str) -> None:
    """The attendance officer sees who has no place, and says what was tried."""
    year.day = date(2027, 7, 12)
    officer = year.who("leerplicht")
    officer.go("/transfer/?year=2026")
    assert f"{other} Vos" in officer.said()
    assert f"{given} Bos" not in officer.said()
    tried = ("Geprobeerd te bereiken of te helpen", "Tried to reach or help")
    year.record("leerplicht", other, *tried, note="Gebeld met thuis")
    assert "Gebeld met thuis" in year.pupil("mentor", other).said()


def _start(year: Year, given: str) -> None:
    """A no-show that everybody hears of, another look, and a first day after all."""
    say = year.say
    pupil = year.who(given.lower(), phone=True)
    officer = year.who("leerplicht")
    tried = ("Geprobeerd te bereiken of te helpen", "Tried to reach or help")
    year.day = date(2027, 9, 3)
    year.record("intake", given, "Niet verschenen", "Did not appear")
    officer.it_is(year.day)
    officer.go("/transfer/?year=2026")
    assert f"{given} Bos" in officer.said()
    year.record("leerplicht", given, *tried, note="Thuis langs geweest")
    assert "Thuis langs geweest" in year.pupil("mentor", given).said()
    pupil.it_is(year.day)
    pupil.go("/transfer/mine/")
    assert say("We hebben je gemist", "We missed you") in pupil.said()
    year.day = date(2027, 9, 10)
    year.record("intake", given, "Herplaatsing wordt overwogen", "Re-placement is considered", note="Niveau 3?")
    year.record("intake", given, "Eerste dag: gestart", "First day: started")


def _october(year: Year, given: str, other: str) -> None:
    """Who did not start, and the overview for the feeder school."""
    say = year.say
    pupil = year.who(given.lower(), phone=True)
    officer = year.who("leerplicht")
    year.day = date(2027, 10, 1)
    officer.it_is(year.day)
    officer.go("/transfer/?year=2026")
    assert f"{other} Vos" in officer.said()
    assert f"{given} Bos" not in officer.said()
    intake = year.who("intake")
    intake.go("/transfer/overview/")
    assert "Vmbo Noord" in intake.said()
    intake.page.locator("main form[action$='/overview/'] button[type=submit]").click()
    intake.page.wait_for_load_state()
    pupil.it_is(year.day)
    pupil.go("/transfer/mine/")
    assert say("Je bent begonnen", "You have started") in pupil.said()
