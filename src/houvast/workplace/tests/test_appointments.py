"""Paid appointments: counted on 15 March, shared and written on 2 April, registered before 1 June."""

import io
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from houvast.documents.models import Document
from houvast.outbox.models import Job, Mail
from houvast.outbox.registry import REGISTRY, Asked
from houvast.people.clock import now, set_to
from houvast.people.models import PersonalRelation
from houvast.workplace.models import Appointment, Eligibility, Inventory, Triad
from houvast.workplace.tests.school import COUNTED, SHARED, School, count, make_school

JOB = {"fte": "0,3", "lesson_hours": "7", "follows_timetable": "yes", "weekly_visit": "yes", "mentor_tasks": "no"}


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english(settings: object) -> object:
    with override("en"):
        yield


def page(school: School, member: str, path: str, on: date) -> str:
    """What this person reads there on that day, in English; the empty text where it does not exist for them."""
    with set_to(on):
        answer = school.client(member).get(path, headers={"accept-language": "en"})
    return answer.content.decode() if answer.status_code == 200 else ""


def work(school: School, on: date) -> None:
    """The worker of that day: the lists are shared, and every letter leaves."""
    with set_to(on):
        asked = Asked(organisation_id=school.organisation.pk, arguments={}, at=now())
        REGISTRY.handler("workplace.share_lists")(asked)
        for name in ("workplace.send_letters", "workplace.some_letters"):
            for job in Job.objects.filter(name=name):
                one = Asked(organisation_id=school.organisation.pk, arguments=job.arguments, at=now())
                assert not REGISTRY.handler(name)(REGISTRY.fetch(name, one))


def test_the_office_counts_on_15_march_and_not_the_day_before(school: School) -> None:
    client = school.client("office")
    with set_to(COUNTED - timedelta(days=1)):
        assert client.post("/workplace/inventory/").status_code == 422
        assert not Inventory.objects.exists()
    count(school)
    rows = {row.student_id: row for row in Eligibility.objects.all()}
    assert rows[school.mila.pk].colour == "green"  # 85 of 90: five below
    assert rows[school.noor.pk].colour == "red"
    assert "10 credits short" not in rows[school.noor.pk].missing
    assert (rows[school.noor.pk].missing, rows[school.noor.pk].needed) == ("credits", Decimal(140))


@pytest.mark.req("S-198", "S-205")
def test_before_it_is_shared_the_institutes_educator_sees_the_list_and_the_training_school_does_not(
    school: School,
) -> None:
    count(school)
    path = f"/workplace/schools/{school.delta.pk}/list/"
    early = page(school, "institute_educator", path, COUNTED)
    assert "Mila Student" in early
    assert "Noor Student" in early
    late = page(school, "school_educator", path, SHARED - timedelta(days=1))
    assert "Mila Student" not in late
    assert "2 April 2027" in late


@pytest.mark.req("S-207", "S-208")
def test_on_2_april_a_training_school_sees_its_own_students_and_nobody_else(school: School) -> None:
    count(school)
    work(school, SHARED)
    path = f"/workplace/schools/{school.delta.pk}/list/"
    shown = page(school, "school_educator", path, SHARED)
    assert "Mila Student" in shown
    assert "Pim Student" not in shown
    assert page(school, "other_educator", path, SHARED) == ""
    assert page(school, "other_educator", f"/workplace/schools/{school.oever.pk}/list/", SHARED).count("Pim Student")
    with set_to(SHARED):
        sheet = school.client("school_educator").get(path + "file/")
    cells = zipfile.ZipFile(io.BytesIO(sheet.content)).read("xl/sharedStrings.xml").decode()
    assert "Mila Student" in cells
    assert "Pim Student" not in cells


@pytest.mark.req("S-199", "S-209", "S-210")
def test_on_2_april_every_student_gets_a_letter_that_proves_it_to_who_hires(school: School) -> None:
    count(school)
    work(school, SHARED)
    assert Document.objects.filter(kind="paid-appointment").count() == 3
    assert Mail.objects.filter(kind="letter").count() == 3
    assert all("appointment" not in str(mail.body).lower() for mail in Mail.objects.filter(kind="letter"))
    row = Eligibility.objects.get(student=school.mila)
    letter = page(school, "mila", f"/letters/{row.letter_id}/", SHARED)
    assert row.pk.hex[-8:].upper() in letter
    assert "0.3 fte" in letter
    listed = page(school, "school_educator", f"/workplace/schools/{school.delta.pk}/list/", SHARED)
    assert row.pk.hex[-8:].upper() in listed
    own = page(school, "mila", f"/workplace/students/{school.mila.pk}/", SHARED)
    assert f"/letters/{row.letter_id}/" in own
    work(school, SHARED + timedelta(days=1))
    assert Document.objects.filter(kind="paid-appointment").count() == 3


@pytest.mark.req("S-116", "S-206")
def test_a_student_reads_why_and_what_would_make_it_so(school: School) -> None:
    count(school)
    path = f"/workplace/students/{school.noor.pk}/"
    before = page(school, "noor", path, SHARED - timedelta(days=1))
    assert "not yet eligible" not in before
    assert "2 April 2027" in before
    work(school, SHARED)
    told = page(school, "noor", path, SHARED)
    assert "30 credits are short of the 140 that are needed" in told
    assert "15 March" in told
    assert page(school, "mila", path, SHARED) == ""
    at_school = page(school, "school_educator", path, SHARED)
    assert "not enough credits yet" in at_school
    assert not re.search(r"\b140\b", at_school)


@pytest.mark.req("S-185", "S-191", "S-192", "S-193", "S-194")
def test_a_student_registers_an_appointment_before_1_june_and_the_office_answers(school: School) -> None:
    count(school)
    work(school, SHARED)
    with set_to(date(2027, 5, 31)):
        path = f"/workplace/students/{school.mila.pk}/appointment/"
        assert school.client("mila").post(path, JOB).status_code == 302
        one = Appointment.objects.get(student=school.mila)
        assert (one.missing, one.level, one.school_year, one.renewal) == ("", 3, "2027-2028", False)
        assert "Mila Student" in page(school, "office", "/workplace/", date(2027, 5, 31))
        answer = f"/workplace/appointments/{one.pk}/"
        assert school.client("school_educator").get(answer).status_code == 404
        posted = school.client("office").post(answer, {"answer": "yes", "reason": "", "revision": one.revision})
        assert posted.status_code == 302
        again = school.client("office").post(answer, {"answer": "no", "reason": "toch niet", "revision": 1})
        assert again.status_code == 422
    one.refresh_from_db()
    assert one.state == "approved"
    assert "approved" in page(school, "mila", f"/workplace/students/{school.mila.pk}/", date(2027, 6, 1))


@pytest.mark.req("S-186", "S-190", "S-197")
def test_what_does_not_fit_is_named_and_a_person_decides_with_a_reason(school: School) -> None:
    count(school)
    work(school, SHARED)
    with set_to(date(2027, 6, 1)):
        wrong = {**JOB, "fte": "0,5", "mentor_tasks": "yes", "weekly_visit": "no"}
        school.client("noor").post(f"/workplace/students/{school.noor.pk}/appointment/", wrong)
        one = Appointment.objects.get(student=school.noor)
        assert one.missing.split() == ["registered_on", "fte", "eligible", "weekly_visit", "mentor_tasks"]
        answer = f"/workplace/appointments/{one.pk}/"
        told = {"answer": "yes", "reason": "", "revision": one.revision}
        assert school.client("office").post(answer, told).status_code == 422
        assert school.client("office").post(answer, {**told, "reason": "Kleine klas"}).status_code == 302
        twice = school.client("noor").post(f"/workplace/students/{school.noor.pk}/appointment/", JOB)
        assert twice.status_code == 422


@pytest.mark.req("S-201", "S-211", "S-212")
def test_the_part_time_side_road_and_who_holds_an_appointment_already_are_visible(school: School) -> None:
    Triad.objects.filter(student=school.mila).update(ends_on=date(2027, 1, 31))
    Triad.objects.create(
        organisation=school.organisation, student=school.mila, school_year="2026-2027", training_school=school.delta,
        mode="part_time", level=2, starts_on=date(2027, 2, 1), institute_educator=school.institute_educator,
    )  # fmt: skip
    Appointment.objects.create(
        organisation=school.organisation, student=school.noor, training_school=school.delta, school_year="2026-2027",
        level=3, fte="0.3", lesson_hours=7, follows_timetable=True, weekly_visit=True, mentor_tasks=False,
        registered_by=school.noor, registered_on=date(2026, 5, 1), state="approved", receipt="{}",
    )  # fmt: skip
    made = count(school)
    shown = page(school, "office", f"/workplace/inventory/{made.pk}/", COUNTED)
    assert "Changed from full-time to part-time" in shown
    assert "Hold an appointment already, looked at again" in shown
    assert Eligibility.objects.get(student=school.mila).colour == "none"


def test_credits_above_the_maximum_and_an_unknown_number_are_refused_by_row(school: School) -> None:
    count(school)
    with set_to(COUNTED):
        lines = f"{school.mila.number};91;0;ja\n9999999;10;;nee\n{school.noor.number};abc;;"
        answer = school.client("office").post("/workplace/inventory/students/", {"lines": lines})
    assert answer.status_code == 422
    assert "abc" in answer.content.decode()
    with set_to(COUNTED):
        lines = f"{school.mila.number};91;0;ja\n9999999;10;;nee"
        answer = school.client("office").post("/workplace/inventory/students/", {"lines": lines})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "91" in told
    assert "9999999" in told


@pytest.mark.req("S-087", "S-117")
def test_who_guides_at_the_training_school_reads_nothing_of_the_coach(school: School) -> None:
    for member in ("school_educator", "supervisor"):
        client = school.client(member)
        with set_to(SHARED):
            assert client.get(f"/students/{school.mila.pk}/talks/new/").status_code == 404
            assert client.get(f"/students/{school.mila.pk}/notes/").status_code == 404
            assert client.get(f"/students/{school.mila.pk}/cases/").status_code == 404
            assert client.get(f"/workplace/students/{school.mila.pk}/").status_code == 200
            assert client.get(f"/workplace/students/{school.pim.pk}/").status_code == 404


def test_a_new_supervisor_sees_the_student_and_the_one_before_no_longer_does(school: School) -> None:
    path = f"/workplace/students/{school.mila.pk}/"
    new = {
        "training_school": school.delta.pk, "location": "", "mode": "full_time", "level": "2", "supervisor": "Olle",
        "school_educator": "Sjoerd", "institute_educator": "Ilse", "starts_on": "2027-02-01",
        "revision": Triad.objects.get(student=school.mila).revision,
    }  # fmt: skip
    with set_to(date(2027, 2, 1)):
        assert school.client("office").post(path + "place/", new).status_code == 302
        assert school.client("supervisor").get(path).status_code == 404
        assert school.client("other_educator").get(path).status_code == 200
        assert school.client("office").post(path + "place/", new).status_code == 409
    assert PersonalRelation.objects.get(holder=school.supervisor, student=school.mila).ends_on == date(2027, 1, 31)
