"""Search understands what people type. The two halves of `phrases.csv` are explained in README.md beside it."""

import csv
from pathlib import Path

import pytest

from houvast.directory.content.reading import entries
from houvast.directory.search import Index, folded, likeness

PHRASES = Path(__file__).with_name("phrases.csv")
ENOUGH = 0.9
FIRST = 3


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(entries().values(), "nl")


def rows(half: str) -> list[dict[str, str]]:
    with PHRASES.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["half"] == half]


def test_the_test_set_is_large_enough_and_halved() -> None:
    tuning, held_out = rows("tuning"), rows("held_out")
    assert len(tuning) + len(held_out) >= 150
    assert abs(len(tuning) - len(held_out)) <= 1
    assert not {row["phrase"] for row in tuning} & {row["phrase"] for row in held_out}
    wanted = {one for row in (*tuning, *held_out) for one in row["wanted"].split("|")}
    assert wanted <= entries().keys()


@pytest.mark.parametrize("half", ["tuning", "held_out"])
def test_the_wanted_entry_stands_among_the_first_three(index: Index, half: str) -> None:
    missed = [
        row["phrase"]
        for row in rows(half)
        if not {hit.entry for hit in index.ask(row["phrase"], most=FIRST)} & set(row["wanted"].split("|"))
    ]
    share = 1 - len(missed) / len(rows(half))
    assert share >= ENOUGH, f"{half}: {share:.0%}; not found: {', '.join(missed) if half == 'tuning' else len(missed)}"


@pytest.mark.parametrize("phrase", ["", "   ", "?!", "de het een", "qqqqzzzz", "\x00", "a" * 5000])
def test_what_says_nothing_finds_nothing(index: Index, phrase: str) -> None:
    assert index.ask(phrase) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("eksamen", "examen"), ("swanger", "zwanger"), ("stage", "stages"), ("leerpligt", "leerplicht")],
)
def test_words_spelt_by_ear_meet(typed: str, meant: str) -> None:
    assert likeness(folded(typed), folded(meant)) >= 0.7


def test_english_readers_find_by_english_words() -> None:
    english = Index(entries().values(), "en")
    assert "service:money-help" in {hit.entry for hit in english.ask("debts", most=FIRST)}
    assert "page:pregnancy" in {hit.entry for hit in english.ask("pregnant", most=FIRST)}
