"""A year of a training school in a browser, with 40 students and with 1,000: reviews, meeting, list, letters, switch,
and the places of the next year.

The student sits at a phone in Dutch, the guides and the desks at a desk in Dutch and English; every page is scanned.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from houvast.workplace.review_form import CODES
from tests.journeys.institute import LETTERS, open_institute
from tests.journeys.person import PersonAtBrowser

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser]

NOVEMBER, MARCH, APRIL = date(2026, 11, 23), date(2027, 3, 15), date(2027, 4, 2)
AUGUST, SEPTEMBER = date(2027, 8, 20), date(2027, 9, 1)


class Windows:
    """Everybody's window: the student at a phone, the others at a desk."""

    def __init__(self, chromium: Browser, school: School) -> None:
        self.school = school
        self.student = school.students["student2"]
        seats = {
            "student": ("student2", "nl", True),
            "supervisor": ("supervisor1", "nl", True),
            "educator": ("educator1", "nl", False),
            "institute": ("institute1", "en", False),
            "office": ("office", "nl", False),
            "region": ("regional_coordinator", "en", True),
        }
        self.windows = {
            name: PersonAtBrowser.sign_in(chromium, school, f"{mail}@example.org", language=language, phone=phone)
            for name, (mail, language, phone) in seats.items()
        }

    def __getitem__(self, name: str) -> PersonAtBrowser:
        return self.windows[name]

    def it_is(self, day: date) -> None:
        for window in self.windows.values():
            window.it_is(day)

    def problems(self) -> list[str]:
        return [problem for window in self.windows.values() for problem in window.problems]


def link(window: PersonAtBrowser, part: str) -> str:
    """The address of the first link on the page that holds this."""
    found = window.page.locator(f"main a[href*='{part}']").first.get_attribute("href")
    assert found is not None
    return found


def the_review(all_: Windows) -> None:
    """Planned and prepared by the student, filled in by the supervisor, finished by the institute, signed."""
    of_student = f"/workplace/students/{all_.student}/"
    student = all_["student"]
    student.go(of_student + "reviews/new/")
    student.fill({"planned_on": "2026-12-01", "way": "together"})
    student.send()
    student.go(of_student + "reviews/")
    review = link(student, "/workplace/reviews/")
    student.go(review + "prepare/")
    student.fill({"guide_read": True, "portfolio": "https://portfolio.example.org/sam", "learning_questions": "Orde."})
    student.send()
    supervisor = all_["supervisor"]
    supervisor.go(review + "fill/together/")
    supervisor.fill({"held_on": "2026-11-23"})
    supervisor.page.get_by_role("button", name="Dit bewaren").click()  # at the first step of many
    supervisor.page.wait_for_url(lambda url: "fill" not in url)
    supervisor.go(review + "fill/together/")
    assert supervisor.page.locator("[name='held_on']").input_value() == "2026-11-23"
    typed: dict[str, str | list[str] | bool] = dict.fromkeys((f"{code}-colour" for code in CODES), "green")
    supervisor.fill({**typed, "progress_agreements": "Elke week een lesplan."})
    supervisor.send()
    all_["institute"].go(review + "finish/")
    all_["institute"].fill({"colour": "green"})
    all_["institute"].send()
    for who in ("student", "supervisor"):
        all_[who].go(review + "sign/")
        all_[who].fill({"answer": "agree"})
        all_[who].send()
    all_["educator"].go(review)
    assert "Afgerond en ondertekend" in all_["educator"].said()


def the_meeting(all_: Windows) -> str:
    """The educator of the school plans it, and both sides write what they bring in; gives its address."""
    school = f"/workplace/schools/{all_.school.students['school']}/"
    educator = all_["educator"]
    educator.go(school)
    educator.go(school + "meetings/new/")
    educator.fill({"number": "1", "planned_on": "2026-11-25"})
    educator.send()
    meeting = educator.page.url.removeprefix(all_.school.url)
    educator.go(link(educator, f"{meeting}students/"))
    educator.fill(
        {
            "institute_side": "Studie op schema.", "school_side": "Lesplannen komen laat.", "plan": "Samen plannen.",
            "who-0": "Sjoerd", "what-0": "Elke vrijdag kijken", "due_on-0": "2026-12-18",
        }
    )  # fmt: skip
    educator.send()
    educator.go(school + "figures/")
    return meeting


def the_appointment(all_: Windows) -> None:
    """Counted on 15 March, shared on 2 April with a letter, registered by the student, answered by the office."""
    all_.it_is(MARCH)
    office = all_["office"]
    office.go("/workplace/inventory/")
    office.send()
    all_["institute"].go(f"/workplace/schools/{all_.school.students['school']}/list/")
    all_.it_is(APRIL)
    all_.school.run(LETTERS, APRIL.isoformat())
    all_["educator"].go(f"/workplace/schools/{all_.school.students['school']}/list/")
    student = all_["student"]
    student.go(f"/workplace/students/{all_.student}/")
    student.go(link(student, "/letters/"))
    student.go(f"/workplace/students/{all_.student}/appointment/")


def the_switch(all_: Windows) -> None:
    """Asked by the student on the phone; it stands on every list of who has a part in it."""
    student = all_["student"]
    student.go(f"/workplace/students/{all_.student}/switch/")
    student.fill({"reason": "personal", "travel": "130", "why": "Ik ben verhuisd naar Middelburg."})
    student.send()
    for path in ("/", "/workplace/region/", "/workplace/switches/"):
        all_["region"].go(path)
        assert "Noor" in all_["region"].said()
    for path in ("/", "/workplace/", "/workplace/places/", "/workplace/switches/"):
        all_["office"].go(path)
    school = all_.school.students["school"]
    all_["office"].go(f"/workplace/schools/{school}/places/2026-2027/")
    all_["office"].fill({"places": "45"})
    all_["office"].send()
    student.go(f"/workplace/students/{all_.student}/study-advice/")
    student.go("/workplace/about/")
    all_["office"].go("/workplace/about/")


def the_next_year(all_: Windows, students: int) -> None:
    """In summer the placement office places everybody again from one list; the educator sees them from that day."""
    all_.it_is(AUGUST)
    office = all_["office"]
    office.go("/workplace/places/many/")
    guides = "Sjoerd School 1;Ilse Instituut 1"
    lines = [f"{900000 + at};De Delta 1;{min(at % 4 + 2, 4)};voltijd;;{guides}" for at in range(students)]
    office.fill({"starts_on": SEPTEMBER.isoformat(), "lines": "\n".join(lines)})
    office.send()
    assert f"{students} studenten hebben hun plek" in office.page.locator("body").inner_text()
    all_.it_is(SEPTEMBER)
    all_["educator"].go(f"/workplace/schools/{all_.school.students['school']}/")
    assert f"Hier leren {students} studenten" in all_["educator"].said()


@pytest.mark.long
def test_a_year_with_forty_students(chromium: Browser, tmp_path: Path) -> None:
    students = 40
    with open_institute(tmp_path, students=students) as school:
        all_ = Windows(chromium, school)
        all_.it_is(NOVEMBER)
        the_review(all_)
        the_meeting(all_)
        the_switch(all_)
        the_appointment(all_)
        the_next_year(all_, students)
        assert all_.problems() == []


@pytest.mark.proof
@pytest.mark.timeout(1200)
def test_a_training_school_with_a_thousand_students(chromium: Browser, tmp_path: Path) -> None:
    students = 1000
    with open_institute(tmp_path, students=students) as school:
        all_ = Windows(chromium, school)
        all_.it_is(NOVEMBER)
        the_review(all_)
        meeting = the_meeting(all_)
        educator = all_["educator"]
        for path in (meeting, meeting + "?list=all", f"/workplace/schools/{school.students['school']}/"):
            educator.go(path)
            onward = educator.page.locator("main a[rel=next]")
            assert onward.count() == 1
            onward.click()
            educator.page.wait_for_load_state()
            educator.look()
        the_switch(all_)
        the_appointment(all_)
        the_next_year(all_, students)
        assert all_.problems() == []
