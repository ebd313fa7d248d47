"""Guidance in real browsers: asking for help, a talk that is missed, a change of coach, a work placement.

Each of the eight working mechanisms (docs/mechanisms.md) is used once by the people it is for, on a phone for the
student and at a desk for staff, with an accessibility scan of every page.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.people.clock import today
from tests.journeys.person import PersonAtBrowser
from tests.journeys.school import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]

NUMBER, OTHER = "100021", "100022"
"""The second gets another coach: what one journey changes, no other reads."""
PREPARE = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now, today
from houvast.people.models import Account, Person, RoleAssignment
student, password = json.loads(sys.argv[1])
one = Person.objects.get(pk=student)
Person.objects.filter(pk=student).update(given_name="Yara", name_prefix="van", family_name="Voorbeeld",
    birth_date=today().replace(year=today().year - 19, day=1))
made = {}
for name, role in (("newcoach", "study_coach"), ("workcoach", "learning_work_coach")):
    person, fresh = Person.objects.get_or_create(organisation=one.organisation, email=f"{name}@example.org",
        defaults=dict(given_name=name.title(), family_name="Voorbeeld", sort_name=name, created_at=now()))
    if fresh:
        RoleAssignment.objects.create(organisation=one.organisation, person=person, role=role,
            starts_on=today().replace(year=2025, day=1))
        Account.objects.create(organisation=one.organisation, person=person, email=person.email,
            password=make_password(password), created_at=now())
    made[name] = str(person.pk)
made["coach"] = str(Person.objects.get(email="coach@example.org").pk)
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def ids(school: School) -> dict[str, str]:
    made: object = {}
    for number in (NUMBER, OTHER):
        made = school.run(PREPARE, [school.students[number], PASSWORD])
    assert isinstance(made, dict)
    return made


def person(chromium: Browser, school: School, name: str, *, phone: bool = False) -> PersonAtBrowser:
    return PersonAtBrowser.sign_in(chromium, school, f"{name}@example.org", language="nl", phone=phone)


def fine(*people: PersonAtBrowser) -> None:
    for one in people:
        assert one.problems == []
        one.page.context.close()


@pytest.mark.long
@pytest.mark.req("S-759", "S-764", "S-765", "S-766", "S-767", "S-771", "S-772")
def test_asking_for_help_in_two_taps_answered_and_handed_on(
    chromium: Browser, school: School, ids: dict[str, str]
) -> None:
    student, coach = person(chromium, school, f"student{NUMBER}", phone=True), person(chromium, school, "coach")
    student.go("/")
    student.page.get_by_role("link", name="Hulp vragen").first.click()
    student.look()
    student.page.get_by_role("button", name="Vraag het").click()
    student.page.wait_for_load_state()
    student.look()
    asked = student.page.url.removeprefix(school.url)
    assert "Je hoort uiterlijk" in student.said()
    coach.go("/")
    assert "Yara van Voorbeeld" in coach.said()
    coach.go(asked)
    coach.fill({"words": "Wat fijn dat je het vraagt. Kom je morgen even langs?"})
    coach.send(stays=True)
    student.go(asked)
    assert "Kom je morgen even langs?" in student.said()
    student.go(f"/students/{school.students[NUMBER]}/self-check/")
    student.fill({"getting_by": "hard", "lessons": "good"})
    student.page.get_by_role("button", name="Klaar").click()
    student.page.wait_for_load_state()
    student.look()
    assert "Alleen jij." in student.said()
    coach.go(f"{asked}hand-on/")
    advisor = coach.page.get_by_label(re.compile("Olga Ondersteuner"))
    advisor.check()
    coach.fill({"words": "Olga weet veel van geld en helpt je graag."})
    coach.send()
    student.go(asked)
    assert "Olga weet veel van geld" in student.said()
    assert ids
    fine(student, coach)


@pytest.mark.long
@pytest.mark.req("S-761", "S-762", "S-763", "S-768", "S-600", "S-605")
def test_a_talk_is_chosen_missed_and_followed_by_an_invitation_and_success_is_shared(
    chromium: Browser, school: School, ids: dict[str, str]
) -> None:
    student, coach = person(chromium, school, f"student{NUMBER}", phone=True), person(chromium, school, "coach")
    at = f"/students/{school.students[NUMBER]}"
    coach.go(f"{at}/planned-talks/new/")
    typed = {"place": "Lokaal 3", "words": "Zullen we samen kijken hoe het gaat?"}
    for number, days in ((1, 2), (2, 3)):
        typed[f"moment_{number}"] = (today() + timedelta(days=days)).isoformat()
        typed[f"time_{number}"] = "10:30"
    coach.fill(dict(typed))
    coach.send()
    talk = coach.page.url.removeprefix(school.url)
    student.go(talk)
    student.page.locator("button[name=moment]").first.click()
    student.page.wait_for_load_state()
    student.look()
    coach.it_is(today() + timedelta(days=4))
    coach.go(f"{talk}missed/")
    coach.fill({"words": ""})
    coach.send()
    assert "uitnodiging" in coach.said()
    student.go(talk)
    assert "We hebben je gemist" in student.said()
    coach.go(f"{at}/went-well/")
    coach.fill({"words": "Hielp een klasgenoot met rekenen."})
    coach.send(stays=True)
    student.go(f"{at}/went-well/")
    student.page.get_by_role("button", name=re.compile("Delen met")).click()
    student.page.wait_for_load_state()
    assert "gedeeld met familie" in student.said()
    assert ids
    fine(student, coach)


@pytest.mark.long
@pytest.mark.req("S-769", "S-757", "S-421", "S-691", "S-692", "S-693")
def test_a_work_placement_from_no_place_to_guidance(chromium: Browser, school: School, ids: dict[str, str]) -> None:
    student = person(chromium, school, f"student{NUMBER}", phone=True)
    helper = person(chromium, school, "workcoach")
    at = f"/students/{school.students[NUMBER]}/placement/"
    student.go(f"{at}say/")
    student.fill({"kind": "no_place"})
    student.send()
    helper.go("/placements/")
    assert "Yara van Voorbeeld" in helper.said()
    helper.go(at)
    helper.page.get_by_role("link", name="Antwoord geven").first.click()
    helper.look()
    helper.fill({"words": "Ik ken een bedrijf bij jou in de buurt."})
    helper.send()
    helper.go(f"{at}new/")
    helper.fill(
        {"company": "Bakkerij Noord", "state": "running", "starts_on": today().isoformat(), "hours_agreed": "300",
         "trainer_name": "Ria", "supervisor": ids["workcoach"]}
    )  # fmt: skip
    helper.send()
    student.go(at)
    assert "Bakkerij Noord" in student.said()
    assert "bij jou in de buurt" in student.said()
    fine(student, helper)


@pytest.mark.long
@pytest.mark.req("S-085", "S-291", "S-662")
def test_another_coach_is_a_warm_handover(chromium: Browser, school: School, ids: dict[str, str]) -> None:
    student, coach = person(chromium, school, f"student{OTHER}", phone=True), person(chromium, school, "coach")
    office, new = person(chromium, school, "administration"), person(chromium, school, "newcoach")
    office.go(f"/administration/coaches/{ids['coach']}/")
    boxes = office.page.locator("input[name=students]")
    for index in range(boxes.count()):
        boxes.nth(index).set_checked(boxes.nth(index).get_attribute("value") == school.students[OTHER])
    office.fill({"coach": ids["newcoach"], "on": today().isoformat()})
    office.send()
    office.go("/coaches/")
    assert "norm" in office.said()
    coach.go("/")
    coach.page.get_by_role("link", name=re.compile("^Overdragen")).first.click()
    coach.look()
    change = coach.page.url.removeprefix(school.url)
    coach.fill({"strengths": "Yara leert door te doen.", "what_matters": "Op maandag samen plannen."})
    coach.send()
    student.go(change)
    assert "Yara leert door te doen." in student.said()
    student.fill({"words": "Ik praat liever in de ochtend."})
    student.send(stays=True)
    new.go(change)
    assert "Ik praat liever in de ochtend." in new.said()
    new.fill({"first_talk_on": (today() + timedelta(days=2)).isoformat()})
    new.send(stays=True)
    student.go(change)
    assert "Eerste gesprek met Newcoach Voorbeeld" in student.said()
    fine(student, coach, office, new)
