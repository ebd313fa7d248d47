"""Taking out of a text what points to somebody, as far as a program can see it. A person reads it after that."""

import re
from collections.abc import Iterable

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"https?://\S+|\bwww\.\S+"), "[link]"),
    (re.compile(r"\b\d{4}\s?[A-Z]{2}\b"), "[postcode]"),
    (re.compile(r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b"), "[datum]"),
    (re.compile(r"(?<!\w)(?:\+31|0031|0)[\s-]?\d(?:[\s-]?\d){8}\b"), "[telefoon]"),
    (re.compile(r"\b\d{5,}\b"), "[nummer]"),
)
_NAMED_AFTER = (
    "[Ii]k heet", "[Ii]k ben", "[Mm]ijn naam is", "[Mm]y name is", "I am(?: called)?", "[Gg]roet(?:jes|en)?,?",
    "[Mm]et vriendelijke groet,?", "[Kk]ind regards,?", "[Mm]eneer", "[Mm]evrouw", "[Mm]ijn (?:zoon|dochter)",
    "[Mm]y (?:son|daughter)",
)  # fmt: skip
_SELF_NAMED = re.compile(
    rf"\b((?:{'|'.join(_NAMED_AFTER)})\s+)"
    r"([A-Z][\w'-]+(?:\s+(?:(?:van|de|der|den|el|al|ten|ter)\s+)*[A-Z][\w'-]+)*)"
)
SHORTEST_NAME = 3


def anonymised(text: str, names: Iterable[str] = ()) -> str:
    """The text with addresses, numbers, days, and the given and self-told names replaced by what they are."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    text = _SELF_NAMED.sub(r"\1[naam]", text)
    for word in sorted({part for name in names for part in name.split()}, key=len, reverse=True):
        if len(word) >= SHORTEST_NAME:
            text = re.sub(rf"\b{re.escape(word)}\b", "[naam]", text, flags=re.IGNORECASE)
    return text


def points_to(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """What in a text may still point to somebody, each once, in the order of the text."""
    found = [match.group() for pattern, _ in _PATTERNS for match in pattern.finditer(text)]
    found += [match.group(2) for match in _SELF_NAMED.finditer(text)]
    for word in {part for name in names for part in name.split() if len(part) >= SHORTEST_NAME}:
        found += re.findall(rf"\b{re.escape(word)}\b", text, flags=re.IGNORECASE)
    return tuple(dict.fromkeys(sorted(found, key=text.find)))
