"""Characters that a letter's fonts cannot show. A letter must be made all the same: they are named, never dropped.

Which characters those are is known only to the fonts, so it is asked by trying: the typesetter names the first text
that it cannot show, and every character of the same script (or every picture sign) is then replaced at once.
"""

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby

from django.utils.translation import gettext

INVISIBLE = frozenset({"Cc", "Cs", "Co", "Cn"})
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
ONE_BY_ONE = frozenset({"sign", "latin", "digit"})
"""Families of which some can be shown and some cannot."""
PICTURES = frozenset({"So", "Sk"})
_NOT_SHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def cleaned(text: str) -> str:
    """The text without control characters and without signs that turn its direction round (they can make it lie)."""
    return "".join(
        sign
        for sign in text.replace("\r\n", "\n").replace("\t", " ")
        if sign == "\n" or (unicodedata.category(sign) not in INVISIBLE and sign not in DIRECTION_OVERRIDES)
    )


def not_shown(trouble: str) -> str:
    """The text that the typesetter says it cannot show; empty when the trouble is another."""
    found = _NOT_SHOWN.search(trouble)
    if not found:
        return ""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]).replace('\\"', '"').replace("\\\\", "\\")


def script(sign: str) -> str:
    """Which characters go together: the script of a letter ("arabic"), "sign" for pictures, "joiner" for what joins."""
    if sign in JOINERS:
        return "joiner"
    if unicodedata.category(sign)[0] in "LMN":
        return unicodedata.name(sign, "unknown").split(" ")[0].lower()
    return "sign"


def named(text: str, unshown: str) -> str:
    """The text with what cannot be shown named in brackets: a picture by its name, a script once for a run of it."""
    families = {script(sign) for sign in unshown}
    parts: list[str] = []
    for family, run in groupby(text, key=script):
        signs = "".join(run)
        if family not in families:
            parts.append(signs)
        elif family == "joiner":
            continue
        elif family in ONE_BY_ONE:
            lost = PICTURES if any(unicodedata.category(sign) == "So" for sign in unshown) else frozenset()
            parts += [
                f"({unicodedata.name(sign, 'sign').lower()})"
                if sign in unshown or unicodedata.category(sign) in lost
                else sign
                for sign in signs
            ]
        else:
            parts.append(gettext("(text in %(script)s script)") % {"script": family})
    return "".join(parts)


def mapped(values: object, change: Callable[[str], str]) -> object:
    """The same lists and mappings with every text changed."""
    match values:
        case str():
            return change(values)
        case dict():
            return {name: mapped(value, change) for name, value in values.items()}
        case list() | tuple():
            return [mapped(value, change) for value in values]
        case _:
            return values
