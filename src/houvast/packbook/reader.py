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

from houvast.core.forms.text import Text
from houvast.packbook.wording import reading

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
    text: Text
    mend: Text
    path: str = ""

    def __str__(self) -> str:
        where = f" ({self.path})" if self.path else ""
        return f"{self.file}:{self.line}:{self.column}: {self.text.en}{where}. {self.mend.en}"


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
        raise _error(file, 1, 1, "too_large", most=LARGEST)
    try:
        return _Builder(file, YAML(typ="safe").parse(text)).document()
    except YAMLError as wrong:
        mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        reason = getattr(wrong, "problem", None) or type(wrong).__name__
        raise _error(file, line, column, "not_yaml", reason=reason) from None
    except (ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError, AssertionError) as wrong:
        raise _error(file, 1, 1, "not_yaml", reason=type(wrong).__name__) from None


def _error(file: str, line: int, column: int, what: str, **names: object) -> PackError:
    text, mend = reading(what, **names)
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
                        raise self._wrong(rest, "second_document")
                return Document(file=self._file, value=value, places=self._places)
        raise _error(self._file, 1, 1, "empty")

    def _wrong(self, event: Event, what: str, **names: object) -> PackError:
        mark = event.start_mark
        return _error(self._file, mark.line + 1, mark.column + 1, what, **names)

    def _node(self, event: Event, path: Path_, depth: int) -> Plain:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._wrong(event, "too_many", most=MOST_NODES)
        if depth > DEEPEST:
            raise self._wrong(event, "too_deep", most=DEEPEST)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._wrong(event, "anchor")
        if getattr(event, "tag", None):
            raise self._wrong(event, "tag")
        self._places[path] = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, ScalarEvent):
            return _scalar(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path, depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        raise self._wrong(event, "no_value")

    def _sequence(self, path: Path_, depth: int) -> list[Plain]:
        out: list[Plain] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            out.append(self._node(event, (*path, len(out)), depth + 1))
        return out

    def _mapping(self, path: Path_, depth: int) -> dict[str, Plain]:
        out: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
                raise self._wrong(event, "key")
            key = str(event.value)
            if key in out:
                raise self._wrong(event, "twice", key=key[:60])
            out[key] = self._node(next(self._events), (*path, key), depth + 1)
            self._places[(*path, key)] = (event.start_mark.line + 1, event.start_mark.column + 1)
        return out


def _scalar(event: ScalarEvent) -> Plain:
    text = str(event.value)
    if event.style:  # quoted, or a block
        return text
    if text in ("true", "false"):
        return text == "true"
    if _WHOLE.match(text):
        return int(text)
    return None if text in ("", "null", "~") else text
