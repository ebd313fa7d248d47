"""Asking the law on screen: anybody may, nothing is kept, both languages, without JavaScript."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from houvast import lawbook
from houvast.core.law.facts import Kind

RULES = tuple(rule.id for rule in lawbook.rules())
BORN = {"on": "2027-03-14", "birth_date": "2009-03-15"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_has_a_page_in_both_languages(language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    assert client.get("/law/").status_code == 200
    for rule in lawbook.rules():
        page = client.get(f"/law/{rule.id}/")
        assert page.status_code == 200
        with translation.override(language):
            assert rule.title.in_(language) in page.content.decode()


@pytest.mark.django_db
@pytest.mark.req("S-429", "S-430")
def test_a_visitor_reads_the_duty_of_a_seventeen_year_old_and_its_last_day() -> None:
    page = Client().post("/law/education-duty/", BORN)
    text = page.content.decode()
    assert page.status_code == 200
    assert "kwalificatieplicht" in text
    assert "14 maart 2027" in text
    assert "Leerplichtwet" in text


@pytest.mark.django_db
def test_a_wrong_day_keeps_what_was_typed_and_says_what_is_allowed() -> None:
    page = Client().post("/law/education-duty/", {"on": "2027-03-14", "birth_date": "31-02-2009"})
    assert page.status_code == 422
    assert 'value="31-02-2009"' in page.content.decode()


@pytest.mark.django_db
def test_a_fact_that_cannot_be_is_refused_beside_its_field() -> None:
    page = Client().post("/law/education-duty/", {"on": "2027-03-14", "birth_date": "2030-01-01"})
    assert page.status_code == 422
    assert "birth_date" in page.content.decode()


@pytest.mark.django_db
def test_a_question_that_is_not_there_is_not_found() -> None:
    assert Client().get("/law/nothing-of-the-kind/").status_code == 404


@pytest.mark.django_db
def test_an_answer_touches_no_table() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert Client().post("/law/education-duty/", BORN).status_code == 200
    assert not [
        query["sql"] for query in asked.captured_queries if "SELECT " in query["sql"] and " FROM " in query["sql"]
    ]


def codes(kind: Kind) -> set[str]:
    found = set(kind.options)
    for column in kind.columns:
        found |= codes(column.kind)
    return found


def test_every_code_that_can_be_chosen_has_words() -> None:
    for rule in lawbook.rules():
        for spec, _ in rule.specs.values():
            assert all(lawbook.words_of(code, rule).nl for code in codes(spec.kind))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Dit kan niet. Het hoort te zijn: ten hoogste 90 (Maximaal haalbare punten op 15 maart)."),
        ("en", "This cannot be. It should be: at most 90 (Maximum attainable on 15 March)."),
    ],
)
def test_credits_above_the_maximum_are_refused_in_the_words_of_the_form(language: str, said: str) -> None:
    typed = {
        "on": "2026-11-23", "mode": "full_time", "level": "3", "cohort": "2025-2026", "credits": "200",
        "maximum_attainable": "90", "foundation_passed": "yes",
    }  # fmt: skip
    client = Client()
    client.cookies["django_language"] = language
    answer = client.post("/law/paid-appointment/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said.lower() in page.lower()
    assert "maximum_attainable&#x27;" not in page
