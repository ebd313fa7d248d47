"""The parts of a letter's text as plain values, and reading them from a text with marks and gaps.

The text of a pack is a small part of Markdown: paragraphs, headings, lists, tables, **strong** and *emphasis*; a line
ends where it ends. What goes into its gaps is always text: it is put in after the marks were read, so a name or a
report never becomes markup.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

GAP = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
LAST_DAY = "appeal_last_day"
"""The gap for the last day on which the reader can contest what the letter says."""
PARAGRAPHS = re.compile(r"\n[ \t]*\n")
HIGHEST, LOWEST = 2, 4
_MARKS = MarkdownIt("zero").enable(["heading", "list", "emphasis", "table", "newline", "escape"])

Value = str | tuple[str, ...]
"""What fills a gap: text, or several texts, which become a list when the gap stands alone in its paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some text in one weight."""

    text: str
    strong: bool = False
    emphasis: bool = False


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`level` from 2 (the subject of the letter is 1); never skips one."""

    level: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list; `numbered` when the order matters."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every row has as many cells as there are headers."""

    headers: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]


Block = Paragraph | Heading | Items | Table


class GapNotFilled(ValueError):
    """A text has a gap for which there is no value."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            f"The text has a gap {{{name}}} and nothing to fill it with. Known: {', '.join(known) or 'none'}."
        )


def plain(text: str) -> Line:
    """A line without marks."""
    return (Run(text=text),)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """What somebody typed, as it is: an empty line divides paragraphs."""
    return tuple(Paragraph(line=plain(part.strip())) for part in re.split(r"\n\s*\n", text) if part.strip())


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain texts; raises ValueError when a row has another number of cells than there are headers."""
    return Table(
        headers=tuple(plain(header) for header in headers),
        rows=tuple(tuple(plain(cell) for _, cell in zip(headers, row, strict=True)) for row in rows),
    )


def gaps_of(text: str) -> tuple[str, ...]:
    """The names of the gaps in a text, sorted."""
    return tuple(sorted(set(GAP.findall(text))))


def route_apart(text: str) -> tuple[str, str]:
    """A letter without its paragraph on how to contest, and that paragraph: the one that names the last day.

    The paragraph stands with the reader's rights under the letter, which would say the same a second time; it is empty
    for a letter that leaves the route to its procedure.
    """
    parts = PARAGRAPHS.split(text)
    route = [part for part in parts if LAST_DAY in GAP.findall(part)]
    return "\n\n".join(part for part in parts if part not in route), "\n\n".join(route)


def blocks_from_text(text: str, values: Mapping[str, Value]) -> tuple[Block, ...]:
    """The blocks of a text with its gaps filled; raises GapNotFilled."""
    tokens = _MARKS.parse(text.strip())
    return tuple(_blocks(tokens, values))


def _blocks(tokens: Sequence[Token], values: Mapping[str, Value]) -> Iterator[Block]:
    level = HIGHEST - 1
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _closing(tokens, at)
        inside = tokens[at + 1 : end]
        match token.type:
            case "heading_open":
                level = min(max(int(token.tag[1]), HIGHEST), level + 1, LOWEST)
                yield Heading(level=level, line=_line(inside[0], values))
            case "paragraph_open":
                yield from _filled_paragraph(inside[0], values)
            case "bullet_list_open" | "ordered_list_open":
                lines = tuple(_line(one, values) for one in inside if one.type == "inline")
                yield Items(lines=lines, numbered=token.type == "ordered_list_open")
            case "table_open":
                yield _table(inside, values)
        at = end + 1


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Where the block that opens at `at` closes."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _filled_paragraph(inline: Token, values: Mapping[str, Value]) -> Iterator[Block]:
    """A paragraph; one that is a single gap becomes what fills it: a list, or several paragraphs."""
    alone = GAP.fullmatch(inline.content.strip())
    value = values.get(alone[1]) if alone else None
    if isinstance(value, tuple):
        if value:
            yield Items(lines=tuple(plain(one) for one in value))
    elif value is not None:
        yield from paragraphs(value)
    else:
        yield Paragraph(line=_line(inline, values))


def _table(tokens: Sequence[Token], values: Mapping[str, Value]) -> Table:
    rows: list[tuple[Line, ...]] = []
    cells: list[Line] = []
    for token in tokens:
        if token.type == "inline":
            cells.append(_line(token, values))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
            cells = []
    return Table(headers=rows[0], rows=tuple(rows[1:]))


def _line(inline: Token, values: Mapping[str, Value]) -> Line:
    runs: list[Run] = []
    strong = emphasis = False
    for child in inline.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                strong = child.nesting == 1
            case "em_open" | "em_close":
                emphasis = child.nesting == 1
            case "softbreak" | "hardbreak":
                runs.append(Run(text="\n", strong=strong, emphasis=emphasis))
            case _ if child.content:
                runs.append(Run(text=_filled(child.content, values), strong=strong, emphasis=emphasis))
    return tuple(runs)


def _filled(text: str, values: Mapping[str, Value]) -> str:
    def fill(gap: re.Match[str]) -> str:
        if gap[1] not in values:
            raise GapNotFilled(gap[1], sorted(values))
        value = values[gap[1]]
        return value if isinstance(value, str) else ", ".join(value)

    return GAP.sub(fill, text)
