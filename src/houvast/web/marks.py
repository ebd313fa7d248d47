"""Small marks inside text: icons, ratings, buttons. Built as strings, since a list page draws hundreds."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Final

from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from houvast.web.components import Rating

RATING_WORDS: Final = {
    Rating.GREEN: gettext_noop("on schedule"),
    Rating.AMBER: gettext_noop("attention"),
    Rating.RED: gettext_noop("concern"),
    Rating.NONE: gettext_noop("not known yet"),
}
_SHAPES: Final = {
    Rating.GREEN: '<circle cx="8" cy="8" r="7"/>',
    Rating.AMBER: '<path d="M8 1l7 7-7 7-7-7z"/>',
    Rating.RED: '<path d="M2 2h12v12H2z"/>',
    Rating.NONE: '<circle cx="8" cy="8" r="6"/>',
}
_BUTTONS: Final = {
    "primary": "nl-button nl-button--primary",
    "secondary": "nl-button nl-button--secondary",
    "quiet": "nl-button nl-button--subtle",
    "careful": "nl-button nl-button--secondary hv-button--careful",
}


class UnknownMarkError(ValueError):
    """A page asked for a mark that does not exist."""

    def __init__(self, kind: str, name: str, known: object) -> None:
        super().__init__(f"There is no {kind} {name!r}; there are {known}.")


@cache
def icon(name: str) -> SafeString:
    """One icon of web/icons.json, silent for screen readers: the words beside it say the same."""
    sprite = static("built/icons.svg")
    return format_html('<svg class="hv-icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sprite, name)


def safe(text: str) -> str:
    """As `conditional_escape`, which takes three times as long to see that a plain text is one."""
    return escape(text) if type(text) is str else conditional_escape(text)


def rating_of(value: Rating | str) -> Rating:
    """The rating of that name; raises UnknownMarkError."""
    try:
        return Rating(value)
    except ValueError:
        raise UnknownMarkError("rating", str(value), [each.value for each in Rating]) from None


@cache
def _shape(rating: Rating) -> SafeString:
    drawn = f'<svg class="hv-status__shape" viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[rating]}</svg>'
    return mark_safe(drawn)  # noqa: S308 - from the constants above only


def status(value: Rating | str, word: str = "") -> SafeString:
    """A rating as shape, word and colour. `word` says it in this page's words, else the usual one."""
    rating = rating_of(value)
    said = safe(word or gettext(RATING_WORDS[rating]))
    return mark_safe(  # noqa: S308 - escaped above
        f'<span class="hv-status hv-status--{rating.value}">{_shape(rating)}'
        f'<span class="hv-status__word">{said}</span></span>'
    )


def button_classes(kind: str) -> str:
    """The classes of a button; raises UnknownMarkError."""
    try:
        return _BUTTONS[kind]
    except KeyError:
        raise UnknownMarkError("kind of button", kind, sorted(_BUTTONS)) from None


def _inside(label: str, icon_name: str) -> str:
    if not icon_name:
        return safe(label)
    return f'{icon(icon_name)}<span class="nl-button__label">{safe(label)}</span>'


def action_link(label: str, url: str, kind: str = "primary", icon_name: str = "") -> SafeString:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    return mark_safe(  # noqa: S308 - escaped here, value by value
        f'<a class="{button_classes(kind)}" href="{safe(url)}">{_inside(label, icon_name)}</a>'
    )


def submit_button(
    label: str, kind: str = "primary", name: str = "", value: str = "", icon_name: str = ""
) -> SafeString:
    """A button that sends the form it stands in."""
    sent = f' name="{safe(name)}" value="{safe(value)}"' if name else ""
    return mark_safe(  # noqa: S308 - escaped here, value by value
        f'<button class="{button_classes(kind)}" type="submit"{sent}>{_inside(label, icon_name)}</button>'
    )
