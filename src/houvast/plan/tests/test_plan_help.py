"""Help that fits the parts of a plan stands beside it."""

import re

import pytest
from django.urls import reverse

from houvast.directory.tests.test_services import put, row
from houvast.people.clock import today
from houvast.plan.tests.test_plan_page import text, url, write
from tests.houvast_testing.cast import Cast


@pytest.mark.req("S-485", "S-487", "S-542")
def test_who_can_help_with_the_parts_of_the_plan_stands_beside_it_and_the_coach_asks_the_student(cast: Cast) -> None:
    put(cast.organisation, row("geld", name="Geldspreekuur", checked_on=today()))
    write(cast.client("student"), cast, "money")
    own = text(cast.client("student").get(url(cast)))
    assert "Geldspreekuur" in own
    refer = reverse("careteam:refer", args=(cast.student.pk,))
    assert refer not in own
    found = re.search(rf'href="({refer}\?area=money&amp;choice=[0-9a-f-]+)"', text(cast.client("coach").get(url(cast))))
    assert found
    page = text(cast.client("coach").get(found[1].replace("&amp;", "&")))
    assert re.search(r"<input[^>]*name=\"choice\"[^>]*checked", page)
