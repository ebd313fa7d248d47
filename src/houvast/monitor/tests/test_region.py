"""Institutions beside each other: rounded, of years that are over, nothing about a few, for school and municipality."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.education.models import Enrolment
from houvast.monitor.models import MonitorSetting, Published
from houvast.monitor.refreshing.running import refresh
from houvast.monitor.tests.school import enrol, refreshed
from houvast.people import clock
from houvast.people.models import Organisation, RoleAssignment
from tests.houvast_testing.cast import Cast, give_role, make_account, make_organisation, make_person

DAY = date(2026, 11, 22)
AMSTERDAM = "21"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def page(cast: Cast, member: str, **query: str | int) -> str:
    response = cast.client(member).get(reverse("monitor:region"), query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def in_region(organisation: Organisation) -> None:
    MonitorSetting.objects.create(organisation=organisation, region=AMSTERDAM, why="", set_at=clock.now())


def year_of(cast: Cast, year: int, stay: int, go: int, first: int = 0) -> None:
    """Students of level 2 who began in this year, of whom so many left in it."""
    for number in range(stay + go):
        gone = date(year + 1, 3, 3) if number < go else None
        enrol(
            cast, first + number, starts_on=date(year, 8, 26), ends_on=gone or date(year + 1, 11, 1),
            code="02" if gone else "01", birth_date=date(year - 18, 1, 5),
        )  # fmt: skip


@pytest.mark.req("S-507", "S-510")
def test_a_municipality_sees_institutions_beside_each_other_as_each_published_them(cast: Cast) -> None:
    in_region(cast.organisation)
    year_of(cast, 2024, 60, 23)
    year_of(cast, 2023, 61, 12, first=200)
    refreshed(cast)
    other = make_organisation("ROC Overkant", "27XX")
    in_region(other)
    Published.objects.create(institution=other, region=AMSTERDAM, year=2024, figure="early-23", hits=40, of=400, on=DAY)
    by_hand = Enrolment.objects.filter(starts_on__lte=date(2024, 10, 1), ends_on__gte=date(2024, 10, 1))
    assert (by_hand.filter(ends_on__lt=date(2025, 10, 1), end_reason="02").count(), by_hand.count()) == (23, 144)
    text = page(cast, "partner", year=2024, figure="early-23", region=AMSTERDAM)
    assert "ROC Demo" in text
    assert "17,2%" in text  # 25 of 145, rounded to five
    assert "13,3%" in text  # the year before: 12 of 73, so 10 of 75
    assert "Agglomeratie Amsterdam: 11,9%, 65 van 545, van 2 instellingen." in text
    assert "meer dan de rest" in text
    assert "9,2%" in text  # the norm of level 2 beside it
    assert "geen ranglijst" in text.lower()


def test_what_is_published_is_rounded_of_years_that_are_over_and_hides_few(cast: Cast) -> None:
    year_of(cast, 2024, 60, 3)
    year_of(cast, 2025, 40, 20, first=200)
    refreshed(cast)
    rows = Published.objects.filter(institution=cast.organisation)
    assert set(rows.values_list("year", flat=True)) <= set(range(2020, 2026))
    assert 2026 not in set(rows.values_list("year", flat=True))
    assert all(one % 5 == 0 for pair in rows.values_list("hits", "of") for one in pair if one is not None)
    few = rows.get(year=2024, figure="early-23", level=0)
    assert (few.hits, few.of) == (None, None)
    text = page(cast, "director", year=2024, figure="early-23")
    assert "verborgen" in text.lower()
    assert ">3<" not in text


def test_a_school_sees_region_and_country_beside_its_own_figure(cast: Cast) -> None:
    in_region(cast.organisation)
    year_of(cast, 2024, 60, 23)
    refreshed(cast)
    other = make_organisation("ROC Overkant", "27XX")
    Published.objects.create(institution=other, region=AMSTERDAM, year=2024, figure="early-23", hits=40, of=400, on=DAY)
    text = cast.client("director").get(reverse("monitor:group", args=("early",)), {"year": 2024}).content.decode()
    assert "Agglomeratie Amsterdam: 13,4%." in text
    assert "Het hele land: 13,4%." in text


def test_news_of_one_year_publishes_that_year_again_and_leaves_the_others(cast: Cast) -> None:
    year_of(cast, 2023, 40, 20)
    year_of(cast, 2024, 40, 20, first=200)
    refreshed(cast)
    stands = {one.pk: one.year for one in Published.objects.filter(institution=cast.organisation)}
    gone = Enrolment.objects.filter(starts_on=date(2024, 8, 26), ends_on__gte=date(2025, 10, 1)).first()
    assert gone is not None
    Enrolment.objects.filter(pk=gone.pk).update(revision=9, ends_on=date(2025, 9, 1), end_reason="02")
    refresh(organisation_id=cast.organisation.pk, on=DAY, at=clock.now)
    left = set(Published.objects.filter(institution=cast.organisation).values_list("pk", flat=True))
    assert {year for pk, year in stands.items() if pk not in left} == {2024, 2025}


def test_a_region_is_chosen_on_the_page_of_settings_and_kept_with_the_rest(cast: Cast) -> None:
    small = {"least": "12", "shows": "hidden", "why": "Kleine teams."}
    assert cast.client("director").post(reverse("monitor:settings"), small).status_code == 302
    assert cast.client("director").post(reverse("monitor:settings"), {"region": AMSTERDAM}).status_code == 302
    again = {"least": "14", "shows": "hidden", "why": "Nog kleiner."}
    assert cast.client("director").post(reverse("monitor:settings"), again).status_code == 302
    latest = MonitorSetting.objects.filter(organisation=cast.organisation).order_by("set_at", "id").last()
    assert latest is not None
    assert (latest.least, latest.region) == (14, AMSTERDAM)
    assert cast.client("director").post(reverse("monitor:settings"), {"region": "99"}).status_code == 422


def test_a_policy_maker_of_a_municipality_comes_to_the_region_and_a_student_to_nothing(cast: Cast) -> None:
    from django.test import Client

    maker = make_person(cast.partner.organisation, "Bea", "Beleid")
    make_account(maker)
    give_role(maker, RoleAssignment.Role.POLICY_MAKER)
    client = Client()
    client.force_login(maker.account)
    assert client.get(reverse("monitor:overview"))["Location"] == reverse("monitor:region")
    assert client.get(reverse("monitor:sources")).status_code == 200
    for member in ("student", "guardian", "stranger_student"):
        assert cast.client(member).get(reverse("monitor:region")).status_code == 404


def test_the_table_of_a_region_is_a_file_too(cast: Cast) -> None:
    year_of(cast, 2024, 60, 23)
    refreshed(cast)
    answer = cast.client("partner").get(reverse("monitor:region"), {"year": "2024", "figure": "early-23", "as": "csv"})
    assert "ROC Demo;25;85" in answer.content.decode("utf-8-sig")
