"""An alert in a real browser, from absence that comes in to a word back, and one that nobody answers.

Absence of a day is read; the coach finds the alert on the start page, answers with a talk and closes; a teacher who
raised a concern on a phone reads the word back; the student adds a word; what stays unanswered climbs to the team
leader, who asks somebody else. In Dutch and in English, with an accessibility scan of every page.
"""

from __future__ import annotations

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

PREPARE = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now, today
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment
student, given, password = json.loads(sys.argv[1])
one = Person.objects.get(pk=student)
Person.objects.filter(pk=student).update(given_name=given, family_name="van Voorbeeld")
made = {}
for name, role in (("teacher", "teacher"), ("administrator", "administrator")):
    person, fresh = Person.objects.get_or_create(organisation=one.organisation, email=f"{name}@example.org",
        defaults=dict(given_name=name.title(), family_name="Voorbeeld", sort_name=name, created_at=now()))
    if fresh:
        RoleAssignment.objects.create(organisation=one.organisation, person=person, role=role,
            starts_on=today().replace(year=2025, day=1))
        Account.objects.create(organisation=one.organisation, person=person, email=person.email,
            password=make_password(password), created_at=now())
print(json.dumps(True))
"""
ABSENCE = """
import json, sys
import django
django.setup()
from datetime import timedelta
from houvast.alerts.actions import climb_alerts, offer_alerts
from houvast.alerts.measuring.running import measure_news_inside
from houvast.alerts.models import Alert
from houvast.attendance.models import Absence
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.people import clock
from houvast.people.models import Person
from houvast.privacy.scope import organisation_scope
student, minutes = json.loads(sys.argv[1])
one = Person.objects.get(pk=student)
with organisation_scope([one.organisation_id]):
    for days_ago in range(3):
        Absence.objects.create(organisation=one.organisation, student=one, day=clock.today() - timedelta(days=days_ago),
            minutes=minutes, kind=Absence.Kind.UNAUTHORISED, lesson="Rekenen", source="journey", confirmed=True,
            external_id=f"{student}-{days_ago}")
    touch([one], Touched.Kind.ABSENCE, clock.now(), organisation_id=one.organisation_id)
    while measure_news_inside(one.organisation_id, clock.today(), clock.now()):
        pass
    offer_alerts(organisation_id=one.organisation_id, at=clock.now())
    climb_alerts(organisation_id=one.organisation_id, at=clock.now())
print(json.dumps(list(Alert.objects.filter(student=one).values_list("rule", "state"))))
"""


@pytest.mark.long
@pytest.mark.req("S-579", "S-607", "S-651", "S-652", "S-622", "S-623", "S-546")
@pytest.mark.parametrize(
    ("language", "number", "given"),
    [("nl", "100009", "Sanne"), ("en", "100010", "Robin")],
)
def test_absence_comes_in_the_coach_answers_and_what_is_unanswered_climbs(
    chromium: Browser, school: School, language: str, number: str, given: str
) -> None:
    student = school.students[number]
    school.run(PREPARE, [student, given, PASSWORD])
    people = {
        "teacher": PersonAtBrowser.sign_in(chromium, school, "teacher@example.org", language=language, phone=True),
        "coach": PersonAtBrowser.sign_in(chromium, school, "coach@example.org", language=language, phone=False),
        "student": PersonAtBrowser.sign_in(
            chromium, school, f"student{number}@example.org", language=language, phone=True
        ),
        "leader": PersonAtBrowser.sign_in(chromium, school, "team_leader@example.org", language=language, phone=False),
    }
    found = school.run(ABSENCE, [student, 180])
    assert ["unauthorised-absence", "owned"] in found  # type: ignore[operator]
    _concern(people["teacher"], student)
    _answer(people, student, given, word="Dank je, we hebben gepraat." if language == "nl" else "Thank you, we talked.")
    _climbs(people, student, given)
    for person in people.values():
        assert person.problems == []
        person.page.context.close()


def _concern(teacher: PersonAtBrowser, student: str) -> None:
    """Two taps on a phone."""
    teacher.go(f"/students/{student}/")
    teacher.page.locator(f"a[href='/students/{student}/alerts/concern/']").click()
    teacher.look()
    teacher.page.locator("button[name=signal][value=concentration]").click()
    teacher.page.wait_for_load_state()
    teacher.look()


def _answer(people: dict[str, PersonAtBrowser], student: str, given: str, word: str) -> None:
    coach, own = people["coach"], people["student"]
    coach.go("/")
    assert given in coach.said()
    coach.go("/alerts/")
    assert given in coach.said()
    own.go(f"/students/{student}/alerts/")
    assert "Rekenen" in own.page.content()
    own.go(f"/students/{student}/alerts/say/")
    own.fill({"words": "De bus reed niet."})
    own.send()
    coach.go(f"/students/{student}/alerts/")
    assert "De bus reed niet." in coach.page.content()
    coach.go(f"/students/{student}/alerts/answer/")
    coach.fill({"kind": "talk", "words": "Morgen om tien uur praten we."})
    coach.send()
    own.go(f"/students/{student}/alerts/")
    assert "Morgen om tien uur praten we." in own.page.content()
    coach.go(f"/students/{student}/alerts/close/")
    coach.fill({"outcome": "better", "words": word})
    coach.send()
    people["teacher"].go("/alerts/raised/")
    assert word in people["teacher"].said()
    assert "Morgen om tien uur" not in people["teacher"].said()


def _climbs(people: dict[str, PersonAtBrowser], student: str, given: str) -> None:
    """The student asks for contact, and nobody answers for a week."""
    leader = people["leader"]
    later = today() + timedelta(weeks=1)
    people["student"].go(f"/students/{student}/alerts/concern/")
    people["student"].fill({"words": ""})
    people["student"].send()
    leader.go("/alerts/climbed/")
    assert given not in leader.said()
    leader.it_is(later)
    leader.go("/alerts/climbed/")
    assert given in leader.said()
    leader.go(f"/students/{student}/alerts/hand-on/")
    choice = leader.page.locator("select[name=to] option").filter(has_text="Ondersteuner").get_attribute("value")
    leader.fill({"to": str(choice)})
    leader.send()
    leader.go("/alerts/climbed/")
    assert given not in leader.said()
