"""The leaves of an XML dossier, read as a stream: without a document type, entities or the documents inside.

A document type is refused, since only it can define an entity; so is what nests deeper or holds more than any dossier.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from houvast.exchange.reading.errors import FileRefused, Reason

BLOCK = 256 * 1024
MOST_LEAVES = 50_000
DEEPEST = 40
LONGEST_TEXT = 4_000
IGNORED = frozenset({"bestandsinhoud"})
"""Documents packed as text: never read, never kept."""


@dataclass(slots=True)
class Leaves:
    """What stands in a dossier: names from the root down without the root itself, text, and the line; in order."""

    root: str = ""
    namespace: str = ""
    found: list[tuple[tuple[str, ...], str, int]] = field(default_factory=list)

    def under(self, *path: str) -> Iterator[tuple[tuple[str, ...], str, int]]:
        """The leaves below a path, with what comes after it."""
        return ((names[len(path) :], text, line) for names, text, line in self.found if names[: len(path)] == path)

    def text(self, *path: str) -> str:
        """The first text at exactly this path; empty when there is none."""
        return next((text for names, text, _ in self.found if names == path), "")

    def texts(self, *path: str) -> list[str]:
        return [text for names, text, _ in self.found if names == path]

    def has(self, *path: str) -> bool:
        return any(names[: len(path)] == path for names, _, _ in self.found)

    def line(self, *path: str) -> int:
        return next((line for names, _, line in self.found if names == path), 1)


class _Reading:
    def __init__(self) -> None:
        self.leaves = Leaves()
        self._names: list[str] = []
        self._texts: list[str] = []
        self._size = 0
        self._is_leaf = False
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = _refuse

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("}")
        if not self._names:
            self.leaves.root, self.leaves.namespace = local, namespace
        self._names.append(local)
        if len(self._names) > DEEPEST:
            raise FileRefused(Reason.UNSAFE_XML, line=self.parser.CurrentLineNumber, detail=str(DEEPEST))
        self._texts, self._size, self._is_leaf = [], 0, True

    def _end(self, _name: str) -> None:
        if self._is_leaf and len(self._names) > 1 and self._names[-1] not in IGNORED:
            if len(self.leaves.found) >= MOST_LEAVES:
                raise FileRefused(Reason.UNSAFE_XML, line=self.parser.CurrentLineNumber, detail=str(MOST_LEAVES))
            text = "".join(self._texts).strip()
            self.leaves.found.append((tuple(self._names[1:]), text, self.parser.CurrentLineNumber))
        self._names.pop()
        self._is_leaf = False

    def _characters(self, text: str) -> None:
        if self._is_leaf and self._size < LONGEST_TEXT and self._names[-1] not in IGNORED:
            self._texts.append(text[: LONGEST_TEXT - self._size])
            self._size += len(text)


def _refuse(*_: object) -> None:
    raise FileRefused(Reason.UNSAFE_XML)


def read_dossier(path: Path) -> Leaves:
    """Raises FileRefused for what is no well-formed XML or is made to overwhelm a reader."""
    reading = _Reading()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                reading.parser.Parse(block, False)  # noqa: FBT003 - expat's own signature
        reading.parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as problem:
        raise FileRefused(Reason.BROKEN_XML, line=problem.lineno) from problem
    return reading.leaves
