"""The list of students: who waits longest on top, filters, search, fifty rows and then more."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from houvast.guidance.models import Contact
from houvast.people.clock import today
from houvast.people.models import PersonalRelation, Unit
from houvast.privacy.models import ReadLog
from tests.houvast_testing.cast import Cast, give_role, make_student, relate

STUDENTS = "/students/"


def with_students(cast: Cast, count: int) -> None:
    for index in range(count):
        student = make_student(cast.organisation, f"Kim{index:03}", "Extra", cast.group, number=f"7{index:03}")
        relate(cast.coach, student, PersonalRelation.Kind.COACH)
        seen = today() - timedelta(days=count - index)
        Contact.objects.filter(student=student).update(latest_talk_on=seen, waits_since=seen)


def names(page: str) -> list[str]:
    return re.findall(r'class="hv-row__name" href="[^"]*">([^<]*)<', page)


def get(cast: Cast, member: str, **asked: str) -> str:
    answer = cast.client(member).get(STUDENTS, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_fifty_rows_and_then_more_and_nobody_twice(cast: Cast) -> None:
    with_students(cast, 120)
    client, url, seen = cast.client("coach"), STUDENTS, []
    for _ in range(3):
        page = client.get(url).content.decode()
        seen += names(page)
        more = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        url = STUDENTS + html.unescape(more[1]) if more else ""
    assert not url
    assert len(seen) == len(set(seen)) == 121
    assert seen[0] == "Sam de Wit"
    assert seen[1:] == sorted(seen[1:])


@pytest.mark.parametrize("asked", [{}, {"q": "kim"}, {"show": "unseen"}, {"list": "all"}, {"group": "2A"}])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, asked: dict[str, str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with_students(cast, 60)
    client = cast.client("coach")
    with django_assert_max_num_queries(20):
        client.get(STUDENTS, asked)


def test_search_finds_by_name_and_by_number(cast: Cast) -> None:
    with_students(cast, 5)
    assert names(get(cast, "coach", q="kim003")) == ["Kim003 Extra"]
    assert names(get(cast, "coach", q="extra 7001")) == ["Kim001 Extra"]
    assert names(get(cast, "coach", q="100001")) == ["Sam de Wit"]
    assert "Niemand past hierbij." in get(cast, "coach", q="100%_")


def test_filters_say_in_words_what_is_shown(cast: Cast) -> None:
    with_students(cast, 3)
    page = get(cast, "coach", show="unseen", group="2a")
    assert names(page) == ["Sam de Wit"]
    assert "Je ziet studenten: lang niet gesproken, klas 2a." in page


def test_waiting_shows_agreements_past_their_date(cast: Cast) -> None:
    with_students(cast, 2)
    Contact.objects.filter(student=cast.student).update(next_due_on=today() - timedelta(days=2), latest_talk_on=today())
    page = get(cast, "coach", show="waiting")
    assert names(page) == ["Sam de Wit"]
    assert "een afspraak waarvan de datum voorbij is" in page


def test_a_filter_that_cannot_be_understood_changes_nothing(cast: Cast) -> None:
    odd = {"show": "x", "team": "y", "after": "z~z", "list": "?", "q": "\x00"}
    for name, value in odd.items():
        assert cast.client("coach").get(STUDENTS, {name: value}).status_code == 200


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("coach", ["Sam de Wit"]),
        ("team_leader", ["Sam de Wit"]),
        ("support_advisor", ["Ander Student", "Sam de Wit"]),
        ("director", ["Ander Student", "Sam de Wit"]),
        ("administration", ["Ander Student", "Sam de Wit"]),
        ("guardian", ["Sam de Wit"]),
        ("colleague", ["Ander Student"]),
        ("stranger_coach", ["Elders Student"]),
    ],
)
def test_everybody_sees_their_own_students_only(cast: Cast, member: str, found: list[str]) -> None:
    assert sorted(names(get(cast, member))) == found


def test_a_coach_looks_up_students_of_the_team_without_seeing_talks(cast: Cast) -> None:
    make_student(cast.organisation, "Team", "Genoot", cast.group)
    page = get(cast, "coach", list="all")
    assert names(page) == ["Sam de Wit", "Team Genoot"]
    assert "nog nooit gesproken" not in page
    assert "Gesprek vastleggen" not in page


def test_a_coach_who_also_leads_the_team_can_show_only_whom_she_coaches(cast: Cast) -> None:
    give_role(cast.coach, "team_leader", cast.team)
    make_student(cast.organisation, "Team", "Genoot", cast.group)
    assert sorted(names(get(cast, "coach"))) == ["Sam de Wit", "Team Genoot"]
    assert names(get(cast, "coach", list="mine")) == ["Sam de Wit"]


@pytest.mark.parametrize("member", ["administrator"])
def test_who_looks_up_nobody_finds_no_list(cast: Cast, member: str) -> None:
    assert cast.client(member).get(STUDENTS).status_code == 404


def test_everybody_on_the_page_stands_in_the_log_of_reads(cast: Cast) -> None:
    with_students(cast, 3)
    cast.client("coach").get(STUDENTS)
    log = ReadLog.objects.latest("at")
    assert log.page == "students"
    assert len(log.students) == 4
    assert log.purpose == "guidance"


def test_the_list_takes_no_post(cast: Cast) -> None:
    assert cast.client("coach").post(STUDENTS).status_code == 405
    assert reverse("students") == STUDENTS


@pytest.mark.parametrize("member", ["coach", "team_leader", "support_advisor", "stranger_coach"])
def test_a_list_that_is_walked_shows_the_same_as_one_that_is_sorted(cast: Cast, member: str) -> None:
    with_students(cast, 60)
    give_role(cast.coach, "support_advisor", cast.college)
    sorted_rows = names(get(cast, member))
    give_role(cast.coach, "team_leader", cast.college)
    Unit.objects.filter(pk=cast.college.pk).update(kind=Unit.Kind.TEAM)
    assert names(get(cast, member)) == sorted_rows
