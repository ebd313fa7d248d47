"""What stands around workplace learning: the coach, the situations that occur often, help on your own."""

from datetime import date

import pytest

from houvast.guidance.models import Contact
from houvast.people.clock import now, set_to
from houvast.people.models import RoleAssignment
from houvast.workplace.tests.school import School, make_school
from tests.houvast_testing.cast import make_account, make_person

DAY = date(2026, 11, 23)
TALK = {
    "kind": "progress", "held_on": "2026-11-20", "goes_well": "Je lesgeven.",
    "report": "Samenvatting van het kwartaal.",
    "agreements-TOTAL_FORMS": "0", "agreements-INITIAL_FORMS": "0",
}  # fmt: skip


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.mark.req("S-086", "S-087")
def test_the_coach_keeps_a_summary_that_the_student_reads_and_the_training_school_does_not(school: School) -> None:
    Contact.objects.create(student=school.mila, organisation=school.organisation)
    with set_to(DAY):
        made = school.client("coach").post(f"/students/{school.mila.pk}/talks/new/", TALK)
        assert made.status_code == 302
        talk = made.headers["Location"]
        assert "Samenvatting van het kwartaal." in school.client("mila").get(talk).content.decode()
        for member in ("supervisor", "school_educator", "other_educator", "office"):
            assert school.client(member).get(talk).status_code == 404
            shown = school.client(member).get(f"/workplace/students/{school.mila.pk}/").content.decode()
            assert "Samenvatting" not in shown


@pytest.mark.req("S-085")
def test_the_coach_of_the_next_year_reads_what_the_one_before_wrote(school: School) -> None:
    Contact.objects.create(student=school.mila, organisation=school.organisation)
    organisation, roles = school.organisation, RoleAssignment.Role
    new = make_person(organisation, "Nadia", "Nieuw")
    arranger = make_person(organisation, "Anja", "Administratie")
    for person in (new, arranger):
        make_account(person)
    begin = date(2026, 9, 1)
    for person, role in (
        (school.coach, roles.STUDY_COACH),
        (new, roles.STUDY_COACH),
        (arranger, roles.STUDENT_ADMINISTRATION),
    ):
        RoleAssignment.objects.create(
            organisation=organisation, person=person, role=role, starts_on=begin, confirmed_at=now()
        )
    client = type(school.client("coach"))()
    with set_to(DAY):
        talk = school.client("coach").post(f"/students/{school.mila.pk}/talks/new/", TALK).headers["Location"]
        client.force_login(new.account)
        assert client.get(talk).status_code == 404
        office = type(client)()
        office.force_login(arranger.account)
        given = {"coach": new.pk, "on": "2026-11-23", "students": [school.mila.pk]}
        assert office.post(f"/administration/coaches/{school.coach.pk}/", given).status_code == 302
        client.force_login(new.account)
        assert "Samenvatting van het kwartaal." in client.get(talk).content.decode()


@pytest.mark.req("S-136")
def test_the_situations_that_occur_often_each_have_a_guided_procedure(school: School) -> None:
    with set_to(DAY):
        start = school.client("institute_educator").get("/workplace/").content.decode()
        assert "/procedures/" in start
        shown = school.client("institute_educator").get("/procedures/").content.decode()
    for title in ("No click", "Illness and placement time-out", "Doubts about suitability", "Language", "limitation"):
        assert title.lower() in shown.lower()


@pytest.mark.req("S-134", "S-150", "S-156")
def test_a_student_finds_the_online_portal_among_the_help(school: School) -> None:
    with set_to(DAY):
        own = school.client("mila").get(f"/workplace/students/{school.mila.pk}/").content.decode()
    assert "Help with studying, online" in own
    assert "Student counsellor" in own
    assert "Language centre and optional courses" in own


@pytest.mark.req("S-119", "S-136")
def test_the_institute_based_educator_begins_a_guided_procedure_and_has_its_first_task(school: School) -> None:
    with set_to(DAY):
        client = school.client("institute_educator")
        shown = client.get(f"/students/{school.mila.pk}/cases/new/professional-doubts/")
        assert shown.status_code == 200
        begun = client.post(
            f"/students/{school.mila.pk}/cases/new/professional-doubts/", {"pack": "professional-doubts"}
        )
        assert begun.status_code == 302
        assert client.get(begun.headers["Location"]).status_code == 200
        assert school.client("school_educator").get(begun.headers["Location"]).status_code == 404
