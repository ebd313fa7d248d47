"""The texts that ship with the house: whole, in both languages, easy to read, and resting on the law as it is."""

from datetime import date, timedelta

import pytest

from houvast import lawbook
from houvast.core.law.facts import Spec
from houvast.directory.content.entry import Entry, Sort
from houvast.directory.content.reading import ContentError, entries, entry_of, of_sort
from houvast.directory.reading_level import reading_level
from houvast.directory.resting import AHEAD, Why, asking_review, version_on
from houvast.directory.words import THEME_NAMES
from houvast.people.clock import today

LONGEST_SENTENCE = 22
MOST_WORDS_A_SENTENCE = 12.0
PLAIN = {"nl": 60.0, "en": 50.0}
RIGHTS = {
    "study-advice", "admission", "absence", "student-finance", "adjustments", "pregnancy", "suspension-and-removal",
    "complaints-and-appeal", "privacy",
}  # fmt: skip


def test_every_reference_is_to_something_that_is_there() -> None:
    known = entries()
    for entry in known.values():
        assert {f"service:{slug}" for slug in entry.helpers} <= known.keys(), entry.id
        assert {f"page:{slug}" for slug in entry.see} <= known.keys(), entry.id
        assert entry.theme in {"", *THEME_NAMES}, entry.id
        assert entry.reviewed_on < entry.review_by, entry.id


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_and_answer_ends_in_what_now_until_when_and_who_helps(language: str) -> None:
    for entry in (*of_sort(Sort.RIGHTS), *of_sort(Sort.ANSWER)):
        words = entry.in_(language)
        assert words.now, entry.id
        assert words.until, entry.id
        assert words.limits, entry.id
        assert entry.helpers, entry.id
        assert entry.sources, entry.id


def test_both_languages_say_as_much() -> None:
    for entry in entries().values():
        for name in ("body", "now", "until", "limits", "for_whom", "by_whom", "reach", "cost"):
            dutch, english = getattr(entry.nl, name), getattr(entry.en, name)
            assert bool(dutch) == bool(english), (entry.id, name)
        assert len(entry.nl.now) == len(entry.en.now), entry.id
        assert entry.nl.body.count("\n") == entry.en.body.count("\n"), entry.id


def test_all_subjects_and_all_questions_of_the_source_are_there() -> None:
    assert {entry.slug for entry in of_sort(Sort.RIGHTS)} >= RIGHTS
    answered = {item for entry in of_sort(Sort.ANSWER) for item in entry.items}
    assert {f"S-{number}" for number in range(666, 702)} <= answered


def test_what_was_not_read_in_the_source_says_so() -> None:
    for entry in (*of_sort(Sort.RIGHTS), *of_sort(Sort.ANSWER)):
        if entry.verified:
            assert any(source.url or "Onderzoek" in source.name or "scholen" in source.name for source in entry.sources)


@pytest.mark.parametrize("answer", [one for one in of_sort(Sort.ANSWER) if one.asking], ids=lambda one: one.slug)
def test_every_answer_with_questions_asks_few_and_can_be_answered_with_none_filled_in(answer: Entry) -> None:
    assert answer.asking
    rule = lawbook.rule_named(answer.asking.rule)
    assert answer.asking.rule in answer.rules
    assert 1 <= len(answer.asking.asks) <= 6
    assert {*answer.asking.asks, *answer.asking.presets} <= rule.specs.keys()
    assert not set(answer.asking.asks) & answer.asking.presets.keys()
    unknown = {name: None for name, spec in rule.specs.items() if _needed(spec)}
    assert lawbook.ask(rule.id, {**unknown, **answer.asking.presets}, on=today()).because


def _needed(spec: tuple[Spec, bool]) -> bool:
    return spec[1]


@pytest.mark.req("S-646")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_text_reads_easily(language: str) -> None:
    hard = []
    for entry in entries().values():
        words = entry.in_(language)
        parts = (
            words.title,
            words.lead,
            words.body,
            *words.now,
            words.until,
            words.limits,
            words.for_whom,
            words.reach,
        )
        level = reading_level("\n".join(parts), language)
        if (
            level.score < PLAIN[language]
            or level.longest > LONGEST_SENTENCE
            or level.words_a_sentence > MOST_WORDS_A_SENTENCE
        ):
            hard.append(f"{entry.id}: {level}")
    assert not hard, "\n".join(hard)


def test_the_reading_level_knows_easy_from_hard() -> None:
    easy = reading_level("Je belt. Iemand helpt je. Het kost niets.", "nl")
    hard = reading_level(
        "De onderwijsinstelling verstrekt desgevraagd schriftelijke informatie omtrent rechtsbeschermingsprocedures.",
        "nl",
    )
    assert easy.score > 90
    assert hard.score < 30
    assert easy.longest == 3
    assert reading_level("The cat sat on the mat.", "en").score > 100
    with pytest.raises(ValueError, match="without words"):
        reading_level("...", "nl")


def test_no_text_asks_for_review_today_for_the_law_it_rests_on() -> None:
    moved = [one for one in asking_review(entries().values(), on=today()) if one.why is Why.LAW]
    assert not moved, "read these texts again and write the version that you read: " + "; ".join(map(str, moved))


def test_a_new_version_of_the_law_asks_review_of_the_texts_that_rest_on_it_two_months_ahead() -> None:
    day = date(2027, 3, 1)

    def changed(rule: str, on: date) -> str:
        return "2027-04-15/1" if rule == "admission" and on >= date(2027, 4, 15) else version_on(rule, day)

    asking = {one.entry for one in asking_review(entries().values(), on=day, version=changed) if one.why is Why.LAW}
    assert "page:admission" in asking
    assert "answer:late-application" in asking
    assert "page:pregnancy" not in asking
    before = asking_review(entries().values(), on=date(2027, 4, 15) - AHEAD - timedelta(days=1), version=changed)
    assert "page:admission" not in {one.entry for one in before}


def test_a_text_asks_for_review_on_its_own_day() -> None:
    entry = entries()["page:absence"]
    asked = asking_review((entry,), on=entry.review_by)
    assert Why.DATE in {one.why for one in asked}


GOOD = "---\ntitle: 'T'\nlead: 'L'\nareas: [money]\nreviewed_on: 2026-01-01\nreview_by: 2026-07-01\n---\nText.\n"
ENGLISH = "---\ntitle: 'T'\nlead: 'L'\n---\nText.\n"


@pytest.mark.parametrize(
    ("dutch", "why"),
    [
        ("Text.", "front matter"),
        (GOOD.replace("lead: 'L'\n", ""), "KeyError"),
        (GOOD.replace("money", "gold"), "ValueError"),
        (GOOD.replace("2026-01-01", "soon"), "no day"),
        (GOOD.replace("areas", "regions"), "unknown names: regions"),
        (GOOD.replace("'T'", "[T"), "no YAML"),
    ],
)
def test_a_text_that_cannot_be_read_says_which_and_why(dutch: str, why: str) -> None:
    assert entry_of(Sort.RIGHTS, "x", GOOD, ENGLISH).in_("en").body == "Text."
    with pytest.raises(ContentError, match=why) as refused:
        entry_of(Sort.RIGHTS, "x", dutch, ENGLISH)
    assert str(refused.value).startswith("x.nl.md")
