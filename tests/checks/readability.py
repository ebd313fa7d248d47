"""How easily Dutch reads: the Flesch-Douma measure (W.H. Douma, 1960), and the length of single sentences.

Reading ease = 206.84 - 77 x syllables per word - 0.93 x words per sentence; 100 is very easy, 60 to 70 is ordinary
language. Syllables are counted as groups of vowels, ij as one; close enough for an average over a page.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

VOWELS = re.compile(r"ij|aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|[aeiouyáéíóúàèëïöü]", re.IGNORECASE)
WORD = re.compile(r"[A-Za-zÀ-ÿ']+")
SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n")
MARKUP = re.compile(r"%\(\w+\)s|\{\{.*?\}\}|<[^>]+>|https?://\S+|\[([^\]]*)\]\([^)]*\)")
FEWEST_WORDS = 4
"""Labels and buttons are no sentences."""


def sentences(text: str) -> Iterator[list[str]]:
    """The sentences of a text as lists of words, those of FEWEST_WORDS and more."""
    plain = MARKUP.sub(lambda found: found.group(1) or "X", text)
    for part in SENTENCE_END.split(plain):
        words = WORD.findall(part)
        if len(words) >= FEWEST_WORDS:
            yield words


def syllables(word: str) -> int:
    """Groups of vowels, at least one."""
    return max(1, len(VOWELS.findall(word)))


def reading_ease(texts: Iterable[str]) -> float | None:
    """Flesch-Douma over all sentences of these texts together; None when there is no sentence."""
    found = [words for text in texts for words in sentences(text)]
    count = sum(len(words) for words in found)
    if not count:
        return None
    spoken = sum(syllables(word) for words in found for word in words)
    return 206.84 - 77 * spoken / count - 0.93 * count / len(found)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence."""
    return max((len(words) for words in sentences(text)), default=0)


def dutch_of(catalogue: Path, files: Iterable[str]) -> list[str]:
    """The Dutch of every entry of a .po file that one of these files (as its references name them) uses."""
    wanted = tuple(files)
    found = []
    for block in catalogue.read_text(encoding="utf-8").split("\n\n"):
        places = {place for line in block.splitlines() if line.startswith("#:") for place in line[2:].split()}
        if any(place.split(":")[0].endswith(wanted) for place in places):
            found += [_text(part) for part in re.split(r"^msgstr(?:\[\d\])? ", block, flags=re.MULTILINE)[1:]]
    return [text for text in found if text]


def _text(part: str) -> str:
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', part)).replace("\\n", "\n").replace('\\"', '"')
