"""Progress beside the programme's own norm, as values and as the page shows it to each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from houvast.education.models import Placement, Programme, ProgressNorm, Result
from houvast.education.progress import Got, Norm, credits_of, stand
from houvast.people.clock import today
from tests.houvast_testing.cast import Cast

DAY = date(2026, 1, 1)
GOTS = st.lists(
    st.builds(
        Got,
        on=st.just(DAY),
        title=st.sampled_from(["A", "B"]),
        attempt=st.integers(1, 3),
        passed=st.sampled_from([True, False, None]),
        credits=st.sampled_from([None, Decimal(5)]),
    )
)


@given(results=GOTS)
def test_a_unit_counts_once_whatever_the_attempts(results: list[Got]) -> None:
    assert credits_of(results) <= 10
    assert credits_of(results * 2) == credits_of(results)


def test_what_is_expected_follows_the_weeks_since_the_first_day() -> None:
    norms = [
        Norm(measure="credits", weeks=10, amount=Decimal(20)),
        Norm(measure="credits", weeks=40, amount=Decimal(60)),
    ]
    early = stand("credits", Decimal(5), norms, DAY, DAY + timedelta(weeks=9))
    assert (early.expected, early.next_amount) == (None, Decimal(20))
    later = stand("credits", Decimal(5), norms, DAY, DAY + timedelta(weeks=10))
    assert (later.expected, later.behind, later.next_on) == (Decimal(20), Decimal(15), DAY + timedelta(weeks=40))


@pytest.mark.django_db
def test_the_student_the_guardian_and_the_coach_see_progress_and_a_stranger_does_not(cast: Cast) -> None:
    programme = Programme.objects.get(organisation=cast.organisation)
    ProgressNorm.objects.create(
        organisation=cast.organisation, programme=programme, measure="credits", weeks=10, amount=40
    )
    for attempt, passed in ((1, False), (2, True)):
        Result.objects.create(
            organisation=cast.organisation, student=cast.student, on=today(), title="Rekenen", unit="REK", grade="6,5",
            points="6.5", passed=passed, credits_earned=15, attempt=attempt,
        )  # fmt: skip
    Placement.objects.create(
        organisation=cast.organisation, student=cast.student, company="Bakkerij", state="running", hours_agreed=400
    )
    here = reverse("education:progress", args=(cast.student.pk,))
    for member in ("student", "guardian", "coach", "team_leader"):
        page = cast.client(member).get(here).content.decode()
        assert "25 studiepunten" in page
        assert "Bakkerij" in page
        assert page.count("REK") == 1
    for member in ("colleague", "partner", "stranger_coach", "administration", "director"):
        assert cast.client(member).get(here).status_code == 404


@pytest.mark.django_db
def test_without_a_norm_nothing_is_called_behind(cast: Cast) -> None:
    page = cast.client("student").get(reverse("education:progress", args=(cast.student.pk,))).content.decode()
    assert "Er zijn nog geen resultaten bekend" in page
