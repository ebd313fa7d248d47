"""Beside the review: professional behaviour by facts, and the counsellor's own desk."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils.translation import override

from houvast.people.clock import now, set_to
from houvast.people.models import RoleAssignment
from houvast.workplace.behaviour_list import POINTS
from houvast.workplace.models import CounsellorAdvice, CounsellorVisit, Observation
from houvast.workplace.tests.filled import DAY, fill
from houvast.workplace.tests.school import BEGIN, School, make_school
from tests.houvast_testing.cast import make_account, make_person

SECRET = "Zorgt voor haar zieke vader"
SEEN = {"item": "preparation", "kind": "attention", "seen_on": "2026-11-20", "fact": "Het lesplan kwam na de les."}


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english(settings: object) -> object:
    with override("en"):
        yield


def desk(school: School, role: str = "student_counsellor") -> Client:
    """A browser of somebody who holds this role for the whole institute."""
    person = make_person(school.organisation, "Daan", f"Decaan {role}")
    person.language = "en"
    person.save(update_fields=["language"])
    make_account(person)
    RoleAssignment.objects.create(
        organisation=school.organisation, person=person, role=role, starts_on=BEGIN, confirmed_at=now()
    )
    client = Client()
    client.force_login(person.account)
    return client


def read(client: Client, path: str) -> str:
    with set_to(DAY):
        answer = client.get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.req(
    "S-247", "S-248", "S-249", "S-250", "S-251", "S-252", "S-253", "S-254",
    "S-255", "S-256", "S-257", "S-258", "S-259", "S-260", "S-261", "S-262",
)  # fmt: skip
def test_behaviour_is_noted_as_facts_under_fifteen_points_and_talked_over_never_counted(school: School) -> None:
    path = f"/workplace/students/{school.mila.pk}/behaviour/"
    assert len(POINTS) == 15
    own = read(school.client("mila"), path)
    for point in POINTS.values():
        assert str(point.says) in own
    assert fill(school.client("supervisor"), path + "new/", SEEN).status_code == 302
    assert fill(school.client("supervisor"), path + "new/", {**SEEN, "fact": ""}).status_code == 422
    assert fill(school.client("supervisor"), path + "new/", {**SEEN, "seen_on": "2026-12-24"}).status_code == 422
    own = read(school.client("mila"), path)
    assert "Het lesplan kwam na de les." in own
    assert "Nothing here is counted." in own
    assert "/behaviour/new/" not in own
    one = Observation.objects.get()
    talked = {"on": "2026-11-23", "own_view": "De printer was stuk.", "agreed": "Een dag eerder mailen."}
    assert fill(school.client("school_educator"), f"/workplace/behaviour/{one.pk}/", talked).status_code == 302
    own = read(school.client("mila"), path)
    assert "De printer was stuk." in own
    with set_to(DAY):
        for member in ("mila", "other_educator", "office", "coach"):
            assert school.client(member).post(f"/workplace/behaviour/{one.pk}/", talked).status_code == 404
    for member in ("other_educator", "office", "pim"):
        assert read(school.client(member), path) == ""


@pytest.mark.req("S-098", "S-131", "S-132", "S-148", "S-159")
def test_what_student_and_counsellor_say_is_read_by_nobody_else_and_the_coach_reads_yes_or_no(school: School) -> None:
    counsellor = desk(school)
    file = f"/counsellor/students/{school.mila.pk}/"
    at_work = f"/workplace/students/{school.mila.pk}/"
    assert "Has been with the student counsellor: no." in read(school.client("coach"), at_work)
    assert fill(school.client("mila"), file + "ask/", {"about": SECRET}).status_code == 302
    assert fill(school.client("noor"), f"/counsellor/students/{school.noor.pk}/ask/", {"about": ""}).status_code == 302
    visit = CounsellorVisit.objects.get(student=school.mila)
    assert "Mila Student" in read(counsellor, "/counsellor/")
    plan = {"day": "2026-11-24", "time": "10:00", "place": "K1.02"}
    assert fill(counsellor, f"/counsellor/visits/{visit.pk}/plan/", plan).status_code == 302
    assert "K1.02" in read(school.client("mila"), file)
    close = {"state": "held", "on": "2026-11-23"}
    assert fill(counsellor, f"/counsellor/visits/{visit.pk}/close/", close).status_code == 302
    assert fill(counsellor, file + "file/new/", {"on": "2026-11-23", "text": SECRET}).status_code == 302
    assert SECRET in read(school.client("mila"), file)
    told = read(school.client("coach"), at_work)
    assert "Has been with the student counsellor: yes." in told
    assert SECRET not in told
    for member in ("coach", "institute_educator", "school_educator", "supervisor", "office", "noor"):
        assert read(school.client(member), file) == ""
    assert "student counsellor" not in read(school.client("supervisor"), at_work).lower()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM workplace_counsellorentry")
        assert SECRET not in cursor.fetchone()[0]


@pytest.mark.req("S-100", "S-143", "S-146", "S-151", "S-152", "S-153")
def test_advice_leaves_the_desk_only_when_the_student_releases_it(school: School) -> None:
    counsellor, manager = desk(school), desk(school, "education_manager")
    at_work = f"/workplace/students/{school.mila.pk}/"
    file = f"/counsellor/students/{school.mila.pk}/"
    for kind in ("postpone", "extension", "time_out", "new_rights", "remission"):
        typed = {"kind": kind, "text": f"Advies {kind} tot 1 september."}
        assert fill(counsellor, file + "advice/new/", typed).status_code == 302
    assert "Advies postpone" not in read(school.client("coach"), at_work)
    assert "Advies postpone" not in read(manager, "/")
    one = CounsellorAdvice.objects.get(kind="postpone")
    with set_to(DAY):
        answer = f"/counsellor/advice/{one.pk}/"
        assert school.client("coach").post(answer, {"answer": "release"}).status_code == 404
        assert counsellor.post(answer, {"answer": "release"}).status_code == 404
        for advice in CounsellorAdvice.objects.all():
            told = {"answer": "release", "revision": advice.revision}
            assert school.client("mila").post(f"/counsellor/advice/{advice.pk}/", told).status_code == 302
        assert school.client("mila").post(answer, {"answer": "keep", "revision": one.revision}).status_code == 409
    shown = read(school.client("coach"), at_work)
    assert "Advies postpone tot 1 september." in shown
    assert "Advies remission" not in shown
    assert "Mila Student" in read(manager, "/")
    one.refresh_from_db()
    with set_to(DAY):
        school.client("mila").post(f"/counsellor/advice/{one.pk}/", {"answer": "keep", "revision": one.revision})
    assert "Advies postpone" not in read(school.client("coach"), at_work)


def test_a_student_asks_once_at_a_time(school: School) -> None:
    path = f"/counsellor/students/{school.mila.pk}/ask/"
    assert fill(school.client("mila"), path, {"about": ""}).status_code == 302
    assert fill(school.client("mila"), path, {"about": ""}).status_code == 422
    with set_to(date(2026, 11, 24)):
        assert school.client("coach").get(path).status_code == 404
