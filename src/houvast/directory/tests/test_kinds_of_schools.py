"""Kinds of schools and provisions, and the agreement of before August 2023 beside the law of today, on public pages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
KINDS = {
    "practical-school": "een school voor wie leert door te doen",
    "special-school": "vier soorten scholen (clusters)",
    "in-between-provision": "op adem te komen",
    "school-partnership": "er is een punt waar je vragen kunt stellen",
    "expertise-centre": "waar alle hulp voor studenten samenkomt",
    "work-and-reintegration": "werkcoaches van de gemeente",
    "room-with-guidance": "kamers met kansen",
    "plus-school": "roc op maat",
    "attendance-officer": "jongeren tot 18 jaar, hun ouders en hun school",
    "appeals-board": "beroep tegen een studieadvies of een beslissing over een examen",
}
CLUSTERS = ("blind is of slecht ziet", "doof is", "beperking heeft in lijf of leren", "vastloopt door gedrag")


def text_of(path: str) -> str:
    page = Client().get(path)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.mark.req(
    "S-307", "S-308", "S-309", "S-310", "S-311", "S-312", "S-313", "S-314", "S-315", "S-316", "S-345", "S-354", "S-753"
)
@pytest.mark.parametrize("slug", KINDS)
def test_every_kind_of_school_and_provision_has_a_page_that_is_found(slug: str) -> None:
    page = text_of(reverse("directory:kind", args=(slug,)))
    assert KINDS[slug] in page.lower()
    assert "Hoe kom je in contact" in page


@pytest.mark.req("S-360", "S-361", "S-362", "S-363")
def test_special_schools_are_told_apart_by_what_a_pupil_needs() -> None:
    page = text_of(reverse("directory:kind", args=("special-school",)))
    places = [page.index(one) for one in CLUSTERS]
    assert places == sorted(places)


@pytest.mark.req("S-321", "S-323", "S-324", "S-325", "S-326", "S-327", "S-329", "S-332", "S-334")
def test_the_old_agreement_stands_beside_the_law_that_came_instead() -> None:
    page = text_of(reverse("directory:page", args=("agreements-with-school",)))
    now, then = page.index("Nu: de wet"), page.index("Vroeger: de onderwijsovereenkomst")
    assert now < page.index("studentenstatuut:") < page.index("(OER):") < then
    for part in (
        "de leerweg en het niveau", "welke tijden of delen", "wat jij en school doen", "cursusgeld terugkrijgt",
        "aanwezig zijn en verzuim", "(ontbinden)",
    ):  # fmt: skip
        assert page.index(part) > then, part
    assert "31 juli 2023" in page


@pytest.mark.req("S-356", "S-357")
def test_a_pupil_reads_what_the_plan_and_the_statement_are_and_that_mbo_asks_no_statement() -> None:
    page = text_of(reverse("directory:page", args=("development-plan",)))
    for said in (
        "ontwikkelingsperspectief (OPP)",
        "toelaatbaarheidsverklaring of TLV",
        "niet met deze verklaring",
    ):
        assert said in page
    client = Client()
    client.cookies["django_language"] = "en"
    assert "development plan" in client.get(reverse("directory:page", args=("development-plan",))).content.decode()


@pytest.mark.req("S-431", "S-433")
def test_every_programme_has_an_attendance_officer_and_a_handbook_says_how() -> None:
    page = text_of(reverse("directory:kind", args=("attendance-officer",)))
    assert "Aan elke mbo-opleiding is een leerplichtambtenaar verbonden" in page
    assert "handboek leerplicht met richtlijnen voor het mbo" in page
