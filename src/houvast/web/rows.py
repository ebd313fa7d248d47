"""The task list and the signatures, written as text: pages draw hundreds of parts, and template nodes take fifteen
times as long.

What comes from people is escaped here, once, and nothing else is put in.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop

from houvast.web import days, marks
from houvast.web.components import SignatureState
from houvast.web.marks import safe

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from houvast.web.components import Rating, Row, Signature


def stands(rating: Rating | str, words: str) -> str:
    """Where something stands, in words; with shape and colour where it has a rating."""
    return marks.status(rating, words) if rating else safe(words)


def paragraphs(text: str | None) -> str:
    """What somebody wrote, in paragraphs, in the direction of its own script; nothing for nothing."""
    return f'<div dir="auto">{in_paragraphs(text)}</div>' if text else ""


def in_paragraphs(text: str) -> str:
    """As `linebreaks`, which looks for line ends twice where most texts have none."""
    return linebreaks(text, autoescape=True) if "\n" in text or "\r" in text else f"<p>{safe(text)}</p>"


@lru_cache(maxsize=2048)
def _due(due: date, today: date | None, _language: str | None) -> str:
    """When it is due, in words and as a day; the same for every row of that day."""
    left = days.days_left(due, today)
    said = f"<strong>{safe(left)}</strong> " if left else ""
    return said + str(days.short_element(due))


def _row(row: Row, today: date | None, language: str | None) -> str:
    name = safe(row.name)
    about = f'<span class="hv-row__about">{safe(row.about)}</span>' if row.about else ""
    why = stands(row.rating, row.why)
    due = _due(row.due, today, language) if row.due else safe(row.due_text)
    over = " hv-row__due--over" if row.due and today and row.due < today else ""
    action = (
        f'<a class="nl-button nl-button--secondary" href="{safe(row.action_url)}"><span class="nl-button__label">'
        f'{safe(row.action_label)}<span class="hv-hidden">: {name}</span></span></a>'
        if row.action_url
        else ""
    )
    return (
        f'<li class="hv-row"><div><a class="hv-row__name" href="{safe(row.url)}">{name}</a>{about}</div>'
        f'<div class="hv-row__why">{why}</div><div class="hv-row__due{over}">{due}</div>'
        f'<div class="hv-row__do">{action}</div></li>\n'
    )


def task_list(rows: Iterable[Row], today: date | None = None, caption: str = "") -> SafeString:
    """Rows for scanning: name, why it is here, when it is due, one action."""
    language = get_language()
    label = f' aria-label="{safe(caption)}"' if caption else ""
    drawn = "".join(_row(row, today, language) for row in rows)
    return mark_safe(f'<ul class="hv-rows"{label}>\n{drawn}</ul>')  # noqa: S308 - escaped above, value by value


_SIGNATURES: Final = {
    SignatureState.SIGNED: ("circle-check", gettext_noop("Signed")),
    SignatureState.DISSENT: ("signature", gettext_noop("Signed, with a disagreement")),
    SignatureState.WAITING: ("hourglass", gettext_noop("Has not signed yet")),
    SignatureState.REFUSED: ("x", gettext_noop("Does not sign")),
    SignatureState.UNREACHED: ("minus", gettext_noop("Could not be reached")),
}


def _signature(one: Signature) -> str:
    icon, words = _SIGNATURES[one.state]
    on = f", {days.day_element(one.on, days.long_day(one.on))}" if one.on else ""
    remark = f'\n<blockquote class="hv-signatures__dissent">{safe(one.remark)}</blockquote>' if one.remark else ""
    return (
        f"\n<li>{marks.icon(icon)}<div><p><strong>{safe(one.name)}</strong>, {safe(one.role)}</p>\n"
        f"<p>{safe(gettext(words))}{on}</p>{remark}</div></li>"
    )


def signatures(signed: Iterable[Signature]) -> SafeString:
    """Who signed, who signed with a disagreement, who has not yet."""
    drawn = "".join(map(_signature, signed))
    return mark_safe(f'<ul class="hv-signatures">{drawn}\n</ul>')  # noqa: S308 - escaped above, value by value
