"""The lists of workplace learning take as many queries for sixty students as for ten."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bench.schools.training import COUNTED, YEAR, Built, build
from houvast.education.models import Enrolment
from houvast.people.clock import now, set_to
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.workplace.actions.inventory import draw_up
from houvast.workplace.models import Concern, Discussed, Eligibility, Inventory, ReviewMeeting, TrainingSchool, Triad

DAY = date(2027, 4, 5)
ALL, MOST_ON_A_PAGE, FEW = 60, 50, 10
"""Who guides more than a page starts with the schools, and reads less."""
LONG_TERM = 4
"""The place of a student whom the programme guides: among the few too, and first in every list by name."""


@pytest.fixture
def built(db: None) -> Built:
    made = build(students=ALL, schools=1)
    Enrolment.objects.filter(student=made.students[LONG_TERM]).update(starts_on=date(2020, 9, 1))
    Person.objects.filter(pk=made.students[LONG_TERM].pk).update(sort_name="aa")
    with set_to(COUNTED):
        inventory = draw_up(for_school_year="2027-2028", by=Viewer(made.office.person, COUNTED), at=now())
    Inventory.objects.filter(pk=inventory.pk).update(shared_on=DAY)
    meeting = ReviewMeeting.objects.create(
        organisation=made.organisation, training_school=made.schools[0], school_year=YEAR, number=1, planned_on=DAY,
        led_by=made.educators[0].person,
    )  # fmt: skip
    Discussed.objects.create(organisation=made.organisation, meeting=meeting, student=made.students[1])
    return made


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def pages(built: Built) -> list[tuple[Client, str]]:
    school, meeting, inventory = TrainingSchool.objects.get(), ReviewMeeting.objects.get(), Inventory.objects.get()
    of_school = f"/workplace/schools/{school.pk}/"
    educator, office = Client(), Client()
    educator.force_login(built.educators[0])
    office.force_login(built.office)
    both = ["/workplace/", of_school, f"{of_school}list/", f"{of_school}list/file/", f"{of_school}figures/"]
    of_educator = ["/", f"/workplace/meetings/{meeting.pk}/", f"/workplace/meetings/{meeting.pk}/?list=all"]
    of_office = ["/", "/workplace/places/", "/workplace/region/", f"/workplace/inventory/{inventory.pk}/"]
    return [(educator, one) for one in both + of_educator] + [(office, one) for one in both + of_office]


def asked(client: Client, url: str) -> int:
    """How many queries a page takes when its look-ups were written before; those of the session's own are in it."""
    with set_to(DAY):
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200, url
    said = [one["sql"] for one in seen.captured_queries]
    assert len(set(said)) == len(said), f"{url} asks something twice: what it says it asks differs from what it asks"
    return len(seen)


def test_lists_meetings_and_figures_take_the_same_queries_at_ten_and_at_sixty_students(built: Built) -> None:
    kept = pages(built)
    taken: dict[int, dict[str, int]] = {}
    for number in (ALL, MOST_ON_A_PAGE, FEW):
        for model in (Triad, Eligibility, Concern, PersonalRelation, Enrolment):
            model.objects.filter(student__in=built.students[number:]).delete()
        taken[number] = {f"{at} {url}": asked(client, url) for at, (client, url) in enumerate(kept)}
    few, page, all_ = taken[FEW], taken[MOST_ON_A_PAGE], taken[ALL]
    assert {url: (n, few[url]) for url, n in page.items() if n != few[url]} == {}
    assert {url: (n, few[url]) for url, n in all_.items() if n > few[url]} == {}
    assert max(few.values()) <= 30


def test_a_second_page_of_each_list_begins_where_the_first_ended(built: Built) -> None:
    school, meeting = TrainingSchool.objects.get(), ReviewMeeting.objects.get()
    educator = Client()
    educator.force_login(built.educators[0])
    named = {f"/workplace/students/{one.pk}/" for one in built.students}
    for first, onward in (
        (f"/workplace/schools/{school.pk}/", "?after="),
        (f"/workplace/meetings/{meeting.pk}/?list=all", "?from=50&amp;list=all"),
    ):
        with set_to(DAY):
            page = educator.get(first).content.decode()
            assert onward in page
            link = next(part for part in page.split('"') if onward in part).replace("&amp;", "&")
            rest = educator.get(link if link.startswith("/") else first + link).content.decode()
        on_first = {one for one in named if one in page}
        assert len(on_first) == 50
        assert {one for one in named if one in rest} == named - on_first


def test_what_is_no_page_of_a_list_is_its_first(built: Built) -> None:
    meeting = ReviewMeeting.objects.get()
    educator = Client()
    educator.force_login(built.educators[0])
    with set_to(DAY):
        for asked_for in ("-50", "x", "9" * 5000, "7"):
            page = educator.get(f"/workplace/meetings/{meeting.pk}/?list=all&from={asked_for}")
            assert page.status_code == 200
            assert page.content.decode().count('class="hv-row"') == 50
