"""Objects of a JSON file, one at a time: a single object, an array of them, or a page with `items`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from houvast.exchange.reading import limits
from houvast.exchange.reading.errors import FileRefused, Reason
from houvast.exchange.reading.text import encoding_of, open_text

BLOCK = 1024 * 1024
SPACE = " \t\r\n"

Item = tuple[int, object]
"""The line on which an object begins, and the object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonItems:
    """A file of objects; `items()` may be asked again and reads the file again."""

    path: Path
    encoding: str

    def items(self) -> Iterator[Item]:
        """Every object in order; raises FileRefused where the text is no JSON, with its line."""
        with open_text(self.path, self.encoding) as file:
            scanner = _Scanner(file)
            begin = scanner.peek()
            if begin == "[":
                yield from scanner.array()
                return
            line, found = scanner.value()
            scanner.nothing_left()
            inner = found.get("items") if isinstance(found, dict) else None
            if isinstance(inner, list):
                for item in inner:
                    yield line, item
            else:
                yield line, found


def open_json(path: Path) -> JsonItems:
    return JsonItems(path=path, encoding=encoding_of(path))


class _Scanner:
    """A window on the text that grows only as far as one value needs."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.window = ""
        self.at = 0
        self.line = 1
        self.decoder = json.JSONDecoder()

    def _advance(self, to: int) -> None:
        self.line += self.window.count("\n", self.at, to)
        self.at = to

    def _more(self) -> bool:
        self.window, self.at = self.window[self.at :], 0
        if len(self.window) > limits.ITEM_CHARACTERS:
            raise FileRefused(Reason.ITEM_TOO_LARGE, line=self.line)
        block = self.file.read(BLOCK)
        self.window += block
        return bool(block)

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        while True:
            to = self.at
            while to < len(self.window) and self.window[to] in SPACE:
                to += 1
            self._advance(to)
            if to < len(self.window):
                return self.window[to]
            if not self._more():
                return ""

    def value(self) -> Item:
        self.peek()
        while True:
            try:
                found, end = self.decoder.raw_decode(self.window, self.at)
            except RecursionError as problem:
                raise FileRefused(Reason.BROKEN_JSON, line=self.line) from problem
            except ValueError as problem:
                if self._more():
                    continue
                at = problem.pos if isinstance(problem, json.JSONDecodeError) else self.at
                line = self.line + self.window.count("\n", self.at, at)
                raise FileRefused(Reason.BROKEN_JSON, line=line) from problem
            if end == len(self.window) and not isinstance(found, dict | list | str) and self._more():
                continue
            item = self.line, found
            self._advance(end)
            return item

    def array(self) -> Iterator[Item]:
        self.at += 1
        if self.peek() == "]":
            self.at += 1
            self.nothing_left()
            return
        while True:
            yield self.value()
            match self.peek():
                case ",":
                    self.at += 1
                case "]":
                    self.at += 1
                    self.nothing_left()
                    return
                case _:
                    raise FileRefused(Reason.BROKEN_JSON, line=self.line)

    def nothing_left(self) -> None:
        if self.peek():
            raise FileRefused(Reason.BROKEN_JSON, line=self.line)
