"""Find and load the packs that come with Houvast, and any other file that should be one."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from houvast.core.procedure.pack import Pack
from houvast.packbook.reader import Document, PackError, Problem, read_yaml

FOLDER = Path(__file__).resolve().parent.parent / "packs" / "procedures"


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
    return tuple(sorted((read_pack(path) for path in files((FOLDER,))), key=lambda one: (one.id, one.version)))


def files(paths: Iterable[Path]) -> list[Path]:
    """The YAML files among these files and folders, in order."""
    found = [sorted(path.rglob("*.yaml")) if path.is_dir() else [path] for path in paths]
    return [file for group in found for file in group]


def read_pack(path: Path) -> Pack:
    """Read one file. PackError says everything that is wrong with its shape, each with line and mend."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        problem = Problem(
            file=str(path), line=1, column=1, text=f"cannot be read: {type(wrong).__name__}", mend="Save it as UTF-8."
        )
        raise PackError((problem,)) from None
    return parse_pack(read_yaml(text, str(path)))


def parse_pack(document: Document) -> Pack:
    """The pack in this document. PackError with every error of shape."""
    try:
        return Pack.model_validate(document.value)
    except ValidationError as wrong:
        raise PackError(tuple(_problem(document, error) for error in wrong.errors()[:50])) from None


def _problem(document: Document, error: object) -> Problem:
    assert isinstance(error, dict)
    path = _path_in(document, error["loc"])
    line, column = document.place(path)
    text = str(error["msg"]).removeprefix("Value error, ")
    kind = str(error["type"])
    mend = {
        "missing": "Add it.",
        "extra_forbidden": "Remove it, or check its spelling against `houvast packs schema`.",
    }.get(kind, "See `houvast packs schema`.")
    if kind in ("missing", "extra_forbidden"):
        text = f"“{error['loc'][-1]}” {'is missing' if kind == 'missing' else 'is not known here'}"
    return Problem(
        file=document.file, line=line, column=column, text=text, mend=mend, path=".".join(str(p) for p in path)
    )


def _path_in(document: Document, location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The part of an error's location that stands in the file; the names of alternatives are left out."""
    path: tuple[str | int, ...] = ()
    for part in location:
        if (*path, part) in document.places:
            path = (*path, part)
    return path
