"""Figures from the real layout of a Registratieoverzicht, beside a count of its lines."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from houvast.exchange.actions import load_file
from houvast.exchange.records import Kind
from houvast.monitor.models import Count, Period
from houvast.monitor.refreshing.running import refresh
from houvast.people import clock
from tests.houvast_testing.cast import make_organisation
from tests.houvast_testing.gaps import DATA

DAY = date(2026, 11, 22)
FIRST = date(2021, 8, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.data]


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def ended_by_hand(path: Path) -> list[tuple[date, str]]:
    """The last day and the code of every ISG line that ended without a finished programme."""
    found = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        cells = line.split("|")
        if cells[0] == "ISG" and cells[6] and cells[7] not in {"01", "08"}:
            found.append((date.fromisoformat(cells[6]), cells[7]))
    return sorted(found)


@pytest.mark.req("S-319")
def test_last_days_and_codes_of_the_overview_stand_in_the_figures(transactional_db: None) -> None:
    path = DATA / "duo-ro" / "h15" / "RO_27DV_20240731_20260324.csv"
    school = make_organisation("ROC 27DV", "27DV")
    load_file(
        path, Kind.STUDENTS, by=None, on=DAY, at=clock.now(), write=True, skip_wrong=True, institution=str(school.pk)
    )
    refresh(organisation_id=school.pk, on=DAY, at=clock.now)
    by_hand = [(day, code) for day, code in ended_by_hand(path) if day >= FIRST]
    assert by_hand
    counted = Period.objects.filter(organisation=school, left_on__isnull=False).order_by("left_on")
    assert sorted(counted.values_list("left_on", "enrolment__end_reason")) == sorted(by_hand)
    no_level = sum(Count.objects.filter(organisation=school, mark="no-level").values_list("number", flat=True))
    assert no_level == Period.objects.filter(organisation=school, level__isnull=True).count() > 0
