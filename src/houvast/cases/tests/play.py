"""Playing a case through the pages: what people type, as the right person, on the right day."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from houvast.cases.models import Case, CaseTask
from houvast.guidance.models import Agreement, Talk
from houvast.people import clock
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

OK, FOUND, INVALID, CONFLICT, GONE = 200, 302, 422, 409, 404
START = date(2026, 11, 23)


def proposal() -> dict[str, Any]:
    return {
        "goes_well": "Sam is vriendelijk en komt op tijd.",
        "aspects": ["study_behaviour", "results"],
        "in_time": "no",
        "start_reason": "both",
        "tried": "Twee gesprekken, een planning, bijles aangeboden.",
    }


def consultation() -> dict[str, Any]:
    return {"who": "Het team en de adviseur", "advice": "Start een traject, met bijles."}


def start_report(on: date) -> dict[str, Any]:
    later = (on + timedelta(weeks=12)).isoformat()
    return {
        "cause": "Resultaten en studiegedrag blijven achter.",
        "observed": "Vier keer te laat in twee weken; twee toetsen gemist.",
        "desired-0-what": "Op tijd in de les",
        "desired-0-judged_by": "Aanwezigheid per week",
        "student_actions-0-what": "Elke maandag een planning maken",
        "student_actions-0-by_when": later,
        "school_actions-0-what": "Bijles rekenen",
        "school_actions-0-who": "Carla Coach",
        "school_actions-0-by_when": later,
        "agreed_until": later,
        "interim_day": (on + timedelta(weeks=6)).isoformat(),
        "interim_topics": "Planning en toetsen",
        "final_day": later,
        "action_points-0-what": "Toets rekenen inhalen",
        "action_points-0-who": "Sam",
        "action_points-0-by_when": later,
        "student_view": "Ik wil het halen.",
    }


def interim_report() -> dict[str, Any]:
    return {
        "goes_well": "Op tijd, alle weken.",
        "progress-0-what": "Planning",
        "progress-0-rating": "amber",
        "progress-0-facts": "Drie van de vijf weken",
        "school_kept": "Bijles is gegeven.",
    }


def final_report(*, kept: str, sufficient: str) -> dict[str, Any]:
    return {
        "goes_well": "Aanwezigheid.",
        "improvement_points-0-what": "Planning",
        "improvement_points-0-rating": "green" if kept == "kept" else "red",
        "improvement_points-0-facts": "Weekplanning",
        "school_kept": "yes",
        "agreements_kept": kept,
        "progress_sufficient": sufficient,
    }


def reasons(**more: str) -> dict[str, Any]:
    return {"reasons": "Omdat de feiten dat laten zien.", **more}


@dataclass
class Play:
    """A case being played. `day` moves on; every action happens on it, through the pages."""

    cast: Cast
    day: date = START
    case: Case | None = None
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = self.cast.client(who)
        return self.clients[who]

    def get(self, who: str, path: str) -> HttpResponse:
        with clock.set_to(self.day):
            return self.client(who).get(path)  # type: ignore[return-value]

    def post(self, who: str, path: str, data: dict[str, Any] | None = None, *, fill: bool = True) -> HttpResponse:
        """Send a form as a browser does: with the hidden fields of the page, then what was typed."""
        with clock.set_to(self.day):
            hidden = hidden_fields(self.client(who).get(path).content.decode()) if fill else {}
            return self.client(who).post(path, {**hidden, **(data or {})})  # type: ignore[return-value]

    @property
    def base(self) -> str:
        assert self.case is not None
        return f"/cases/{self.case.pk}/"

    def begin(self, who: str = "coach", pack: str = "improvement-track") -> HttpResponse:
        answer = self.post(who, f"/students/{self.cast.student.pk}/cases/new/{pack}/")
        self.case = Case.objects.filter(student=self.cast.student, pack=pack).order_by("-pk").first()
        return answer

    def act(self, who: str, act: str, data: dict[str, Any] | None = None) -> HttpResponse:
        return self.post(who, f"{self.base}do/{act}/", data)

    def sign(self, who: str, act: str, given: str = "agree", remark: str = "", number: int = 1) -> HttpResponse:
        return self.post(who, f"{self.base}sign/{act}/{number}/", {"given": given, "remark": remark})

    def sign_for(
        self, who: str, act: str, role: str, signer: Person, data: dict[str, Any], number: int = 1
    ) -> HttpResponse:
        return self.post(who, f"{self.base}sign/{act}/{number}/{role}/{signer.pk}/", data)

    def now(self) -> Case:
        assert self.case is not None
        self.case.refresh_from_db()
        return self.case

    def open_tasks(self) -> set[str]:
        return set(CaseTask.objects.filter(case=self.case, done_on__isnull=True).values_list("key", flat=True))

    def pass_days(self, days: int) -> None:
        self.day += timedelta(days=days)

    # -- longer stretches ------------------------------------------------------------------------------------------

    def talks(self, count: int = 2) -> None:
        """Talks of the coach with written agreements, before the start."""
        for number in range(count):
            with clock.set_to(self.day):
                talk = Talk.objects.create(
                    organisation=self.cast.organisation,
                    student=self.cast.student,
                    kind=Talk.Kind.PROGRESS,
                    held_on=START - timedelta(days=30 - number),
                    led_by=self.cast.coach,
                    report="Besproken hoe het gaat.",
                    recorded_at=clock.now(),
                )
                Agreement.objects.create(
                    organisation=self.cast.organisation,
                    student=self.cast.student,
                    talk=talk,
                    what="Elke week een planning",
                    due_on=START,
                )

    def to_start(self) -> None:
        self.talks()
        expect(self.begin(), FOUND)
        expect(self.act("coach", "propose", proposal()), FOUND)
        expect(self.act("team_leader", "consult_team", consultation()), FOUND)
        expect(self.act("support_advisor", "consult_support", consultation()), FOUND)
        expect(self.act("team_leader", "start_decision", reasons(option="begin")), FOUND)

    def to_interim(self) -> None:
        self.to_start()
        expect(self.act("team_leader", "start_meeting", start_report(self.day)), FOUND)
        for who in ("student", "coach", "team_leader", "guardian"):
            expect(self.sign(who, "start_meeting"), FOUND)

    def to_final(self) -> None:
        self.to_interim()
        self.pass_days(42)
        expect(self.act("team_leader", "interim_evaluation", interim_report()), FOUND)
        for who in ("student", "team_leader", "guardian"):
            expect(self.sign(who, "interim_evaluation"), FOUND)

    def to_judgement(self, *, kept: str, sufficient: str) -> None:
        self.to_final()
        self.pass_days(42)
        expect(self.act("team_leader", "final_meeting", final_report(kept=kept, sufficient=sufficient)), FOUND)

    def to_future(self) -> None:
        self.to_judgement(kept="not_kept", sufficient="no")
        expect(self.act("team_leader", "team_decision", reasons(option="no_success")), FOUND)
        expect(self.act("director", "director_consent", reasons(option="granted")), FOUND)
        expect(self.act("director", "no_success_letter"), FOUND)


def hidden_fields(html: str) -> dict[str, str]:
    """The hidden fields of the forms on a page, with the key against sending twice."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*type=\"(?:hidden|date)\"[^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = value[1]
    return found


def expect(answer: HttpResponse, status: int) -> HttpResponse:
    """The status, or what the page says instead."""
    if answer.status_code != status:
        said = re.sub(r"<[^>]+>|\s+", " ", answer.content.decode().partition("<main")[2].partition("</main")[0])
        raise AssertionError(f"{answer.status_code} instead of {status}: {re.sub(' +', ' ', said)[:1500]}")
    return answer
