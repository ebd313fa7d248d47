"""A stored receipt can be played again years later, and an altered one is found out."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from houvast import lawbook
from houvast.core.law import catalogue
from houvast.core.law.answers import Finding, Reasons
from houvast.core.law.book import Book, replayed
from houvast.core.law.parameters import Law, Parameter
from houvast.core.law.rules.basic_qualification import COUNTS, BasicQualificationFacts
from houvast.core.law.text import Text

pytestmark = pytest.mark.no_database
STORED = sorted((Path(__file__).parent / "receipts").glob("*.json"))
ON = date(2026, 11, 21)
FACTS = {"birth_date": "2009-03-15", "qualifications": ["vmbo_tl"]}


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_receipt_stored_earlier_gives_the_same_answer(path: Path) -> None:
    played = lawbook.replay(json.loads(path.read_text(encoding="utf-8")))
    assert (played.whole, played.same) == (True, True)


def test_there_are_stored_receipts() -> None:
    assert len(STORED) >= 3


def receipt() -> dict[str, Any]:
    return lawbook.ask("education-duty", FACTS, on=ON).receipt.as_json()


@pytest.mark.parametrize(
    "alter",
    [
        lambda stored: stored["facts"].update(birth_date="2000-01-01"),
        lambda stored: stored["outcome"].update(status="none"),
        lambda stored: stored["parameters"]["education-duty.qualification-until-age"].update(value=17),
        lambda stored: stored.update(on="2026-11-22"),
        lambda stored: stored["trace"].pop(),
    ],
    ids=["facts", "outcome", "parameters", "day", "trace"],
)
def test_an_altered_receipt_is_not_whole(alter: Any) -> None:
    stored = deepcopy(receipt())
    alter(stored)
    assert not lawbook.replay(stored).whole


@pytest.mark.parametrize("part", ["parameters", "facts", "version", "on"])
def test_half_a_receipt_is_refused(part: str) -> None:
    stored = receipt()
    del stored[part]
    with pytest.raises((KeyError, ValueError)):
        lawbook.replay(stored)


def test_a_formula_that_never_was_is_refused() -> None:
    stored = receipt()
    stored["version"] = "2026-01-01/9"
    with pytest.raises(ValueError, match="no formula 9"):
        lawbook.replay(stored)


def test_a_change_of_law_leaves_old_answers_as_they_were() -> None:
    rule = catalogue.rule_named("education-duty")
    old_book = lawbook.book_for(rule)
    stored = old_book.ask(rule, FACTS, on=ON).receipt.as_json()
    until_21 = changed(old_book, "education-duty.qualification-until-age", 21)
    assert until_21.ask(rule, FACTS, on=date(2028, 1, 1)).outcome["status"] == "qualification_duty"
    again = replayed(rule, stored, until_21.words)
    assert again.receipt.hash == stored["hash"]


def changed(book: Book, name: str, value: int) -> Book:
    parameter = book.parameters[name]
    versions = tuple(replace(version, value=value) for version in parameter.versions)
    other: dict[str, Parameter] = {**book.parameters, name: replace(parameter, versions=versions)}
    return Book(other, book.words)


def second_formula(facts: BasicQualificationFacts, law: Law) -> Finding:
    reasons = Reasons(law)
    reasons.because(COUNTS)
    return reasons.conclude(basic_qualification=True, by=("by the second formula",))


def test_a_receipt_is_played_with_the_formula_that_gave_it() -> None:
    rule = catalogue.rule_named("basic-qualification")
    book = lawbook.book_for(rule)
    stored = book.ask(rule, {"qualifications": ["entree"]}, on=ON).receipt.as_json()
    revised = replace(rule, formulas=(*rule.formulas, second_formula))
    assert book.ask(revised, {"qualifications": ["entree"]}, on=ON).outcome["basic_qualification"] is True
    assert replayed(revised, stored, book.words).outcome["basic_qualification"] is False


def test_an_institution_sets_its_own_policy_and_the_receipt_keeps_it() -> None:
    rule = catalogue.rule_named("progress-rating")
    national = lawbook.book_for(rule)
    name = "progress-rating.least-green"
    parameter = national.parameters[name]
    own = tuple(replace(version, value=11) for version in parameter.versions)
    parameters = {**national.parameters, name: replace(parameter, own={"our-school": own})}
    book = Book(parameters, national.words)
    facts = {"green": 10, "amber": 4, "red": 0, "level": 3}
    assert book.ask(rule, facts, on=ON).outcome["rating"] == "green"
    assert book.ask(rule, facts, on=ON, institution="our-school").outcome["rating"] == "amber"
    assert book.ask(rule, facts, on=ON, institution="another").outcome["rating"] == "green"


def test_sentences_come_in_both_languages() -> None:
    answer = lawbook.ask("education-duty", FACTS, on=ON)
    assert "kwalificatieplicht" in str(answer.as_json("nl")["because"])
    assert "qualification duty" in str(answer.as_json("en")["because"])
    assert answer.because[0].text != Text("", "")
