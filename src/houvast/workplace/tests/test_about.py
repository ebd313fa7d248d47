"""How guidance is organised and where it is written; a coach from the first day; what is kept of a hard talk."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from houvast.cases.models import Case
from houvast.education.models import Enrolment, Programme
from houvast.guidance.models import Contact
from houvast.people.clock import now, set_to
from houvast.people.models import PersonalRelation, RoleAssignment
from houvast.workplace.models import Pointer
from houvast.workplace.tests.filled import fill
from houvast.workplace.tests.school import BEGIN, School, make_school
from tests.houvast_testing.cast import make_account, make_organisation, make_person

DAY = date(2026, 11, 23)


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def holder(school: School, role: str) -> Client:
    person = make_person(school.organisation, "Hanna", role.capitalize())
    person.language = "en"
    person.save(update_fields=["language"])
    RoleAssignment.objects.create(
        organisation=school.organisation, person=person, role=role, starts_on=BEGIN, confirmed_at=now()
    )
    client = Client()
    client.force_login(make_account(person))
    return client


def read(client: Client, url: str, on: date = DAY) -> str:
    with set_to(on):
        answer = client.get(url)
    return answer.content.decode() if answer.status_code == 200 else ""


def keep(school: School, about: str, **typed: str) -> int:
    return fill(school.client("office"), f"/workplace/about/{about}/", {"url": "", "place": "", **typed}).status_code


@pytest.mark.req("S-077", "S-104", "S-118", "S-122", "S-195")
def test_everybody_reads_how_guidance_is_organised_and_who_leads_it(school: School) -> None:
    assert keep(school, "leader", title="Lotte Leiding", place="leiding@example.org") == 302
    for member in ("mila", "supervisor", "school_educator", "institute_educator", "office"):
        page = read(school.client(member), "/workplace/about/")
        assert "first in charge when something is wrong" in page
        to_student = "First you look for a solution within the training school." in page
        to_staff = "First a solution within the training school is looked for." in page
        assert (to_student, to_staff) == (member == "mila", member != "mila")
        assert "Lotte Leiding, leiding@example.org" in page
        assert ("/workplace/about/leader/" in page) == (member == "office")
    assert "/workplace/about/" in read(school.client("mila"), f"/workplace/students/{school.mila.pk}/")
    elsewhere = make_person(make_organisation("ROC Elders"), "Ed", "Elders", is_student=True)
    stranger = Client()
    stranger.force_login(make_account(elsewhere))
    assert read(stranger, "/workplace/about/") == ""


@pytest.mark.req("S-166", "S-196")
def test_a_resit_and_an_appointment_refer_to_the_regulations_in_which_they_are_written(school: School) -> None:
    guide = {"title": "Hogeschoolgids 2026", "place": "bladzijde 27", "url": "https://gids.example.org/oer"}
    assert keep(school, "resit", **guide) == 302
    assert keep(school, "appointment", **{**guide, "place": "bladzijde 31"}) == 302
    resit = read(school.client("institute_educator"), f"/workplace/students/{school.mila.pk}/assessment/")
    assert "Hogeschoolgids 2026" in resit
    assert "bladzijde 27" in resit
    own = read(school.client("mila"), f"/workplace/students/{school.mila.pk}/")
    assert 'href="https://gids.example.org/oer"' in own
    assert "bladzijde 31" in own
    assert keep(school, "resit", title="", place="x") == 422
    assert keep(school, "resit", title="x", url="javascript:alert(1)") == 422
    with set_to(DAY):
        stale = {**guide, "revision": "0"}
        assert school.client("office").post("/workplace/about/resit/", stale).status_code == 409
        assert school.client("office").get("/workplace/about/weather/").status_code == 404
        for member in ("mila", "school_educator", "institute_educator"):
            assert school.client(member).get("/workplace/about/resit/").status_code == 404
    assert Pointer.objects.count() == 2


@pytest.mark.req("S-082")
def test_a_student_without_a_coach_on_the_first_day_stands_on_the_team_leaders_list(school: School) -> None:
    leader = holder(school, "team_leader")
    fresh = make_person(school.organisation, "Fenna", "Fris", is_student=True, number="0900111")
    fresh.language = "en"
    fresh.save(update_fields=["language"])
    make_account(fresh)
    Contact.objects.create(student=fresh, organisation=school.organisation)
    Enrolment.objects.create(
        organisation=school.organisation, student=fresh, programme=Programme.objects.get(), cohort="2026-2027",
        starts_on=BEGIN,
    )  # fmt: skip
    assert "Fenna Fris" in read(leader, "/students/?show=no_coach&list=all", BEGIN)
    PersonalRelation.objects.create(
        organisation=school.organisation, kind="coach", holder=school.coach, student=fresh, starts_on=BEGIN
    )
    assert "Fenna Fris" not in read(leader, "/students/?show=no_coach&list=all", BEGIN)
    own = Client()
    own.force_login(fresh.account)
    assert "Carla Coach" in read(own, "/", BEGIN)


@pytest.mark.req("S-133")
def test_the_counsellor_finds_specialists_outside_to_refer_to(school: School) -> None:
    counsellor = holder(school, "student_counsellor")
    assert "/help/services/" in read(counsellor, "/counsellor/")
    services = read(counsellor, "/help/services/?q=psycholoog")
    assert "/help/kinds/" in services
    assert read(school.client("coach"), "/counsellor/") == ""


@pytest.mark.req("S-157", "S-158", "S-159")
def test_the_report_of_a_three_way_talk_about_suitability_is_kept_in_the_dossier(school: School) -> None:
    educator = school.client("institute_educator")
    begin = f"/students/{school.mila.pk}/cases/new/professional-doubts/"
    assert fill(educator, begin, {}).status_code == 302
    case = Case.objects.get(student=school.mila, pack="professional-doubts")
    said = {
        "goes_well": "Legt rustig uit.", "doubts": "Drie lessen zonder voorbereiding.", "support": "Wekelijks samen.",
        "view": "Ik wil door.", "happened_on": DAY.isoformat(),
    }  # fmt: skip
    act = f"/cases/{case.pk}/do/three_way/"
    assert fill(educator, act, {**said, "doubts": ""}).status_code == 422
    assert fill(educator, act, said).status_code == 302
    for member in ("institute_educator", "mila", "coach"):
        page = read(school.client(member), f"/cases/{case.pk}/")
        assert "Drie lessen zonder voorbereiding." in page
        assert "Ik wil door." in page
    for member in ("noor", "other_educator", "office"):
        assert read(school.client(member), f"/cases/{case.pk}/") == ""


@pytest.mark.req("S-148", "S-149")
def test_a_limitation_that_is_known_is_registered_and_shared_only_with_a_yes(school: School) -> None:
    educator = school.client("institute_educator")
    assert fill(educator, f"/students/{school.mila.pk}/cases/new/limitation/", {}).status_code == 302
    case = Case.objects.get(student=school.mila, pack="limitation")
    share = f"/cases/{case.pk}/do/share/"
    assert fill(educator, f"/cases/{case.pk}/do/known/", {"registered": "yes", "share": "no"}).status_code == 302
    with set_to(DAY):
        refused = educator.post(share, {"what": "Dyslexie.", "revision": Case.objects.get(pk=case.pk).revision})
    assert refused.status_code == 422
    assert "Is it registered?" in read(school.client("mila"), f"/cases/{case.pk}/")
    for member in ("school_educator", "supervisor"):
        assert read(school.client(member), f"/cases/{case.pk}/") == ""
