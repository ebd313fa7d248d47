"""The parts of a page, for templates: `{% load houvast %}`. docs/look.md lists them with their arguments."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houvast.web import days, marks
from houvast.web.components import Column, Confirmation, Drawing, Entry, EntryKind, Fact, Row, Signature, Term
from houvast.web.drawing import (
    Calendar,
    DrawnStep,
    bars_height,
    drawn_bars,
    drawn_steps,
    drawn_term,
    drawn_weeks,
    in_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.forms import BaseForm
    from django.template import Context

    from houvast.web.components import Around, Bar, Link, Week

register = template.Library()

_NOTICES = {
    "info": ("utrecht-alert utrecht-alert--info hv-notice hv-notice--info", "info-circle", "status"),
    "success": ("utrecht-alert utrecht-alert--ok hv-notice hv-notice--ok", "circle-check", "status"),
    "warning": ("utrecht-alert utrecht-alert--warning hv-notice hv-notice--warning", "alert-triangle", "status"),
    "error": ("utrecht-alert utrecht-alert--error hv-notice hv-notice--error", "alert-triangle", "alert"),
}

# -- days ------------------------------------------------------------------------------------------------------------

register.filter("long_day", days.long_day)
register.filter("short_day", days.short_day)
register.filter("days_left", days.days_left)


@register.simple_tag
def day(value: date | datetime | None, *, short: bool = False) -> SafeString | str:
    """A day in words inside a `time` element."""
    return days.day_element(value, days.short_day(value) if short else days.long_day(value))


# -- marks -----------------------------------------------------------------------------------------------------------

register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.status, name="status")


_ENTRY_ICONS = {
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


@register.simple_tag
def entry_icon(kind: EntryKind) -> SafeString:
    """The icon of a kind of timeline entry."""
    return marks.icon(_ENTRY_ICONS[kind])


@register.simple_tag
def brand_url(accent: str) -> str:
    """Where the style sheet of an institution's accent colour is."""
    return reverse("web:brand", kwargs={"colour": accent.lstrip("#").lower()})


@register.filter
def initials(name: str) -> str:
    """At most two letters for a person: of the first and of the latest part of the name."""
    parts = [part for part in name.split() if part[:1].isupper()] or name.split()
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts[:1]))


@register.simple_tag
def action(label: str, url: str, kind: str = "primary", icon: str = "") -> SafeString:
    """A link that looks like a button."""
    return marks.action_link(label, url, kind, icon)


@register.simple_tag
def submit(label: str, kind: str = "primary", name: str = "", value: str = "", icon: str = "") -> SafeString:
    """A button that sends the form it stands in."""
    return marks.submit_button(label, kind, name, value, icon)


@register.simple_tag
def label(text: str) -> SafeString:
    """What kind of thing this is, never a rating."""
    return format_html('<span class="nl-data-badge hv-label">{}</span>', text)


@register.simple_tag
def meaning(term: str, text: str) -> SafeString:
    """A professional term with its meaning one tap away."""
    return format_html('<details class="hv-meaning"><summary>{}</summary><span>{}</span></details>', term, text)


# -- blocks ----------------------------------------------------------------------------------------------------------


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
    return format_html(
        '<section class="hv-section"{0}><div class="hv-section__top"><h2>{1}</h2>{2}</div>{3}</section>',
        format_html(' id="{}"', anchor) if anchor else "",
        title,
        format_html('<span class="hv-soft hv-small">{}</span>', about) if about else "",
        content,
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
) -> SafeString:
    """A POST form: errors on top, the content (or the whole form when there is none), the buttons.

    `key` is the idempotency key, sent as `submission`; `back` is where "Cancel" goes.
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
            "files": files or bool(form and form.is_multipart()),
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


# -- parts -----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("web/components/page_heading.html")
def page_heading(
    title: str,
    lead: str = "",
    over: str = "",
    back_url: str = "",
    back_label: str = "",
    action_label: str = "",
    action_url: str = "",
) -> dict[str, Any]:
    """The one heading of the page, its answer in words, and its one main action."""
    return {
        "title": title,
        "lead": lead,
        "over": over,
        "back_url": back_url,
        "back_label": back_label or gettext("Back"),
        "action_label": action_label,
        "action_url": action_url,
    }


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of a form, each a link to its field."""
    found = []
    for name, errors in form.errors.items():
        if name == "__all__":
            continue
        field = form[name]
        said = str(field.label)
        label = said if said.endswith("?") else f"{said}:"
        found += [(field.id_for_label or field.auto_id, label, error) for error in errors]
    return {"errors": found, "general": form.non_field_errors(), "number": len(found) + len(form.non_field_errors())}


@register.inclusion_tag("web/components/task_list.html")
def task_list(rows: Iterable[Row], today: date | None = None, caption: str = "") -> dict[str, Any]:
    """Rows for scanning: name, why it is here, when it is due, one action."""
    shown = [
        (
            row,
            marks.status(row.rating, row.why) if row.rating else row.why,
            days.days_left(row.due, today),
            bool(row.due and today and row.due < today),
        )
        for row in rows
    ]
    return {"rows": shown, "caption": caption}


@register.inclusion_tag("web/components/data_table.html")
def data_table(columns: Sequence[Column | str], rows: Iterable[Sequence[object]], caption: str = "") -> dict[str, Any]:
    """A table that becomes a list on a phone; the first cell of a row names it."""
    heads = [column if isinstance(column, Column) else Column(label=column) for column in columns]
    return {"columns": heads, "rows": [list(zip(heads, row, strict=True)) for row in rows], "caption": caption}


@register.inclusion_tag("web/components/summary_list.html")
def summary_list(facts: Iterable[Fact | tuple[str, object]]) -> dict[str, Any]:
    """What is known, in pairs of a label and a value."""
    shown = [fact if isinstance(fact, Fact) else Fact(label=fact[0], value=fact[1]) for fact in facts]
    return {"facts": shown, "can_change": any(fact.url for fact in shown)}


@register.inclusion_tag("web/components/more_rows.html")
def more_rows(
    first: int, last: int, total: int | None = None, next_url: str = "", previous_url: str = ""
) -> dict[str, Any]:
    """Which rows are shown, and the way to the next fifty."""
    return {"first": first, "last": last, "total": total, "next_url": next_url, "previous_url": previous_url}


@register.inclusion_tag("web/components/timeline.html")
def timeline(entries: Iterable[Entry]) -> dict[str, Any]:
    """The dossier as one line; entries come newest first and are grouped by year."""
    return {"years": [(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.on.year)]}


@register.inclusion_tag("web/components/procedure_drawing.html")
def procedure_drawing(drawing: Drawing, *, along: bool = True) -> dict[str, Any]:
    """The steps of a procedure with the reader's place in it; `along=False` keeps it upright on a desk too."""
    steps: list[DrawnStep] = drawn_steps(drawing)
    widest = 8
    return {"drawing": drawing, "steps": steps, "words": in_words(drawing), "along": along and len(steps) <= widest}


@register.inclusion_tag("web/components/term_bar.html")
def term_bar(term: Term) -> dict[str, Any]:
    """Days that run out, as a bar and in words."""
    return {"term": drawn_term(term)}


@register.inclusion_tag("web/components/people_around.html")
def people_around(people: Iterable[Around]) -> dict[str, Any]:
    """Who is around the student, and how to reach them."""
    return {"people": list(people)}


@register.inclusion_tag("web/components/signatures.html")
def signatures(signed: Iterable[Signature]) -> dict[str, Any]:
    """Who signed, who signed with a disagreement, who has not yet."""
    return {"signatures": list(signed)}


@register.inclusion_tag("web/components/tabs.html")
def tabs(links: Iterable[Link], name: str = "") -> dict[str, Any]:
    """Pages that belong together, as links."""
    return {"links": list(links), "name": name or gettext("On this subject")}


@register.inclusion_tag("web/components/form_steps.html")
def form_steps(titles: Sequence[str], current: int) -> dict[str, Any]:
    """Where the reader is in a form of several pages; `current` counts from 1."""
    return {"titles": list(enumerate(titles, 1)), "current": current, "title": titles[current - 1], "all": len(titles)}


@register.inclusion_tag("web/components/post_action.html", takes_context=True)
def post_action(
    context: Context, label: str, url: str, kind: str = "primary", name: str = "", value: str = "", key: str = ""
) -> dict[str, Any]:
    """A button that does something at once, in a form of its own."""
    return {
        "label": label,
        "url": url,
        "kind": kind,
        "name": name,
        "value": value,
        "key": key,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("web/components/confirmation.html", takes_context=True)
def confirmation(context: Context, asked: Confirmation, key: str = "") -> dict[str, Any]:
    """Ask once more: what will happen, to whom, and the way back."""
    return {"asked": asked, "key": key, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("web/components/progress.html")
def progress(done: int, total: int, text: str = "") -> dict[str, Any]:
    """How far a long piece of work is."""
    return {"done": done, "total": total, "text": text}


# -- charts ----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("web/components/bar_chart.html")
def bar_chart(title: str, bars: Sequence[Bar], unit: str = "", about: str = "") -> dict[str, Any]:
    """Bars with the table beside them, so that nobody has to read a drawing."""
    return {"title": title, "about": about, "unit": unit, "bars": drawn_bars(bars), "height": bars_height(bars)}


@register.inclusion_tag("web/components/week_calendar.html")
def week_calendar(title: str, weeks: Sequence[Week], unit: str, much: float) -> dict[str, Any]:
    """A year as a calendar of weeks; from `much` on a week is marked."""
    drawn: Calendar = drawn_weeks(weeks, much)
    return {"title": title, "unit": unit, "weeks": drawn.weeks, "words": drawn.words, "much": much}
