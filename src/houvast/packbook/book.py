"""Find and load the packs that come with Houvast, and any other file that should be one."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from pydantic import ValidationError

from houvast.core.forms.text import Text, Unfit
from houvast.core.procedure.overlay import merge
from houvast.core.procedure.pack import Pack
from houvast.packbook.reader import Document, PackError, Path_, Problem, read_yaml
from houvast.packbook.wording import reading, shape

FOLDER = Path(__file__).resolve().parent.parent / "packs" / "procedures"

LAYERS = 2
"""How many packs a pack may lie over: an institution over the national one, a programme over both."""

Bases = Callable[[str], Document | None]


class UnknownPack(LookupError):
    """No pack of that id, or not of that version."""

    def __init__(self, pack_id: str, version: str | None) -> None:
        super().__init__(f"there is no procedure {pack_id}{' ' + version if version else ''}")


def pack(pack_id: str, version: str | None = None) -> Pack:
    """The pack of that id in that version, else in its newest. UnknownPack when there is none."""
    found = [one for one in all_packs() if one.id == pack_id and version in (None, one.version)]
    if not found:
        raise UnknownPack(pack_id, version)
    return max(found, key=lambda one: tuple(int(part) for part in one.version.split(".")))


@cache
def all_packs() -> tuple[Pack, ...]:
    """Every pack that comes with Houvast, by id and version. PackError when one of them is not a pack."""
    found = (parse_pack(document, documents_by_id().get) for document in documents())
    return tuple(sorted(found, key=lambda one: (one.id, one.version)))


@cache
def documents() -> tuple[Document, ...]:
    """The files of the packs that come with Houvast, read but not yet judged."""
    return tuple(read_file(path) for path in files((FOLDER,)))


@cache
def documents_by_id() -> Mapping[str, Document]:
    """The shipped files by the id of their pack, for overlays to lie over."""
    return {
        str(document.value["id"]): document
        for document in documents()
        if isinstance(document.value, dict) and "id" in document.value
    }


def files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files among these files and folders, in order."""
    found = [sorted(path.rglob("*.yaml")) if path.is_dir() else [path] for path in paths]
    return [file for group in found for file in group]


def read_file(path: Path) -> Document:
    """Read one file as YAML. PackError when it cannot be read."""
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size)
    except (OSError, UnicodeDecodeError) as wrong:
        text, mend = reading("unreadable", reason=type(wrong).__name__)
        problem = Problem(file=str(path), line=1, column=1, text=text, mend=mend)
        raise PackError((problem,)) from None


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, _size: int) -> Document:
    return read_yaml(path.read_text(encoding="utf-8"), str(path))


def read_pack(path: Path) -> Pack:
    """Read one file, over the shipped pack it lies over when it is an overlay. PackError says all that is wrong."""
    return parse_pack(read_file(path), documents_by_id().get)


def parse_pack(document: Document, bases: Bases) -> Pack:
    """The pack in this document. PackError with every error of shape, or everything an overlay may not change."""
    value = whole(document, bases)
    try:
        return Pack.model_validate(value)
    except ValidationError as wrong:
        raise PackError(tuple(as_problem(document, error) for error in wrong.errors()[:50])) from None


def whole(document: Document, bases: Bases) -> object:
    """What the document says, with everything it lies over. PackError says what an overlay may not change."""
    return _whole(document, bases, LAYERS)


def _whole(document: Document, bases: Bases, layers: int) -> object:
    """What the document says with everything it lies over: programme over institution over national."""
    value: object = document.value
    if not isinstance(value, dict) or "overlay" not in value:
        return value
    named = str(value["overlay"])
    base = bases(named)
    if base is None or not isinstance(base.value, dict):
        raise PackError((_at(document, ("overlay",), *reading("no_base", name=named[:80])),))
    if layers == 0:
        raise PackError((_at(document, ("overlay",), *reading("too_many_layers", most=LAYERS)),))
    below = _whole(base, bases, layers - 1)
    assert isinstance(below, dict)
    merged = merge(below, value)
    if merged.problems:
        raise PackError(tuple(_at(document, wrong.where, wrong.text, wrong.mend) for wrong in merged.problems))
    return merged.data


def _at(document: Document, path: Path_, text: Text, mend: Text) -> Problem:
    line, column = document.place(path)
    return Problem(
        file=document.file, line=line, column=column, text=text, mend=mend, path=".".join(str(part) for part in path)
    )


def as_problem(document: Document, error: object) -> Problem:
    """One error of pydantic as a problem in its line of the document."""
    assert isinstance(error, dict)
    context = error.get("ctx", {})
    fitting = context.get("error")
    message = str(error["msg"])[:400] or "?"
    otherwise = fitting.said if isinstance(fitting, Unfit) else Text(nl=message, en=message)
    name = error["loc"][-1] if error["loc"] else document.file
    text, mend = shape(str(error["type"]), str(name)[:80], context, otherwise)
    return _at(document, _path_in(document, error["loc"]), text, mend)


def _path_in(document: Document, location: Path_) -> Path_:
    """The part of an error's location that stands in the file; the names of alternatives are left out."""
    path: Path_ = ()
    for part in location:
        if (*path, part) in document.places:
            path = (*path, part)
    return path
