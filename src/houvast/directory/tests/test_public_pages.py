"""The public pages: everybody may read them, in both languages, light enough for a slow phone, and findable."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houvast.directory.content.entry import Entry, Sort
from houvast.directory.content.reading import entries, of_sort
from houvast.directory.views.indexing import VIEW_OF
from houvast.documents.tests import pdfs
from houvast.people.models import Organisation
from tests.houvast_testing.cast import Cast, make_organisation

HEAVIEST = 60_000
STYLES_AND_SCRIPTS = ("built/houvast.css", "web/houvast.js")
FONTS = tuple(f"built/fonts/atkinson-hyperlegible-next-latin-{weight}-normal.woff2" for weight in (400, 700))
SCHOOL = "ROC Demo"


def pages() -> Iterator[str]:
    for name in ("home", "services", "rights", "answers", "law"):
        yield reverse(f"directory:{name}")
    for entry in entries().values():
        yield reverse(VIEW_OF[entry.sort], args=(entry.slug,))


def text_of(path: str, language: str = "nl") -> str:
    page = Client().get(path, {"lang": language})
    assert page.status_code == 200, path
    return page.content.decode()


@pytest.mark.django_db
@pytest.mark.req("S-463", "S-640", "S-645", "S-724")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_visitor_reads_every_page_in_both_languages(language: str) -> None:
    for path in pages():
        page = Client().get(path, {"lang": language})
        text = page.content.decode()
        assert page.status_code == 200, path
        assert f'<html lang="{language}"' in text, path
        if not path.startswith("/law"):
            assert page.headers["Content-Language"] == language
            assert 'content="index, follow"' in text, path
            assert f'hreflang="en" href="{settings.HOUVAST.public_url.rstrip("/")}{path}?lang=en"' in text, path


@pytest.mark.django_db
def test_no_page_weighs_more_than_sixty_kilobytes_without_images() -> None:
    """Styles and scripts as they are sent, fonts as they are, the page itself as it is before any packing."""
    carried = sum(len(gzip.compress(_static(name))) for name in STYLES_AND_SCRIPTS) + sum(map(len, map(_static, FONTS)))
    for path in pages():
        if not path.startswith("/law"):
            content = Client().get(path).content
            assert b"htmx.min.js" not in content
            assert len(content) + carried <= HEAVIEST, (path, len(content), carried)


def _static(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("phrase", "title"),
    [("geld op", "Hulp bij geld en schulden"), ("slaap nergens", "Een plek om te slapen of te wonen")],
)
def test_a_visitor_types_street_words_and_finds_who_helps(phrase: str, title: str) -> None:
    found = Client().get("/help/", {"q": phrase}).content.decode()
    assert title in found.partition('id="found"')[2].partition("</ol>")[0]


@pytest.mark.django_db
def test_nothing_found_has_a_way_on_and_what_was_typed_is_escaped() -> None:
    text = Client().get("/help/", {"q": "<b>zzzxxy</b>"}).content.decode()
    assert "is niets gevonden" in text
    assert "<b>zzz" not in text
    assert Client().get("/help/", {"q": "\x00"}).status_code == 200
    assert Client().get("/help/", {"q": "a" * 500}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("answer", of_sort(Sort.ANSWER), ids=lambda one: one.slug)
def test_every_answer_names_what_now_until_when_who_helps_sources_and_limits(answer: Entry) -> None:
    text = text_of(reverse("directory:answer", args=(answer.slug,)))
    for heading in ("Wat kan ik nu doen?", "Tot wanneer?", "Wie helpt?", "Waar dit op rust", "niet weet:"):
        assert heading in text, heading
    for slug in answer.helpers:
        assert reverse("directory:kind", args=(slug,)) in text
    assert ("Niet nagelezen" in text) is not answer.verified
    assert "helpdesk" in text


@pytest.mark.django_db
def test_a_parent_fills_in_two_things_and_reads_the_day_on_which_the_duty_ends() -> None:
    path = reverse("directory:answer", args=("still-compulsory",))
    with CaptureQueriesContext(connection) as asked:
        page = Client().post(path, {"birth_date": "2010-03-15", "qualifications": ["vmbo_kb"]})
    text = page.content.decode()
    assert page.status_code == 200
    assert "14 maart 2028" in text
    assert "Leerplichtwet" in text
    assert not [query for query in asked.captured_queries if query["sql"].startswith(("INSERT", "UPDATE"))]


@pytest.mark.django_db
def test_a_wrong_day_stays_as_it_was_typed() -> None:
    page = Client().post(reverse("directory:answer", args=("still-compulsory",)), {"birth_date": "31-02-2010"})
    assert page.status_code == 422
    assert 'value="31-02-2010"' in page.content.decode()


@pytest.mark.req("S-667")
def test_a_visitor_finds_the_programmes_of_the_schools(cast: Cast) -> None:
    text = Client().get(reverse("directory:answer", args=("programmes-near",)), {"q": "ict"}).content.decode()
    assert "Medewerker ICT" in text
    assert cast.organisation.name in text
    assert "Sam" not in text
    assert "Geen opleiding" in Client().get("/help/answers/programmes-near/", {"q": "zeilmaker"}).content.decode()


HELPERS = {
    "complaints-committee": "Elke mbo-school moet er een hebben",
    "ombudsman": "voordat het een officiële klacht wordt",
    "examination-board": "examens, vrijstellingen, fraude",
    "court": "Raad van State",
    "human-rights-institute": "oordeel 2016-56",
    "education-consultant": "niet bindend",
    "family-team": "Helpt gezinnen",
    "youth-team": "Jeugdadviseurs, jeugdartsen en jeugdpsychologen",
    "credit-bank": "sociale lening",
    "debt-free-start": "750 euro",
    "plus-school": "dakloos, verslaafd",
    "placement-broker": "afdelingsleider",
    "coach": "mentoruur",
    "support-advisor": "niet op elke opleiding gelijk",
}


@pytest.mark.django_db
@pytest.mark.req(
    "S-386", "S-388", "S-390", "S-391", "S-400", "S-401", "S-449", "S-450", "S-458", "S-459", "S-460", "S-539",
    "S-540", "S-541", "S-542", "S-544", "S-641", "S-642", "S-648", "S-722", "S-723",
)  # fmt: skip
def test_the_kinds_of_help_of_the_sources_say_what_they_do_for_whom_and_how_to_reach_them() -> None:
    for slug, says in HELPERS.items():
        text = text_of(reverse("directory:kind", args=(slug,)))
        assert says in text, slug
        for label in ("Voor wie", "Door wie", "Hoe kom je in contact", "Wat het kost", "Hoort school ervan?"):
            assert label in text, (slug, label)


@pytest.mark.django_db
@pytest.mark.req("S-452", "S-453")
def test_the_youth_team_can_be_reached_without_school_and_is_independent_of_it() -> None:
    text = text_of(reverse("directory:kind", args=("youth-team",)))
    assert "Je kunt zelf langsgaan of bellen" in text
    assert "Gratis en onafhankelijk van school" in text
    assert "Niet via deze hulp, behalve als jij dat wilt" in text


@pytest.mark.django_db
@pytest.mark.req("S-644", "S-547")
def test_the_pages_name_equal_treatment_and_who_hears_what() -> None:
    assert "Wgbh/cz art. 2, 6 en 10" in text_of("/help/rights/adjustments/")
    assert "je ouders horen alleen iets als jij ja zegt" in text_of("/help/rights/privacy/")


@pytest.mark.django_db
def test_a_search_engine_finds_all_pages_and_no_others() -> None:
    robots = Client().get("/robots.txt").content.decode()
    assert "Allow: /help/" in robots
    assert "Disallow: /" in robots
    page = Client().get("/sitemap.xml")
    found = set(re.findall(r"<loc>(.*?)</loc>", page.content.decode()))
    site = settings.HOUVAST.public_url.rstrip("/")
    assert found == {f"{site}{path}" for path in pages() if not path.startswith("/law")}
    assert 'content="noindex"' in Client().get("/sign-in/").content.decode()


@pytest.mark.django_db
def test_a_school_prints_a_poster_and_cards_that_lead_to_its_page() -> None:
    school = make_organisation(SCHOOL, "25XX")
    for name in ("poster", "card"):
        text = text_of(reverse(f"directory:{name}", args=(school.pk,)))
        assert SCHOOL in text
        assert "<svg" in text
        assert "viewBox" in text
    assert "Poster voor in de gang" in text_of(reverse("directory:school", args=(school.pk,)))
    for name in ("poster-pdf", "card-pdf"):
        answer = Client().get(reverse(f"directory:{name}", args=(school.pk,)))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-1.7")
        assert pdfs.about(answer.content).is_tagged
        assert reverse(f"directory:{name}", args=(school.pk,)) in text_of(
            reverse(f"directory:{name.removesuffix('-pdf')}", args=(school.pk,))
        )
    town = Organisation.objects.create(name="Gemeente", kind=Organisation.Kind.MUNICIPALITY)
    assert Client().get(reverse("directory:poster", args=(town.pk,))).status_code == 404
