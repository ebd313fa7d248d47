"""What a guardian sees hangs on age, authority and the student's own consent; an unknown age opens nothing."""

from datetime import date

import pytest
from django.urls import reverse

from houvast.people.clock import today
from houvast.people.models import PersonalRelation
from tests.houvast_testing.cast import Cast

MINOR, ADULT = 17, 19


@pytest.mark.parametrize(
    ("age", "authority", "consents", "status"),
    [
        (MINOR, True, False, 200),
        (MINOR, False, False, 404),
        (MINOR, False, True, 404),
        (ADULT, True, False, 404),
        (ADULT, True, True, 200),
        (ADULT, False, True, 200),
        (None, True, True, 404),
    ],
)
def test_a_guardian_sees_the_student_or_not(
    cast: Cast, age: int | None, authority: bool, consents: bool, status: int
) -> None:
    cast.student.birth_date = None if age is None else date(today().year - age, 1, 1)
    cast.student.save(update_fields=["birth_date"])
    PersonalRelation.objects.filter(holder=cast.guardian).update(has_authority=authority, student_consents=consents)
    page = reverse("student", kwargs={"student_id": cast.student.pk})
    assert cast.client("guardian").get(page).status_code == status
