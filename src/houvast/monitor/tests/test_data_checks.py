"""Bad input of a registration: each stands on the page of data checks with its ways, and is never dropped."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.core.monitor.checks import WAYS, Check, Way
from houvast.education.models import Enrolment
from houvast.monitor.models import DataCheck, Period
from houvast.monitor.refreshing.running import refresh
from houvast.monitor.tests.school import enrol, refreshed
from houvast.monitor.words import CHECKS
from houvast.monitor.words import WAYS as WAY_NAMES
from houvast.people import clock
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def wrong(cast: Cast, check: Check) -> Person:  # noqa: PLR0911 - one line a check
    """A student whose registration is wrong in this way."""
    begin, end = date(2025, 8, 26), date(2026, 2, 1)
    match check:
        case Check.ENDS_BEFORE_START:
            return enrol(cast, 1, starts_on=begin, ends_on=date(2025, 8, 1)).student
        case Check.UNKNOWN_CODE:
            return enrol(cast, 1, starts_on=begin, ends_on=end, code="99").student
        case Check.NO_CODE:
            return enrol(cast, 1, starts_on=begin, ends_on=end).student
        case Check.NO_END:
            return enrol(cast, 1, starts_on=date(2012, 8, 26)).student
        case Check.NO_BIRTH_DATE:
            return enrol(cast, 1, starts_on=begin, birth_date=None).student
        case Check.NO_START:
            made = enrol(cast, 1, starts_on=begin)
            Enrolment.objects.filter(pk=made.pk).update(starts_on=None)
            return made.student
        case Check.NO_LEVEL:
            made = enrol(cast, 1, starts_on=begin)
            type(made.programme).objects.filter(pk=made.programme_id).update(level=None)
            return made.student
        case Check.DOUBLE:
            made = enrol(cast, 1, starts_on=begin)
            enrol(cast, 1, starts_on=date(2025, 9, 1), student=made.student)
            return made.student
        case _:
            raise AssertionError(check)


ALONE = (
    Check.ENDS_BEFORE_START, Check.NO_START, Check.UNKNOWN_CODE, Check.NO_CODE, Check.NO_END, Check.NO_LEVEL,
    Check.NO_BIRTH_DATE, Check.DOUBLE,
)  # fmt: skip


@pytest.mark.parametrize("check", ALONE, ids=str)
def test_what_is_wrong_is_listed_with_its_ways_and_stays_until_somebody_says_how_it_is_solved(
    cast: Cast, check: Check
) -> None:
    student = wrong(cast, check)
    refreshed(cast)
    found = DataCheck.objects.get(student=student, check_name=check)
    client = cast.client("administration")
    listed = client.get(reverse("monitor:checks"), {"check": check.value}).content.decode()
    assert student.name in listed
    assert str(CHECKS[check]) in listed
    place = reverse("monitor:solve", args=(found.pk,))
    page = client.get(place).content.decode()
    assert WAYS[check]
    for way in WAYS[check]:
        assert str(WAY_NAMES[way]) in page
    other = next(way for way in Way if way not in WAYS[check])
    assert client.post(place, {"way": other.value, "note": "", "revision": "1"}).status_code == 422
    solved = client.post(place, {"way": WAYS[check][-1].value, "note": "Nagekeken.", "revision": "1"})
    assert solved.status_code == 302
    refreshed(cast, everybody=True)
    assert student.name not in client.get(reverse("monitor:checks"), {"check": check.value}).content.decode()


@pytest.mark.parametrize("check", [Check.ENDS_BEFORE_START, Check.NO_START], ids=str)
def test_a_record_that_no_figure_can_use_is_in_none_and_every_page_says_how_many(cast: Cast, check: Check) -> None:
    student = wrong(cast, check)
    refreshed(cast)
    assert not Period.objects.filter(student=student).exists()
    for group in ("seen", "leaving", "advice", "early", "stall"):
        page = cast.client("director").get(reverse("monitor:group", args=(group,)), {"year": 2025}).content.decode()
        assert "1 inschrijving staat in geen enkel cijfer" in page, group
        assert str(CHECKS[check]).lower() in page, group


def test_a_student_in_two_institutions_is_listed_at_both_and_names_neither_to_the_other(cast: Cast) -> None:
    ours = enrol(cast, 1, starts_on=date(2025, 8, 26)).student
    refresh(organisation_id=cast.organisation.pk, on=DAY, at=clock.now, elsewhere={ours.pk})
    found = DataCheck.objects.get(student=ours, check_name=Check.TWO_INSTITUTIONS)
    page = cast.client("administration").get(reverse("monitor:checks")).content.decode()
    assert ours.name in page
    assert "ROC Elders" not in page
    refreshed(cast, everybody=True)
    found.refresh_from_db()
    assert found.gone_on is None  # a refresh that does not look elsewhere leaves it


def test_what_was_mended_is_gone_by_itself(cast: Cast) -> None:
    student = wrong(cast, Check.ENDS_BEFORE_START)
    refreshed(cast)
    Enrolment.objects.filter(student=student).update(ends_on=None, revision=7)
    refreshed(cast)
    assert DataCheck.objects.get(student=student, check_name=Check.ENDS_BEFORE_START).gone_on == DAY
    assert Period.objects.filter(student=student).exists()
