"""A progress review as people fill it in, for the tests of this folder."""

import re
from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.test import Client

from houvast.people.clock import set_to
from houvast.workplace.models import ProgressReview
from houvast.workplace.review_form import CODES
from houvast.workplace.tests.school import School

DAY = date(2026, 11, 23)


def planned(school: School, *, student: str = "mila", way: str = "together", by: str = "") -> ProgressReview:
    """A review that was planned on the screen, by the student unless somebody else is named."""
    person = getattr(school, student)
    with set_to(DAY):
        made = school.client(by or student).post(
            f"/workplace/students/{person.pk}/reviews/new/", {"planned_on": "2026-12-01", "way": way}
        )
    assert made.status_code == 302, made.content.decode()
    return ProgressReview.objects.filter(student=person).latest("pk")


def items(green: int = 0, amber: int = 0, red: int = 0) -> dict[str, str]:
    """So many greens, ambers and reds, in the order of the form; the rest is left open."""
    colours = ["green"] * green + ["amber"] * amber + ["red"] * red
    return {f"{code}-colour": colour for code, colour in zip(CODES, colours, strict=False)}


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in fields if name not in {"csrfmiddlewaretoken", "submission"}}


def fill(client: Client, path: str, typed: Mapping[str, str], on: date = DAY) -> HttpResponse:
    """Open the form and send it with these fields filled in."""
    with set_to(on):
        opened = client.get(path)
        assert opened.status_code == 200, opened.status_code
        return client.post(path, {**hidden(opened.content.decode()), **typed})  # type: ignore[return-value]
