"""Early leavers beside norm and country, counted again by hand; study advice; differences with DUO; data checks."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.education.models import Enrolment
from houvast.monitor.models import Count, DataCheck, Leaving, Period
from houvast.monitor.tests.school import enrol, refreshed
from houvast.people import clock
from tests.houvast_testing.cast import Cast

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def group(cast: Cast, member: str, name: str, **query: str | int) -> str:
    text = cast.client(member).get(reverse("monitor:group", args=(name,)), query).content.decode()
    return re.sub(r"\s+", " ", text)


def number(mark: str, year: int, **more: object) -> int:
    return sum(Count.objects.filter(mark=mark, year=year, **more).values_list("number", flat=True))


@pytest.fixture
def year_2018(cast: Cast) -> Cast:
    """The school year of the study, 2018-2019, is out of reach of this day; the same shape in 2024-2025."""
    number = 0
    for level, pathway, stay, go in ((1, "BOL", 30, 12), (2, "BOL", 50, 15), (2, "BBL", 20, 4)):
        for place in range(stay + go):
            number += 1
            enrol(
                cast, number, level=level, pathway=pathway, starts_on=date(2024, 8, 26), birth_date=date(2007, 1, 5),
                ends_on=date(2025, 3, 3) if place < go else None, code="02" if place < go else "",
            )  # fmt: skip
    return cast


@pytest.mark.req("S-350", "S-473", "S-476", "S-488", "S-509", "S-513")
def test_the_table_of_early_leavers_is_what_counting_the_rows_gives(year_2018: Cast) -> None:
    cast = year_2018
    refreshed(cast)
    rows = Enrolment.objects.filter(starts_on=date(2024, 8, 26)).values_list("programme__level", "pathway", "ends_on")
    by_hand: dict[tuple[int | None, str], list[int]] = {}
    for level, pathway, ended in rows:
        pair = by_hand.setdefault((level, pathway), [0, 0])
        pair[0] += ended is not None
        pair[1] += 1
    for (level, pathway), (left, of) in by_hand.items():
        assert number("early:23", 2024, level=level, pathway=pathway) == left
        assert number("early-of:23", 2024, level=level, pathway=pathway) == of
    text = group(cast, "director", "early", year=2024)
    assert "22,0% (DUO)" in text
    assert "9,2% (DUO)" in text
    assert "28,6%" in text  # 12 of 42
    assert "(4)" in text  # small: in brackets, as in the study


def test_who_came_back_or_got_a_diploma_is_no_early_leaver(cast: Cast) -> None:
    first = enrol(cast, 1, starts_on=date(2024, 8, 26), ends_on=date(2025, 3, 3))
    enrol(cast, 1, starts_on=date(2025, 4, 1), student=first.student, level=3)
    enrol(cast, 2, starts_on=date(2024, 8, 26), ends_on=date(2025, 6, 30), code="08", diploma="mbo2")
    enrol(cast, 3, starts_on=date(2024, 8, 26), ends_on=date(2025, 6, 30), code="04", birth_date=date(2007, 1, 5))
    enrol(cast, 4, starts_on=date(2024, 8, 26), ends_on=date(2025, 6, 30), code="02", birth_date=date(2000, 1, 5))
    enrol(cast, 5, starts_on=date(2024, 8, 26), ends_on=date(2025, 6, 30), code="02", birth_date=None)
    refreshed(cast)
    assert number("early:23", 2024) == 1
    assert number("early:27", 2024) == 2
    assert number("no-age", 2024) == 1


def test_who_stopped_in_the_summer_after_the_year_is_an_early_leaver_of_that_year(cast: Cast) -> None:
    enrol(cast, 1, starts_on=date(2024, 8, 26), ends_on=date(2025, 9, 10), code="02", birth_date=date(2007, 1, 5))
    first = enrol(cast, 2, starts_on=date(2024, 8, 26), ends_on=date(2025, 3, 3), birth_date=date(2007, 1, 5))
    enrol(cast, 2, starts_on=date(2025, 3, 4), ends_on=date(2025, 5, 5), student=first.student, level=3, code="04")
    refreshed(cast)
    assert number("early:23", 2024) == 2
    assert number("left", 2025) == 1


@pytest.mark.req("S-418", "S-472", "S-515", "S-516", "S-754")
def test_origin_and_vulnerable_position_come_from_diplomas_and_level(cast: Cast) -> None:
    for place in range(12):
        enrol(cast, place, starts_on=date(2025, 8, 26), level=1, diploma="pro" if place < 10 else "")
    for place in range(20, 33):
        enrol(cast, place, starts_on=date(2025, 8, 26), level=2, diploma="vmbo_kb")
    refreshed(cast)
    assert number("origin:pro", 2025, level=1) == 10
    assert number("vulnerable", 2025, level=1) == 12
    assert number("vulnerable", 2025, level=2) == 0
    text = group(cast, "director", "early", year=2025)
    assert "83,3%" in text
    assert "(16,7%)" in text


def test_a_year_without_norm_says_so(cast: Cast) -> None:
    enrol(cast, 1, starts_on=date(2025, 8, 26))
    refreshed(cast)
    assert "Voor dit jaar is hier geen norm bekend" in group(cast, "director", "early", year=2025)


def test_duo_gives_the_real_last_day_and_the_difference_is_listed_with_ways_to_solve_it(cast: Cast) -> None:
    ours = enrol(cast, 1, starts_on=date(2025, 8, 26), ends_on=date(2026, 2, 1), code="02")
    enrol(
        cast, 1, starts_on=date(2025, 8, 26), ends_on=date(2026, 1, 15), code="04", source="duo", student=ours.student
    )
    refreshed(cast)
    assert list(Period.objects.filter(student=ours.student, year=2025).values_list("left_on", flat=True)) == [
        date(2026, 1, 15)
    ]
    found = {one.check_name: one for one in DataCheck.objects.filter(student=ours.student)}
    assert {"differs_end", "differs_code"} <= found.keys()
    client = cast.client("administration")
    listed = client.get(reverse("monitor:checks")).content.decode()
    assert "1 februari 2026" in listed
    assert "15 januari 2026" in listed
    answer = client.post(
        reverse("monitor:solve", args=(found["differs_end"].pk,)), {"way": "take_duo", "note": "", "revision": "1"}
    )
    assert answer.status_code == 302
    ours.refresh_from_db()
    assert ours.ends_on == date(2026, 1, 15)
    refreshed(cast)
    assert DataCheck.objects.get(pk=found["differs_end"].pk).gone_on == DAY
    again = client.post(
        reverse("monitor:solve", args=(found["differs_end"].pk,)), {"way": "tell_duo", "note": "", "revision": "1"}
    )
    assert again.status_code == 409


def test_contradicting_days_are_listed_and_the_figures_say_that_they_are_left_out(cast: Cast) -> None:
    enrol(cast, 1, starts_on=date(2025, 8, 26), ends_on=date(2025, 8, 1))
    enrol(cast, 2, starts_on=date(2025, 8, 26), ends_on=date(2026, 1, 1), code="99")
    double = enrol(cast, 3, starts_on=date(2025, 8, 26))
    enrol(cast, 3, starts_on=date(2025, 9, 1), student=double.student)
    enrol(cast, 4, starts_on=date(2012, 8, 26))
    refreshed(cast)
    names = set(DataCheck.objects.filter(student__number__startswith="T").values_list("check_name", flat=True))
    assert {"ends_before_start", "unknown_code", "double", "no_end"} <= names
    assert not Period.objects.filter(student__number="T1").exists()
    text = group(cast, "director", "leaving", year=2025)
    assert "1 inschrijving staat in geen enkel cijfer" in text
    assert cast.client("team_leader").get(reverse("monitor:checks")).status_code == 404
    own = cast.client("administration").get(reverse("monitor:own-registration"), {"year": 2025}).content.decode()
    assert "DATUM_UITSCHRIJVING" in own


@pytest.mark.req("S-725")
def test_a_team_tests_whether_newcomers_or_early_work_explain_more_early_leavers(cast: Cast) -> None:
    for place in range(40):
        made = enrol(
            cast, place, starts_on=date(2024, 8, 26), birth_date=date(2007, 1, 5),
            ends_on=date(2025, 3, 3) if place < 24 else None, code="02" if place < 24 else "",
        )  # fmt: skip
        if place < 15:
            Leaving.objects.create(
                organisation=cast.organisation, student=made.student, enrolment=made, destination="work",
                recorded_at=clock.now(),
            )  # fmt: skip
    refreshed(cast)
    assert number("early-with:work", 2024) == 15
    assert number("early-with:entrant", 2024) == 24
    text = re.sub(r"<[^>]+>", " ", group(cast, "team_leader", "early", year=2024))
    assert re.search(r"ging werken \(groenpluk\)\s+15\s+62,5%", text)
    begun = cast.client("team_leader").get(reverse("monitor:begin"), {"figure": "early-23"}).content.decode()
    assert 'value="early-23" selected' in begun
