"""The urgent study advice: one moment, waiting only on advice that was released, and free to be set aside."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from houvast.cases.models import Case
from houvast.people.clock import now, set_to
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.counselling import answer_advice, write_advice
from houvast.workplace.models import CounsellorAdvice
from houvast.workplace.tests.filled import fill
from houvast.workplace.tests.school import BEGIN, School, make_school
from tests.houvast_testing.cast import make_account, make_person

DAY = date(2026, 11, 23)
SAID = "Wacht met het advies tot in februari."
TALKED = {"credits": "20", "wellbeing": "Het gaat."}


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def holder(school: School, role: str) -> Client:
    person = make_person(school.organisation, "Tess", role.capitalize())
    person.language = "en"
    person.save(update_fields=["language"])
    RoleAssignment.objects.create(
        organisation=school.organisation, person=person, role=role, starts_on=BEGIN, confirmed_at=now()
    )
    client = Client()
    client.force_login(make_account(person))
    return client


def path(school: School) -> str:
    return f"/workplace/students/{school.pim.pk}/study-advice/"


def read(client: Client, url: str, on: date = DAY) -> str:
    with set_to(on):
        answer = client.get(url)
    return answer.content.decode() if answer.status_code == 200 else ""


def begun(school: School, on: date = DAY) -> Case:
    """The year towards the advice, begun by the coach, with one talk held."""
    coach = school.client("coach")
    assert fill(coach, f"/students/{school.pim.pk}/cases/new/hbo-study-advice/", {}, on).status_code == 302
    case = Case.objects.get(student=school.pim, status="open")
    talked = {**TALKED, "happened_on": on.isoformat()}
    assert fill(coach, f"/cases/{case.pk}/do/talk/", talked, on).status_code == 302
    return case


def advise(client: Client, case: Case, option: str, on: date = DAY) -> int:
    typed = {"option": option, "reasons": "Daarom."}
    return fill(client, f"/cases/{case.pk}/do/advise/", typed, on).status_code


def advice(school: School) -> CounsellorAdvice:
    """The counsellor advises to wait; nobody else reads it yet."""
    counsellor = make_person(school.organisation, "Daan", "Decaan")
    RoleAssignment.objects.create(
        organisation=school.organisation,
        person=counsellor,
        role="student_counsellor",
        starts_on=BEGIN,
        confirmed_at=now(),
    )
    with set_to(DAY):
        return write_advice(
            student=school.pim, by=Viewer(counsellor, DAY), kind=CounsellorAdvice.Kind.POSTPONE, text=SAID, at=now()
        )


def answer(school: School, one: CounsellorAdvice, *, release: bool) -> None:
    one.refresh_from_db()
    with set_to(DAY):
        answer_advice(advice=one, by=school.viewer("pim", DAY), release=release, seen_revision=one.revision, at=now())


@pytest.mark.req("S-088", "S-091", "S-092", "S-096")
def test_everybody_reads_the_one_moment_the_norm_of_the_cohort_and_that_it_does_not_bind(school: School) -> None:
    own = read(school.client("pim"), path(school))
    assert "The one moment was the end of the first year, on Tuesday 1 September 2026." in own
    assert "the end of your first year, on Tuesday 1 September 2026" in read(
        school.client("pim"), path(school), date(2026, 6, 1)
    )
    assert "nobody sends you away for it" in own
    assert "The norm is 48 credits" in own
    assert "Begin the year" not in own
    assert "Begin the year towards the advice" in read(school.client("coach"), path(school))
    for stranger in ("noor", "supervisor", "school_educator", "office"):
        assert read(school.client(stranger), path(school)) == ""


@pytest.mark.req("S-098", "S-100")
def test_the_advice_waits_only_on_the_counsellors_advice_that_the_student_released(school: School) -> None:
    leader, case = holder(school, "team_leader"), begun(school)
    assert advise(leader, case, "postponed") == 422
    one = advice(school)
    assert advise(leader, case, "postponed") == 422
    own = read(school.client("pim"), path(school))
    assert "It goes to the programme only when you release it." in own
    assert SAID not in read(leader, path(school))
    assert "No advice to wait was released." in read(leader, path(school))
    answer(school, one, release=True)
    assert SAID in read(leader, path(school))
    answer(school, one, release=False)
    assert advise(leader, case, "postponed") == 422
    answer(school, one, release=True)
    assert advise(leader, case, "postponed") == 302
    assert Case.objects.get(pk=case.pk).outcome == "postponed"
    assert "The advice waits" in read(school.client("pim"), path(school))
    assert "Begin the year towards the advice" in read(school.client("coach"), path(school))


@pytest.mark.req("S-092", "S-093", "S-096", "S-097")
def test_the_student_sets_the_urgent_advice_aside_alone_and_no_other_advice_follows(school: School) -> None:
    leader, case = holder(school, "team_leader"), begun(school)
    assert advise(leader, case, "urgent") == 302
    own = read(school.client("pim"), path(school))
    assert "You may set the advice aside and go on; you need not say why." in own
    choose = f"/cases/{case.pk}/do/choose/"
    assert choose in own
    assert fill(school.client("pim"), choose, {"option": "go_on"}).status_code == 302
    assert Case.objects.get(pk=case.pk).outcome == "goes_on"
    own = read(school.client("pim"), path(school))
    assert "There is one moment, so no other follows." in own
    assert "Goes on" in own
    assert "Begin the year" not in read(school.client("coach"), path(school))
    again = begun(school, date(2027, 2, 1))
    for option in ("urgent", "positive", "postponed"):
        assert advise(leader, again, option, date(2027, 2, 1)) == 422
