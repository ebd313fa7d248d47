"""A journey through a procedure in browsers: what each person around one student does, and what they then read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from houvast.cases.tests.play import consultation, final_report, interim_report, proposal, reasons, start_report
from houvast.people.clock import today
from tests.journeys.person import PersonAtBrowser
from tests.journeys.school import School, birthday

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Journey:
    """Everybody around one student, each at their own window; `day` is what all their clocks say.

    Staff sit at a desk, students and guardians hold a phone; with `phones` everybody does.
    """

    def __init__(
        self,
        browser: Browser,
        school: School,
        number: str,
        *,
        language: str,
        javascript: bool = True,
        phones: bool = False,
    ) -> None:
        self.browser, self.school, self.language, self.javascript = browser, school, language, javascript
        self.student_id, self.number = school.students[number], number
        self.day, self.phones = today(), phones
        self.case = ""
        self.windows: dict[str, PersonAtBrowser] = {}
        self.guardian_email = f"moeder{number}@example.org"

    def who(self, name: str) -> PersonAtBrowser:
        if name not in self.windows:
            email = {"student": f"student{self.number}@example.org", "guardian": self.guardian_email}.get(
                name, f"{name}@example.org"
            )
            self.windows[name] = PersonAtBrowser.sign_in(
                self.browser,
                self.school,
                email,
                language=self.language,
                phone=self.phones or name in ("student", "guardian"),
                javascript=self.javascript or name not in ("student", "coach"),
            )
        window = self.windows[name]
        window.it_is(self.day)
        return window

    def type_birth_date_and_guardian(self, years: int) -> None:
        office = self.who("administration")
        office.go(f"/administration/students/{self.student_id}/identity/")
        office.fill({"birth_date": birthday(years, self.day).isoformat()})
        office.send()
        office.go(f"/administration/students/{self.student_id}/guardians/new/")
        office.fill(
            {"given_name": "Moeder", "family_name": "Thuis", "email": self.guardian_email, "has_authority": True}
        )
        office.send()
        self.guardian_email = self.school.give_guardian_access(self.student_id)

    def record_two_talks(self) -> None:
        coach = self.who("coach")
        for weeks in (6, 3):
            coach.go(f"/students/{self.student_id}/talks/new/")
            coach.fill(
                {
                    "kind": "progress",
                    "held_on": (self.day - timedelta(weeks=weeks)).isoformat(),
                    "goes_well": "Komt op tijd.",
                    "report": "Twee toetsen gemist; samen een planning gemaakt.",
                    "study_behaviour": "amber",
                    "results": "red",
                    "finishes_in_time": "no",
                    "agreements-0-what": "Elke maandag een planning",
                    "agreements-0-due_on": self.day.isoformat(),
                }
            )
            coach.send()

    def begin(self) -> None:
        self.who("coach").go(f"/students/{self.student_id}/cases/")
        self._begin("coach", "improvement-track")

    def go_on_with(self, who: str, pack: str) -> None:
        """Begin the procedure that the present one leads to, from the link on its page."""
        self.who(who).go(f"/cases/{self.case}/")
        self._begin(who, pack)

    def _begin(self, who: str, pack: str) -> None:
        window = self.who(who)
        window.page.locator(f"a[href*='/cases/new/{pack}/']").first.click()
        window.look()
        before = self.case
        window.send()
        found = re.search(r"/cases/([0-9a-f-]{36})/", window.page.url)
        assert found, window.page.url
        assert found[1] != before, window.page.url
        self.case = found[1]

    def act(self, who: str, act: str, typed: dict[str, object] | None = None, *, stays: bool = False) -> str:
        window = self.who(who)
        window.go(f"/cases/{self.case}/do/{act}/")
        window.fill(typed or {})  # type: ignore[arg-type]
        window.send(stays=stays)
        return window.said()

    def sign(self, who: str, act: str, given: str = "agree", remark: str = "") -> None:
        window = self.who(who)
        window.go(f"/cases/{self.case}/")
        window.page.locator(f"a[href$='/sign/{act}/1/']").first.click()
        window.look()
        window.fill({"given": given})
        if remark:
            window.fill({"remark": remark})
        window.send()

    def read(self, who: str) -> str:
        window = self.who(who)
        window.go(f"/cases/{self.case}/")
        return window.said()

    def to_start_meeting(self) -> None:
        self.record_two_talks()
        self.begin()
        self.act("coach", "propose", proposal())
        self.act("team_leader", "consult_team", consultation())
        self.act("support_advisor", "consult_support", consultation())
        self.act("team_leader", "start_decision", reasons(option="begin"))
        self.act("team_leader", "start_meeting", start_report(self.day))

    def to_judgement(self, *, kept: str, sufficient: str, signers: tuple[str, ...]) -> None:
        for who in (*signers, "coach", "team_leader"):
            self.sign(who, "start_meeting")
        self.day += timedelta(weeks=6)
        self.act("team_leader", "interim_evaluation", interim_report())
        for who in (*signers, "team_leader"):
            self.sign(who, "interim_evaluation")
        self.day += timedelta(weeks=6)
        self.act("team_leader", "final_meeting", final_report(kept=kept, sufficient=sufficient))

    def problems(self) -> list[str]:
        return sorted({problem for window in self.windows.values() for problem in window.problems})


def words(journey: Journey, dutch: str, english: str) -> str:
    return english if journey.language == "en" else dutch
