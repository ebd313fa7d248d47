"""A token opens what it says, for its purpose, for its own school, until its end; and its use stands in the log."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client as Browser

from houvast.api import actions
from houvast.api.models import Call, Token
from houvast.api.rest import entering
from houvast.api.scopes import SCOPES, offered
from houvast.api.tests.conftest import Systems
from houvast.core.access.policy import POLICY
from houvast.core.access.words import Action, Data, Purpose
from houvast.people.actions.record import NotYours
from houvast.people.clock import now
from houvast.people.models import AdministrativeAct
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import SYSTEM_RELATIONS, Viewer
from houvast.privacy.models import ReadLog
from tests.houvast_testing.cast import Cast

NOBODY = uuid.UUID("01900000-0000-7000-8000-000000000000")


def test_a_token_reads_the_students_of_its_own_school_and_of_no_other(cast: Cast, systems: Systems) -> None:
    answer = systems.system().get("/students")
    assert answer.status_code == 200
    ids = {one["id"] for one in answer.json()["items"]}
    assert ids == {str(cast.student.pk), str(cast.other_student.pk)}
    assert systems.system().get(f"/students/{cast.stranger_student.pk}").status_code == 404
    assert systems.system().get(f"/students/{NOBODY}").status_code == 404


def test_a_system_of_one_team_gets_404_for_a_student_of_another(cast: Cast, systems: Systems) -> None:
    team = systems.system(unit=cast.team)
    assert [one["id"] for one in team.get("/students").json()["items"]] == [str(cast.student.pk)]
    assert team.get(f"/students/{cast.student.pk}").status_code == 200
    assert team.get(f"/students/{cast.other_student.pk}").status_code == 404
    assert team.get("/absences", studentId=cast.other_student.pk).status_code == 404


def test_what_was_read_stands_in_the_log_with_the_purpose_of_the_token(cast: Cast, systems: Systems) -> None:
    systems.system(Purpose.GUIDANCE).get(f"/students/{cast.student.pk}")
    read = ReadLog.objects.latest("id")
    assert (read.purpose, read.page, read.students) == ("guidance", "rest:student", [cast.student.pk.hex])
    assert read.reader_id == systems.client().person_id
    call = Call.objects.latest("id")
    assert (call.operation, call.status, call.students) == ("student", 200, 1)


def test_the_student_reads_that_a_system_looked_and_for_what(cast: Cast, systems: Systems) -> None:
    systems.system(Purpose.GUIDANCE).get(f"/students/{cast.student.pk}")
    page = cast.client("student").get("/who-looked/").content.decode()
    assert "Rooster" in page
    assert "een systeem van je school, geen mens" in page


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer hv_of-nobody", "Basic YTpi", "hv_x"])
def test_without_a_token_that_runs_nothing_opens(systems: Systems, given: str) -> None:
    system = systems.system()
    system.headers = {"Authorization": given}
    answer = system.get("/students")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_token_does_not_open_a_page_and_a_session_does_not_open_the_api(cast: Cast, systems: Systems) -> None:
    token = systems.system().token
    assert Browser().get("/", headers={"Authorization": f"Bearer {token}"}).status_code == 302
    assert cast.client("administrator").get("/api/v1/students").status_code == 401


def test_a_token_that_was_ended_or_ran_out_opens_nothing(systems: Systems) -> None:
    system = systems.system()
    token = Token.objects.get()
    actions.end_token(token=token, by=systems.keeper, at=now())
    assert system.get("/students").status_code == 401
    later = systems.system()
    Token.objects.filter(ended_at=None).update(made_at=now() - timedelta(days=9), expires_at=now() - timedelta(days=1))
    assert later.get("/students").status_code == 401


def test_all_tokens_of_a_system_end_with_it(systems: Systems) -> None:
    system = systems.system()
    actions.end_client(client=systems.client(), by=systems.keeper, at=now())
    assert system.get("/students").status_code == 401


def test_a_scope_that_was_not_given_is_refused_and_says_which(systems: Systems) -> None:
    answer = systems.system(scopes=["students:read"]).get("/absences")
    assert answer.status_code == 403
    assert "absences:read" in answer.json()["detail"]


@pytest.mark.parametrize("purpose", [Purpose.ADMINISTRATION, Purpose.GUIDANCE, Purpose.FOLLOW_UP])
def test_a_purpose_carries_only_what_the_policy_gives_its_system(systems: Systems, purpose: Purpose) -> None:
    for scope in set(SCOPES) - set(offered(purpose)):
        with pytest.raises(CannotBeDone):
            systems.system(purpose, [scope.name])
    with pytest.raises(CannotBeDone):
        systems.system(purpose, ["everything"])


def test_only_the_hash_of_a_token_is_kept(systems: Systems) -> None:
    token = systems.system().token
    kept = " ".join(str(value) for value in Token.objects.values().get().values())
    assert token not in kept
    assert len(token) > 40


def test_a_token_ends_within_two_years_and_after_today(systems: Systems) -> None:
    client = systems.client()
    for wrong in (timedelta(0), timedelta(days=731)):
        new = actions.NewToken(
            purpose=Purpose.GUIDANCE, scopes=["talks:read"], reason="x", expires_at=now() + wrong - timedelta(seconds=9)
        )
        if wrong:
            new = actions.NewToken(
                purpose=Purpose.GUIDANCE, scopes=["talks:read"], reason="x", expires_at=now() + wrong
            )
        with pytest.raises(CannotBeDone):
            actions.give_token(client=client, new=new, by=systems.keeper, at=now())


def test_nobody_but_an_administrator_of_the_school_connects_or_ends(cast: Cast, systems: Systems) -> None:
    new = actions.NewClient(name="Ander", keeper="x", unit=None)
    for person in (cast.coach, cast.administration, cast.director):
        with pytest.raises(NotYours):
            actions.connect(new=new, by=Viewer(person), at=now())
    client = systems.client()
    with pytest.raises(NotYours):
        actions.end_client(client=client, by=Viewer(cast.stranger_coach), at=now())


def test_what_an_administrator_did_with_a_system_stands_in_the_acts(systems: Systems) -> None:
    systems.system()
    actions.end_client(client=systems.client(), by=systems.keeper, at=now())
    acts = AdministrativeAct.objects.filter(about=systems.client().person)
    assert acts.count() == 3


def test_a_token_may_be_used_so_often_a_minute(systems: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "LIMIT", 2)
    system = systems.system()
    first = system.get("/students")
    assert first.headers["RateLimit"].startswith('"token";r=1;')
    assert system.get("/students").status_code == 200
    answer = system.get("/students")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_no_system_ever_gets_what_was_said_or_decides() -> None:
    allowed = {
        *(Data.IDENTITY, Data.CONTACT, Data.ENROLMENT, Data.ABSENCE, Data.RESULTS),
        *(Data.PLANNED_TALKS, Data.ALERTS, Data.CASES, Data.HANDOVER),
    }
    for row in (one for one in POLICY if one.relation in SYSTEM_RELATIONS):
        assert row.data in allowed
        assert row.actions <= {Action.SEE, Action.RECORD}


def test_a_system_is_nobody_on_the_pages_of_staff(cast: Cast, systems: Systems) -> None:
    systems.system()
    assert "Rooster" not in cast.client("administrator").get("/administration/staff/").content.decode()
