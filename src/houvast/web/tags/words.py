"""Days, icons, ratings, buttons: the small things inside a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from houvast.web import days, line, marks

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.utils.safestring import SafeString


register = template.Library()


register.filter("long_day", days.long_day)
register.filter("short_day", days.short_day)
register.filter("days_left", days.days_left)
register.filter("day_in_words", days.day_in_words)


@register.simple_tag
def day(value: date | datetime | None, *, short: bool = False) -> SafeString | str:
    """A day in words inside a `time` element."""
    return days.short_element(value) if short else days.day_element(value, days.long_day(value))


register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.status, name="status")
register.simple_tag(line.label)


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
def meaning(term: str, text: str) -> SafeString:
    """A professional term with its meaning one tap away."""
    return format_html('<details class="hv-meaning"><summary>{}</summary><span>{}</span></details>', term, text)
