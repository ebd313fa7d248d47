"""Parts that stand around content of the page's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houvast.web import marks
from houvast.web.marks import safe

if TYPE_CHECKING:
    from datetime import date

    from django.forms import BaseForm
    from django.template import Context


register = template.Library()

_NOTICES = {
    "info": ("utrecht-alert utrecht-alert--info hv-notice hv-notice--info", "info-circle", "status"),
    "success": ("utrecht-alert utrecht-alert--ok hv-notice hv-notice--ok", "circle-check", "status"),
    "warning": ("utrecht-alert utrecht-alert--warning hv-notice hv-notice--warning", "alert-triangle", "status"),
    "error": ("utrecht-alert utrecht-alert--error hv-notice hv-notice--error", "alert-triangle", "alert"),
}


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Something to know: info, success, warning or error."""
    if tone not in _NOTICES:
        raise marks.UnknownMarkError("notice", tone, sorted(_NOTICES))
    classes, icon_name, role = _NOTICES[tone]
    return format_html(
        '<div class="{0}" role="{1}">'
        '<span class="utrecht-alert__icon hv-notice__icon">{2}</span>'
        '<div class="utrecht-alert__content">{3}<div>{4}</div></div></div>',
        classes,
        role,
        marks.icon(icon_name),
        format_html('<p class="hv-notice__title">{}</p>', title) if title else "",
        content,
    )


@register.simple_block_tag
def section(content: str, title: str, anchor: str = "", about: str = "") -> SafeString:
    """A part of a page under a heading of the second level."""
    named = f' id="{safe(anchor)}"' if anchor else ""
    said = f'<span class="hv-soft hv-small">{safe(about)}</span>' if about else ""
    return mark_safe(  # noqa: S308 - escaped here, the content by its template
        f'<section class="hv-section"{named}><div class="hv-section__top"><h2>{safe(title)}</h2>{said}</div>'
        f"{safe(content)}</section>"
    )


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2) -> SafeString:
    """A thing that can be picked up."""
    heading = format_html("<h{0}>{1}</h{0}>", level, title) if title else ""
    return format_html('<div class="hv-card">{}{}</div>', heading, content)


@register.simple_block_tag
def more(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """What not everybody needs to read, one tap away."""
    return format_html(
        '<details class="hv-more"{}><summary>{}</summary><div>{}</div></details>',
        SafeString(" open") if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def empty(content: str) -> SafeString:
    """Nothing here: a sentence, and a way on."""
    return format_html('<div class="hv-empty">{}</div>', content)


@register.simple_block_tag
def group(content: str, legend: str) -> SafeString:
    """Fields that belong together."""
    return format_html('<fieldset class="hv-group"><legend>{}</legend>{}</fieldset>', legend, content)


@register.simple_block_tag
def filters(content: str, words: str = "", action: str = "", submit_label: str = "") -> SafeString:
    """A plain GET form; `words` say what is shown now."""
    return _rendered(
        "filters",
        {"content": content, "words": words, "action": action, "submit_label": submit_label or gettext("Show")},
    )


@register.simple_block_tag(takes_context=True)
def form_frame(
    context: Context,
    content: str,
    form: BaseForm | None = None,
    submit: str = "",
    back: str = "",
    action: str = "",
    key: str = "",
    kind: str = "primary",
    *,
    files: bool = False,
    one_at_a_time: bool = False,
    keeps: bool = False,
) -> SafeString:
    """A POST form: errors on top, the content (or the whole form when there is none), the buttons.

    `key` is the idempotency key, sent as `submission`; `back` is where "Cancel" goes.
    `one_at_a_time` shows its groups one by one on a phone, when nothing is wrong and scripts run; `keeps` lets
    it be sent from each of them, where half filled in is kept.
    """
    return _rendered(
        "form_frame",
        {
            "form": form,
            "content": mark_safe(content.strip()),  # noqa: S308 - rendered by the page just now
            "submit": submit or gettext("Save"),
            "back": back,
            "action": action,
            "key": key,
            "kind": kind,
            "lists_errors": 'class="hv-errors"' in content,
            "files": files or bool(form and form.is_multipart()),
            "one_at_a_time": one_at_a_time and not (form and form.errors),
            "keeps": keeps,
            "csrf_token": context.get("csrf_token"),
        },
    )


@register.simple_block_tag
def letter(
    content: str, title: str, on: date | None = None, sender: str = "", addressee: str = "", reference: str = ""
) -> SafeString:
    """A letter as it was sent."""
    return _rendered(
        "letter",
        {
            "content": content,
            "title": title,
            "on": on,
            "sender": sender,
            "addressee": addressee,
            "reference": reference,
        },
    )


def _rendered(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(f"web/components/{name}.html", context))  # noqa: S308 - a template of our own
