"""An institution's colour, made legible: one colour is given, the shades for light and dark paper follow from it."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

LIGHT_PAPER = "#faf6ef"
LIGHT_SHADE = "#f1ebe0"
DARK_PAPER = "#181512"
DARK_SHADE = "#27221d"
LIGHT_INK = "#ffffff"
DARK_INK = "#14100b"
TEXT_CONTRAST = 7.0
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_STEPS = 200
_LINEAR_BELOW = 0.04045

Rgb = tuple[float, float, float]


class NotAColourError(ValueError):
    """What was given cannot be read as a colour."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is not a colour. Write six hexadecimal digits, for example #0f4c5c.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """The accent in one theme: `text` on paper, `strong` under the pointer, `ink` on it, `wash` behind things."""

    text: str
    strong: str
    ink: str
    wash: str


def parsed(colour: str) -> Rgb:
    """Red, green and blue from 0 to 1; raises NotAColourError."""
    found = _COLOUR.fullmatch(colour.strip())
    if found is None:
        raise NotAColourError(colour)
    digits = found[1]
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def is_colour(given: str) -> bool:
    """Whether this can be read as a colour."""
    return _COLOUR.fullmatch(given.strip()) is not None


def written(rgb: Rgb) -> str:
    """The colour as #rrggbb."""
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in rgb)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parsed(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, paper: str, share: float) -> str:
    """`share` of the colour (0 to 1), the rest paper."""
    return written(
        tuple(share * a + (1 - share) * b for a, b in zip(parsed(colour), parsed(paper), strict=True))  # type: ignore[arg-type]
    )


def legible(colour: str, paper: str, *, least: float = TEXT_CONTRAST) -> str:
    """The colour nearest in lightness, of the same hue, that reads on this paper with at least that contrast."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*parsed(colour))
    goal = 0.0 if luminance(paper) > 0.5 else 1.0  # noqa: PLR2004 - light or dark paper
    for step in range(_STEPS + 1):
        at = lightness + (goal - lightness) * step / _STEPS
        candidate = written(colorsys.hls_to_rgb(hue, at, saturation))
        if contrast(candidate, paper) >= least:
            return candidate
    return written((goal, goal, goal))


def accent_on(colour: str, paper: str, shade: str) -> Accent:
    """The accent for one theme."""
    darker_of_papers = shade if luminance(paper) > 0.5 else paper  # noqa: PLR2004 - light or dark paper
    other = paper if darker_of_papers == shade else shade
    text = legible(legible(colour, darker_of_papers), other)
    wash = mixed(text, paper, 0.12)
    strong = legible(mixed(text, LIGHT_INK if luminance(paper) < 0.5 else DARK_INK, 0.7), wash)  # noqa: PLR2004
    text = legible(text, wash, least=4.5)
    ink = LIGHT_INK if contrast(text, LIGHT_INK) >= contrast(text, DARK_INK) else DARK_INK
    return Accent(text=text, strong=strong, ink=ink, wash=wash)


def style_sheet(colour: str) -> str:
    """The style sheet that gives both themes this accent; raises NotAColourError."""
    light = _tokens(accent_on(colour, LIGHT_PAPER, LIGHT_SHADE))
    dark = _tokens(accent_on(colour, DARK_PAPER, DARK_SHADE))
    return (
        f":root{{{light}}}"
        f"@media (prefers-color-scheme: dark){{:root:not([data-theme=light]){{{dark}}}}}"
        f":root[data-theme=dark]{{{dark}}}"
        f"@media print{{:root,:root[data-theme]{{{light}}}}}"
    )


def _tokens(accent: Accent) -> str:
    return (
        f"--hv-accent:{accent.text};--hv-accent-strong:{accent.strong};"
        f"--hv-accent-ink:{accent.ink};--hv-accent-wash:{accent.wash}"
    )
