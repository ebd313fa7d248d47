"""A student who was deregistered is followed by two partners for a year, in a real browser.

The coach asks, the student agrees per item on a phone, the Doorstroompunt takes over and confirms that it has hold;
both look back after 2, 6 and 12 weeks; then the school's access ends, and the desk hands on to a youth adviser with the
consent of the student, given by a link without an account. Staff at a desk and the student on a phone, in Dutch and in
English, with an accessibility scan of every page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.journeys.person import PersonAtBrowser
from tests.journeys.school import PASSWORD, birthday

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]

TOWN = """
import json, sys
import django
django.setup()
from datetime import date
from django.contrib.auth.hashers import make_password
from houvast.core.handover.desks import DeskKind
from houvast.handover.actions import make_desk
from houvast.handover.models import Desk
from houvast.people.clock import now
from houvast.people.models import Account, Organisation, Person, RoleAssignment
student, born, password, given = json.loads(sys.argv[1])
Person.objects.filter(pk=student).update(birth_date=date.fromisoformat(born), given_name=given, family_name="de Wit")
town, fresh = Organisation.objects.get_or_create(name="Gemeente Houvast", defaults={"kind": "municipality"})
if fresh:
    hashed = make_password(password)
    for kind, desk_name, email in (
        (DeskKind.RMC, "Doorstroompunt Houvast", "rmc"),
        (DeskKind.YOUTH_ADVISER, "Jongerenpunt Houvast", "youth"),
    ):
        desk = make_desk(organisation=town, kind=kind, name=desk_name)
        person = Person.objects.create(organisation=town, given_name=email.title(), family_name="Adviseur",
            sort_name=email, email=f"{email}@example.org", created_at=now())
        RoleAssignment.objects.create(organisation=town, person=person, role=kind.value, unit=desk.unit,
            starts_on=date(2025, 8, 1))
        Account.objects.create(organisation=town, person=person, email=person.email, password=hashed, created_at=now())
print(json.dumps({desk.kind: str(desk.pk) for desk in Desk.objects.all()}))
"""
DEREGISTER = """
import json, sys
import django
django.setup()
from datetime import date
from houvast.education.models import Enrolment
from houvast.people.models import PersonalRelation, UnitMembership
student, enrolment_until, school_until = json.loads(sys.argv[1])
Enrolment.objects.filter(student_id=student).update(ends_on=date.fromisoformat(enrolment_until))
UnitMembership.objects.filter(student_id=student).update(ends_on=date.fromisoformat(enrolment_until))
PersonalRelation.objects.filter(student_id=student).update(ends_on=date.fromisoformat(school_until))
print(json.dumps(True))
"""


@dataclass
class Story:
    """One student, the people around, and the day on which it plays."""

    chromium: Browser
    school: School
    number: str
    language: str
    name: str
    begins: date
    people: dict[str, PersonAtBrowser] = field(default_factory=dict)
    day: date = date(2026, 1, 1)

    def at(self, who: str) -> PersonAtBrowser:
        """This person's window, on the day of the story."""
        if who not in self.people:
            email = f"student{self.number}@example.org" if who == "student" else f"{who}@example.org"
            self.people[who] = PersonAtBrowser.sign_in(
                self.chromium, self.school, email, language=self.language, phone=who == "student"
            )
        self.people[who].it_is(self.day)
        return self.people[who]

    def words(self, dutch: str, english: str) -> str:
        return dutch if self.language == "nl" else english

    def open_from_start(self, who: str, text: str) -> PersonAtBrowser:
        """From the start page to where this stands."""
        person = self.at(who)
        person.go("/")
        person.page.get_by_role("link", name=text).first.click()
        person.page.wait_for_load_state()
        person.look()
        return person

    def press(self, person: PersonAtBrowser, dutch: str, english: str) -> None:
        """A button or a link by its words."""
        name = self.words(dutch, english)
        found = person.page.get_by_role("button", name=name)
        (found if found.count() else person.page.get_by_role("link", name=name)).first.click()
        person.page.wait_for_load_state()
        person.look()

    def problems(self) -> list[str]:
        return [problem for person in self.people.values() for problem in person.problems]


@pytest.mark.long
@pytest.mark.req("S-440", "S-441", "S-446", "S-447", "S-448", "S-598")
@pytest.mark.parametrize(
    ("language", "number", "given"),
    [("nl", "100007", "Sam"), ("en", "100008", "Robin")],
)
def test_a_deregistered_student_is_followed_by_two_partners_for_a_year(
    chromium: Browser, school: School, language: str, number: str, given: str
) -> None:
    from houvast.people.clock import today

    student = school.students[number]
    born = birthday(19, today())
    desks = school.run(TOWN, [student, born.isoformat(), PASSWORD, given])
    assert isinstance(desks, dict)
    story = Story(chromium, school, number, language, f"{given} de Wit", today(), day=today())

    _asked_and_agreed(story, student, desks["rmc"])
    _taken_over(story)
    school.run(
        DEREGISTER,
        [student, (story.day + timedelta(days=3)).isoformat(), (story.day + timedelta(weeks=13)).isoformat()],
    )
    handover = _looked_back(story, student)

    story.day = story.begins + timedelta(weeks=15)
    coach = story.at("coach")
    assert coach.page.goto(school.url + handover).status == 404  # type: ignore[union-attr]
    officer = story.open_from_start("rmc", story.name)
    assert story.words("Gevolgd tot en met", "Followed until") in officer.said()
    assert str(born.year + 27) in officer.said()

    _handed_on(story, desks["youth_adviser"])
    _second_partner(story)
    story.day = story.begins + timedelta(days=366)
    officer = story.at("rmc")
    officer.go("/desk/?show=follows")
    officer.page.get_by_role("link", name=story.name).first.click()
    officer.page.wait_for_load_state()
    said = officer.said()
    assert story.words("mag niet meer worden gelezen", "may not be read any more") in said
    assert "Sam zoekt een leerbaan" not in said
    assert story.words("Jongerenpunt Houvast", "Jongerenpunt Houvast") in said
    adviser = story.at("youth")
    adviser.go("/desk/")
    adviser.page.get_by_role("link", name=story.name).first.click()
    adviser.page.wait_for_load_state()
    story.press(adviser, "Afsluiten met een uitkomst", "Close with an outcome")
    adviser.fill({"outcome": "work", "text": "Vaste baan bij de fietsenmaker."})
    adviser.send()
    assert story.name not in adviser.said()
    assert story.problems() == []


def _asked_and_agreed(story: Story, student: str, desk: str) -> None:
    coach = story.at("coach")
    coach.go(f"/students/{student}/")
    story.press(coach, "Een overdracht vragen, of zien waar die staat", "Ask a handover, or see where it stands")
    story.press(coach, "Een overdracht vragen", "Ask a handover")
    coach.fill(
        {
            "desk": desk,
            "why": "Sam zoekt een leerbaan in de techniek.",
            "goes_well": "Sam komt afspraken na als die klein zijn.",
            "needs": "Eén vast gezicht.",
            "absence": "Vanaf oktober weinig op school.",
            "until": (story.day + timedelta(days=200)).isoformat(),
            "plan-0-who": "Sam",
            "plan-0-what": "cv maken",
            "plan-0-due_on": (story.day + timedelta(days=14)).isoformat(),
            "plan-1-who": "Rmc",
            "plan-1-what": "bellen met de fietsenmaker",
        }
    )
    coach.send()
    assert story.words("Wacht op het antwoord van de student", "Waits for the answer of the student") in coach.said()
    phone = story.open_from_start("student", "Doorstroompunt Houvast")
    phone.fill(
        {"contact": True, "why": True, "needs": True, "plan": True, "own_words": "Ik wil graag met fietsen werken."}
    )
    phone.send()
    assert "Doorstroompunt Houvast" in phone.said()


def _taken_over(story: Story) -> None:
    officer = story.open_from_start("rmc", story.name)
    said = officer.said()
    assert "Ik wil graag met fietsen werken." in said
    assert "cv maken" in said
    assert "weinig op school" not in said, "the student did not agree to that"
    story.press(officer, "Ja, wij nemen het over", "Yes, we take over")
    story.press(officer, "We spraken elkaar", "We talked with each other")
    officer.send()
    story.press(officer, "Ja, wij hebben houvast", "Yes, we have taken over")
    story.press(officer, "Wat heb je gedaan?", "What did you do?")
    officer.fill({"kind": "first_contact", "text": "Gebeld; Sam komt donderdag langs."})
    officer.send()
    assert "komt donderdag langs" in officer.said()


def _looked_back(story: Story, student: str) -> str:
    """After 2, 6 and 12 weeks both sides look back; gives the address of the handover."""
    story.begins = story.day
    address = ""
    for weeks in (2, 6, 12):
        story.day = story.begins + timedelta(weeks=weeks)
        officer = story.open_from_start("rmc", story.name)
        story.press(officer, "Terugkijken", "Look back")
        officer.fill({"has_hold": "yes", "remark": ""})
        officer.send()
        coach = story.at("coach")
        coach.go(f"/students/{student}/handovers/")
        coach.page.get_by_role("link", name="Doorstroompunt Houvast").first.click()
        coach.page.wait_for_load_state()
        coach.look()
        said = coach.said()
        assert story.words("In contact", "In contact") in said
        assert "komt donderdag langs" not in said, "the school sees arrived and in contact, no more"
        address = coach.page.url.removeprefix(story.school.url)
        coach.page.get_by_role("link", name=story.words("Terugkijken", "Look back")).first.click()
        coach.page.wait_for_load_state()
        coach.look()
        coach.fill({"has_hold": "yes"})
        coach.send()
    return address


def _handed_on(story: Story, desk: str) -> None:
    """The desk hands on; the student answers by a link on a phone, without an account there."""
    story.day = story.begins + timedelta(weeks=20)
    officer = story.at("rmc")
    officer.go("/desk/?show=follows")
    officer.page.get_by_role("link", name=story.name).first.click()
    officer.page.wait_for_load_state()
    story.press(officer, "Overdragen aan een ander loket", "Hand on to another desk")
    officer.fill(
        {
            "desk": desk,
            "why": "Sam werkt en wil iemand die meeloopt.",
            "until": (story.day + timedelta(days=300)).isoformat(),
        }
    )
    officer.send()
    officer.page.locator("main details summary").first.click()
    story.press(officer, "Een link maken", "Make a link")
    address = officer.page.locator("main code").inner_text()
    phone = PersonAtBrowser(
        page=story.chromium.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL").new_page(),
        school=story.school,
        name=f"visitor-{story.language}-phone",
    )
    story.people["visitor"] = phone
    phone.page.context.add_cookies([{"name": "django_language", "value": story.language, "url": story.school.url}])
    phone.it_is(story.day)
    phone.go(address.removeprefix(story.school.url))
    phone.fill({"contact": True, "why": True})
    phone.send(stays=True)
    assert story.words("Dank je wel", "Thank you") in phone.said()


def _second_partner(story: Story) -> None:
    adviser = story.open_from_start("youth", story.name)
    assert "leerbaan" not in adviser.said()
    story.press(adviser, "Ja, wij nemen het over", "Yes, we take over")
    story.press(adviser, "Wat heb je gedaan?", "What did you do?")
    adviser.fill({"kind": "home_visit", "text": "Koffie gedronken met Sam en zijn moeder."})
    adviser.send()
    story.press(adviser, "We spraken elkaar", "We talked with each other")
    adviser.send()
    story.press(adviser, "Ja, wij hebben houvast", "Yes, we have taken over")
