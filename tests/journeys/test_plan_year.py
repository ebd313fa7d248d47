"""A student with three helpers through a school year in a browser, until after the eighteenth birthday.

The student writes a goal on a phone, the coach and the support advisor add tasks, two of them type at once and merge,
everybody signs the same version; an adjustment is asked, agreed and looked back on; the care team hears the student's
own question and its decision becomes a task in the plan; somebody outside school helps with money, asked and agreed;
another coach comes, who reads what the first one and the student wrote; and on the eighteenth birthday the guardian
stops seeing. Every page is scanned for accessibility, in Dutch.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.people.clock import today
from tests.journeys.outside import HELPERS, press
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
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment
student, born, password = json.loads(sys.argv[1])
one = Person.objects.get(pk=student)
Person.objects.filter(pk=student).update(birth_date=date.fromisoformat(born))
for kind, given in (("guardian", "Ingrid"), ("trusted_person", "Tante"), ("study_coach", "Carlo")):
    email = f"{kind}-plan@example.org"
    person = Person.objects.create(organisation=one.organisation, given_name=given, family_name="Voorbeeld",
        sort_name=given.lower(), email=email, created_at=now())
    Account.objects.create(organisation=one.organisation, person=person, email=email,
        password=make_password(password), created_at=now())
    if kind == "study_coach":
        RoleAssignment.objects.create(organisation=one.organisation, person=person, role=kind,
            starts_on=today().replace(year=2025, day=1))
        continue
    PersonalRelation.objects.create(organisation=one.organisation, kind=kind, holder=person, student=one,
        starts_on=today().replace(year=2025, day=1))
coach = PersonalRelation.objects.get(student=one, kind="coach").holder
print(json.dumps([str(coach.pk), str(Person.objects.get(email="study_coach-plan@example.org").pk)]))
"""


def _pair(found: object) -> tuple[str, str]:
    assert isinstance(found, list)
    first, second = found
    return str(first), str(second)


class Around:
    """The student and who helps, each in a window of their own; `day` is what their clocks say."""

    def __init__(self, chromium: Browser, school: School, born: date) -> None:
        self.student_id = school.students[NUMBER]
        self.coach, self.new_coach = _pair(school.run(PREPARE, [self.student_id, born.isoformat(), PASSWORD]))
        self.unit, self.budget = _pair(school.run(HELPERS, [self.student_id, PASSWORD]))
        mails = {
            "student": f"student{NUMBER}@example.org",
            "coach": "coach@example.org",
            "new_coach": "study_coach-plan@example.org",
            "support_advisor": "support_advisor@example.org",
            "administration": "administration@example.org",
            "budget": "budget@example.org",
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
@pytest.mark.timeout(1200)
@pytest.mark.req("S-085", "S-285", "S-291", "S-451", "S-523", "S-528", "S-529", "S-530", "S-537", "S-547", "S-618")
@pytest.mark.req("S-653")
def test_a_student_with_three_helpers_gets_through_a_school_year_and_an_eighteenth_birthday(
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
    _care_team(around)
    _help_outside_school(around)
    _another_coach(around)

    around.it_is(today() + timedelta(days=60))
    around["student"].go(around.plan)
    row = around["student"].page.locator("main .hv-row", has_text="De week plannen op zondag").first
    row.get_by_role("link").click()
    around["student"].fill({"status": "done", "remark": "Het lukt!"})
    around["student"].send()
    around["new_coach"].go(f"{around.plan}history/")
    assert "Het lukt!" in around["new_coach"].said()
    assert "Het lukt!" not in around.read("coach"), "who coached before reads no plan any more"

    around.it_is(birthday - timedelta(days=1))
    assert "Leren plannen" in around.read("guardian")
    around.it_is(birthday)
    assert "Leren plannen" not in around.read("guardian")
    assert "Leren plannen" in around.read("trusted_person")
    for name in ("student", "new_coach", "support_advisor"):
        assert "Een stille plek regelen" in around.read(name)
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


def _care_team(around: Around) -> None:
    """The student asks, the support advisor leads the meeting, and what is decided stands in the one plan."""
    student, chair = around["student"], around["support_advisor"]
    student.go(f"/students/{around.student_id}/care-team/ask/")
    student.fill({"question": "Kan ik ergens rustig leren?"})
    student.send()
    chair.go("/care-team/new/")
    chair.fill({"kind": "care_team", "unit": around.unit, "planned_on": today().isoformat(), "place": "B1.04"})
    chair.send()
    meeting = chair.page.url.removeprefix(chair.school.url)
    chair.page.locator("main .hv-row", has_text="De student vraagt").first.get_by_role("link").first.click()
    chair.page.wait_for_url("**/care-team/students/*/")
    chair.look()
    assert "Kan ik ergens rustig leren?" in chair.said()
    decided: dict[str, str | list[str] | bool] = {
        "said": "Thuis is geen plek om te leren.",
        "for_student": "School regelt een stille plek.",
        "what-0": "Een stille plek regelen",
        "owner_name-0": "Olga Ondersteuner",
        "due_on-0": (today() + timedelta(days=7)).isoformat(),
    }
    chair.fill(decided)
    press(chair, "Dit bewaren")
    chair.go(f"{meeting}end/")
    chair.send()
    assert "Een stille plek regelen" in chair.said()
    student.go(f"/students/{around.student_id}/care-team/")
    assert "School regelt een stille plek." in student.said()
    assert "Een stille plek regelen" in around.read("student")


def _help_outside_school(around: Around) -> None:
    """The coach asks, the student says yes on the phone, the helper gives a word back that both read."""
    coach, student, helper = around["coach"], around["student"], around["budget"]
    coach.go(f"/students/{around.student_id}/referrals/new/")
    asked: dict[str, str | list[str] | bool] = {"choice": "other", "to_name": "Budgetcoach", "receiver": around.budget}
    coach.fill({**asked, "why": "Samen je geld op een rij.", "told": "Geld."})
    coach.send()
    here = coach.page.url.removeprefix(coach.school.url)
    helper.go(here)
    assert "Samen je geld" not in helper.said(), "nothing is shared before the student says yes"
    student.go(here)
    press(student, "Ja, dat wil ik graag")
    helper.go(here)
    for state, word in (("accepted", ""), ("begun", ""), ("ended", "Er ligt een overzicht.")):
        helper.fill({"state": state, "word_back": word})
        helper.send(stays=True)
    for window in (coach, student):
        window.go(here)
        assert "Er ligt een overzicht." in window.said()


def _another_coach(around: Around) -> None:
    """The administration gives another coach; the words of the first coach and of the student reach the new one."""
    office, first, student, second = (around[one] for one in ("administration", "coach", "student", "new_coach"))
    office.go(f"/administration/coaches/{around.coach}/")
    office.page.evaluate("document.querySelectorAll('input[name=students]').forEach(one => { one.checked = false; })")
    office.fill({"students": [around.student_id], "coach": around.new_coach, "on": today().isoformat()})
    office.send()
    first.go("/")
    first.page.locator("main a[href*='/coach-changes/']").first.click()
    first.page.wait_for_url("**/coach-changes/*/")
    here = first.page.url.removeprefix(first.school.url)
    first.look()
    first.fill({"strengths": "Leert door te doen.", "what_matters": "Maandag samen plannen."})
    first.send()
    student.go(here)
    assert "Leert door te doen." in student.said()
    student.fill({"words": "Bel mij niet voor tien uur."})
    student.send(stays=True)
    second.go(here)
    said = second.said()
    assert "Maandag samen plannen." in said
    assert "Bel mij niet voor tien uur." in said
    second.fill({"first_talk_on": (today() + timedelta(days=3)).isoformat()})
    second.send(stays=True)
    assert "met de coach, in lokaal 0.08" in around.read("new_coach")
