"""A part of a start page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from houvast.web.components import Column, Link, Row

MANY = 6
"""So many parts that a list of them helps to find the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the start page: rows or a table, or the sentence for when there is nothing."""

    title: str
    empty: str
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    table: tuple[tuple[object, ...], ...] = ()
    more: Link | None = None
    counts: bool = False

    @property
    def anchor(self) -> str:
        """Where this part stands on the page."""
        return slugify(self.title)


def jumps(sections: Sequence[Section]) -> tuple[Link, ...]:
    """To each part of a long page, with how much stands there; nothing for a page that one sees at once."""
    if len(sections) < MANY:
        return ()
    return tuple(
        Link(label=f"{one.title} ({len(one.rows)})" if one.rows else one.title, url=f"#{one.anchor}")
        for one in {one.anchor: one for one in reversed(sections)}.values()
    )[::-1]
