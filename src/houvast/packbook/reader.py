"""Read YAML into plain values with the line of each, without ever running, linking or guessing anything.

A closed part of YAML: mappings with text keys, lists, and scalars. Anchors, aliases, tags and several documents are
refused, duplicate keys too. A plain scalar is a whole number, `true`, `false`, or text: `no` stays
"no" and a day stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

LARGEST = 400_000  # characters
DEEPEST = 24
MOST_NODES = 30_000

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
Path_ = tuple[str | int, ...]

_WHOLE = re.compile(r"^-?(0|[1-9][0-9]{0,11})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, where (line and column count from 1), and how to mend it."""

    file: str
    line: int
    column: int
    text: str
    mend: str
    path: str = ""

    def __str__(self) -> str:
        where = f" ({self.path})" if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {self.text}{where}. {self.mend}"


class PackError(Exception):
    """A file is not a pack; `problems` says everything that is wrong with it, never empty."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The plain values, and for every path in them the line and column where it begins."""

    file: str
    value: Plain
    places: dict[Path_, tuple[int, int]]

    def place(self, path: Path_) -> tuple[int, int]:
        """Where this path stands, or the nearest thing above it that is in the file."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_yaml(text: str, file: str) -> Document:
    """Parse. PackError with line, column and mend when the text is too large, too deep, or not this part of YAML."""
    if len(text) > LARGEST:
        raise _error(file, 1, 1, f"the file is larger than {LARGEST} characters", "Split it into several packs.")
    try:
        return _Builder(file, YAML(typ="safe", pure=True).parse(text)).document()
    except YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        reason = getattr(wrong, "problem", None) or "this is not YAML"
        raise _error(file, line, column, str(reason), "Check indentation, colons and quotes here.") from None
    except (ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError, AssertionError) as wrong:
        raise _error(file, 1, 1, f"this cannot be read as YAML: {type(wrong).__name__}", "Check the file.") from None


def _error(file: str, line: int, column: int, text: str, mend: str) -> PackError:
    return PackError((Problem(file=file, line=line, column=column, text=text, mend=mend),))


class _Builder:
    def __init__(self, file: str, events: Iterator[Event]) -> None:
        self._file = file
        self._events = events
        self._places: dict[Path_, tuple[int, int]] = {}
        self._nodes = 0

    def document(self) -> Document:
        for event in self._events:
            if type(event).__name__ == "DocumentStartEvent":
                value = self._node(next(self._events), (), 0)
                for rest in self._events:
                    if type(rest).__name__ == "DocumentStartEvent":
                        raise self._wrong(rest, "a second document begins here", "Keep one pack in one file.")
                return Document(file=self._file, value=value, places=self._places)
        raise _error(self._file, 1, 1, "the file is empty", "Write a pack in it.")

    def _wrong(self, event: Event, text: str, mend: str) -> PackError:
        mark = event.start_mark
        return _error(self._file, mark.line + 1, mark.column + 1, text, mend)

    def _node(self, event: Event, path: Path_, depth: int) -> Plain:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._wrong(event, f"more than {MOST_NODES} values", "Split the pack.")
        if depth > DEEPEST:
            raise self._wrong(event, f"nested deeper than {DEEPEST} levels", "Make it flatter.")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._wrong(event, "anchors and aliases (& and *) are not allowed", "Write the value out.")
        if getattr(event, "tag", None):
            raise self._wrong(event, "tags (!) are not allowed", "Leave the tag out.")
        self._places[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path, depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        raise self._wrong(event, "a value is missing here", "Write one, or leave the key out.")

    def _sequence(self, path: Path_, depth: int) -> list[Plain]:
        out: list[Plain] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            out.append(self._node(event, (*path, len(out)), depth + 1))
        return out

    def _mapping(self, path: Path_, depth: int) -> dict[str, Plain]:
        out: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                raise self._wrong(event, "a key must be a word", "Write a plain word before the colon.")
            key = str(event.value)
            if key in out:
                raise self._wrong(event, f"the key “{key[:60]}” stands twice", "Keep one of them.")
            out[key] = self._node(next(self._events), (*path, key), depth + 1)
            self._places[(*path, key)] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return out


def _scalar(event: ScalarEvent) -> Plain:
    text = str(event.value)
    if event.style is not None:
        return text
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.match(text):
        return int(text)
    return None if text in ("", "null", "~") else text
