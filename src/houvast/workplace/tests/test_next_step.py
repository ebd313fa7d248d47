"""Each page leads somewhere its reader may go, and says what is true for who reads it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from houvast.cases.models import Case
from houvast.people.clock import now, set_to
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.inventory import share
from houvast.workplace.actions.letters import send_letters
from houvast.workplace.actions.meetings import plan_meeting
from houvast.workplace.actions.procedures import begin_with_parts
from houvast.workplace.procedure_names import SWITCH
from houvast.workplace.tests.filled import fill, items, planned
from houvast.workplace.tests.school import BEGIN, School, count, make_school
from houvast.workplace.tests.test_appointments import JOB
from tests.houvast_testing.cast import make_account, make_person

SHARED, NEXT_YEAR, AUTUMN = date(2027, 4, 2), date(2027, 11, 22), date(2026, 11, 23)


@pytest.fixture
def school(db: None) -> School:
    return make_school()


def read(client: Client, url: str, on: date = AUTUMN) -> str:
    with set_to(on):
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def with_role(school: School, name: str, role: str) -> Client:
    """Somebody else of the institute with this role, signed in."""
    person = make_person(school.organisation, name, "Anders")
    RoleAssignment.objects.create(
        organisation=school.organisation, person=person, role=role, starts_on=BEGIN, confirmed_at=now()
    )
    client = Client()
    client.force_login(make_account(person))
    return client


def shared_list(school: School) -> None:
    inventory = count(school)
    with set_to(SHARED):
        share(inventory=inventory, by=None, at=now())
        while send_letters(inventory, at=now()):
            pass


@pytest.mark.req("S-208", "S-210")
def test_who_guides_reads_the_number_of_a_letter_and_only_the_student_is_led_to_the_letter_itself(
    school: School,
) -> None:
    shared_list(school)
    page = f"/workplace/students/{school.mila.pk}/"
    own = read(school.client("mila"), page, SHARED)
    letter = re.search(r'href="(/letters/[^"]+/)"', own)
    assert letter is not None
    read(school.client("mila"), letter[1], SHARED)
    for member in ("school_educator", "institute_educator", "office"):
        text = read(school.client(member), page, SHARED)
        assert "The student has a letter with this answer: number" in text
        assert "/letters/" not in text


@pytest.mark.req("S-192", "S-199")
def test_a_registration_for_next_year_does_not_go_by_the_list_of_a_year_before(school: School) -> None:
    shared_list(school)
    url = f"/workplace/students/{school.mila.pk}/appointment/"
    assert "The list says:" in read(school.client("mila"), url, SHARED)
    later = read(school.client("mila"), url, NEXT_YEAR)
    assert "The list says:" not in later
    assert "not shared yet" in later
    page = read(school.client("mila"), f"/workplace/students/{school.mila.pk}/", NEXT_YEAR)
    assert "in 2027-2028" in page
    assert "For 2028-2029 progress is counted on" in page


@pytest.mark.req("S-119", "S-264", "S-265")
def test_a_switch_that_runs_stands_on_the_page_of_the_student_with_the_step_it_is_at(school: School) -> None:
    with set_to(AUTUMN):
        by = Viewer(school.mila, AUTUMN)
        case = begin_with_parts(student=school.mila, pack_id=SWITCH, by=by, own_words="Verhuisd.", at=now())
    for member in ("mila", "institute_educator"):
        page = read(school.client(member), f"/workplace/students/{school.mila.pk}/")
        assert "Procedures that run" in page
        assert f"/cases/{case.pk}/" in page
    assert "Procedures that run" not in read(school.client("noor"), f"/workplace/students/{school.noor.pk}/")


@pytest.mark.req("S-265")
def test_an_educator_begins_a_switch_without_words_of_the_student_and_writes_the_talk_in_its_own_form(
    school: School,
) -> None:
    client, url = school.client("institute_educator"), f"/workplace/students/{school.mila.pk}/switch/"
    page = read(client, url)
    assert "The institute-based educator talks with the student" in page
    assert 'name="why"' not in page
    key = re.search(r'name="submission" value="([^"]+)"', page)
    with set_to(AUTUMN):
        answer = client.post(url, {"submission": key[1]} if key else {})
    case = Case.objects.get(student=school.mila)
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.pk}/")
    own = read(school.client("noor"), f"/workplace/students/{school.noor.pk}/switch/")
    assert 'name="why"' in own


@pytest.mark.req("S-106", "S-114")
def test_the_second_meeting_of_the_year_is_proposed_once_the_first_is_planned(school: School) -> None:
    url, client = f"/workplace/schools/{school.delta.pk}/meetings/new/", school.client("school_educator")
    chosen = re.compile(r'name="number"[^>]*value="(\d)"[^>]*(?:checked|selected)|value="(\d)"[^>]*selected')
    first = chosen.search(read(client, url))
    assert first is not None
    assert "1" in first.groups()
    with set_to(AUTUMN):
        by = Viewer(school.school_educator, AUTUMN)
        plan_meeting(school=school.delta, by=by, planned_on=date(2026, 12, 7), number=1)
    second = chosen.search(read(client, url))
    assert second is not None
    assert "2" in second.groups()


@pytest.mark.req("S-167", "S-273")
def test_what_ended_is_empty_in_words_of_its_own(school: School) -> None:
    office = school.client("office")
    assert "Nobody asks for another training school now." in read(office, "/workplace/switches/")
    assert "No switch has ended yet." in read(office, "/workplace/switches/?show=ended")


@pytest.mark.req("S-129")
def test_the_log_of_a_case_offers_a_correction_only_to_who_may_make_it(school: School) -> None:
    coordinator = with_role(school, "Rachid", "regional_coordinator")
    with set_to(AUTUMN):
        by = Viewer(school.mila, AUTUMN)
        case = begin_with_parts(student=school.mila, pack_id=SWITCH, by=by, own_words="Verhuisd.", at=now())
    link = f"/cases/{case.pk}/log/2/correct/"
    assert link not in read(coordinator, f"/cases/{case.pk}/log/")
    educator = school.client("institute_educator")
    assert link in read(educator, f"/cases/{case.pk}/log/")
    read(educator, link)


@pytest.mark.req("S-130", "S-131")
def test_a_counsellor_looks_up_a_student_who_comes_without_asking_and_nobody_else_has_that_desk(school: School) -> None:
    counsellor = with_role(school, "Dunya", "student_counsellor")
    file = f"/counsellor/students/{school.mila.pk}/"
    assert file not in read(counsellor, "/counsellor/")
    assert file in read(counsellor, "/counsellor/?q=mila")
    assert file in read(counsellor, f"/counsellor/?q={school.mila.number}")
    assert file not in read(counsellor, "/counsellor/?q=noor")
    read(counsellor, file)
    with set_to(AUTUMN):
        assert school.client("office").get("/counsellor/?q=mila").status_code == 404


@pytest.mark.req("S-217", "S-242")
def test_a_review_is_finished_only_when_filled_in_and_then_waits_where_the_student_and_the_supervisor_sign(
    school: School,
) -> None:
    review = planned(school)
    path, own = f"/workplace/reviews/{review.pk}/", f"/workplace/students/{school.mila.pk}/"
    educator = school.client("institute_educator")
    empty = read(educator, path)
    assert "Nothing is filled in yet." in empty
    assert f"{path}finish/" not in empty
    form = read(school.client("supervisor"), f"{path}fill/together/")
    for first in ("2026-11-23", "Mila Student, Wim Werkplek"):
        assert f'value="{first}"' in form
    typed = {"held_on": "2026-11-20", "participants": "Mila, Wim", "filled_in_by": "Wim", **items(green=14)}
    assert fill(school.client("supervisor"), f"{path}fill/together/", typed).status_code == 302
    assert f"{path}finish/" in read(educator, path)
    assert f"{path}sign/" not in read(school.client("mila"), own)
    assert fill(educator, f"{path}finish/", {"colour": "green", "why": ""}).status_code == 302
    assert f"{path}sign/" in read(school.client("mila"), own)
    assert f"{path}sign/" not in read(educator, own)
    assert "Send the supervisor a link to sign with" in read(educator, path)
    assert fill(school.client("mila"), f"{path}sign/", {"answer": "agree", "remark": ""}).status_code == 302
    assert f"{path}sign/" not in read(school.client("mila"), own)


@pytest.mark.req("S-192")
def test_an_appointment_for_next_year_is_registered_from_the_day_its_list_is_shared(school: School) -> None:
    own, form = f"/workplace/students/{school.mila.pk}/", f"/workplace/students/{school.mila.pk}/appointment/"
    mila = school.client("mila")
    before = read(mila, own, SHARED - timedelta(days=1))
    assert form not in before
    assert "You can register an appointment for 2027-2028 from Friday 2 April 2027, and before Tuesday 1 June" in before
    with set_to(SHARED - timedelta(days=1)):
        refused = mila.post(form, JOB)
    assert refused.status_code == 422
    assert "when the list of who is eligible is shared" in refused.content.decode()
    assert form in read(mila, own, SHARED)
    with set_to(SHARED):
        assert mila.post(form, JOB).status_code == 302
    school.noor.language = "nl"
    school.noor.save(update_fields=["language"])
    dutch = read(school.client("noor"), f"/workplace/students/{school.noor.pk}/")
    assert "kun je melden vanaf vrijdag 2 april 2027, en vóór dinsdag 1 juni 2027" in dutch


def test_the_menu_says_workplace_learning_on_every_page_of_it(school: School) -> None:
    review = planned(school)
    own = f"/workplace/students/{school.mila.pk}/"
    here = f'<a href="{own}" aria-current="page">'
    pages = (own, f"{own}reviews/", f"/workplace/reviews/{review.pk}/", "/workplace/about/")
    for page in pages:
        assert here in read(school.client("mila"), page), page
    assert here not in read(school.client("mila"), "/my-data/")
