"""Where in a file a finding stands. In an overlay parts are found by their id, since it holds only what differs."""

from collections.abc import Mapping

from houvast.core.procedure.pack import Pack
from houvast.packbook.reader import Document, Path_


def line_of(document: Document, pack: Pack, where: Path_) -> int:
    """The line of this part of the pack, or of the nearest thing above it that the file holds; counts from 1.

    What an overlay does not hold stands in the pack below; then it is the line that says what it lies over.
    """
    if not isinstance(document.value, dict) or "overlay" not in document.value:
        return document.place(where)[0]
    own = _in_overlay(document, pack, where)
    return document.place(own or ("overlay",))[0]


def _in_overlay(document: Document, pack: Pack, where: Path_) -> Path_:
    here: object = pack
    node: object = document.value
    path: Path_ = ()
    for part in where:
        here = _into(here, part)
        place: str | int | None = part
        if isinstance(part, int):
            place = _by_name(node, getattr(here, "id", None) or getattr(here, "role", None))
        if place is None or (isinstance(node, dict) and place not in node) or not isinstance(node, dict | list):
            break
        node = node[place]  # type: ignore[index]
        path = (*path, place)
    return path


def _into(value: object, part: str | int) -> object:
    if isinstance(part, int):
        return value[part] if isinstance(value, tuple) and part < len(value) else None
    return value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)


def _by_name(node: object, name: object) -> int | None:
    """The place in a list of what has this id or role."""
    if not isinstance(node, list) or name is None:
        return None
    return next(
        (n for n, one in enumerate(node) if isinstance(one, dict) and str(name) in (one.get("id"), one.get("role"))),
        None,
    )
