"""The frame around a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from houvast.web import frame

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()

register.simple_tag(frame.header, takes_context=True, name="frame_header")
register.simple_tag(frame.footer, takes_context=True, name="frame_footer")
register.simple_tag(frame.htmx, name="frame_htmx")
register.simple_tag(frame.script, name="frame_script")


@register.simple_tag
def frame_head(accent: str | None) -> SafeString:
    """What a browser fetches to show the page, in the colour of the institution."""
    return frame.head(accent or "")
