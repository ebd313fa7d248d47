"""Finding a text from what somebody types: everyday words, street words, and words spelt by ear.

Words are folded to how they sound in Dutch (`eksamen` and `examen`, `swanger` and `zwanger` meet), then compared
whole, as the beginning or a part of a compound, and with one or two letters wrong. What an entry lists as search words
counts most, then its title, then its text; a rare word counts more than a common one. No Django, no database.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from houvast.directory.content.entry import Entry, Wording

WEIGHTS = {"words": 4.0, "title": 3.0, "lead": 1.5, "text": 0.6}
WHOLE, BEGINNING, PART, ONE_WRONG, TWO_WRONG = 1.0, 0.8, 0.6, 0.7, 0.5
PHRASE_BONUS = 6.0
SHORTEST_PART, SHORTEST_TWO_WRONG = 4, 8
LONGEST_QUERY = 12
_WORD = re.compile(r"[a-z0-9]+")
_SOUNDS = (
    (re.compile(r"sch"), "sg"), (re.compile(r"ch"), "g"), (re.compile(r"ck"), "k"), (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"), (re.compile(r"ti(?=e)"), "si"), (re.compile(r"x"), "ks"), (re.compile(r"q"), "k"),
    (re.compile(r"ij|y"), "ei"), (re.compile(r"au"), "ou"), (re.compile(r"c(?=[eiy])"), "s"), (re.compile(r"c"), "k"),
    (re.compile(r"z"), "s"), (re.compile(r"v"), "f"), (re.compile(r"dt\b"), "t"), (re.compile(r"d\b"), "t"),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
_ENDINGS = ("heden", "tjes", "jes", "tje", "je", "en", "es", "e", "s", "n")
_SHORTEST_STEM = 4
_NOISE = """
aan als ben bij dan dat de deze die dit door een en er ga gaan gaat geen had heb hebben heeft het hij hoe ik in
is je jij kan kun kunnen maar me mee meer met mij mijn moet moeten mag mogen na naar niet nog nu of om op over te
tot uit van veel voor want waar wat we wel wie wil word worden wordt ze zich zij zijn zo a an and are at be but by
can do does for from has have how i in is it me my not of on or so that the this to was what when where who why
with you your
"""
NOISE = frozenset(_NOISE.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry with how well it fits; higher is better, and only the order means something."""

    entry: str
    score: float


def folded(word: str) -> str:
    """A word as it sounds, without its ending. The word is in small letters already."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            return plain.removesuffix(ending)
    return plain


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that say something, folded, in order."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return tuple(folded(word) for word in _WORD.findall(plain) if word not in NOISE)


class Index:
    """Entries by the words they hold, for one language. Made once; asking changes nothing."""

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        self._phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        ids = [self._take(entry, language) for entry in entries]
        count = max(len(ids), 1)
        self._rarity = {word: math.log(1 + count / len(found)) for word, found in self._weights.items()}
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        for word in self._weights:
            self._beginnings[word[:1]].append(word)
        self._near = lru_cache(maxsize=4096)(self._alike)

    def _take(self, entry: Entry, language: str) -> str:
        for field, text in _texts(entry, language):
            for word in words_of(text):
                known = self._weights[word].get(entry.id, 0.0)
                self._weights[word][entry.id] = max(known, WEIGHTS[field])
        for text in (*entry.nl.words, *entry.en.words):
            if phrase := words_of(text):
                self._phrases[entry.id].append(phrase)
        return entry.id

    def ask(self, query: str, most: int = 20) -> tuple[Hit, ...]:
        """The entries that fit, the best first; empty when nothing does."""
        words = _with_joined(words_of(query)[:LONGEST_QUERY], self._weights)
        scores: dict[str, float] = defaultdict(float)
        matched: dict[str, int] = defaultdict(int)
        for word in words:
            best: dict[str, float] = {}
            for alike, likeness in self._near(word):
                rarity = min(self._rarity[alike], self._rarity.get(word, math.inf))
                for entry, weight in self._weights[alike].items():
                    best[entry] = max(best.get(entry, 0.0), likeness * weight * rarity)
            for entry, score in best.items():
                scores[entry] += score
                matched[entry] += 1
        for entry in scores:
            scores[entry] *= 0.4 + 0.6 * matched[entry] / len(words)
            scores[entry] += PHRASE_BONUS * self._said_whole(entry, words)
        order = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
        return tuple(Hit(entry=entry, score=score) for entry, score in order[:most])

    def _said_whole(self, entry: str, words: tuple[str, ...]) -> float:
        """How much of the query is one of the entry's own phrases, said whole: 0 to 1."""
        said = set(words)
        found = (len(phrase) for phrase in self._phrases.get(entry, ()) if said.issuperset(phrase))
        return min(max(found, default=0) / max(len(said), 1), 1.0)

    def _alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """Known words that are like it. A word that is known itself is not taken for a misspelling of another."""
        found = {known: like for known in self._weights if (like := likeness(word, known))}
        if word in self._weights:
            return tuple((known, like) for known, like in found.items() if like > ONE_WRONG)
        return tuple(found.items())


def _with_joined(words: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    """The words, and two of them that are one known word when written together, in their place ("kredit bank")."""
    out: list[str] = []
    for word in words:
        joined = folded(f"{out[-1]}{word}") if out else ""
        if joined and any(likeness(joined, one) in (WHOLE, ONE_WRONG) for one in known):
            out[-1] = joined
        else:
            out.append(word)
    return tuple(out)


def _texts(entry: Entry, language: str) -> Iterator[tuple[str, str]]:
    """What an entry says, field by field. Its search words count in both languages."""
    says: Wording = entry.in_(language)
    for text in (*entry.nl.words, *entry.en.words):
        yield "words", text
    yield "title", says.title
    yield "lead", says.lead
    for text in (says.body, says.for_whom, says.by_whom, *says.now):
        yield "text", text


def likeness(word: str, known: str) -> float:
    """How alike a typed word and a known one are: 1 the same, 0 not alike."""
    if word == known:
        return WHOLE
    shorter, longer = sorted((word, known), key=len)
    if len(shorter) < SHORTEST_PART:
        return 0.0
    if longer.startswith(shorter):
        return BEGINNING
    return PART if longer.endswith(shorter) else _misspelt(word, known, len(shorter), len(longer))


def _misspelt(word: str, known: str, shorter: int, longer: int) -> float:
    """One letter wrong, or two in a long word that begins the same."""
    allowed = 2 if shorter >= SHORTEST_TWO_WRONG else 1
    wrong = _distance(word, known, allowed) if longer - shorter <= allowed else allowed + 1
    if wrong == 1:
        return ONE_WRONG
    return TWO_WRONG if wrong <= allowed and word[0] == known[0] else 0.0


def _distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or swapped (optimal string alignment); `most + 1` when there are more."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        earlier, before, line = before, line, [row] * (len(other) + 1)
        for column, against in enumerate(other, 1):
            cost = letter != against
            line[column] = min(before[column] + 1, line[column - 1] + 1, before[column - 1] + cost)
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            if swapped:
                line[column] = min(line[column], earlier[column - 2] + 1)
        if min(line) > most:
            return most + 1
    return line[-1]
