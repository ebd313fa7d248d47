"""What the check says is said in Dutch and in English, with the path in words that a person reads."""

import re
import string

import pytest

from houvast.core.procedure.path_words import path_in_words
from houvast.core.procedure.wording import WORDS, said
from houvast.packbook import pack
from houvast.packbook.wording import READING, SHAPE

EVERYTHING = {**WORDS, **READING, **SHAPE}


def names_in(words: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", EVERYTHING)
def test_a_finding_says_the_same_in_both_languages(key: str) -> None:
    nl, en, mend_nl, mend_en = EVERYTHING[key]
    assert nl != en
    assert mend_nl != mend_en
    assert mend_nl.endswith(".")
    assert mend_en.endswith(".")
    assert "expected_nl" not in en
    in_dutch, in_english = ({re.sub(r"_(nl|en)$", "", name) for name in names_in(words)} for words in (nl, en))
    assert in_dutch == in_english


def test_names_are_filled_in() -> None:
    text, mend = said("unreachable_option", name="no", act="decide")
    assert text.nl == "de keuze “no” van “decide” kan nooit worden gekozen"
    assert mend.en == "Lead to it, or take it out."


def test_a_path_is_told_with_titles() -> None:
    told = path_in_words(
        pack("improvement-track"),
        (
            "open",
            "start_decision=begin",
            "signatures under start_meeting",
            "(interim_term runs out)",
            "final_meeting [final_meeting.agreements_kept=partly] [final_meeting.progress_sufficient=False]",
            "team_decision=no_success [deviates from interim_first]",
            "(a birthday)",
            "→ removal",
        ),
    )
    words = [text.nl for text in told]
    assert words[0] == "de procedure begint"
    assert "nee" in words[4]
    assert "met afwijking van" in words[5]
    assert words[6] == "de student wordt een jaar ouder"
    assert all("_" not in text for text in words)
