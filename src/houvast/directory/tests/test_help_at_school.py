"""Helpers in and around a school, as a visitor finds them: by page and by search."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def text_of(path: str) -> str:
    page = Client().get(path)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.mark.req(
    "S-481", "S-482", "S-483", "S-484", "S-485", "S-486", "S-487", "S-489", "S-490", "S-654", "S-656", "S-661", "S-756",
    "S-760",
)  # fmt: skip
@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("expertise-centre", "waar alle hulp voor studenten samenkomt"),
        ("expertise-centre", "trajectbureau"),
        ("plus-coach", "wat wél werkt"),
        ("school-social-worker", "een budgetcoach, een schoolarts en iemand van leerplicht"),
        ("moving-up-coach", "niveau 3 of 4"),
        ("volunteer-coach", "ongeveer vijf maanden"),
        ("network-coach", "trainingen geeft"),
        ("first-help-at-school", "als het kan samen met anderen"),
        ("first-help-at-school", "De hulpverlener is dan gewoon op school."),
        ("first-help-at-school", "rust, vaste regels"),
        ("prevention-training", "over somber zijn, over geld, en over drank"),
        ("role-models", "eerlijk over"),
        ("youth-desk", "mensen van de gemeente"),
        ("homework-help", "in de avond"),
    ],
)
def test_a_helper_at_school_has_a_page_that_says_what_they_do(slug: str, says: str) -> None:
    page = text_of(reverse("directory:kind", args=(slug,)))
    assert says in page
    assert "Hoe kom je in contact" in page


@pytest.mark.req("S-424", "S-425", "S-428")
def test_the_plus_schools_are_named_with_their_covenant_and_one_intake(db: None) -> None:
    page = text_of(reverse("directory:kind", args=("plus-school",)))
    for says in ("ROC op Maat en de Amsterdamse Plus", "maart 2019", "De intake en het verwijzen doen ze samen"):
        assert says in page, says


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("vrijwilliger die meeloopt", "volunteer-coach"),
        ("doorstromen naar niveau 3", "moving-up-coach"),
        ("netwerktraining", "network-coach"),
        ("maatschappelijk werker op school", "school-social-worker"),
        ("faalangsttraining", "first-help-at-school"),
    ],
)
def test_they_are_found_in_everyday_words(asked: str, slug: str) -> None:
    assert f"/help/kinds/{slug}/" in text_of(f"{reverse('directory:home')}?q={asked.replace(' ', '+')}")
