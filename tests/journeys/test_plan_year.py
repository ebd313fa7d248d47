"""One plan through a school year in a browser: the student, three helpers and a guardian, until after the birthday.

The student writes a goal on a phone, the coach and the support advisor add tasks, two of them type at once and merge,
everybody signs the same version, an adjustment is asked, agreed and looked back on, and on the eighteenth birthday the
guardian stops seeing. Every page is scanned for accessibility, in Dutch.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.people.clock import today
from tests.journeys.person import PersonAtBrowser
from tests.journeys.school import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]
NUMBER = "100011"

PREPARE = """
import json, sys
from datetime import date
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.people.clock import now, today
from houvast.people.models import Account, Person, PersonalRelation
student, born, password = json.loads(sys.argv[1])
one = Person.objects.get(pk=student)
Person.objects.filter(pk=student).update(birth_date=date.fromisoformat(born))
for kind, given in (("guardian", "Ingrid"), ("trusted_person", "Tante")):
    email = f"{kind}-plan@example.org"
    person = Person.objects.create(organisation=one.organisation, given_name=given, family_name="Voorbeeld",
        sort_name=given.lower(), email=email, created_at=now())
    Account.objects.create(organisation=one.organisation, person=person, email=email,
        password=make_password(password), created_at=now())
    PersonalRelation.objects.create(organisation=one.organisation, kind=kind, holder=person, student=one,
        starts_on=today().replace(year=2025))
print("true")
"""


class Around:
    """The student and who helps, each in a window of their own; `day` is what their clocks say."""

    def __init__(self, chromium: Browser, school: School, born: date) -> None:
        self.student_id = school.students[NUMBER]
        school.run(PREPARE, [self.student_id, born.isoformat(), PASSWORD])
        mails = {
            "student": f"student{NUMBER}@example.org",
            "coach": "coach@example.org",
            "support_advisor": "support_advisor@example.org",
            "guardian": "guardian-plan@example.org",
            "trusted_person": "trusted_person-plan@example.org",
        }
        at_a_phone = {"student", "guardian"}
        self.windows = {
            name: PersonAtBrowser.sign_in(chromium, school, mail, language="nl", phone=name in at_a_phone)
            for name, mail in mails.items()
        }

    def __getitem__(self, name: str) -> PersonAtBrowser:
        return self.windows[name]

    def it_is(self, day: date) -> None:
        for window in self.windows.values():
            window.it_is(day)

    @property
    def plan(self) -> str:
        return f"/students/{self.student_id}/plan/"

    def read(self, name: str) -> str:
        self[name].go(self.plan)
        return self[name].said()

    def write(self, name: str, area: str, typed: dict[str, str | list[str] | bool]) -> None:
        self[name].go(f"{self.plan}areas/{area}/")
        self[name].fill(typed)
        self[name].send()

    def sign(self, name: str) -> None:
        self[name].go(f"{self.plan}sign/")
        self[name].fill({"answer": "agree"})
        self[name].send()

    def problems(self) -> list[str]:
        return [problem for window in self.windows.values() for problem in window.problems]


@pytest.mark.long
@pytest.mark.req("S-285", "S-528", "S-529", "S-530", "S-537", "S-547", "S-618", "S-653")
def test_one_plan_with_three_helpers_through_a_year_and_an_eighteenth_birthday(
    chromium: Browser, school: School
) -> None:
    birthday = today() + timedelta(days=200)
    around = Around(chromium, school, birthday.replace(year=birthday.year - 18))
    _begin_together(around)
    _two_at_once(around)
    for name in ("student", "coach", "guardian"):
        around.sign(name)
    assert "Versie 1" in around.read("support_advisor")
    _adjustment_for_a_year(around)

    around.it_is(today() + timedelta(days=60))
    around["student"].go(around.plan)
    row = around["student"].page.locator("main .hv-row", has_text="De week plannen op zondag").first
    row.get_by_role("link").click()
    around["student"].fill({"status": "done", "remark": "Het lukt!"})
    around["student"].send()
    around["coach"].go(f"{around.plan}history/")
    assert "Het lukt!" in around["coach"].said()

    around.it_is(birthday - timedelta(days=1))
    assert "Leren plannen" in around.read("guardian")
    around.it_is(birthday)
    assert "Leren plannen" not in around.read("guardian")
    assert "Leren plannen" in around.read("trusted_person")
    assert around.problems() == []


def _begin_together(around: Around) -> None:
    """The student writes, the coach adds who does what; what is not shared is not there for the others."""
    coach, student = around["coach"], around["student"]
    coach.go(around.plan)
    coach.fill({"planned_on": (today() + timedelta(weeks=6)).isoformat()})
    coach.send(stays=True)
    everybody: list[str] = ["coach", "support_advisor", "guardian", "trusted_person"]
    around.write("student", "study_skills", {"goal": "Leren plannen, naast de hulp thuis", "audience": everybody})
    student.go(f"{around.plan}areas/justice/")
    student.fill({"goal": "Dit houd ik nog voor mezelf"})
    ticked = student.page.locator("input[name=audience]:checked")
    while ticked.count():
        ticked.first.uncheck()
    student.send()
    for what, owner in (("De week plannen op zondag", around.student_id), ("Bellen met de roostermaker", None)):
        coach.go(f"{around.plan}tasks/new/?area=study_skills")
        typed: dict[str, str | list[str] | bool] = {
            "what": what,
            "owner": owner or "somebody_else",
            "due_on": (today() + timedelta(days=61)).isoformat(),
        }
        coach.fill(typed if owner else {**typed, "owner_name": "Budgetcoach van het wijkteam"})
        coach.send()
    for name in ("coach", "support_advisor", "guardian", "trusted_person"):
        said = around.read(name)
        assert said.index("De week plannen op zondag") < said.index("Bellen met de roostermaker")
        assert "Dit houd ik nog voor mezelf" not in said


def _two_at_once(around: Around) -> None:
    """Coach and support advisor open the same part; the second sees both texts and makes one of them."""
    coach, advisor = around["coach"], around["support_advisor"]
    for one in (coach, advisor):
        one.go(f"{around.plan}areas/study_skills/")
    coach.fill({"agreed": "Elke week een uur plannen met de coach"})
    coach.send()
    advisor.fill({"agreed": "Elke week een uur plannen in lokaal 0.08"})
    advisor.send(stays=True)
    said = advisor.said()
    assert "Elke week een uur plannen met de coach" in said
    advisor.fill({"agreed": "Elke week een uur plannen met de coach, in lokaal 0.08"})
    advisor.send()
    assert "met de coach, in lokaal 0.08" in around.read("student")


def _adjustment_for_a_year(around: Around) -> None:
    """Asked on a phone, agreed by the support advisor, and waiting to be looked back on within the year."""
    student, advisor = around["student"], around["support_advisor"]
    student.go(f"/students/{around.student_id}/adjustments/new/")
    student.fill({"option": "oral", "what": "Vertellen lukt beter dan schrijven", "domain": "tests", "ground": "other"})
    student.send()
    advisor.go("/")
    assert "Een mondelinge toets in plaats van een schriftelijke" in advisor.said()
    advisor.go(student.page.url.removeprefix(student.school.url) + "grant/")
    look_back = today() + timedelta(weeks=20)
    advisor.fill({"arranged": "Mondelinge toetsen Nederlands", "evaluate_on": look_back.isoformat()})
    advisor.send()
    advisor.it_is(look_back)
    advisor.go("/")
    assert "Aanpassingen om op terug te kijken" in advisor.said()
    advisor.it_is(today())
