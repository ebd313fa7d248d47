"""A part of a start page."""

from dataclasses import dataclass

from houvast.web.components import Column, Link, Row


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
