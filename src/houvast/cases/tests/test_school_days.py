"""Terms in teaching weeks skip the holidays of the school's own region, or those that the school set itself."""

from datetime import date
from pathlib import Path

import pytest

import houvast.lawbook
from houvast.attendance.models import Absence
from houvast.cases.world import SchoolDays, world_of
from houvast.lawbook import files
from houvast.packbook import pack
from houvast.people import clock
from houvast.people.models import Organisation
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)  # the autumn holiday of noord begins five days later, that of midden twelve
OWN = """
school-holidays.midden:
  title: {nl: Eigen vakanties, en: Own holidays}
  class: policy
  unit: days of holiday
  source: Jaarrooster van de school
  url: https://example.org/rooster
  verified: true
  says: {nl: Vakantieweken tellen niet als lesweken., en: Holiday weeks do not count as teaching weeks.}
  holidays:
    2026-2027: ["2026-10-10/2026-10-25", "2027-07-17/2027-08-29"]
"""


def in_region(cast: Cast, region: str) -> SchoolDays:
    Organisation.objects.filter(pk=cast.student.organisation_id).update(school_region=region, code="XX99")
    cast.student.refresh_from_db()
    return SchoolDays(cast.student)


@pytest.mark.parametrize(
    ("region", "last"),
    [("noord", date(2026, 10, 19)), ("midden", date(2026, 10, 12)), ("zuid", date(2026, 10, 12))],
)
def test_a_week_off_in_the_region_is_not_counted(cast: Cast, region: str, last: date) -> None:
    assert in_region(cast, region).add_teaching_weeks(MONDAY, 1) == last


def test_holidays_that_the_school_set_itself_go_first(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xx99.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.setattr(files, "INSTITUTIONS", tmp_path)
    houvast.lawbook._book_of.cache_clear()
    files.institution_parameters.cache_clear()
    try:
        assert in_region(cast, "midden").add_teaching_weeks(MONDAY, 1) == date(2026, 10, 26)
    finally:
        monkeypatch.undo()
        houvast.lawbook._book_of.cache_clear()
        files.institution_parameters.cache_clear()


def test_a_case_counts_its_terms_in_the_weeks_of_its_own_school(cast: Cast) -> None:
    in_region(cast, "noord")
    world = world_of(cast.student, pack("workplace-resit"), MONDAY)
    assert world.calendar.add_teaching_weeks(MONDAY, 2) == date(2026, 10, 26)


def test_absence_that_is_kept_here_is_put_to_the_law_and_other_absence_to_a_person(cast: Cast) -> None:
    today, route = clock.today(), pack("absence-route")
    Absence.objects.filter(student=cast.student).delete()
    assert "absence_must_be_reported" not in world_of(cast.student, route, today).facts
    row = {"organisation_id": cast.student.organisation_id, "student": cast.student, "source": "here"}
    Absence.objects.create(day=today, minutes=50, kind=Absence.Kind.UNAUTHORISED, **row)
    assert world_of(cast.student, route, today).facts["absence_must_be_reported"] is False
