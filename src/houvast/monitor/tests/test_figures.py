"""Figures on pages and in files, for each who may see them, counted again by hand."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse

from houvast.monitor.models import Count, Period
from houvast.monitor.tests.school import coached, enrol, refreshed
from houvast.people import clock
from houvast.people.models import RoleAssignment
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def page(cast: Cast, member: str, name: str, *args: str, **query: str | int) -> str:
    response = cast.client(member).get(reverse(f"monitor:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def left(cast: Cast) -> Cast:
    """Year 2025-2026: forty students, twelve of whom left; and one who left in the present year."""
    for number in range(40):
        gone = date(2026, 2, 1 + number) if number < 12 else None
        enrol(cast, number, starts_on=date(2025, 8, 20), ends_on=gone, code="02" if gone else "")
    enrol(cast, 99, starts_on=date(2026, 8, 20), ends_on=date(2026, 10, 15), code="04")
    return cast


@pytest.mark.req("S-280", "S-583", "S-636")
def test_a_team_leader_sees_who_left_of_the_own_team_and_the_students_behind_it(left: Cast) -> None:
    refreshed(left)
    text = page(left, "team_leader", "group", "leaving", year=2025)
    assert "29,3%: 12 van 41" in text
    assert ">12<" in text
    listed = page(left, "team_leader", "students", mark="left", year=2025)
    assert listed.count("Telling") >= 12


def test_a_board_sees_rounded_counts_and_no_students(left: Cast) -> None:
    refreshed(left)
    board = make_person(left.organisation, "Bo", "Bestuur")
    make_account(board)
    give_role(board, RoleAssignment.Role.POLICY_MAKER)
    from django.test import Client

    client = Client()
    client.force_login(board.account)
    text = client.get(reverse("monitor:group", args=("leaving",)), {"year": "2025"}).content.decode()
    assert "10" in text
    assert ">12<" not in text
    assert client.get(reverse("monitor:students"), {"mark": "left", "year": "2025"}).status_code == 404
    assert client.get(reverse("student", args=(left.student.pk,))).status_code == 404


def test_a_coach_sees_no_small_number_of_the_team(cast: Cast) -> None:
    for number in range(30):
        enrol(
            cast, number, starts_on=date(2025, 8, 20), ends_on=date(2026, 3, 1) if number < 3 else None,
        )  # fmt: skip
    refreshed(cast)
    for_coach = page(cast, "coach", "group", "leaving", year=2025)
    assert ">3<" not in for_coach
    assert "(3)" not in for_coach
    assert "verborgen" in for_coach
    assert "0,0" not in for_coach.split("<main")[1]
    assert "(3)" in page(cast, "team_leader", "group", "leaving", year=2025)


@pytest.mark.parametrize("member", ["student", "guardian", "trusted_person", "partner", "stranger_student"])
def test_there_are_no_figures_for_who_has_no_part_in_the_school(cast: Cast, member: str) -> None:
    first = cast.client(member).get(reverse("monitor:overview"))
    assert first.status_code == (302 if member == "partner" else 404)  # a municipality sees what schools published
    for name, args in (("group", ("seen",)), ("report", ()), ("open-data", ()), ("patterns", ())):
        assert cast.client(member).get(reverse(f"monitor:{name}", args=args)).status_code == 404


@pytest.mark.req("S-508")
def test_every_page_says_as_of_when_its_figures_are_and_what_is_missing(left: Cast) -> None:
    before = page(left, "director", "overview")
    assert "nog niet gemaakt" in before or "not been made" in before
    refreshed(left)
    assert "22 november 2026" in page(left, "director", "overview")
    assert "2025-2026" in page(left, "director", "group", "early", year=2025)
    empty = page(left, "director", "group", "leaving", year=2020)
    assert "2020-2021" in empty


def test_a_refresh_reads_only_students_with_news_and_gives_the_same_as_reading_all(left: Cast) -> None:
    refreshed(left)
    one = Period.objects.filter(student__number="T20").get(year=2025)
    one.enrolment.ends_on = date(2026, 5, 5)
    one.enrolment.revision += 1
    one.enrolment.save(update_fields=["ends_on", "revision"])
    from houvast.monitor.refreshing.running import refresh

    done = refresh(organisation_id=left.organisation.pk, on=DAY, at=clock.now)
    assert done.changed == 1
    news = _counts()
    refreshed(left, everybody=True)
    assert news == _counts()


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 2), date(2027, 8, 1)])
def test_a_day_that_passes_without_news_changes_what_it_should(left: Cast, day: date) -> None:
    enrol(left, 100, starts_on=date(2026, 8, 20), ends_on=date(2026, 12, 1), code="02")
    enrol(left, 101, starts_on=date(2026, 12, 2))
    refreshed(left, on=day - timedelta(days=1))
    refreshed(left, on=day)
    news = _counts()
    refreshed(left, on=day, everybody=True)
    assert news == _counts()


def _counts() -> set[tuple[object, ...]]:
    return set(Count.objects.values_list("year", "team", "programme", "level", "pathway", "mark", "number"))


@pytest.mark.req("S-708")
def test_being_seen_counts_talks_of_the_last_weeks_and_students_with_a_coach(cast: Cast) -> None:
    made = [enrol(cast, number, starts_on=date(2026, 8, 20)) for number in range(20)]
    for one in made[:15]:
        coached(cast, one.student)
    from houvast.guidance.models import Contact

    for one in made[:12]:
        Contact.objects.create(
            student=one.student, organisation=cast.organisation, latest_talk_on=DAY - timedelta(weeks=2)
        )
    refreshed(cast)
    numbers = dict(
        Count.objects.filter(year=2026, team=cast.team, programme__level=2, programme__crebo="22000").values_list(
            "mark", "number"
        )
    )
    assert (numbers["here"], numbers["coached"], numbers["talked"]) == (20, 15, 12)
    assert "57,1%: 12 van 21" in page(cast, "team_leader", "group", "seen")


def test_a_file_holds_what_the_page_shows_and_no_formula(left: Cast) -> None:
    from houvast.education.models import Programme

    refreshed(left)
    Programme.objects.filter(crebo="22000").update(name="=HYPERLINK(1)")
    address = reverse("monitor:export", args=("leaving", "csv"))
    content = left.client("team_leader").get(address, {"year": "2025", "by": "programme"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert any(row[3] == "12" and row[4] == "40" and row[5] == "30,0" for row in rows)
    assert {row[9] for row in rows[1:] if len(row) > 9 and row[0] == "Uitgeschreven zonder diploma"} == {
        "Houvast: inschrijvingen; register van DUO"
    }
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    sheet = left.client("team_leader").get(reverse("monitor:export", args=("leaving", "xlsx")), {"year": "2025"})
    assert sheet.content[:2] == b"PK"


def test_open_data_has_years_that_are_over_and_no_small_number(left: Cast) -> None:
    refreshed(left)
    content = left.client("director").get(reverse("monitor:open-data")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))[1:]
    assert rows
    for row in rows:
        assert row[0] != "2026-2027"
        assert all(cell == "" or int(cell) % 5 == 0 for cell in row[3:])


def test_every_figure_has_a_definition(left: Cast) -> None:
    from houvast.core.monitor.figures import FIGURES

    text = page(left, "director", "definitions")
    assert all(f'id="{figure.id}"' in text and figure.source.in_("nl") in text for figure in FIGURES)
    assert "houvast: " not in text


def test_a_page_takes_a_bounded_number_of_queries(left: Cast, django_assert_max_num_queries: object) -> None:
    refreshed(left)
    client = left.client("director")
    client.get(reverse("monitor:overview"))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        client.get(reverse("monitor:group", args=("leaving",)))
