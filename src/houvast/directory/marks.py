"""The Markdown of our own texts as HTML: paragraphs, headings, lists and emphasis, and no HTML of its own."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKS = MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "entity"])


@lru_cache(maxsize=512)
def as_html(text: str) -> SafeString:
    """Only for texts that ship with the house; markup in it that is not Markdown stays visible text."""
    html: str = _MARKS.render(text)
    return mark_safe(html)  # noqa: S308 - the renderer escapes, and the text is ours
