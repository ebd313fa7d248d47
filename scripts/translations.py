#!/usr/bin/env python3
"""Keep the Dutch texts of every folder complete: `check`, `update [FOLDER ...]`, `compile`.

English is what the code says; Dutch lies in `<folder>/locale/nl/LC_MESSAGES/django.po`. No gettext programs are needed.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "houvast"
CATALOGUE = Path("locale") / "nl" / "LC_MESSAGES" / "django.po"
TEMPLATES = {".html", ".txt", ".xml"}

# name -> which arguments are (context, singular, plural); None where the function has none
KEYWORDS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    **{
        name + lazy: shape
        for lazy in ("", "_lazy")
        for name, shape in {
            "gettext": (None, 0, None),
            "ngettext": (None, 0, 1),
            "pgettext": (0, 1, None),
            "npgettext": (0, 1, 2),
        }.items()
    },
    "gettext_noop": (None, 0, None),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|\{\w*\}|%[sd]")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text found in the source; `places` are (file, line) in the order found."""

    context: str
    singular: str
    plural: str
    places: tuple[tuple[Path, int], ...]

    @property
    def key(self) -> Key:
        """What a catalogue tells texts apart by."""
        return self.context, self.singular


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to mend before the Dutch texts are complete."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path}:{self.line}: {self.text}"


def python_text_of(path: Path) -> str:
    """The file as Python that Babel can read, line numbers kept."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    # a template's indentation means nothing, and would be an error in Python
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def texts_in(path: Path) -> Iterator[tuple[int, Key, str]]:
    """(line, (context, singular), plural or "") for every literal text that the file has translated."""
    source = io.BytesIO(python_text_of(path).encode("utf-8"))
    for line, name, found, _comments in extract_python(source, dict.fromkeys(KEYWORDS), [], {}):
        context_at, singular_at, plural_at = KEYWORDS[str(name)]
        arguments = found if isinstance(found, (tuple, list)) else (found,)

        def argument(position: int | None, given: tuple[object, ...] = tuple(arguments)) -> str:
            if position is None or position >= len(given):
                return ""
            value = given[position]
            return value if isinstance(value, str) else ""

        singular = argument(singular_at)
        if singular:
            yield line, (argument(context_at), singular), argument(plural_at)


def may_hold_texts(path: Path) -> bool:
    """Whether people could read texts of this file on a page: code and templates, tests left out."""
    if "tests" in path.parts or "static" in path.parts or "node_modules" in path.parts:
        return False
    if path.suffix == ".py":
        return True
    return path.suffix in TEMPLATES and "templates" in path.parts


def messages_of(folder: Path) -> dict[Key, Message]:
    """Every text of one folder, by context and singular."""
    messages: dict[Key, Message] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not may_hold_texts(path.relative_to(folder)):
            continue
        for line, key, plural in texts_in(path):
            known = messages.get(key)
            messages[key] = Message(
                context=key[0],
                singular=key[1],
                plural=plural or (known.plural if known else ""),
                places=(*(known.places if known else ()), (path, line)),
            )
    return messages


def folders_of(source: Path, names: list[str] | None = None) -> list[Path]:
    """The folders to work on, sorted; a name that is no folder is an error."""
    folders = sorted(child for child in source.iterdir() if child.is_dir() and child.name != "__pycache__")
    if not names:
        return folders
    chosen = [folder for folder in folders if folder.name in names]
    unknown = sorted(set(names) - {folder.name for folder in chosen})
    if unknown:
        raise SystemExit(f"no such folder: {', '.join(unknown)}")
    return chosen


def key_of(entry: polib.POEntry) -> Key:
    """The key under which a catalogue's entry is known."""
    return entry.msgctxt or "", entry.msgid


def is_translated(entry: polib.POEntry) -> bool:
    """Whether nothing of the entry is empty."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return bool(texts) and all(text.strip() for text in texts)


def placeholders_differ(entry: polib.POEntry) -> bool:
    """Whether the Dutch names a value that the English does not give, or forgets one in its plural or only form."""
    if entry.msgid_plural:
        given = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        return any(not set(PLACEHOLDER.findall(text)) <= given for text in entry.msgstr_plural.values())
    return set(PLACEHOLDER.findall(entry.msgid)) != set(PLACEHOLDER.findall(entry.msgstr))


def problems_of_entry(path: Path, entry: polib.POEntry, messages: dict[Key, Message]) -> Iterator[Problem]:
    """What is wrong with one entry of a catalogue."""
    message = messages.get(key_of(entry))
    line = entry.linenum or 1
    if message is None:
        yield Problem(path=path, line=line, text=f"no longer used: {entry.msgid!r}")
    elif message.plural != (entry.msgid_plural or ""):
        yield Problem(path=path, line=line, text=f"the plural in the code differs: {entry.msgid!r}")
    elif "fuzzy" in entry.flags:
        yield Problem(path=path, line=line, text=f"marked fuzzy: {entry.msgid!r}")
    elif not is_translated(entry):
        yield Problem(path=path, line=line, text=f"no Dutch text yet: {entry.msgid!r}")
    elif placeholders_differ(entry):
        yield Problem(path=path, line=line, text=f"the values in the Dutch text differ: {entry.msgid!r}")


def problems_of(folder: Path) -> Iterator[Problem]:
    """Everything missing, unused, fuzzy, empty or inconsistent in one folder."""
    messages = messages_of(folder)
    path = folder / CATALOGUE
    entries = list(polib.pofile(str(path))) if path.exists() else []
    kept = [entry for entry in entries if not entry.obsolete]
    for entry in entries:
        if entry.obsolete:
            yield Problem(path=path, line=entry.linenum or 1, text=f"no longer used: {entry.msgid!r}")
    for entry in kept:
        yield from problems_of_entry(path, entry, messages)
    for key in sorted(messages.keys() - {key_of(entry) for entry in kept}):
        place, line = messages[key].places[0]
        yield Problem(path=place, line=line, text=f"missing in {folder.name}/{CATALOGUE.as_posix()}: {key[1]!r}")


def contradictions_of(folders: list[Path]) -> Iterator[Problem]:
    """One English text with two Dutch ones: all catalogues become one at run time, so only one would be seen."""
    known: dict[Key, tuple[str, Path]] = {}
    for folder in folders:
        path = folder / CATALOGUE
        for entry in polib.pofile(str(path)) if path.exists() else []:
            dutch = entry.msgstr or " / ".join(entry.msgstr_plural.values())
            if entry.obsolete or not dutch:
                continue
            first, where = known.setdefault(key_of(entry), (dutch, folder))
            if first != dutch:
                text = f"{entry.msgid!r} is {first!r} in {where.name}, {dutch!r} here: make them equal, or use pgettext"
                yield Problem(path=path, line=entry.linenum or 1, text=text)


def new_catalogue() -> polib.POFile:
    """An empty Dutch catalogue."""
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Project-Id-Version": "houvast",
        "Language": "nl",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def updated(folder: Path) -> tuple[int, int, int]:
    """Write the folder's catalogue anew: sorted, missing added, unused dropped. Gives (added, dropped, still empty)."""
    messages = messages_of(folder)
    path = folder / CATALOGUE
    before = list(polib.pofile(str(path))) if path.exists() else []
    old = {key_of(entry): entry for entry in before if not entry.obsolete}
    if not messages and not before:
        return 0, 0, 0
    catalogue = new_catalogue()
    for key in sorted(messages):
        message = messages[key]
        entry = polib.POEntry(msgctxt=message.context or None, msgid=message.singular, msgid_plural=message.plural)
        entry.occurrences = [
            (place.as_posix(), "") for place in sorted({p.relative_to(folder) for p, _line in message.places})
        ]
        known = old.get(key)
        if message.plural:
            entry.msgstr_plural = {0: "", 1: ""}
        if known is not None and bool(known.msgid_plural) == bool(message.plural):
            entry.msgstr, entry.msgstr_plural = known.msgstr, known.msgstr_plural
            entry.flags = [flag for flag in known.flags if flag == "fuzzy"]
            entry.tcomment = known.tcomment
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path), newline="\n")
    empty = sum(not is_translated(entry) for entry in catalogue)
    return len(messages.keys() - old.keys()), len(old.keys() - messages.keys()) + len(before) - len(old), empty


def check(source: Path) -> int:
    """Print every problem; 1 when there is one, else 0."""
    folders = folders_of(source)
    problems = [problem for folder in folders for problem in problems_of(folder)] + list(contradictions_of(folders))
    for problem in problems:
        print(problem)
    if problems:
        print(
            f"{len(problems)} texts to mend: `scripts/translations.py update FOLDER` adds the missing ones to fill in."
        )
        return 1
    print(f"Dutch texts complete in {len(folders)} folders.")
    return 0


def update(source: Path, names: list[str]) -> int:
    """Update the catalogues named (all when none is)."""
    for folder in folders_of(source, names):
        added, dropped, empty = updated(folder)
        if added or dropped or empty or names:
            print(f"{folder.name}: {added} added, {dropped} dropped, {empty} to fill in")
    return 0


def compile_all(source: Path) -> int:
    """Write a .mo beside every .po that is newer; running servers read them at their next start."""
    written = 0
    for path in sorted(source.glob(f"*/{CATALOGUE.as_posix()}")):
        target = path.with_suffix(".mo")
        content = polib.pofile(str(path)).to_binary()
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            written += 1
    print(f"{written} catalogues compiled.")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=ast.get_docstring(ast.parse(Path(__file__).read_text(encoding="utf-8")))
    )
    parser.add_argument("--source", type=Path, default=SOURCE, help="the package folder (default: src/houvast)")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="fail when a Dutch text is missing, unused, fuzzy, empty or contradicts another")
    adding = commands.add_parser("update", help="add missing entries to fill in, drop unused ones, sort")
    adding.add_argument("folders", nargs="*", metavar="FOLDER")
    commands.add_parser("compile", help="write the .mo files that the application reads")
    chosen = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure(USE_I18N=True)  # templatize asks whether translation is on
    if chosen.command == "check":
        return check(chosen.source)
    if chosen.command == "update":
        return update(chosen.source, chosen.folders)
    return compile_all(chosen.source)


if __name__ == "__main__":
    sys.exit(main())
