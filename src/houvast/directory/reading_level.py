"""How easily a text reads: words in a sentence, syllables in a word, and the Flesch score for Dutch (Douma) or English.

Douma: 206.84 - 0.93 x words a sentence - 77 x syllables a word; Flesch: 206.835 - 1.015 x words a sentence - 84.6 x
syllables a word. 60 to 70 is plain. A score says nothing of meaning: it finds texts that need another look; a reader
who is asked decides.
"""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[.!?:]+(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_VOWELS_NL = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|oe|ie|ei|ij|ui|eu|ou|au|[aeiouyáéíóúèëïöüê]")
_VOWELS_EN = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy])le$")
_MARKS = re.compile(r"^\s*(?:#+|\*|\d+\.)\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLevel:
    """Of one text: how many words, the words in a sentence (mean and most), and the score; higher reads easier."""

    words: int
    words_a_sentence: float
    longest: int
    score: float


def reading_level(text: str, language: str) -> ReadingLevel:
    """The level of a text of one or more sentences, with or without Markdown. Raises ValueError for a text without."""
    sentences = [_WORD.findall(one) for one in _SENTENCE.split(_MARKS.sub("", text))]
    lengths = [len(words) for words in sentences if words]
    if not lengths:
        message = "a text without words has no level"
        raise ValueError(message)
    words = [word for sentence in sentences for word in sentence]
    a_sentence = len(words) / len(lengths)
    a_word = sum(syllables(word, language) for word in words) / len(words)
    score = (
        206.835 - 1.015 * a_sentence - 84.6 * a_word if language == "en" else 206.84 - 0.93 * a_sentence - 77 * a_word
    )
    return ReadingLevel(words=len(words), words_a_sentence=a_sentence, longest=max(lengths), score=score)


def syllables(word: str, language: str) -> int:
    """Groups of vowels that are said as one; at least one."""
    plain = word.casefold()
    if language == "en":
        return max(len(_VOWELS_EN.findall(_SILENT_E.sub("", plain))), 1)
    return max(len(_VOWELS_NL.findall(plain)), 1)
