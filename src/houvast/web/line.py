"""The timeline, written as text for the same reason as the task list: a dossier draws hundreds of parts.

What comes from people is escaped here, once, and nothing else is put in.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from houvast.web import days, marks
from houvast.web.components import EntryKind
from houvast.web.marks import safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from houvast.web.components import Entry

ICONS = {
    EntryKind.TALK: "messages",
    EntryKind.AGREEMENT: "list-check",
    EntryKind.CASE: "route",
    EntryKind.LETTER: "mail",
    EntryKind.RESULT: "rosette",
    EntryKind.ABSENCE: "calendar",
    EntryKind.ALERT: "bell",
    EntryKind.MOVE: "flag",
    EntryKind.NOTE: "note",
}


@lru_cache(maxsize=2048)
def _when(on: date, _language: str | None) -> str:
    return str(days.day_element(on, days.long_day(on)))


def label(text: str) -> SafeString:
    """What kind of thing this is, never a rating."""
    return format_html('<span class="nl-data-badge hv-label">{}</span>', text)


def _entry(entry: Entry, language: str | None) -> str:
    who = f", {safe(entry.who)}" if entry.who else ""
    title = safe(entry.title)
    what = f'<a href="{safe(entry.url)}">{title}</a>' if entry.url else title
    marked = (marks.status(entry.rating) if entry.rating else "") + (label(entry.label) if entry.label else "")
    said = f'<p class="hv-cluster">{marked}</p>' if marked else ""
    text = f'<p class="hv-timeline__text" dir="auto">{safe(entry.text)}</p>' if entry.text else ""
    return (
        f'<li class="hv-timeline__entry hv-timeline__entry--{entry.kind.value}">'
        f'<span class="hv-timeline__dot">{marks.icon(ICONS[entry.kind])}</span>'
        f'<p class="hv-timeline__when">{_when(entry.on, language)}{who}</p>'
        f'<h3 class="hv-timeline__what">{what}</h3>{said}{text}</li>\n'
    )


def timeline(entries: Iterable[Entry]) -> SafeString:
    """The dossier as one line; entries come newest first and are grouped by year."""
    language = get_language()
    drawn = "".join(
        f'<h2 class="hv-timeline__year">{year}</h2>\n<ol class="hv-timeline__list" reversed>\n'
        f"{''.join(_entry(entry, language) for entry in group)}</ol>"
        for year, group in groupby(entries, key=lambda entry: entry.on.year)
    )
    return mark_safe(f'<div class="hv-timeline">{drawn}</div>')  # noqa: S308 - escaped above, value by value
