"""Characters that a letter's fonts cannot show. A letter must be made all the same: they are named instead, never dropped.

Which characters those are is known only to the fonts, so it is asked by trying: the typesetter names the first text that it
cannot show, and every character of the same script (or every picture sign) is then replaced at once.
"""

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext

INVISIBLE = frozenset({"Cc", "Cs", "Co", "Cn"})
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
_NOT_SHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")

Values = str | int | float | bool | None | list["Values"] | dict[str, "Values"]


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
    """The text with everything of the scripts of `unshown` named between brackets; Latin letters one by one."""
    scripts = {script(sign) for sign in unshown}
    parts: list[str] = []
    latest = ""
    for sign in text:
        its = script(sign)
        is_lost = its in scripts if its not in {"sign", "latin"} else _same(sign, unshown, its)
        if not is_lost or its == "joiner":
            parts += [] if is_lost else [sign]
            latest = "" if sign != " " else latest
        elif its in {"sign", "latin"}:
            parts.append(f"({unicodedata.name(sign, 'sign').lower()})")
        elif its != latest:
            parts.append(gettext("(text in %(script)s script)") % {"script": its})
            latest = its
        else:
            latest = its
    return "".join(parts)


def _same(sign: str, unshown: str, its: str) -> bool:
    """Signs go together by kind (all picture signs), letters of our own script go alone."""
    if its == "latin":
        return sign in unshown
    return sign in unshown or (
        unicodedata.category(sign) == "So" and any(unicodedata.category(s) == "So" for s in unshown)
    )


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
