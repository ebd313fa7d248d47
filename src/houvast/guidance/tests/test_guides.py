"""A conversation guide stands beside the form of a talk, for every kind, in the reader's language."""

import pytest
from django.urls import reverse

from houvast.guidance.guides import GUIDES
from houvast.guidance.models import Talk
from houvast.guidance.words import KINDS
from tests.houvast_testing.cast import Cast


def test_every_kind_of_talk_has_a_name_and_a_guide_that_begins_with_the_student() -> None:
    assert set(GUIDES) == set(KINDS) == set(Talk.Kind)
    assert all(len(one.questions) >= 2 for one in GUIDES.values())


@pytest.mark.req("S-659", "S-606", "S-768")
def test_the_guide_of_the_chosen_kind_is_on_the_page_of_the_talk(cast: Cast) -> None:
    here = reverse("record-talk", args=(cast.student.pk,))
    page = cast.client("coach").get(f"{here}?kind=absence").content.decode()
    assert "We hebben je gemist" in page
    assert f"?kind={Talk.Kind.RESTART}" in page
    other = cast.client("coach").get(f"{here}?kind=restart").content.decode()
    assert "Een pauze kan verstandig zijn" in other
    assert "We hebben je gemist" not in other


@pytest.mark.req("S-287", "S-654", "S-760", "S-770")
@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        ("progress", "Past het niveau"),
        ("progress", "vaste regels"),
        ("career", "Past dit niveau bij je"),
        ("career", "Wie kan er komen vertellen"),
        ("work_placement", "wie is de opdrachtgever"),
    ],
)
def test_the_guide_asks_after_level_structure_practice_and_roles(cast: Cast, kind: str, asks: str) -> None:
    here = reverse("record-talk", args=(cast.student.pk,))
    assert asks in cast.client("coach").get(f"{here}?kind={kind}").content.decode()
