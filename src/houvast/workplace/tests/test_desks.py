"""The desks of the institute: places and requests, the region, a school's figures, switches and third chances."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from houvast.cases.models import Case
from houvast.education.models import Enrolment, Programme
from houvast.people.clock import now, set_to
from houvast.people.models import RoleAssignment
from houvast.workplace.models import PlaceOffer, Triad
from houvast.workplace.tests.filled import fill
from houvast.workplace.tests.school import BEGIN, School, make_school
from tests.houvast_testing.cast import make_account, make_person

DAY = date(2026, 11, 23)
LATER = date(2027, 3, 8)
FAILED = {"result": "failed", "portfolio": "no", "why": "Geen portfolio."}


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def holder(school: School, *roles: str) -> Client:
    person = make_person(school.organisation, "Dana", roles[0].capitalize())
    person.language = "en"
    person.save(update_fields=["language"])
    for role in roles:
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


def stands(page: str, name: str = "Mila Student") -> list[str]:
    """The parts of a start page in which somebody stands, once for each row."""
    parts = re.split(r"<h2[^>]*>", page)[1:]
    return [part.split("<")[0].strip() for part in parts for row in part.split('class="hv-row"')[1:] if name in row]


def switch(school: School) -> Case:
    typed = {"reason": "personal", "travel": "130", "why": "Ik ben verhuisd naar Middelburg."}
    assert fill(school.client("mila"), f"/workplace/students/{school.mila.pk}/switch/", typed).status_code == 302
    return Case.objects.get(student=school.mila, pack="training-school-switch")


@pytest.mark.req("S-126")
def test_the_office_keeps_places_and_reads_who_is_still_without(school: School) -> None:
    lone = make_person(school.organisation, "Lena", "Zonderplek", is_student=True, number="0900099")
    Enrolment.objects.create(
        organisation=school.organisation, student=lone, programme=Programme.objects.get(), cohort="2026-2027",
        starts_on=BEGIN,
    )  # fmt: skip
    office = school.client("office")
    page = read(office, "/workplace/places/")
    assert "1 student is still without a place; 0 places are free." in page
    assert "Lena Zonderplek" in page
    assert "how many there are is not told yet" in page
    url = f"/workplace/schools/{school.delta.pk}/places/2026-2027/"
    assert fill(office, url, {"places": "5", "remark": "Twee in Noord"}).status_code == 302
    page = read(office, "/workplace/places/")
    assert "3 of 5 places free" in page
    assert "Twee in Noord" in page
    assert "1 thing" not in read(office, "/")
    assert "Still without a place" in read(office, "/")
    stale = {"places": "1", "remark": "", "revision": "0"}
    with set_to(DAY):
        assert office.post(url, stale).status_code == 409
    assert fill(office, url, {"places": "1", "remark": ""}).status_code == 302
    assert "too many" in read(office, "/workplace/places/")
    assert PlaceOffer.objects.get().revision == 2
    with set_to(DAY):
        assert office.get(f"/workplace/schools/{school.delta.pk}/places/2020-2021/").status_code == 404
        assert office.get("/workplace/places/?year=2020-2021").status_code == 404
        assert office.post(url, {"places": "-1", "revision": "2"}).status_code == 422
        for member in ("institute_educator", "school_educator", "supervisor", "coach", "mila"):
            for path in ("/workplace/places/", "/workplace/region/", "/workplace/switches/", url):
                assert school.client(member).get(path).status_code == 404


@pytest.mark.req("S-126")
def test_who_learns_there_since_an_earlier_year_takes_a_place_now_and_none_of_the_next_year(school: School) -> None:
    office = school.client("office")
    Triad.objects.filter(training_school=school.delta).update(school_year="2025-2026")
    url = f"/workplace/schools/{school.delta.pk}/places/2026-2027/"
    assert fill(office, url, {"places": "5", "remark": ""}).status_code == 302
    assert "3 of 5 places free" in read(office, "/workplace/places/")
    assert "0 places taken" in read(office, "/workplace/places/?year=2027-2028")
    leaving = {"school_year": "2026-2027", "ends_on": date(2027, 8, 31)}
    Triad.objects.filter(training_school=school.delta).update(**leaving)
    page = read(office, "/workplace/places/")
    assert "3 of 5 places free" in page
    assert "Every student has a place" in page

    Triad.objects.filter(training_school=school.delta).update(ends_on=date(2026, 12, 31))
    assert "Every student has a place" in read(office, "/workplace/places/", date(2026, 12, 31))
    page = read(office, "/workplace/places/", date(2027, 1, 4))
    assert "5 of 5 places free" in page
    assert "2 students are still without a place" in page


@pytest.mark.req("S-120", "S-126", "S-272", "S-275")
def test_a_switch_stands_on_the_lists_of_everybody_who_has_a_part_in_it(school: School) -> None:
    region, subject = holder(school, "regional_coordinator"), holder(school, "subject_coordinator")
    manager = holder(school, "education_manager")
    for client in (region, subject, school.client("office")):
        assert "Nobody asks for another training school now." in read(client, "/workplace/switches/")
    case = switch(school)
    for client in (region, subject, school.client("office")):
        page = read(client, "/workplace/switches/")
        assert "Mila Student" in page
        assert f"/cases/{case.pk}/" in page
        assert "Mila Student" in read(client, "/")
    assert read(manager, "/workplace/switches/") == ""
    assert "Mila Student" not in read(region, "/workplace/switches/?show=ended")


@pytest.mark.req("S-120")
def test_the_regional_coordinator_reads_what_is_open_per_school_and_region(school: School) -> None:
    region = holder(school, "regional_coordinator")
    school.oever.region = "Noord"
    school.oever.save(update_fields=["region"])
    page = read(region, "/workplace/region/")
    assert "1 thing is open for 3 students." in page
    assert "?region=Noord" in page
    switch(school)
    page = read(region, "/workplace/region/?region=Zuid")
    assert "1 thing is open for 2 students." in page
    assert "Mila Student" in page
    assert "Mila Student" not in read(region, "/workplace/region/?region=Noord")
    assert "De Oever" in read(region, "/")
    assert read(region, "/workplace/region/?region=Elders") == ""


@pytest.mark.req("S-106", "S-114", "S-218")
def test_a_schools_figures_count_only_whom_the_viewer_may_see(school: School) -> None:
    path = f"/workplace/schools/{school.delta.pk}/figures/"
    concern = {"goes_well": "Rustig.", "seen": "Drie lesplannen te laat.", "weight": "concern"}
    fill(school.client("supervisor"), f"/workplace/students/{school.noor.pk}/concern/", concern)
    own = read(school.client("school_educator"), path)
    assert "2 students learn here." in own
    assert "Who needs attention" in own
    assert "no review yet" in own
    office = read(school.client("office"), path)
    assert "2 students learn here." in office
    assert "Who needs attention" not in office
    assert "The latest progress review" not in office
    for member in ("other_educator", "mila"):
        assert read(school.client(member), path) == ""


@pytest.mark.req("S-164", "S-167", "S-168", "S-170", "S-171", "S-175")
def test_a_request_for_a_third_chance_waits_with_the_education_manager_and_then_the_board(school: School) -> None:
    manager, board = holder(school, "education_manager"), holder(school, "examination_board")
    educator = school.client("institute_educator")
    assert fill(educator, f"/workplace/students/{school.mila.pk}/assessment/", {"why": ""}).status_code == 302
    case = Case.objects.get(student=school.mila)

    def do(client: Client, act: str, typed: dict[str, str], on: date) -> int:
        return fill(client, f"/cases/{case.pk}/do/{act}/", typed, on).status_code

    assert do(educator, "first", FAILED, DAY) == 302
    assert do(educator, "resit", FAILED, DAY) == 422, "ten teaching weeks have not passed"
    assert do(educator, "plan", {"what": "Elke week een les.", "happened_on": DAY.isoformat()}, DAY) == 302
    assert do(educator, "resit", FAILED, LATER) == 302
    talk = {"suited": "Ja, met hulp.", "feasible": "Met een planning.", "happened_on": LATER.isoformat()}
    assert do(educator, "talk", talk, LATER) == 302
    for client in (manager, board):
        assert "Nobody asks for a third chance now." in read(client, "/workplace/third-chances/", LATER)
    assert do(school.client("mila"), "request", {"why": "Ik was ziek."}, LATER) == 302
    for client in (manager, board):
        assert "Mila Student" in read(client, "/workplace/third-chances/", LATER)
        assert "Requests for a third chance" in read(client, "/", LATER)
    listed = read(manager, "/workplace/third-chances/", LATER)
    assert f"/cases/{case.pk}/do/advice/" in listed
    assert "waits for:" not in listed, "what waits for the reader does not wait for somebody else first"
    for client in (manager, board):
        assert stands(read(client, "/", LATER)) == ["This waits for you"], "a task of one's own stands there once"
    granted = {"option": "granted", "reasons": "Goed plan."}
    assert do(board, "board", granted, LATER) == 422
    assert do(manager, "advice", {"what": "Geef een kans."}, LATER) == 302
    assert do(manager, "board", granted, LATER) == 422, "who advises does not decide"
    assert f"/cases/{case.pk}/do/board/" in read(board, "/workplace/third-chances/", LATER)
    assert stands(read(board, "/", LATER)) == ["This waits for you"]
    assert stands(read(manager, "/", LATER)) == ["Requests for a third chance"]
    assert "What waits for you here stands at the top of this page." in read(board, "/", LATER)
    both = read(holder(school, "education_manager", "examination_board"), "/", LATER)
    assert both.count("Nobody asks for a third chance now.") == 1, "two roles of one person bring the list once"
    assert do(board, "board", granted, LATER) == 302
    assert "Mila Student" in read(board, "/workplace/third-chances/?show=ended", LATER)
    for member in ("mila", "office", "school_educator"):
        assert read(school.client(member), "/workplace/third-chances/", LATER) == ""


def test_the_lists_take_as_many_queries_for_many_as_for_few(school: School) -> None:
    office, region = school.client("office"), holder(school, "regional_coordinator")
    switch(school)
    pages = [(office, "/workplace/places/"), (region, "/workplace/region/"), (region, "/workplace/switches/"),
             (office, f"/workplace/schools/{school.delta.pk}/figures/"), (office, "/")]  # fmt: skip

    def queries() -> list[int]:
        counted = []
        for client, path in pages:
            with set_to(DAY), CaptureQueriesContext(connection) as seen:
                assert client.get(path).status_code == 200
            counted.append(len(seen))
        return counted

    queries()
    before = queries()
    programme = Programme.objects.get()
    for number in range(8):
        lone = make_person(school.organisation, f"Student{number}", "Nieuw", is_student=True, number=f"99{number}")
        Enrolment.objects.create(
            organisation=school.organisation, student=lone, programme=programme, cohort="2026-2027", starts_on=BEGIN
        )
    typed = {"reason": "personal", "travel": "95", "why": "Verhuisd."}
    for student in ("noor", "pim"):
        path = f"/workplace/students/{getattr(school, student).pk}/switch/"
        assert fill(school.client(student), path, typed).status_code == 302
    assert max(after - once for once, after in zip(before, queries(), strict=True)) <= 1
