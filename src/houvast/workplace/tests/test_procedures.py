"""A switch of training school, and an assessment with its resit: begun on the screen, with everybody in it."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from houvast.cases.models import Case, CaseRole
from houvast.people.clock import now, set_to
from houvast.people.models import RoleAssignment
from houvast.workplace.tests.filled import fill
from houvast.workplace.tests.school import BEGIN, School, make_school
from tests.houvast_testing.cast import make_account, make_person

DAY = date(2026, 11, 23)
PARTS = ("regional_coordinator", "subject_coordinator", "education_manager", "examination_board")


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english(settings: object) -> object:
    with override("en"):
        yield


def holders(school: School) -> dict[str, Client]:
    """A browser for one person of each role of the institute."""
    browsers = {}
    for role in PARTS:
        person = make_person(school.organisation, "Dana", role.capitalize())
        make_account(person)
        RoleAssignment.objects.create(
            organisation=school.organisation, person=person, role=role, starts_on=BEGIN, confirmed_at=now()
        )
        browsers[role] = Client()
        browsers[role].force_login(person.account)
    return browsers


@pytest.mark.req("S-125", "S-138", "S-265", "S-271", "S-273", "S-274", "S-276", "S-120", "S-126")
def test_a_student_asks_for_a_switch_with_the_travel_time_explained_and_everybody_comes_in(school: School) -> None:
    browsers = holders(school)
    path = f"/workplace/students/{school.mila.pk}/switch/"
    with set_to(DAY):
        asked = school.client("mila").get(path).content.decode()
        for member in ("noor", "coach", "supervisor", "school_educator"):
            assert school.client(member).get(path).status_code == 404
    assert "students do not apply themselves" in asked
    assert "/procedures/training-school-switch/" in asked
    typed = {"reason": "personal", "travel": "130", "why": "Ik ben verhuisd naar Middelburg."}
    assert fill(school.client("mila"), path, typed).status_code == 302
    case = Case.objects.get(student=school.mila)
    named = set(CaseRole.objects.filter(case=case).values_list("role", flat=True))
    assert named == {"regional_coordinator", "subject_coordinator", "placement_office"}
    with set_to(DAY):
        shown = school.client("institute_educator").get(f"/cases/{case.pk}/").content.decode()
        assert (
            "Middelburg" in shown
            or school.client("institute_educator").get(f"/cases/{case.pk}/log/").status_code == 200
        )
        assert school.client("office").get(f"/cases/{case.pk}/").status_code == 200
        assert browsers["regional_coordinator"].get(f"/cases/{case.pk}/").status_code == 200
        assert browsers["examination_board"].get(f"/cases/{case.pk}/").status_code == 404
    again = fill(school.client("mila"), path, typed)
    assert again.status_code in (302, 422)
    assert Case.objects.filter(student=school.mila).count() == 1


@pytest.mark.req("S-160", "S-171", "S-174", "S-175")
def test_an_assessment_that_is_not_met_brings_in_education_manager_and_examination_board(school: School) -> None:
    browsers = holders(school)
    path = f"/workplace/students/{school.mila.pk}/assessment/"
    with set_to(DAY):
        asked = school.client("institute_educator").get(path).content.decode()
        assert "ten teaching weeks" in asked
    assert fill(school.client("institute_educator"), path, {"why": ""}).status_code == 302
    case = Case.objects.get(student=school.mila)
    assert set(CaseRole.objects.filter(case=case).values_list("role", flat=True)) == {
        "education_manager", "examination_board",
    }  # fmt: skip
    with set_to(DAY):
        for role in ("education_manager", "examination_board"):
            assert browsers[role].get(f"/cases/{case.pk}/").status_code == 200
            assert browsers[role].get("/").status_code == 200
