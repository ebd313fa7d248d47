"""The norms of a programme: an administrator sets, replaces and takes them away; alerts look again."""

import pytest
from django.urls import reverse

from houvast.education.models import Enrolment, Programme, ProgressNorm, Touched
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast, make_organisation


@pytest.fixture
def programme(cast: Cast) -> Programme:
    found = Programme.objects.create(organisation=cast.organisation, name="Meubelmaker", crebo="25001", level=3)
    Enrolment.objects.create(
        organisation=cast.organisation, student=cast.student, programme=found, pathway="BOL", starts_on="2026-08-24"
    )
    return found


def address(programme: Programme) -> str:
    return reverse("administration-programme-norms", args=(programme.pk,))


def post(cast: Cast, programme: Programme, **typed: str) -> int:
    form = {"submission": new_key(), "measure": "credits", "weeks": "10", "amount": "12", **typed}
    return cast.client("administrator").post(address(programme), form).status_code


def norms(programme: Programme) -> list[tuple[str, str, int, str]]:
    found = ProgressNorm.objects.filter(programme=programme).order_by("cohort", "measure", "weeks")
    return [(one.cohort, one.measure, one.weeks, f"{one.amount.normalize():f}") for one in found]


def test_a_norm_is_set_replaced_and_taken_away(cast: Cast, programme: Programme) -> None:
    assert post(cast, programme) == 302
    assert post(cast, programme, cohort="2026", amount="15") == 302
    assert post(cast, programme, amount="14.5") == 302
    assert norms(programme) == [("", "credits", 10, "14.5"), ("2026", "credits", 10, "15")]
    page = cast.client("administrator").get(address(programme)).content.decode()
    for text in ("14,5", "studiepunten", "na 10 weken", "cohort 2026"):
        assert text in page, text
    assert post(cast, programme, amount="") == 302
    assert norms(programme) == [("2026", "credits", 10, "15")]


def test_who_is_enrolled_is_measured_again(cast: Cast, programme: Programme) -> None:
    Touched.objects.all().delete()
    assert post(cast, programme) == 302
    assert list(Touched.objects.values_list("student_id", "kind")) == [(cast.student.pk, "enrolment")]


def test_what_cannot_be_is_said_and_nothing_is_written(cast: Cast, programme: Programme) -> None:
    assert post(cast, programme, weeks="0") == 422
    assert post(cast, programme, measure="grades") == 422
    assert norms(programme) == []


def test_a_programme_of_another_school_is_not_there(cast: Cast) -> None:
    other = Programme.objects.create(organisation=make_organisation("Elders"), name="Meubelmaker", level=3)
    assert post(cast, other) == 404
